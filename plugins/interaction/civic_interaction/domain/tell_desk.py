"""Members of staff are told of what happened to a case: whose move it is now, and what is late."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from civic_interaction.domain.find_people import People
from civic_interaction.enums import ClockKind, Event, ReplyState
from civic_interaction.models import Case, CaseEvent
from civic_office.domain.tell_staff import tell_staff
from civic_office.models import Unit
from civic_office.workdays import describe_day


@dataclass(frozen=True, slots=True)
class Telling:
    """One notice to several people. `about` makes it the same notice whenever it is told; `unit` is who has to act."""

    kind: str
    people: set[int]
    about: str
    unit: int | None
    due_on: datetime.date | None
    clock: str = ""
    screen: str = "case"


def tell_desk(event: CaseEvent, people: People, *, now: datetime.datetime) -> int:
    """Tell everybody concerned but who did it; returns how many notices are new."""
    teller = TELLERS.get(Event(event.event))
    tellings = teller(event, people) if teller is not None else ()
    return sum(_tell(telling, event, now=now) for telling in tellings)


def _tell(telling: Telling, event: CaseEvent, *, now: datetime.datetime) -> int:
    case = event.case
    return tell_staff(
        telling.kind,
        key=telling.about,
        people=telling.people - {event.actor_id or 0},
        facts={**facts_of(case, unit=telling.unit, due_on=telling.due_on), "clock": telling.clock},
        url=reverse(f"civic_letters:{telling.screen}", args=(case.pk,)),
        happened_at=event.at,
        now=now,
    )


def facts_of(case: Case, *, unit: int | None, due_on: datetime.date | None) -> dict[str, str]:
    """Numbers, units and days; nothing that somebody wrote."""
    named = Unit.objects.filter(pk=unit).first() if unit is not None else None
    return {
        "number": case.number,
        "channel": case.channel.name,
        "unit": str(named or case.lead_unit or case.desk),
        "due": describe_day(due_on, with_year=True) if due_on is not None else _("no fixed day"),
    }


def _about(event: CaseEvent) -> str:
    return f"event {event.pk}"


def _assigned(event: CaseEvent, people: People) -> Iterator[Telling]:
    """The units that this very step has brought in; the named handler alone where there is one."""
    case = event.case
    for assignment in case.assignments.filter(assigned_at=event.at):
        mine = (
            people.working_on(case) if assignment.unit_id == case.lead_unit_id else people.handlers(assignment.unit_id)
        )
        clock = assignment.clocks.order_by("pk").first()
        due_on = case.due_on if assignment.unit_id == case.lead_unit_id or clock is None else clock.due_on
        about = f"{_about(event)} unit {assignment.unit_id}"
        yield Telling("letter_assigned", mine, about, assignment.unit_id, due_on)


def _refused(event: CaseEvent, people: People) -> Iterator[Telling]:
    case = event.case
    yield Telling("letter_returned", people.desk(case.desk_id), _about(event), case.desk_id, case.due_on)


def _returned(event: CaseEvent, people: People) -> Iterator[Telling]:
    case = event.case
    reply = case.replies.filter(version=event.data.get("version"), state=ReplyState.RETURNED).first()
    if reply is not None:
        authors = {reply.author_id, reply.sent_for_review_by_id or reply.author_id}
        yield Telling("letter_returned", authors, _about(event), reply.unit_id, case.due_on)


def _to_review(event: CaseEvent, people: People) -> Iterator[Telling]:
    """About the step that waits now: whichever job comes first tells of it."""
    step, reply, reviewers = people.waiting_reviewers(event.case)
    if step is not None and reply is not None:
        about = f"step {step.pk}"
        yield Telling("letter_to_review", reviewers, about, reply.unit_id, event.case.due_on, screen="review")


def _extension_asked(event: CaseEvent, people: People) -> Iterator[Telling]:
    """Those who may grant it: the unit's leaders, or the section where nobody but who asked leads the unit."""
    case = event.case
    approvers = people.leaders(case.lead_unit_id) - {event.actor_id or 0} or people.section()
    yield Telling("letter_extension_asked", approvers, _about(event), case.lead_unit_id, case.due_on)


def _extension_decided(event: CaseEvent, people: People) -> Iterator[Telling]:
    """Who asked, and who works on the answer now."""
    case = event.case
    extension = case.extensions.filter(decided_at=event.at).first()
    asked = {extension.asked_by_id} if extension is not None else set()
    both = asked | people.working_on(case)
    yield Telling("letter_extension_decided", both, _about(event), case.lead_unit_id, case.due_on)


def _reopened(event: CaseEvent, people: People) -> Iterator[Telling]:
    case = event.case
    both = people.working_on(case) | people.leaders(case.lead_unit_id)
    yield Telling("letter_reopened", both, _about(event), case.lead_unit_id, case.due_on)


def _near(event: CaseEvent, people: People) -> Iterator[Telling]:
    unit, workers = _responsible(event, people)
    yield _of_clock("letter_due_soon", event, unit, workers)


def _late(event: CaseEvent, people: People) -> Iterator[Telling]:
    unit, workers = _responsible(event, people)
    yield _of_clock("letter_overdue", event, unit, workers | people.leaders(unit))


def _of_clock(kind: str, event: CaseEvent, unit: int | None, people: set[int]) -> Telling:
    day = event.data.get("due_on")
    due_on = datetime.date.fromisoformat(day) if day else None
    clock = str(ClockKind(event.data["clock"]).label)
    return Telling(kind, people, _about(event), unit, due_on, clock)


def _responsible(event: CaseEvent, people: People) -> tuple[int | None, set[int]]:
    """Whose clock it is: the desk's, an assigned unit's, or that of whoever answers; a reviewer's too while it lies there."""
    case, kind, unit = event.case, event.data["clock"], event.data.get("unit")
    if kind in {ClockKind.ACCEPT, ClockKind.TRANSFER} or case.lead_unit_id is None:
        return case.desk_id, people.desk(case.desk_id)
    if kind == ClockKind.INTERNAL and unit is not None and unit != case.lead_unit_id:
        return unit, people.handlers(unit)
    _step, _reply, reviewers = people.waiting_reviewers(case)
    return case.lead_unit_id, people.working_on(case) | reviewers


TELLERS: dict[Event, Callable[[CaseEvent, People], Iterable[Telling]]] = {
    Event.ASSIGNED: _assigned,
    Event.TRANSFER_REFUSED: _refused,
    Event.RETURNED: _returned,
    Event.SENT_FOR_REVIEW: _to_review,
    Event.STEP_APPROVED: _to_review,
    Event.EXTENSION_ASKED: _extension_asked,
    Event.EXTENDED: _extension_decided,
    Event.EXTENSION_REFUSED: _extension_decided,
    Event.REOPENED: _reopened,
    Event.WARNED: _near,
    Event.OVERDUE: _late,
}
