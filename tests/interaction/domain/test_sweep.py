"""Warnings and delays are noted once, however long the site's own clock stood still."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from civic_interaction.domain.answer import answer_case
from civic_interaction.domain.change import changing
from civic_interaction.domain.pause import pause_case
from civic_interaction.domain.sweep import sweep
from civic_interaction.enums import CaseState, Event, Light, Part
from civic_interaction.models import CaseClock, CaseEvent
from civic_interaction.signals import case_changed
from civic_office.jobs.schedule import discover_schedules, enqueue_due
from civic_office.models import ScheduleSlot
from tests.interaction.letters import MONDAY, bring_to, events_of, fresh, make_city, moment, write_reply
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def noted(case, event):
    """What was noted of the case: for which clock, since when."""
    return sorted((row.data["clock"], row.data["since"]) for row in case.events.filter(event=event))


def test_amber_and_red_are_noted_once_with_their_events():
    city = make_city()
    case = bring_to(CaseState.IN_REVIEW, city)

    for hour in range(0, 24 * 14, 7):
        sweep(now=MONDAY + datetime.timedelta(hours=hour))

    case = fresh(case)
    assert (case.light, case.overdue_on.isoformat()) == (Light.RED, "2026-03-10")
    assert events_of(case)[-2:] == ["warned", "overdue"]
    assert noted(case, "overdue") == [("final", "2026-03-10")]
    warned = case.events.get(event="warned")
    assert timezone.localtime(warned.at).date().isoformat() == "2026-03-05"


def test_the_light_is_green_until_the_share_is_used_up_and_the_due_day_is_still_in_time():
    case = bring_to(CaseState.IN_REVIEW, make_city())

    lights = []
    for when in ("2026-03-04T23:59", "2026-03-05T00:00", "2026-03-09T23:59", "2026-03-10T00:00"):
        sweep(now=moment(when))
        lights.append(fresh(case).light)

    assert lights == [Light.GREEN, Light.AMBER, Light.AMBER, Light.RED]


@pytest.mark.shows("R126")
def test_thirty_days_of_standing_still_lose_and_double_nothing():
    """What is stored is the same as if the sweep had run every day."""
    city = make_city()
    days = [MONDAY + number * DAY for number in range(8)]
    swept_daily = [bring_to(CaseState.HANDLING, city, now=day) for day in days]
    for number in range(45):
        sweep(now=MONDAY + number * DAY + datetime.timedelta(hours=12))
    daily = [(fresh(case).overdue_on, noted(case, "overdue")) for case in swept_daily]
    CaseClock.objects.update(stopped_at=MONDAY)
    stood_still = [bring_to(CaseState.HANDLING, city, now=day) for day in days]

    sweep(now=MONDAY + 40 * DAY)
    sweep(now=MONDAY + 44 * DAY)

    late = [(fresh(case).overdue_on, noted(case, "overdue")) for case in stood_still]
    assert late == daily
    assert all(sorted(clock for clock, _since in marks) == ["final", "internal"] for _on, marks in late)


def test_a_sweep_that_is_killed_between_chunks_is_continued_by_the_next():
    city = make_city()
    cases = [bring_to(CaseState.IN_REVIEW, city) for _number in range(5)]
    stop = iter([False, False, True])

    def kill(event, **kwargs):
        if event.event == Event.OVERDUE and next(stop, False):
            raise KeyboardInterrupt

    case_changed.connect(kill)
    try:
        with pytest.raises(KeyboardInterrupt):
            sweep(now=moment("2026-03-20T09:00"), chunk=2)
    finally:
        case_changed.disconnect(kill)
    assert CaseEvent.objects.filter(event="overdue").count() == 2

    done = sweep(now=moment("2026-03-21T09:00"), chunk=2)

    assert done.overdue == 3
    assert [events_of(case).count("overdue") for case in cases] == [1] * 5


def test_a_clock_in_hours_is_late_after_its_moment():
    city = make_city(policy={"reply_within": {"amount": 24, "unit": "hours"}})
    case = bring_to(CaseState.IN_REVIEW, city)

    sweep(now=MONDAY + DAY)
    in_time = fresh(case).light
    sweep(now=MONDAY + DAY + datetime.timedelta(minutes=1))

    assert (in_time, fresh(case).light, fresh(case).overdue_on.isoformat()) == (Light.AMBER, Light.RED, "2026-03-03")


def test_a_paused_case_is_never_late():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)
    pause_case(case, reason="citizen", explanation="请补充", by=city.handler, now=MONDAY)

    sweep(now=moment("2026-06-01T09:00"))

    assert events_of(case)[-1] == "paused"


def test_an_answer_after_the_due_day_is_late_even_if_no_sweep_ever_ran():
    city = make_city()
    case = bring_to(CaseState.REVIEWED, city)

    answer_case(case, by=city.handler, now=moment("2026-03-12T09:00"))

    case = fresh(case)
    assert (case.state, case.light, case.overdue_on.isoformat()) == (CaseState.ANSWERED, Light.RED, "2026-03-10")
    assert events_of(case)[-2:] == ["overdue", "answered"]
    sweep(now=moment("2026-03-13T09:00"))
    assert events_of(case).count("overdue") == 1


def test_answered_cases_close_when_the_time_to_contest_them_has_passed():
    city = make_city()
    contested_too_late, correcting = bring_to(CaseState.ANSWERED, city), bring_to(CaseState.ANSWERED, city)
    write_reply(correcting, city, now=MONDAY)

    sweep(now=moment("2026-04-01T23:59"))
    still = fresh(contested_too_late).state
    sweep(now=moment("2026-04-02T00:00"))

    assert (still, fresh(contested_too_late).state) == (CaseState.ANSWERED, CaseState.CLOSED)
    assert (fresh(contested_too_late).closing_reason, fresh(correcting).state) == ("answered", CaseState.ANSWERED)


def test_a_sweep_with_nothing_to_do_costs_few_queries_whatever_the_number_of_cases():
    city = make_city()
    bring_to(CaseState.HANDLING, city)
    sweep(now=MONDAY)
    one = count_queries(lambda: sweep(now=MONDAY))
    for _number in range(3):
        bring_to(CaseState.HANDLING, city)
    four = count_queries(lambda: sweep(now=MONDAY))

    assert one == four <= 16


def test_a_sweep_writes_many_cases_together():
    city = make_city()
    for _number in range(2):
        bring_to(CaseState.IN_REVIEW, city)
    two = count_queries(lambda: sweep(now=moment("2026-03-20T09:00")))
    for _number in range(6):
        bring_to(CaseState.IN_REVIEW, city)
    six = count_queries(lambda: sweep(now=moment("2026-03-20T09:00")))

    assert six == two


def test_the_clock_of_the_site_enqueues_one_sweep_after_a_downtime():
    name = "civic_interaction.tasks.sweep_cases"
    discover_schedules()
    ScheduleSlot.objects.create(name=name, slot=MONDAY, enqueued_at=MONDAY)

    enqueue_due(now=MONDAY + 30 * DAY)
    enqueue_due(now=MONDAY + 30 * DAY)

    assert DBTaskResult.objects.filter(task_path=name).count() == 1


def test_only_the_clock_notes_delays():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)

    for somebody in (city.section, city.desk, Part.CITIZEN):
        with pytest.raises(PermissionDenied), changing(case, Event.OVERDUE, by=somebody, now=MONDAY):
            pass
    assert fresh(case).light == Light.GREEN
