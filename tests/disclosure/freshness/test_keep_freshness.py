"""What is stored of columns, as items come and go, duties and limits change, and days pass."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Page

from civic_disclosure.domain.add_pages import add_pages
from civic_disclosure.domain.change_column import change_column
from civic_disclosure.domain.keep_freshness import keep_freshness
from civic_disclosure.domain.limits import add_limit, load_limits
from civic_disclosure.domain.sweep_freshness import count_places, sweep_freshness
from civic_disclosure.models import ColumnPage, Duty, Freshness, FreshnessLimit, ItemPage
from civic_disclosure.signals import freshness_changed
from civic_disclosure.tasks import sweep_freshness as sweep_task
from civic_office.domain.load_notice import load_notice
from civic_office.jobs.progress import start_progress
from civic_office.models import UnitGroup
from civic_office.workdays import civil_date
from civic_office.workdays.civil import CHINA
from tests import factories
from tests.jobs import run_jobs
from tests.office.calendars import day
from tests.office.notices import make_notice

pytestmark = pytest.mark.django_db


def at(text, hour=0):
    return datetime.datetime.combine(day(text), datetime.time(hour, 15), CHINA)


@pytest.fixture
def announced():
    """What others were told, one change after the other."""
    heard = []

    def hear(changes, **kwargs):
        heard.extend(changes)

    freshness_changed.connect(hear)
    yield heard
    freshness_changed.disconnect(hear)


def opened(page, text="2026-01-01"):
    """The page as if it had been opened on that day."""
    Page.objects.filter(pk=page.pk).update(first_published_at=at(text, 9))
    return page


@pytest.fixture
def catalogue(unit):
    return opened(factories.make_catalogue(unit))


@pytest.fixture
def weekly(catalogue, unit):
    """A column that its unit owes every week."""
    column = opened(factories.make_column(catalogue, "部门预算"))
    Duty.objects.create(column=column, unit=unit, cadence_text="每周")
    return column


def facts_of(page):
    row = Freshness.objects.get(pk=page.pk)
    return row.state, row.last_fed_on, row.due_on, row.overdue_since


def test_a_published_item_feeds_its_column_those_above_and_the_catalogue(catalogue, weekly):
    below = opened(factories.make_column(weekly, "决算"))
    factories.make_published(below)
    today = civil_date(timezone.now())

    run_jobs()

    assert {Freshness.objects.get(pk=page.pk).last_fed_on for page in (catalogue, weekly, below)} == {today}
    assert Freshness.objects.get(pk=weekly.pk).state == "fresh"
    assert Freshness.objects.get(pk=below.pk).why == "nothing"


def test_the_first_publication_counts_not_a_later_version(weekly):
    record = factories.make_published(weekly, on=day("2026-11-02"))
    item = ItemPage.objects.get(pk=record.pk)
    item.title = "2026年部门预算（更正）"
    item.save_revision()
    factories.publish(item)

    sweep_freshness(now=at("2026-11-05"))

    assert facts_of(weekly) == ("fresh", day("2026-11-02"), day("2026-11-09"), None)


def test_a_withdrawn_item_feeds_nothing(weekly):
    factories.make_published(weekly, on=day("2026-11-02"))
    late = factories.make_published(weekly, "另一条", on=day("2026-11-04"))
    sweep_freshness(now=at("2026-11-05"))
    assert facts_of(weekly)[1] == day("2026-11-04")

    factories.withdraw(late)
    keep_freshness([weekly.pk], now=at("2026-11-05"))

    assert facts_of(weekly)[1:3] == (day("2026-11-02"), day("2026-11-09"))


def test_jobs_follow_withdrawal_moves_hiding_and_feeding(catalogue, weekly):
    other = opened(factories.make_column(catalogue, "其他"))
    portal = opened(factories.make_portal_column("预决算"))
    record = factories.make_published(weekly)
    run_jobs()
    fed = lambda page: Freshness.objects.get(pk=page.pk).last_fed_at is not None  # noqa: E731

    ItemPage.objects.get(pk=record.pk).move(other, pos="last-child")
    run_jobs()
    assert (fed(weekly), fed(other), fed(portal)) == (False, True, False)

    change_column(other, by=None, today=day("2026-11-05"), feeds=portal)
    run_jobs()
    assert (fed(other), fed(portal)) == (True, True)

    change_column(other, by=None, today=day("2026-11-05"), feeds=None, is_hidden=True)
    run_jobs()
    assert (fed(portal), Freshness.objects.get(pk=other.pk).why) == (False, "hidden")

    factories.withdraw(record)
    run_jobs()
    assert not fed(other)


def test_what_stands_below_a_hidden_column_has_no_clock_either(catalogue, weekly):
    below = opened(factories.make_column(weekly, "工作动态"))
    run_jobs()
    assert Freshness.objects.get(pk=below.pk).why == "limit"

    change_column(weekly, by=None, today=day("2026-11-05"), is_hidden=True)
    run_jobs()

    assert {Freshness.objects.get(pk=page.pk).why for page in (weekly, below)} == {"hidden"}


@pytest.mark.shows("R053")
def test_a_column_that_feeds_the_portal_is_asked_what_its_unit_owes_there(catalogue, unit):
    portal = opened(factories.make_portal_column("预决算"))
    own, other = (opened(factories.make_column(catalogue, title, feeds=portal)) for title in ("预算", "决算"))
    group = UnitGroup.objects.create(name="各部门", kinds=[unit.kind])
    Duty.objects.create(column=portal, unit=factories.make_unit(), cadence_text="每年")

    sweep_freshness(now=at("2026-01-05"))
    assert [facts_of(page)[2] for page in (portal, own)] == [day("2027-01-01"), None]

    Duty.objects.create(column=portal, group=group, cadence_text="每周")
    sweep_freshness(now=at("2026-01-05"))
    assert {facts_of(page)[2] for page in (portal, own, other)} == {day("2026-01-08")}


def test_items_of_units_feed_the_portal_column_and_what_stands_above_it(catalogue):
    above = opened(factories.make_portal_column("财政"))
    portal = opened(factories.make_column(above, "预决算"))
    own = opened(factories.make_column(catalogue, "预算", feeds=portal))
    factories.make_published(own, on=day("2026-11-02"))

    keep_freshness([own.pk], now=at("2026-11-05"))

    assert {facts_of(page)[1] for page in (above, portal, own, catalogue)} == {day("2026-11-02")}


@pytest.mark.shows("R060", "R061", "R062", "R063")
def test_shipped_limits_hold_for_columns_of_their_kind_and_for_the_whole_catalogue(catalogue):
    titles = {"news": "工作动态", "announcements": "公示公告", "plans": "规划计划", "": "人事信息", "x": "便民服务"}
    pages = [opened(factories.make_column(catalogue, title, code=code)) for code, title in titles.items()]
    factories.make_published(pages[-1], on=day("2026-11-02"))

    sweep_freshness(now=at("2026-11-05"))

    rows = [Freshness.objects.get(pk=page.pk) for page in (*pages, catalogue)]
    assert [row.due_on and row.due_on.isoformat() for row in rows] == [
        "2026-01-08",
        "2026-02-02",
        "2026-04-01",
        "2026-04-01",
        None,
        "2026-12-02",
    ]
    assert [row.why for row in rows] == ["limit"] * 4 + ["nothing", "limit"]


def test_the_office_enters_the_next_version_and_switches_limits_off(catalogue, unit):
    column = opened(factories.make_column(catalogue, "工作动态"))
    section = factories.make_section_officer()
    newest = FreshnessLimit.objects.get(code="news-weekly")
    newest.pk, newest.effective_from, newest.amount = None, day("2026-06-01"), 14
    newest._state.adding = True
    add_limit(newest, by=section, now=at("2026-01-02"))

    sweep_freshness(now=at("2026-05-30"))
    assert facts_of(column)[2] == day("2026-01-08")
    sweep_freshness(now=at("2026-06-01"))
    assert facts_of(column)[2] == day("2026-06-15")

    newest.pk, newest.effective_from, newest.is_applied = None, day("2026-06-20"), False
    newest._state.adding = True
    add_limit(newest, by=section, now=at("2026-06-20"))
    sweep_freshness(now=at("2026-06-20"))
    assert facts_of(column) == ("no_clock", None, None, None)


def test_what_nobody_has_checked_ships_switched_off_and_loading_again_changes_nothing():
    assert {limit.code for limit in FreshnessLimit.objects.filter(is_verified=False)} == {"media-fortnightly"}
    assert not FreshnessLimit.objects.filter(is_verified=False, is_applied=True).exists()
    assert not FreshnessLimit.objects.filter(basis="").exists()
    assert load_limits() == []


def test_a_day_passes_and_the_column_is_overdue_once(weekly, announced):
    factories.make_published(weekly, on=day("2026-11-02"))
    sweep_freshness(now=at("2026-11-03"))
    announced.clear()

    states = []
    for text in ("2026-11-08", "2026-11-09", "2026-11-10", "2026-11-10", "2026-11-11"):
        sweep_freshness(now=at(text))
        states.append(facts_of(weekly)[0])

    assert states == ["due_soon", "due_soon", "overdue", "overdue", "overdue"]
    assert [(change.was_state, change.row.state) for change in announced if change.row.pk == weekly.pk] == [
        ("fresh", "due_soon"),
        ("due_soon", "overdue"),
    ]
    assert facts_of(weekly)[3] == day("2026-11-10")


def test_thirty_days_of_standing_still_lose_and_duplicate_nothing(weekly, announced):
    """Fed in time, a week late, in time again while no clock ran and no job; then the machine comes back."""
    factories.make_published(weekly, on=day("2026-10-12"))
    sweep_freshness(now=at("2026-10-13"))
    announced.clear()
    for text in ("2026-10-16", "2026-10-30", "2026-11-03"):
        factories.make_published(weekly, f"信息{text}", on=day(text))

    sweep_freshness(now=at("2026-11-12"))
    sweep_freshness(now=at("2026-11-12", 1))
    keep_freshness([weekly.pk], now=at("2026-11-12", 2))

    (change,) = [change for change in announced if change.row.pk == weekly.pk]
    assert [(feed.on, feed.was_due_on, feed.is_late) for feed in change.feeds] == [
        (day("2026-10-16"), day("2026-10-19"), False),
        (day("2026-10-30"), day("2026-10-23"), True),
        (day("2026-11-03"), day("2026-11-06"), False),
    ]
    assert (change.was_due_on, change.row.due_on, change.row.overdue_since) == (
        day("2026-10-19"),
        day("2026-11-10"),
        day("2026-11-11"),
    )


def test_a_new_calendar_moves_what_was_provisional(weekly, announced):
    factories.make_published(weekly, on=day("2026-12-28"))
    run_jobs()
    assert Freshness.objects.get(pk=weekly.pk).is_provisional

    load_notice(make_notice(), by=None, now=timezone.now())
    run_jobs()

    row = Freshness.objects.get(pk=weekly.pk)
    assert (row.is_provisional, row.due_on) == (False, day("2027-01-04"))


def test_many_new_columns_are_known_at_once(catalogue):
    now = timezone.now()
    add_pages([(catalogue, ColumnPage(title=f"栏目{n}", slug=f"n{n}")) for n in range(250)], now=now)

    run_jobs()

    assert Freshness.objects.count() == count_places() == 251


def test_the_sweep_says_how_far_it_is(weekly):
    progress = start_progress("重新计算", by=None)

    sweep_task.enqueue(str(progress.pk))
    run_jobs()

    progress.refresh_from_db()
    assert (progress.done, progress.total, progress.error) == (2, 2, "")
    assert progress.finished_at is not None


def test_units_that_are_closed_and_columns_that_lead_elsewhere_have_no_clock(weekly, unit, catalogue):
    link = opened(factories.make_column(catalogue, "外链动态", kind="link", link_url="https://example.cn"))
    told = opened(factories.make_column(catalogue, "网站动态"))
    Duty.objects.create(column=told, unit=unit, cadence_text="外链")
    sweep_freshness(now=at("2026-11-05"))
    assert [Freshness.objects.get(pk=page.pk).why for page in (link, told)] == ["link", "link"]

    unit.active_until = day("2026-11-30")
    unit.save()
    sweep_freshness(now=at("2026-12-01"))

    assert Freshness.objects.get(pk=weekly.pk).why == "closed"


@pytest.mark.parametrize("count", [1, 30])
def test_judging_costs_the_same_queries_however_many_columns(catalogue, unit, count, django_assert_num_queries):
    for number in range(count):
        column = opened(factories.make_column(catalogue, f"栏目{number}"))
        Duty.objects.create(column=column, unit=unit, cadence_text="每周")
    sweep_freshness(now=at("2026-01-05"))

    with django_assert_num_queries(16):
        sweep_freshness(now=at("2026-01-05", 1))
