"""What happened to cases is passed on to everybody concerned: the citizen and the desks."""

import datetime
from collections.abc import Iterable, Sequence

from django.utils.translation import override

from civic_interaction.domain.find_people import People
from civic_interaction.domain.tell_citizen import KINDS, tell_citizen
from civic_interaction.domain.tell_desk import TELLERS, tell_desk
from civic_interaction.models import CaseEvent
from civic_office.workdays import civil_date

LANGUAGE = "zh-hans"
TOLD = frozenset(KINDS) | frozenset(TELLERS)


def pass_on(events: Iterable[CaseEvent]) -> None:
    """Enqueue one job for those of `events` that concern anybody: in the transaction of the change, and cheap for it."""
    from civic_interaction.tasks import tell_people  # plc0415: tasks import the domain

    numbers = [event.pk for event in events if event.event in TOLD]
    if numbers:
        tell_people.enqueue(numbers)


def tell_of_events(numbers: Sequence[int], *, now: datetime.datetime) -> int:
    """Tell of each event (primary keys), in their order; returns how many notices and messages are new.

    Run twice, it tells nobody twice.
    """
    people = People(today=civil_date(now))
    events = CaseEvent.objects.filter(pk__in=numbers).order_by("pk")
    events = events.select_related("case__channel", "case__desk", "case__lead_unit")
    with override(LANGUAGE):
        return sum(tell_citizen(event, now=now) + tell_desk(event, people, now=now) for event in events)
