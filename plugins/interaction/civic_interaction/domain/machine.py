"""The life of a case as data: which event is possible in which state, for whom, and where it leads.

`TRANSITIONS` is the only place that says so. `changing` enforces it, screens offer what `events_open_to` finds, and
`docs/reference/letters.md` is drawn from it. Guards are conditions beyond the state; what depends on the arguments of a
verb (a reason is given, a text is not empty) is checked by the verb.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain import guards
from civic_interaction.enums import OPEN_STATES, CaseState, Event, Part
from civic_interaction.models import Case


class Guard(Protocol):
    """Raises `ValidationError` when the condition does not hold."""

    __name__: str

    def __call__(self, case: Case, *, today: datetime.date) -> None: ...


#: Before a case exists.
NOTHING = ""
DESK = (Part.OFFICE, Part.DESK)
UNIT = (Part.LEAD,)
INSIDE = (Part.OFFICE, Part.DESK, Part.LEAD, Part.ASSISTING, Part.REVIEWER)
MACHINE = (Part.CLOCK,)
CITIZEN = (Part.CITIZEN,)

S = CaseState
NEW = (S.RECEIVED, S.ACCEPTED, S.HANDLING)
DONE = (S.ANSWERED, S.CLOSED)


class IllegalTransitionError(ValidationError):
    """The event is not possible in the state that the case is in."""


@dataclass(frozen=True, slots=True)
class Transition:
    """`moves`: from which state to which. `parts`: who may, the capacity that is recorded first. `guards`: what else holds."""

    event: Event
    moves: Mapping[str, str]
    parts: tuple[Part, ...]
    guards: tuple[Guard, ...] = ()


def stays(*states: str) -> dict[str, str]:
    return {state: state for state in states}


def leads(*states: str, to: str) -> dict[str, str]:
    return dict.fromkeys(states, to)


TABLE = (
    # Coming in
    Transition(Event.RECEIVED, {NOTHING: S.RECEIVED}, (Part.CITIZEN, *DESK)),
    Transition(Event.ACCEPTED, leads(S.RECEIVED, to=S.ACCEPTED), DESK),
    Transition(Event.ASSIGNED, leads(S.ACCEPTED, S.HANDLING, to=S.HANDLING), DESK),
    Transition(Event.TRANSFER_REFUSED, leads(S.HANDLING, to=S.ACCEPTED), UNIT, (guards.may_still_refuse,)),
    Transition(Event.SPLIT, stays(S.ACCEPTED, S.HANDLING), DESK),
    Transition(Event.SPLIT_OFF, {NOTHING: S.ACCEPTED}, DESK),
    Transition(Event.MERGED, leads(*NEW, to=S.MERGED), DESK),
    Transition(Event.MERGED_HERE, stays(*OPEN_STATES), DESK),
    Transition(Event.SEPARATED, leads(S.MERGED, to=S.ACCEPTED), (*DESK, *MACHINE)),
    Transition(Event.RECLASSIFIED, stays(*NEW), DESK),
    Transition(Event.CLOSED_UNANSWERED, leads(*NEW, S.PAUSED, to=S.CLOSED), DESK),
    # Work
    Transition(Event.CONTRIBUTED, stays(S.HANDLING, S.PAUSED), (Part.ASSISTING,)),
    Transition(Event.NOTED, stays(*S), INSIDE),
    Transition(Event.TAGGED, stays(*S), INSIDE),
    Transition(Event.LINKED, stays(*S), INSIDE),
    Transition(Event.LOOKED, stays(*S), (*DESK, *UNIT), (guards.sender_is_kept,)),
    # Time
    Transition(Event.PAUSED, leads(S.HANDLING, to=S.PAUSED), (*UNIT, *DESK), (guards.may_pause,)),
    Transition(Event.RESUMED, leads(S.PAUSED, to=S.HANDLING), (*UNIT, *DESK, Part.CITIZEN)),
    Transition(Event.EXTENSION_ASKED, stays(S.HANDLING), UNIT, (guards.may_ask_extension,)),
    Transition(
        Event.EXTENDED,
        stays(S.HANDLING, S.PAUSED, S.IN_REVIEW),
        (Part.LEADER, Part.OFFICE),
        (guards.extension_waits, guards.is_in_time),
    ),
    Transition(
        Event.EXTENSION_REFUSED,
        stays(S.HANDLING, S.PAUSED, S.IN_REVIEW),
        (Part.LEADER, Part.OFFICE),
        (guards.extension_waits,),
    ),
    Transition(Event.EXCEPTED, stays(S.ACCEPTED, S.HANDLING), DESK, (guards.may_be_excepted,)),
    Transition(Event.RECOMPUTED, stays(*OPEN_STATES), MACHINE),
    Transition(Event.WARNED, stays(*OPEN_STATES), MACHINE),
    Transition(Event.OVERDUE, stays(*OPEN_STATES), MACHINE),
    # Reply → review → answer; once answered, the same way again for a correction
    Transition(Event.DRAFTED, stays(S.HANDLING, *DONE), UNIT, (guards.no_reply_under_review,)),
    Transition(
        Event.SENT_FOR_REVIEW,
        leads(S.HANDLING, to=S.IN_REVIEW) | stays(*DONE),
        UNIT,
        (guards.has_draft,),
    ),
    Transition(
        Event.RECALLED,
        leads(S.IN_REVIEW, S.REVIEWED, to=S.HANDLING) | stays(*DONE),
        UNIT,
        (guards.reply_under_review_or_approved,),
    ),
    Transition(Event.STEP_APPROVED, stays(S.IN_REVIEW, *DONE), (Part.REVIEWER,), (guards.reply_under_review,)),
    Transition(
        Event.RETURNED,
        leads(S.IN_REVIEW, to=S.HANDLING) | stays(*DONE),
        (Part.REVIEWER,),
        (guards.reply_under_review,),
    ),
    Transition(
        Event.APPROVED,
        leads(S.IN_REVIEW, to=S.REVIEWED) | stays(*DONE),
        (Part.REVIEWER,),
        (guards.reply_under_review,),
    ),
    Transition(
        Event.ANSWERED,
        leads(S.REVIEWED, to=S.ANSWERED) | stays(*DONE),
        (*UNIT, *DESK),
        (guards.reply_approved,),
    ),
    # The public
    Transition(Event.PUBLISHED, stays(*DONE), DESK, (guards.may_become_public, guards.is_not_public)),
    Transition(Event.CORRECTED, stays(*DONE), DESK, (guards.may_become_public, guards.is_public)),
    Transition(Event.UNPUBLISHED, stays(*S), DESK, (guards.is_public,)),
    # The citizen
    Transition(Event.SUPPLEMENTED, stays(*NEW, S.PAUSED), CITIZEN),
    Transition(Event.WITHDRAWN, leads(*OPEN_STATES, to=S.WITHDRAWN), CITIZEN),
    Transition(Event.RATED, stays(S.ANSWERED), CITIZEN, (guards.may_be_rated,)),
    Transition(Event.REOPENED, leads(S.ANSWERED, to=S.HANDLING), CITIZEN, (guards.may_be_reopened,)),
    # The end
    Transition(Event.CLOSED, leads(S.ANSWERED, to=S.CLOSED), (*MACHINE, *CITIZEN), (guards.no_reply_in_work,)),
    Transition(
        Event.ANONYMISED, stays(S.CLOSED, S.WITHDRAWN, S.MERGED), (*MACHINE, Part.OFFICE), (guards.no_reply_in_work,)
    ),
)
TRANSITIONS: Mapping[Event, Transition] = {transition.event: transition for transition in TABLE}


def find_target(case: Case, event: Event, *, today: datetime.date) -> str:
    """The state to which `event` leads; `IllegalTransitionError` where it is not possible, a guard's error where it may not be."""
    transition = TRANSITIONS[event]
    target = transition.moves.get(case.state)
    if target is None:
        raise IllegalTransitionError(
            _("“%(event)s” is not possible: the case is in the state “%(state)s”.")
            % {"event": event.label, "state": CaseState(case.state).label}
        )
    for guard in transition.guards:
        guard(case, today=today)
    return target


def events_open_to(parts: Iterable[Part], case: Case, *, today: datetime.date) -> list[Event]:
    """What may happen to the case now through somebody with these parts; screens offer these and no others."""
    held = set(parts)
    return [
        transition.event
        for transition in TABLE
        if held & set(transition.parts) and _is_possible(case, transition.event, today=today)
    ]


def _is_possible(case: Case, event: Event, *, today: datetime.date) -> bool:
    try:
        find_target(case, event, today=today)
    except ValidationError:
        return False
    return True
