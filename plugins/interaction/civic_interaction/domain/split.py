"""One letter, two matters: the second becomes a case of its own."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain.change import Change, beginning, changing
from civic_interaction.domain.keep_clocks import start_clock
from civic_interaction.enums import ClockKind, Event
from civic_interaction.models import Case


def split_case(case: Case, *, title: str, by: Any, now: datetime.datetime) -> Case:
    """Open a second case out of the letter; returns it. The citizen finds both under one receipt number.

    1. The new case has the same letter, channel, policy and desk, and waits to be assigned.
    2. Its final clock counts from the day the letter came: splitting wins no time.
    """
    if not title.strip():
        raise ValidationError({"title": _("Say what the second matter is.")})
    with changing(case, Event.SPLIT, by=by, now=now) as change:
        part = _second_case(change, title.strip())
        with beginning(part, Event.SPLIT_OFF, by=by, now=now, origin=change.case.number) as start:
            policy = part.policy
            start_clock(start, ClockKind.TRANSFER, policy.transfer_within, started_at=now)
            start_clock(start, ClockKind.FINAL, policy.reply_within, started_at=part.received_at)
        change.data["part"] = part.number
    return part


def _second_case(change: Change, title: str) -> Case:
    case = change.case
    return Case(
        letter=case.letter,
        number=f"{case.letter.receipt_number}-{Case.objects.filter(letter=case.letter).count() + 1}",
        title=title[:120],
        channel=case.channel,
        category=case.category,
        policy=case.policy,
        desk=case.desk,
        received_at=case.received_at,
        accepted_at=case.accepted_at,
        split_from=case,
    )
