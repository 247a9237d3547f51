"""The citizen is told of what happened to the letter: that it did, never what was written.

What may be said is what the tracking page says (`tell_events`); answers and reasons are read there, with the query code.
"""

import datetime
from collections.abc import Iterator

from django.db.models import Q

from civic_interaction.addresses import address_of_tracking
from civic_interaction.domain.tell_events import tell_events
from civic_interaction.enums import Event, Part, PauseReason
from civic_interaction.models import Case, CaseEvent, Sender
from civic_office.domain.tell_outside import tell_outside
from civic_office.domain.tell_staff import is_old
from civic_office.notices.addressees import Address
from civic_office.workdays import civil_date

#: The name of the addressees; each is known by the number of the letter.
SENDER = "letter_sender"
KINDS = {
    Event.RECEIVED: "letter_received",
    Event.ACCEPTED: "letter_accepted",
    Event.ASSIGNED: "letter_passed_on",
    Event.RECLASSIFIED: "letter_passed_on",
    Event.PAUSED: "letter_needs_material",
    Event.EXTENDED: "letter_extended",
    Event.ANSWERED: "letter_answered",
    Event.CLOSED: "letter_closed",
    Event.CLOSED_UNANSWERED: "letter_closed",
}


def tell_citizen(event: CaseEvent, *, now: datetime.datetime) -> int:
    """Send a message about an event of a case to its sender; of an answer, also to those whose cases were merged into it.

    Nothing for events that are inner work, for what citizens did themselves, and for who left no address. Returns to
    how many.
    """
    if not _concerns_citizen(event) or is_old(event.at, now=now):
        return 0
    return sum(_tell(case, event, now=now) for case in _cases_told(event))


def _concerns_citizen(event: CaseEvent) -> bool:
    kind = Event(event.event)
    if kind not in KINDS or (event.part == Part.CITIZEN and kind != Event.RECEIVED):
        return False
    if kind == Event.PAUSED:
        return event.data.get("reason") == PauseReason.CITIZEN
    if kind == Event.ASSIGNED:  # a change of the assisting units is inner work
        return event.case.assignments.leading().filter(assigned_at=event.at).exists()
    return True


def _cases_told(event: CaseEvent) -> Iterator[Case]:
    yield event.case
    if event.event == Event.ANSWERED:
        waiting = list(event.case.merged.all())
        while waiting:
            case = waiting.pop()
            yield case
            waiting += case.merged.all()


def _tell(case: Case, event: CaseEvent, *, now: datetime.datetime) -> int:
    reachable = Sender.objects.kept().exclude(Q(mail_digest="") & Q(phone_digest=""))
    if not reachable.filter(pk=case.letter_id).exists():
        return 0
    facts = {
        "number": case.number,
        "channel": case.channel.name,
        "what": _sentence(event),
        "link": address_of_tracking(),
    }
    # Two cases of one letter may be answered by one event: their sender gets a message for each.
    key = f"case {case.pk} event {event.pk}"
    kind = KINDS[Event(event.event)]
    return tell_outside(kind, key=key, addressee=SENDER, numbers=[case.letter_id], facts=facts, now=now)


def _sentence(event: CaseEvent) -> str:
    """What the tracking page of the event's own case says of it."""
    told = tell_events(event.case, today=civil_date(event.at))
    return next((one.sentence for one in told if one.seq == event.seq), "")


def find_sender(letter_id: int) -> Address | None:
    """The address a citizen left, decrypted; None when it was erased."""
    sender = Sender.objects.kept().filter(pk=letter_id).first()
    return Address(mail=sender.mail, phone=sender.phone) if sender is not None else None
