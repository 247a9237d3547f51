"""The life of an opinion collection as data: which event is possible in which state, for whom, and where it leads."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain.collections import guards
from civic_interaction.domain.machine import NOTHING, IllegalTransitionError, leads, stays
from civic_interaction.enums import CollectionState, Part, Step
from civic_interaction.models import Collection

Guard = Callable[..., None]
S = CollectionState
UNIT = (Part.LEAD,)
HOUSE = (Part.LEAD, Part.OFFICE)
REVIEWER = (Part.REVIEWER,)
CLOCK = (Part.CLOCK,)
WORK = (S.DRAFT, S.OPEN, S.CLOSED)


@dataclass(frozen=True, slots=True)
class Transition:
    """`moves`: from which state to which. `parts`: who may, the capacity recorded first. `guards`: what else holds."""

    event: Step
    moves: Mapping[str, str]
    parts: tuple[Part, ...]
    guards: tuple[Guard, ...] = ()


TABLE = (
    # Preparing, and what is published passes review
    Transition(Step.CREATED, {NOTHING: S.DRAFT}, HOUSE),
    Transition(Step.CHANGED, stays(S.DRAFT), UNIT, (guards.nothing_reviewed,)),
    Transition(Step.WRITTEN, stays(*WORK), UNIT, (guards.nothing_reviewed,)),
    Transition(Step.REPORT_WRITTEN, stays(S.CLOSED), UNIT, (guards.nothing_reviewed,)),
    Transition(Step.SENT_FOR_REVIEW, stays(*WORK), UNIT, (guards.something_written,)),
    Transition(Step.RECALLED, stays(*WORK), UNIT, (guards.something_reviewed,)),
    Transition(Step.STEP_APPROVED, stays(*WORK), REVIEWER),
    Transition(Step.RETURNED, stays(*WORK), REVIEWER),
    Transition(Step.APPROVED, stays(*WORK), REVIEWER),
    # The public is asked
    Transition(
        Step.ANNOUNCED,
        leads(S.DRAFT, to=S.OPEN),
        HOUSE,
        (guards.version_approved, guards.not_in_legal_review),
    ),
    Transition(Step.REVISED, stays(S.OPEN, S.CLOSED), HOUSE, (guards.version_approved,)),
    Transition(Step.EXTENDED, stays(S.OPEN), HOUSE, (guards.period_not_over,)),
    Transition(Step.CLOSED, leads(S.OPEN, to=S.CLOSED), (*CLOCK, *HOUSE), (guards.period_over,)),
    Transition(Step.CANCELLED, leads(S.DRAFT, S.OPEN, to=S.CANCELLED), (Part.LEADER, Part.OFFICE)),
    # What becomes of the opinions
    Transition(Step.MODERATED, stays(S.OPEN, S.CLOSED, S.REPORTED), HOUSE),
    Transition(Step.GROUPED, stays(S.OPEN, S.CLOSED), HOUSE, (guards.no_report_reviewed,)),
    Transition(Step.UNGROUPED, stays(S.OPEN, S.CLOSED), HOUSE, (guards.no_report_reviewed,)),
    Transition(Step.DECIDED, stays(S.CLOSED), HOUSE, (guards.no_report_reviewed,)),
    Transition(
        Step.REPORTED,
        leads(S.CLOSED, to=S.REPORTED),
        HOUSE,
        (guards.report_approved, guards.all_read, guards.all_decided),
    ),
    Transition(Step.TO_LEGAL_REVIEW, stays(S.CLOSED, S.REPORTED), HOUSE, (guards.not_in_legal_review,)),
    # Time
    Transition(Step.OVERDUE, stays(S.CLOSED), CLOCK),
    Transition(Step.RECOMPUTED, stays(S.CLOSED), CLOCK),
    Transition(Step.LOOKED, stays(S.OPEN, S.CLOSED, S.REPORTED, S.CANCELLED), HOUSE),
    Transition(Step.FILES_ERASED, stays(S.REPORTED, S.CANCELLED), CLOCK),
    Transition(Step.ANONYMISED, stays(S.REPORTED, S.CANCELLED), CLOCK),
)
TRANSITIONS: Mapping[Step, Transition] = {transition.event: transition for transition in TABLE}


def find_target(collection: Collection, step: Step, *, today: datetime.date) -> str:
    """The state to which `step` leads; `IllegalTransitionError` where it is not possible, a guard's error where it may not be."""
    transition = TRANSITIONS[step]
    target = transition.moves.get(collection.state)
    if target is None:
        raise IllegalTransitionError(
            _("“%(event)s” is not possible: the collection is in the state “%(state)s”.")
            % {"event": step.label, "state": CollectionState(collection.state).label}
        )
    for guard in transition.guards:
        guard(collection, today=today)
    return target


def steps_open_to(parts: Iterable[Part], collection: Collection, *, today: datetime.date) -> list[Step]:
    """What may happen now through somebody with these parts; screens offer these and no others."""
    held = set(parts)
    return [
        transition.event
        for transition in TABLE
        if held & set(transition.parts) and _is_possible(collection, transition.event, today=today)
    ]


def _is_possible(collection: Collection, step: Step, *, today: datetime.date) -> bool:
    try:
        find_target(collection, step, today=today)
    except ValidationError:
        return False
    return True
