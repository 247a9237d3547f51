"""Whoever signs in to the demo finds something to do, and something to choose from."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from civic_disclosure.models import NumberRule
from civic_office.domain.lay_out_review import STANDARD_STEPS
from civic_office.domain.queries import steps_returned_to
from civic_office.enums import FilingKind, Role
from civic_office.models import Filing, Post, ReviewState
from cms.demo.accounts import is_staffed
from cms.demo.build import load_demo

NOW = timezone.make_aware(datetime.datetime(2026, 11, 20, 10))


@pytest.fixture
def city(db: None, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    load_demo("lianshui", now=NOW, scale=0.1, most_units=0, report=lambda _phase, **_figures: None)


def signed_in(post: Post) -> Client:
    client = Client()
    client.force_login(post.user)
    return client


def posts_of_staffed_units() -> list[Post]:
    posts = Post.objects.select_related("unit", "user").order_by("pk")
    return [post for post in posts if is_staffed(post.unit.short_name, post.unit.kind)]


def lists_something_to_do(client: Client) -> bool:
    return 'class="civic-todo"' in client.get("/admin/").content.decode()


def steps_waiting_by_unit() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for state in ReviewState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).select_related("unit"):
        found.setdefault(str(state.unit), set()).add(state.task.specific.role)
    return found


# Wagtail leaves the temporary file of a rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_everybody_finds_something_to_do_and_to_choose_from(city: None) -> None:
    posts = posts_of_staffed_units()
    officers = [post for post in posts if post.role == Role.INFORMATION_OFFICER]

    idle = {(str(post.unit), post.role) for post in posts if not lists_something_to_do(signed_in(post))}
    files = {
        len(signed_in(post).get(reverse(f"{name}:index")).context["page_obj"])
        for post in officers
        for name in ("wagtailimages", "wagtaildocs")
    }

    assert idle == set()
    assert files == {2}
    assert {str(post.unit) for post in officers} == {"政府办", "财政局", "教育局"}
    assert all(steps_waiting_by_unit()[str(post.unit)] == {role for role, _i in STANDARD_STEPS} for post in officers)
    assert all(steps_returned_to(post.user).exists() for post in officers)
    assert NumberRule.objects.filter(is_default=True).count() == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_other_units_and_the_office_have_work_too(city: None) -> None:
    other = Post.objects.exclude(unit__in=[post.unit for post in posts_of_staffed_units()]).select_related("user")
    waiting = Filing.objects.awaiting_office()

    idle = {
        str(post.unit) for post in other.filter(unit__short_name="民政局") if not lists_something_to_do(signed_in(post))
    }

    assert idle == set()
    assert set(waiting.values_list("kind", flat=True)) == {
        FilingKind.COLUMN_ADDED,
        FilingKind.PERSONNEL,
        FilingKind.OUTAGE,
        FilingKind.ACCOUNT,
    }
    assert waiting.filter(kind=FilingKind.ACCOUNT).count() == 3
