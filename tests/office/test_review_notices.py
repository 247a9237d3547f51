"""Whose turn a review is hears of it at once; whoever sent the text hears what came of it."""

import pytest
from django.utils import timezone

from civic_disclosure.models import ItemPage
from civic_office.domain.review import approve_step, return_step
from civic_office.enums import ReturnReason, Role
from civic_office.models import Notice
from tests import factories
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return factories.open_unit("市财政局")[0]


@pytest.fixture
def officer(unit):
    return factories.make_officer(unit)


@pytest.fixture
def item(unit, officer):
    """Sent for review, with somebody in every role."""
    for role in factories.STEPS:
        factories.holder_of(role, unit)
    item = factories.make_item(factories.make_column(unit.catalogue), "绝密以前的标题", by=officer)
    item.get_workflow().start(item, officer)
    return item


def step_of(item):
    return ItemPage.objects.get(pk=item.pk).current_workflow_task_state


def told(user):
    return list(Notice.objects.of(user).order_by("pk").values_list("kind", flat=True))


def approve(item, unit, role):
    approve_step(step_of(item), by=factories.holder_of(role, unit), now=timezone.now(), comment="同意")


def test_the_reviewer_whose_turn_it_is_is_told_and_comes_to_the_step(unit, officer, item):
    section = factories.holder_of(Role.SECTION_REVIEWER, unit)
    assert told(section) == ["review_waiting"]
    assert told(officer) == told(factories.holder_of(Role.SECRECY_REVIEWER, unit)) == []

    notice = Notice.objects.of(section).get()
    assert signed_in(section).get(notice.url).status_code == 200
    assert "市财政局" in notice.subject
    assert item.title not in notice.subject + notice.body

    approve(item, unit, Role.SECTION_REVIEWER)
    assert told(factories.holder_of(Role.SECRECY_REVIEWER, unit)) == ["review_waiting"]


def test_who_sent_it_hears_that_it_was_returned_and_comes_to_the_editor(unit, officer, item):
    section = factories.holder_of(Role.SECTION_REVIEWER, unit)
    return_step(step_of(item), by=section, now=timezone.now(), comment="数字有误", reason=ReturnReason.INACCURATE)

    notice = Notice.objects.of(officer).get()

    assert notice.kind == "review_returned"
    assert notice.url == f"/admin/pages/{item.pk}/edit/"
    assert "数字有误" not in notice.body


def test_who_sent_it_hears_once_that_it_has_passed(unit, officer, item):
    for role in factories.STEPS:
        assert told(officer) == []
        approve(item, unit, role)

    assert told(officer) == ["review_passed"]
    assert told(factories.holder_of(Role.DISCLOSURE_SECTION, unit)) == ["review_waiting"]


def test_a_step_that_begins_anew_is_told_anew(unit, officer, item):
    section = factories.holder_of(Role.SECTION_REVIEWER, unit)
    return_step(step_of(item), by=section, now=timezone.now(), comment="数字有误", reason=ReturnReason.INACCURATE)

    state = ItemPage.objects.get(pk=item.pk).current_workflow_state
    state.resume(user=officer)

    assert told(section) == ["review_waiting"] * 2
