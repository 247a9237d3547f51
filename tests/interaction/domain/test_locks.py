"""People and the site's own clock work on the same cases at once, on PostgreSQL: they wait for one another, never in a circle."""

import datetime
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections, transaction

from civic_interaction.domain.annotate import note_case
from civic_interaction.domain.assign import assign_case
from civic_interaction.domain.change import changing
from civic_interaction.domain.close import withdraw_case
from civic_interaction.domain.keep_clocks import pause_clocks
from civic_interaction.domain.merge import merge_case, separate_case
from civic_interaction.domain.pause import pause_case, resume_case
from civic_interaction.domain.split import split_case
from civic_interaction.domain.supplement import supplement_letter
from civic_interaction.domain.sweep import sweep
from civic_interaction.enums import CaseState, ClockKind, Event
from civic_interaction.models import Case, CaseClock
from civic_office.domain.recompute_due_dates import recompute_due_dates
from tests.interaction.domain.naive_clocks import Almanac, NaiveCase, stored_facts
from tests.interaction.letters import LONG_AGO, MONDAY, bring_to, change_days, fresh, make_city, moment

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TUESDAY = MONDAY + datetime.timedelta(1)
LATER = moment("2026-03-20T09:00")


def beside(act):
    """Do it in a thread, with a connection of its own; the error comes out where the thread is joined."""

    def run():
        try:
            return act()
        finally:
            connections.close_all()

    pool = ThreadPoolExecutor(1)
    future = pool.submit(run)
    pool.shutdown(wait=False)
    return future


def wait_for_somebody_waiting():
    """Until another connection to this database waits for a row."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    pytest.fail("nobody waits")


def test_a_new_calendar_is_reckoned_while_somebody_changes_a_case():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)
    change_days("2026-03-06")

    with changing(case, Event.PAUSED, by=city.handler, now=TUESDAY) as change:
        reckoning = beside(lambda: recompute_due_dates(now=TUESDAY))
        wait_for_somebody_waiting()
        change.case.pause_reason = "citizen"
        pause_clocks(change)

    reckoning.result(timeout=30)
    assert (fresh(case).state, fresh(case).due_on) == (CaseState.PAUSED, None)
    assert not CaseClock.objects.running().computed_before(CaseClock.objects.latest("pk").calendar_version).exists()


def test_the_sweep_passes_while_the_later_of_two_cases_is_merged():
    city = make_city()
    earlier, later = bring_to(CaseState.HANDLING, city), bring_to(CaseState.HANDLING, city, now=TUESDAY)

    with transaction.atomic():
        Case.objects.lock([earlier.pk])
        merging = beside(lambda: merge_case(later, into=earlier, by=city.desk, now=TUESDAY))
        wait_for_somebody_waiting()
        # Whoever waits for the earlier one must not hold the later one: a sweep would come to it next.
        Case.objects.lock([later.pk])

    merging.result(timeout=30)
    assert fresh(later).merged_into == earlier


def test_what_a_citizen_adds_to_two_cases_does_not_stop_the_sweep():
    city = make_city()
    first = bring_to(CaseState.HANDLING, city)
    second = split_case(first, title="路灯也不亮", by=city.desk, now=MONDAY)

    with transaction.atomic():
        Case.objects.lock([first.pk])
        adding = beside(lambda: supplement_letter(first.letter, text="补充", now=TUESDAY))
        wait_for_somebody_waiting()
        Case.objects.lock([second.pk])

    adding.result(timeout=30)
    assert [case.events.filter(event="supplemented").count() for case in (first, second)] == [1, 1]


def anything(case, other, city, chance):
    """What somebody does to the case next; most of it is refused in most states."""
    words = {"by": city.desk, "now": TUESDAY}
    acts = (
        lambda: assign_case(case, lead=chance.choice([city.unit, city.other]), **words),
        lambda: pause_case(case, reason="citizen", explanation="请补充", **words),
        lambda: resume_case(case, **words),
        lambda: merge_case(case, into=other, **words),
        lambda: separate_case(other, **words),
        lambda: supplement_letter(case.letter, text="补充", now=TUESDAY),
        lambda: note_case(case, text="记一笔", **words),
        lambda: withdraw_case(case, now=TUESDAY) if chance.random() < 0.05 else None,
    )
    with suppress(ValidationError, PermissionDenied):
        chance.choice(acts)()


def running_clocks_of(case):
    clocks = CaseClock.objects.filter(case=case, stopped_at=None).select_related("assignment")
    return sorted(map(stored_facts, clocks), key=repr)


def expected_clocks_of(case):
    """Counted on the fingers, from the events; the Saturday was at last a day of work."""
    almanac, days = Almanac({datetime.date(2026, 3, 7): True}), "working_days"
    limits = {"accept": (1, days), "transfer": (1, days), "internal": (4, days), "final": (5, days)}
    policies = {case.channel.code: {LONG_AGO: limits}}
    naive = NaiveCase(channel=case.channel.code, received=MONDAY.date(), almanac=almanac, limits=policies)
    for event in case.events.order_by("seq"):
        naive.tell(event)
    return sorted(map(naive.facts_of, naive.running()), key=repr)


def test_a_storm_of_changes_sweeps_and_calendars_ends_with_every_clock_right():
    city = make_city()
    cases = [bring_to(CaseState.HANDLING, city) for _number in range(10)]
    cases += [split_case(case, title="另一件事", by=city.desk, now=MONDAY) for case in cases[:3]]
    over = threading.Event()

    def work(seed):
        """One goes through the cases upwards, the other downwards."""
        chance, rounds = random.Random(seed), 0
        while not over.is_set():
            for case in cases[:: 1 if seed else -1]:
                anything(case, chance.choice(cases), city, chance)
            rounds += 1
        return rounds

    workers = [beside(lambda seed=seed: work(seed)) for seed in range(2)]
    try:
        for number in range(10):
            change_days("2026-03-07", is_working=bool(number % 2), now=TUESDAY)
            recompute_due_dates(now=TUESDAY, chunk=7)
            sweep(now=TUESDAY + datetime.timedelta(days=number), chunk=5)
    finally:
        over.set()
    assert all(worker.result(timeout=60) for worker in workers)

    sweep(now=LATER)
    for case in Case.objects.select_related("channel"):
        assert running_clocks_of(case) == expected_clocks_of(case)
        assert list(case.events.order_by("seq").values_list("seq", flat=True)) == list(range(1, case.event_count + 1))
        for clock in CaseClock.objects.of_round(case).filter(kind=ClockKind.FINAL):
            assert (case.due_on, case.overdue_on, case.light) == (clock.due_on, clock.overdue_on, clock.light)
