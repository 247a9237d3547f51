"""What the citizen sees of the own letter by receipt number and query code: what happened, what comes next, the answer."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from civic_interaction.domain.machine import events_open_to
from civic_interaction.domain.tell_events import Told, tell_events
from civic_interaction.enums import CaseState, ClockKind, ClosingReason, Event, Part, PauseReason
from civic_interaction.models import Case, CaseClock, Letter, Reply
from civic_interaction.privacy.masking import cover_found
from civic_office.models import Unit
from civic_office.workdays import civil_date
from civic_office.workdays.sentences import describe_day

#: How far a reply has come inside the office is not the citizen's to see before it is sent.
SHOWN_AS = {CaseState.IN_REVIEW: CaseState.HANDLING, CaseState.REVIEWED: CaseState.HANDLING}
#: What the citizen may do, in the order in which it is offered.
OWN_EVENTS = (Event.SUPPLEMENTED, Event.RATED, Event.REOPENED, Event.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply that was sent, as the citizen reads it."""

    text: str
    unit: str
    sent_on: datetime.date


@dataclass(frozen=True, slots=True)
class TrackedCase:
    """One matter of the letter. `explanation`: how the due date is reckoned, sentence by sentence.

    `next_step` is "" when nothing more will happen. `may` names the events that are open to the citizen now.
    """

    number: str
    title: str
    state: CaseState
    timeline: Sequence[Told]
    next_step: str
    due_on: datetime.date | None
    is_provisional: bool
    is_overdue: bool
    explanation: Sequence[str]
    answers: Sequence[Answer]
    closing_reason: str
    closing_note: str
    rate_until: datetime.date | None
    score: int | None
    may: Sequence[Event]


def track_letter(letter: Letter, *, today: datetime.date) -> list[TrackedCase]:
    """The cases of a letter that was opened with its query code, in the order in which they came about."""
    cases = letter.cases.select_related("channel", "category", "desk", "lead_unit", "policy").order_by("pk")
    return [track_case(case, today=today) for case in cases]


def track_case(case: Case, *, today: datetime.date) -> TrackedCase:
    clocks = list(CaseClock.objects.of_round(case))
    final = next((clock for clock in clocks if clock.kind == ClockKind.FINAL and not case.exception), None)
    ratings = list(case.ratings.filter(round=case.round).values_list("score", flat=True))
    return TrackedCase(
        number=case.number,
        title=case.title,
        state=SHOWN_AS.get(CaseState(case.state), CaseState(case.state)),
        timeline=tell_events(case, today=today),
        next_step=next_step(case, clocks, today=today),
        due_on=case.due_on if case.is_open else None,
        is_provisional=bool(final is not None and case.is_open and final.is_provisional),
        is_overdue=case.is_open and case.overdue_on is not None,
        explanation=final.explanation() if final is not None else [],
        answers=answers_to(case),
        closing_reason=str(ClosingReason(case.closing_reason).label) if case.closing_reason else "",
        closing_note=case.closing_note,
        rate_until=case.rate_until if case.state == CaseState.ANSWERED else None,
        score=ratings[0] if ratings else None,
        may=own_events(case, today=today),
    )


def own_events(case: Case, *, today: datetime.date) -> list[Event]:
    """What the citizen may do with the case now."""
    possible = events_open_to([Part.CITIZEN], case, today=today)
    return [event for event in OWN_EVENTS if event in possible]


def answers_to(case: Case) -> list[Answer]:
    """The replies that were sent, the newest first. A merged case has those of the case that it was merged into.

    These were written to somebody else: names, numbers and addresses found in them are masked.
    """
    answering = case
    while answering.merged_into is not None:
        answering = answering.merged_into
    sent = answering.replies.sent().select_related("unit").order_by("-version")
    if answering.pk == case.pk:
        return [_answer(reply, reply.text) for reply in sent]
    known = [answering.letter.sender.name]
    return [_answer(reply, cover_found(reply.text, known=known)) for reply in sent]


def _answer(reply: Reply, text: str) -> Answer:
    if reply.sent_at is None:
        raise TypeError("A sent reply has its moment.")
    from_unit = reply.unit.official_name
    return Answer(text, from_unit, civil_date(reply.sent_at))


def next_step(case: Case, clocks: Sequence[CaseClock], *, today: datetime.date) -> str:
    """One sentence: who does what by when."""
    if case.state == CaseState.PAUSED:
        return _next_of_paused(case)
    if case.is_open:
        kind, sentence, unit = _next_of_open(case)
        running = [one for one in clocks if one.kind == kind and one.assignment_id is None and one.is_running]
        due_on = running[0].due_on if running else None
        return _by(due_on, sentence % {"unit": unit.official_name}, today=today)
    if case.state == CaseState.ANSWERED and own_events(case, today=today):
        return _by(case.rate_until, _("You may say whether the answer satisfies you"), today=today)
    if case.state == CaseState.MERGED and not answers_to(case):
        return _("The earlier letter is being dealt with. You will find its answer here.")
    return ""


def _next_of_open(case: Case) -> tuple[ClockKind, str, Unit]:
    if case.state == CaseState.RECEIVED:
        return ClockKind.ACCEPT, _("%(unit)s decides whether to take your letter on"), case.desk
    if case.state == CaseState.ACCEPTED:
        return ClockKind.TRANSFER, _("%(unit)s decides who answers you"), case.desk
    return ClockKind.FINAL, _("%(unit)s answers you"), case.lead_unit or case.desk


def _next_of_paused(case: Case) -> str:
    if case.pause_reason == PauseReason.CITIZEN:
        return _("Please add what you were asked for; work goes on from then.")
    return _("Work goes on as soon as others have done their part.")


def _by(day: datetime.date | None, what: str, *, today: datetime.date) -> str:
    if day is None:
        return _("%(what)s.") % {"what": what}
    facts = {"what": what, "day": describe_day(day, with_year=day.year != today.year)}
    if day < today:
        return _("%(what)s. This was due by %(day)s.") % facts
    return _("%(what)s, by %(day)s.") % facts
