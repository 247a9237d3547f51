"""The events of a case as a citizen reads them: one plain sentence each, with its day; inner work is left out."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from civic_interaction.enums import ClockKind, ClosingReason, Event, PauseReason
from civic_interaction.models import Case, CaseEvent, Channel
from civic_office.models import Unit
from civic_office.workdays import civil_date
from civic_office.workdays.sentences import describe_day


@dataclass(frozen=True, slots=True)
class Told:
    """`seq` is the event's number within the case; `day` is the day in words, 「11月20日（周五）」."""

    seq: int
    event: Event
    on: datetime.date
    day: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the sentences are made of: the case, names by number, and the due date as it was known after the event."""

    case: Case
    units: Mapping[int, str]
    channels: Mapping[str, str]
    due: str
    was_due: str
    is_first_answer: bool


def tell_events(case: Case, *, today: datetime.date) -> list[Told]:
    """In their order. Three queries at most, however many there are."""
    events = list(case.events.filter(event__in=SENTENCES).order_by("seq"))
    units, channels = _names_in(events, case)
    due, told, answers = "", [], 0
    for event in events:
        was_due, due = due, _due_after(event, due, today=today)
        answers += event.event == Event.ANSWERED
        known = Known(case, units, channels, due, was_due, is_first_answer=answers == 1)
        sentence = SENTENCES[Event(event.event)](event, known)
        if sentence:
            day = civil_date(event.at)
            words = describe_day(day, with_year=day.year != today.year)
            told.append(Told(event.seq, Event(event.event), day, words, sentence))
    return told


def _names_in(events: list[CaseEvent], case: Case) -> tuple[dict[int, str], dict[str, str]]:
    named = [event.data.get("lead") for event in events] + [event.unit_id for event in events]
    numbers = {number for number in [*named, case.desk_id, case.lead_unit_id] if number is not None}
    codes = {event.data.get("channel") for event in events} - {None}
    units = Unit.objects.filter(pk__in=numbers).values_list("pk", "official_name")
    channels = Channel.objects.filter(code__in=codes).values_list("code", "name") if codes else ()
    return dict(units), dict(channels)


def _due_after(event: CaseEvent, before: str, *, today: datetime.date) -> str:
    """The due date of the answer, in words, as the event left it; "" while there is none."""
    for clock in event.clocks:
        if clock["clock"] == ClockKind.FINAL:
            new = clock["new"]
            if "due_on" not in new or "stopped_at" in new:
                return ""
            day = datetime.date.fromisoformat(new["due_on"])
            return describe_day(day, with_year=day.year != today.year)
    return before


def _desk(event: CaseEvent, known: Known) -> str:
    return known.units.get(event.unit_id or 0) or known.units[known.case.desk_id]


def _answering(event: CaseEvent, known: Known) -> str:
    lead = known.case.lead_unit_id or known.case.desk_id
    return known.units[lead]


def _with_due(sentence: str, known: Known) -> str:
    """The sentence, and until when there will be an answer."""
    if not known.due:
        return _("%(what)s.") % {"what": sentence}
    return _("%(what)s; you will have an answer by %(day)s.") % {"what": sentence, "day": known.due}


def _recomputed(event: CaseEvent, known: Known) -> str:
    if not known.due or known.due == known.was_due:
        return ""
    return _("The working calendar or the rules have changed; you will have an answer by %(day)s.") % {"day": known.due}


def _overdue(event: CaseEvent, known: Known) -> str:
    if event.data.get("clock") != ClockKind.FINAL:
        return ""
    return _("The time to answer has run out; the letter is still being dealt with.")


def _paused(event: CaseEvent, known: Known) -> str:
    if event.data.get("reason") == PauseReason.CITIZEN:
        return _("Paused until you have added something.")
    return _("Paused until others have done their part.")


def _closed_unanswered(event: CaseEvent, known: Known) -> str:
    reason = event.data.get("reason", "")
    label = ClosingReason(reason).label if reason in ClosingReason.values else ""
    return _("Closed without an answer: %(reason)s.") % {"reason": label}


def _answered(event: CaseEvent, known: Known) -> str:
    unit = _answering(event, known)
    if known.is_first_answer or event.from_state != event.to_state:
        return _("%(unit)s has answered.") % {"unit": unit}
    return _("%(unit)s has corrected its answer.") % {"unit": unit}


def _reclassified(event: CaseEvent, known: Known) -> str:
    channel = known.channels.get(event.data.get("channel", ""), "")
    return _with_due(_("Passed on to “%(channel)s”, where it belongs") % {"channel": channel}, known)


def _assigned(event: CaseEvent, known: Known) -> str:
    unit = known.units.get(event.data.get("lead") or 0) or _answering(event, known)
    return _with_due(_("Given to %(unit)s") % {"unit": unit}, known)


def _rated(event: CaseEvent, known: Known) -> str:
    return _("You gave the answer %(score)s of 5.") % {"score": event.data.get("score", "")}


Teller = Callable[[CaseEvent, Known], str]
#: What is not named here is inner work: notes, drafts, reviews, refused assignments, warnings.
SENTENCES: dict[Any, Teller] = {
    Event.RECEIVED: lambda event, known: _with_due(_("Your letter has arrived"), known),
    Event.ACCEPTED: lambda event, known: _with_due(
        _("%(unit)s has taken your letter on") % {"unit": _desk(event, known)}, known
    ),
    Event.ASSIGNED: _assigned,
    Event.SPLIT: lambda event, known: _("Another matter of your letter is dealt with separately from now on."),
    Event.SPLIT_OFF: lambda event, known: _with_due(_("This matter of your letter is dealt with separately"), known),
    Event.MERGED: lambda event, known: _("An earlier letter is about the same matter; both get one answer."),
    Event.SEPARATED: lambda event, known: _with_due(_("Your letter is dealt with on its own again"), known),
    Event.SUPPLEMENTED: lambda event, known: _("You added something."),
    Event.PAUSED: _paused,
    Event.RESUMED: lambda event, known: _with_due(_("Work goes on"), known),
    Event.EXTENDED: lambda event, known: _with_due(_("The time to answer was extended"), known),
    Event.EXCEPTED: lambda event, known: (
        _("The time limit does not hold for this letter: %(reason)s.") % {"reason": event.data.get("exception", "")}
    ),
    Event.RECLASSIFIED: _reclassified,
    Event.RECOMPUTED: _recomputed,
    Event.OVERDUE: _overdue,
    Event.ANSWERED: _answered,
    Event.PUBLISHED: lambda event, known: _("Letter and answer were published, without personal data."),
    Event.CORRECTED: lambda event, known: _("What was published has been corrected."),
    Event.UNPUBLISHED: lambda event, known: _("What was published has been withdrawn from the public."),
    Event.RATED: _rated,
    Event.REOPENED: lambda event, known: _with_due(_("You were not satisfied; work begins again"), known),
    Event.CLOSED: lambda event, known: _("Closed."),
    Event.CLOSED_UNANSWERED: _closed_unanswered,
    Event.WITHDRAWN: lambda event, known: _("You withdrew the letter."),
}
