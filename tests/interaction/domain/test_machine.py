"""The table of the machine is sound, and every verb keeps to it, for everybody."""

import pytest
from django.core.exceptions import PermissionDenied

from civic_interaction.domain.change import changing
from civic_interaction.domain.machine import TABLE, TRANSITIONS, events_open_to, find_target
from civic_interaction.enums import ENDED_STATES, OPEN_STATES, CaseState, Event, Part
from civic_interaction.permissions import cases_open_to, may_see_sender, parts_of
from civic_office.enums import Role
from tests.factories import make_post, make_user
from tests.interaction.letters import LONG_AGO, MONDAY, bring_to, events_of, fresh, handler_of, make_city, write_reply

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()


def test_every_event_stands_in_the_table_once():
    assert sorted(row.event for row in TABLE) == sorted(Event)
    assert len(TRANSITIONS) == len(TABLE)


def test_every_state_is_reached_and_none_is_a_trap_but_the_ends():
    reached = {target for row in TABLE for target in row.moves.values()}
    left = {source for row in TABLE for source, target in row.moves.items() if source != target}

    assert reached == set(CaseState)
    assert {state for state in CaseState if state not in left} == {CaseState.CLOSED, CaseState.WITHDRAWN}
    assert OPEN_STATES | ENDED_STATES | {CaseState.ANSWERED} == set(CaseState)


def test_citizens_reach_no_event_of_the_office_and_the_clock_none_of_theirs():
    citizens = {row.event for row in TABLE if Part.CITIZEN in row.parts}
    machine = {row.event for row in TABLE if Part.CLOCK in row.parts}

    assert citizens == {
        Event.RECEIVED,
        Event.RESUMED,
        Event.SUPPLEMENTED,
        Event.WITHDRAWN,
        Event.RATED,
        Event.REOPENED,
        Event.CLOSED,
    }
    assert machine == {
        Event.SEPARATED,
        Event.RECOMPUTED,
        Event.WARNED,
        Event.OVERDUE,
        Event.CLOSED,
        Event.ANONYMISED,
    }


def test_nothing_reaches_the_citizen_but_through_review():
    """The only way to `ANSWERED` is from `REVIEWED`, and to that from `IN_REVIEW` by a reviewer."""
    ways = {
        target: {(row.event, source) for row in TABLE for source, to in row.moves.items() if to == target != source}
        for target in (CaseState.ANSWERED, CaseState.REVIEWED)
    }

    assert ways == {
        CaseState.ANSWERED: {(Event.ANSWERED, CaseState.REVIEWED)},
        CaseState.REVIEWED: {(Event.APPROVED, CaseState.IN_REVIEW)},
    }
    assert TRANSITIONS[Event.APPROVED].parts == (Part.REVIEWER,)


def test_a_screen_offers_what_is_possible_and_nothing_else():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)

    offered = set(events_open_to(parts_of(city.handler, case, today=TODAY), case, today=TODAY))

    assert offered == {
        Event.TRANSFER_REFUSED,
        Event.NOTED,
        Event.TAGGED,
        Event.LINKED,
        Event.LOOKED,
        Event.PAUSED,
        Event.EXTENSION_ASKED,
        Event.DRAFTED,
    }
    write_reply(case, city, now=MONDAY)
    case = fresh(case)
    assert Event.RECALLED in events_open_to([Part.LEAD], case, today=TODAY)
    assert events_open_to([Part.CITIZEN], case, today=TODAY) == [Event.WITHDRAWN]


@pytest.mark.shows("R043", "R135")
@pytest.mark.parametrize("state", [CaseState.RECEIVED, CaseState.HANDLING, CaseState.IN_REVIEW, CaseState.ANSWERED])
def test_an_officer_of_another_unit_can_do_nothing_to_a_case(state):
    city = make_city()
    case = bring_to(state, city)
    information_officer = make_post(unit=city.unit, role=Role.INFORMATION_OFFICER, today=LONG_AGO).user
    before = events_of(case)

    for person in (city.stranger, handler_of(city.other, role=Role.PRINCIPAL_LEADER), information_officer, make_user()):
        assert parts_of(person, case, today=TODAY) == {}
        for event in Event:
            if event not in {Event.RECEIVED, Event.SPLIT_OFF}:
                with pytest.raises(PermissionDenied), changing(case, event, by=person, now=MONDAY):
                    pass
        assert not cases_open_to(person, today=TODAY).exists()
    assert events_of(case) == before


def test_who_plays_which_part():
    city = make_city()
    case = bring_to(CaseState.IN_REVIEW, city, assisting=[city.other])

    parts = {
        name: set(parts_of(getattr(city, name), case, today=TODAY))
        for name in ("desk", "section", "handler", "leader", "stranger")
    }

    assert parts == {
        "desk": {Part.DESK},
        "section": {Part.OFFICE},
        "handler": {Part.LEAD},
        "leader": {Part.LEAD, Part.LEADER, Part.REVIEWER},
        "stranger": {Part.ASSISTING},
    }


def test_a_post_that_has_ended_plays_no_part():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)
    city.handler.posts.update(ends_on=TODAY)

    assert Part.LEAD in parts_of(city.handler, case, today=TODAY)
    assert parts_of(city.handler, case, today=TODAY.replace(day=3)) == {}


def test_who_sees_a_case_and_who_its_sender():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city, assisting=[city.other])
    supervisor = make_post(unit=city.office, role=Role.SUPERVISOR, today=LONG_AGO).user
    third = handler_of(make_city().unit)

    sees = {
        person: (
            cases_open_to(person, today=TODAY).filter(pk=case.pk).exists(),
            may_see_sender(person, case, today=TODAY),
        )
        for person in (city.section, city.desk, city.handler, city.stranger, supervisor, third)
    }

    assert sees == {
        city.section: (True, True),
        city.desk: (True, True),
        city.handler: (True, True),
        city.stranger: (True, False),
        supervisor: (True, False),
        third: (False, False),
    }


def test_find_target_says_where_an_event_leads():
    case = bring_to(CaseState.RECEIVED, make_city())

    assert find_target(case, Event.ACCEPTED, today=TODAY) == CaseState.ACCEPTED
