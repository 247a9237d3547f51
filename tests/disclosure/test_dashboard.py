"""The home screen is a to-do list; and withdrawing, which starts from the editor."""

import pytest
from django.urls import reverse
from django.utils import timezone

from civic_disclosure.domain.queries import tree_of
from civic_disclosure.enums import BatchState
from civic_disclosure.models import ImportBatch, ItemPage, PublishedItem
from civic_office.enums import OFFICE_ROLES, Role
from tests import factories
from tests.lists import repeated_questions
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return factories.open_unit("市财政局")[0]


@pytest.fixture
def column(unit):
    return factories.make_column(unit.catalogue)


def home_of(user):
    return signed_in(user).get(reverse("wagtailadmin_home")).content.decode()


def test_officer_sees_drafts_and_the_unit_tree_with_a_way_to_add(unit, column):
    officer = factories.make_officer(unit)
    factories.make_item(column, "半成品", by=officer)

    home = home_of(officer)

    assert reverse("wagtailadmin_pages:edit", args=(ItemPage.objects.get().pk,)) in home
    assert reverse("wagtailadmin_pages:add", args=("civic_disclosure", "itempage", column.pk)) in home
    assert "没有退回给您的信息。" in home
    assert "人员未配齐的单位" not in home


def test_tree_is_shown_without_buttons_to_those_who_do_not_write(unit, column):
    home = home_of(factories.holder_of(Role.SUPERVISING_LEADER, unit))

    assert reverse("wagtailadmin_explore", args=(column.pk,)) in home
    assert reverse("wagtailadmin_pages:add", args=("civic_disclosure", "itempage", column.pk)) not in home


@pytest.mark.shows("R173", "R180")
def test_office_sees_units_without_their_people_and_filings(unit):
    lacking = factories.make_unit("市教育局")

    home = home_of(factories.holder_of(Role.DISCLOSURE_SECTION, unit))

    assert lacking.short_name in home
    assert "缺分管领导 缺信息员" in " ".join(home.split())
    assert "没有等待办理的报备。" in home


def test_home_shows_no_numbers_of_pages_and_no_reports_to_editors(unit):
    home = home_of(factories.make_officer(unit))

    assert "wagtailadmin/home/site_summary" not in home
    assert reverse("wagtailadmin_reports:site_history") not in home
    assert reverse("wagtailadmin_reports:site_history") in home_of(factories.holder_of(Role.DISCLOSURE_SECTION, unit))


def send_batch(unit, title):
    return ImportBatch.objects.create(
        unit=unit,
        title=title,
        table="imports/batch.csv",
        state=BatchState.SUBMITTED,
        made_by=factories.make_user(),
        made_at=timezone.now(),
    )


@pytest.mark.parametrize("role", Role.values)
def test_home_asks_nothing_twice_whoever_comes(unit, column, role):
    somebody = factories.make_post(unit=None if role in OFFICE_ROLES else unit, role=role).user
    factories.give_access(somebody)
    for title in ("半成品", "又一个半成品"):
        factories.make_item(column, title, by=somebody)
    under_review = factories.make_item(column, by=factories.make_officer(unit))
    under_review.get_workflow().start(under_review, under_review.owner)
    for title in ("旧网站信息", "旧网站附件"):
        send_batch(unit, title)

    assert repeated_questions(signed_in(somebody), reverse("wagtailadmin_home")) == []


@pytest.mark.parametrize("count", [1, 3])
def test_tree_costs_three_queries(unit, column, count, django_assert_num_queries):
    for n in range(count):
        below = factories.make_column(column, f"下级{n}")
        factories.make_item(below)
    factories.make_item(column)

    with django_assert_num_queries(3):
        rows = tree_of(unit.catalogue)

    assert [(row.level, row.public, row.drafts) for row in rows] == [(1, 0, 1), *[(2, 0, 1)] * count]


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.SUPERVISING_LEADER, True),
        (Role.DISCLOSURE_SECTION, True),
        (Role.SECTION_REVIEWER, False),
        (Role.SECRECY_REVIEWER, False),
        (Role.PROOFREADER, False),
    ],
)
def test_withdrawing_is_for_leaders_and_the_disclosure_section(unit, column, role, may):
    item = factories.approve_item(factories.make_item(column, by=factories.make_officer(unit)))
    client = signed_in(factories.holder_of(role, unit))
    address = reverse("civic_disclosure_withdraw", args=(item.pk,))

    opened = client.get(address)
    client.post(address, {"reason": "含个人信息"})

    assert opened.status_code == (200 if may else 302)
    record = PublishedItem.objects.get()
    assert (record.is_public(), record.withdrawn_reason) == ((False, "含个人信息") if may else (True, ""))


def test_withdrawing_needs_a_reason_and_happens_once(unit, column):
    item = factories.approve_item(factories.make_item(column, by=factories.make_officer(unit)))
    client = signed_in(factories.holder_of(Role.SUPERVISING_LEADER, unit))
    address = reverse("civic_disclosure_withdraw", args=(item.pk,))

    empty = client.post(address, {"reason": " "})
    client.post(address, {"reason": "重复发布"})
    again = client.post(address, {"reason": "再撤一次"})

    assert "reason" in empty.context["form"].errors
    assert "这条信息没有公开。" in again.content.decode()
    assert PublishedItem.objects.get().withdrawn_reason == "重复发布"


def test_register_of_records_is_looked_at_and_never_changed(unit, column):
    item = factories.approve_item(factories.make_item(column, by=factories.make_officer(unit)))
    client = signed_in(factories.holder_of(Role.DISCLOSURE_SECTION, unit))

    listed = client.get(reverse("published_items:index"), {"q": "部门预算"}).content.decode()
    shown = client.get(reverse("published_items:inspect", args=(item.pk,)))

    assert PublishedItem.objects.get().index_number in listed
    assert shown.status_code == 200
    assert client.get("/admin/published/new/").status_code == 404
    assert client.post(f"/admin/published/edit/{item.pk}/").status_code == 404
