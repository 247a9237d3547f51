import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from civic_office import workdays
from civic_office.clocks import register_clock, registered_clocks
from civic_office.domain.current_calendar import current_calendar
from civic_office.domain.load_notice import load_notice
from civic_office.domain.recompute_due_dates import recompute_due_dates
from civic_office.domain.withdraw_notice import withdraw_notice
from civic_office.models import CalendarVersion, Clock, DueChange, HolidayNotice
from civic_office.signals import due_dates_changed
from tests.office.calendars import day
from tests.office.clocks import LetterClock, make_clock
from tests.office.notices import NOW, make_notice

pytestmark = pytest.mark.django_db

WORKING_40 = workdays.Policy(40, "working_days")


@pytest.fixture
def three_clocks(clock_table):
    """Due in 2026 for certain; in 2027 with another date to come; in 2027 with the same date to be confirmed."""
    calendar = current_calendar()
    certain = make_clock(day("2026-11-02"), workdays.Policy(15, "working_days"), calendar=calendar)
    moving = make_clock(day("2026-11-20"), WORKING_40, calendar=calendar)
    confirmed = make_clock(day("2026-12-24"), workdays.Policy(7, "working_days"), calendar=calendar)
    return certain, moving, confirmed


def state(clock):
    clock.refresh_from_db()
    return clock.due_on, clock.is_provisional, clock.calendar_version


def test_a_notice_moves_and_confirms_what_was_provisional(three_clocks):
    certain, moving, confirmed = three_clocks
    assert state(moving) == (day("2027-01-15"), True, 1)
    assert state(confirmed) == (day("2027-01-04"), True, 1)

    load_notice(make_notice(), by=None, now=NOW)
    assert recompute_due_dates(now=NOW) == 2

    # Off on Friday 1/1 and worked on Sunday 12/27: the two cancel out, and both dates are confirmed.
    assert state(certain) == (day("2026-11-23"), False, 2)
    assert state(moving) == (day("2027-01-15"), False, 2)
    assert state(confirmed) == (day("2027-01-04"), False, 2)


def test_each_change_is_recorded_from_old_to_new_with_reason_and_version(clock_table):
    clock = make_clock(day("2026-12-28"), WORKING_40, calendar=current_calendar())
    make_clock(day("2026-11-02"), workdays.Policy(15, "working_days"), calendar=current_calendar())

    load_notice(make_notice(), by=None, now=NOW)
    recompute_due_dates(now=NOW)

    change = DueChange.objects.get()
    assert DueChange.objects.of_clock(clock).get() == change
    assert (change.old_due_on, change.was_provisional) == (day("2027-02-22"), True)
    assert (change.new_due_on, change.is_provisional) == (day("2027-03-01"), False)
    assert (change.version.number, change.version.year, change.changed_at) == (2, 2027, NOW)
    assert change.reason == change.version.reason
    assert "国办发明电〔2026〕9号" in change.reason


def test_the_trace_is_renewed_with_the_date(clock_table):
    clock = make_clock(day("2026-12-28"), WORKING_40, calendar=current_calendar())
    load_notice(make_notice(), by=None, now=NOW)

    recompute_due_dates(now=NOW)

    clock.refresh_from_db()
    trace = workdays.Trace.from_json(clock.trace)
    assert not trace.is_provisional
    assert trace.steps[-1].last == clock.due_on
    assert "春节" in {step.name for step in trace.steps}


def test_the_job_is_in_the_queue_when_the_notice_is_and_does_the_work(clock_table):
    clock = make_clock(day("2026-12-28"), WORKING_40, calendar=current_calendar())

    load_notice(make_notice(), by=None, now=NOW)
    DBTaskResult.objects.get(task_path="civic_office.tasks.recompute_due_dates").task.call()

    assert state(clock) == (day("2027-03-01"), False, 2)


def test_owners_hear_of_each_changed_clock_and_of_no_other(three_clocks):
    heard = []

    def listen(sender, changes, **_):
        heard.extend((sender, clock.pk, clock.due_on, change.new_due_on) for clock, change in changes)

    load_notice(make_notice(), by=None, now=NOW)
    due_dates_changed.connect(listen)
    recompute_due_dates(now=NOW)
    due_dates_changed.disconnect(listen)

    _certain, moving, confirmed = three_clocks
    assert heard == [
        (LetterClock, moving.pk, day("2027-01-15"), day("2027-01-15")),
        (LetterClock, confirmed.pk, day("2027-01-04"), day("2027-01-04")),
    ]


def test_running_again_records_nothing_more(three_clocks):
    load_notice(make_notice(), by=None, now=NOW)

    assert recompute_due_dates(now=NOW) == 2
    assert recompute_due_dates(now=NOW) == 0
    assert DueChange.objects.count() == 2


def test_a_run_that_is_killed_is_taken_up_where_it_stopped(three_clocks):
    load_notice(make_notice(), by=None, now=NOW)
    seen = []

    def die_at_the_second(changes, **_):
        seen.extend(changes)
        if len(seen) == 2:
            raise KeyboardInterrupt

    due_dates_changed.connect(die_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        recompute_due_dates(now=NOW, chunk=1)
    due_dates_changed.disconnect(die_at_the_second)
    assert DueChange.objects.count() == 1

    assert recompute_due_dates(now=NOW, chunk=1) == 1
    assert DueChange.objects.count() == 2
    assert not LetterClock.objects.computed_before(2).exists()


def test_stopped_clocks_keep_their_date_and_paused_ones_have_none(clock_table):
    calendar = current_calendar()
    stopped = make_clock(day("2026-12-28"), WORKING_40, calendar=calendar, stopped_at=NOW)
    paused = make_clock(day("2026-12-28"), WORKING_40, calendar=calendar, paused_since=day("2026-12-29"))

    load_notice(make_notice(), by=None, now=NOW)

    assert recompute_due_dates(now=NOW) == 0
    assert state(stopped) == (day("2027-02-22"), True, 1)
    assert state(paused) == (None, False, 1)
    assert (paused.trace, paused.explanation()) == ({}, [])


def test_a_paused_clock_takes_the_calendar_of_the_day_it_resumes(clock_table):
    clock = make_clock(day("2026-12-28"), WORKING_40, calendar=current_calendar(), paused_since=day("2026-12-29"))
    load_notice(make_notice(), by=None, now=NOW)

    clock.pauses = [workdays.Pause(clock.paused_since, day("2026-12-31"), "补正").to_json()]
    clock.paused_since = None
    clock.reckon(current_calendar())
    clock.save()

    assert state(clock) == (day("2027-03-04"), False, 2)


def test_extensions_and_pauses_are_recomputed_with_the_period(clock_table):
    clock = make_clock(
        day("2026-12-01"),
        workdays.Policy(20, "working_days"),
        calendar=current_calendar(),
        extensions=[workdays.Policy(20, "working_days").to_json()],
        pauses=[workdays.Pause(day("2026-12-07"), day("2026-12-11"), "征求第三方意见").to_json()],
    )
    assert state(clock) == (day("2027-02-02"), True, 1)

    load_notice(make_notice(), by=None, now=NOW)
    recompute_due_dates(now=NOW)

    assert state(clock) == (day("2027-02-02"), False, 2)


def test_changing_and_withdrawing_a_notice_move_dates_too(clock_table):
    clock = make_clock(day("2026-12-28"), WORKING_40, calendar=current_calendar())
    load_notice(make_notice(), by=None, now=NOW)
    recompute_due_dates(now=NOW)

    withdraw_notice(HolidayNotice.objects.get(year=2027), by=None, now=NOW, reason="年度录错")
    recompute_due_dates(now=NOW)

    assert state(clock) == (day("2027-02-22"), True, 3)
    assert [change.new_due_on for change in DueChange.objects.of_clock(clock)] == [day("2027-02-22"), day("2027-03-01")]


def test_queries_do_not_grow_with_the_clocks(clock_table, django_assert_num_queries):
    for number in range(30):
        make_clock(day("2026-12-28"), WORKING_40, calendar=current_calendar(), letter=f"L{number}")
    load_notice(make_notice(), by=None, now=NOW)
    current_calendar()

    # Two chunks, the second empty: savepoint ×2, version, numbers; and for the first clocks, update ×2, version, changes.
    # Every other kind of clock that a plugin registers has one empty chunk.
    others = len(registered_clocks()) - 1
    with django_assert_num_queries(13 + 4 * others):
        recompute_due_dates(now=NOW)

    assert DueChange.objects.count() == 30


def test_clocks_are_told_by_what_they_are(three_clocks):
    assert LetterClock.objects.provisional().count() == 2
    assert LetterClock.objects.due_by(day("2026-12-31")).count() == 1


def test_only_concrete_clocks_are_registered():
    with pytest.raises(TypeError):
        register_clock(Clock)
    with pytest.raises(TypeError):
        register_clock(HolidayNotice)


def test_no_cached_calendar_outlives_a_transaction_that_failed():
    @transaction.atomic
    def load_and_fail(name):
        days = tuple(entry for entry in make_notice().days if entry.name == name)
        load_notice(make_notice(days=days), by=None, now=NOW)
        assert {special.name for date, special in current_calendar().days.items() if date.year == 2027} == {name}
        raise RuntimeError("rolled back")

    for name in ("春节", "元旦"):
        with pytest.raises(RuntimeError):
            load_and_fail(name)

    assert (CalendarVersion.objects.current_number(), current_calendar().version) == (1, 1)
