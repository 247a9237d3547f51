"""A letter came by the wrong channel: what is a petition by law is counted as one (信访工作条例)."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain.change import Change, changing
from civic_interaction.domain.keep_clocks import reset_limits, running_clocks, start_clock
from civic_interaction.enums import CaseState, ClockKind, Event
from civic_interaction.models import Case, Category, Channel, ReplyPolicy
from civic_office.models import Unit
from civic_office.workdays import civil_date


def reclassify_case(
    case: Case,
    *,
    channel: Channel,
    receiver: Unit | None = None,
    category: Category | None = None,
    reason: str,
    by: Any,
    now: datetime.datetime,
) -> Case:
    """Move the case to `channel`; from then on its limits apply.

    1. Guard: a reason; in a channel whose receiver is chosen, `receiver` is one of its units.
    2. The desk becomes that of the new channel; the policy the one that held there on the day the letter came.
    3. Every running clock is counted anew from where it began, and recorded old → new. Extensions stay.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the letter belongs to the other channel.")})
    if category is not None and category.channel_id != channel.pk:
        raise ValidationError({"category": _("This channel has no such category.")})
    with changing(case, Event.RECLASSIFIED, by=by, now=now, reason=reason, channel=channel.code) as change:
        if channel.pk == change.case.channel_id:
            raise ValidationError({"channel": _("The case is in this channel already.")})
        change.data["was"] = change.case.channel.code
        change.case.desk = channel.desk or _receiver(channel, receiver, today=change.today)
        change.case.policy = policy_of_day(channel, change.case.received_at)
        change.case.channel, change.case.category = channel, category
        reset_limits(change)
        _start_missing(change)
    return change.case


def policy_of_day(channel: Channel, received_at: datetime.datetime) -> ReplyPolicy:
    policy = ReplyPolicy.objects.applying_to(channel, civil_date(received_at))
    if policy is None:
        raise ValidationError({"channel": _("That channel had no limits yet when the letter came.")})
    return policy


def _receiver(channel: Channel, receiver: Unit | None, *, today: datetime.date) -> Unit:
    unit = channel.receiver or receiver
    if unit is None or not channel.units(today=today).filter(pk=unit.pk).exists():
        raise ValidationError({"receiver": _("Choose a unit of the other channel.")})
    return unit


def _start_missing(change: Change) -> None:
    """The limits that the old channel did not have: to accept, while the case waits for it."""
    if change.case.state == CaseState.RECEIVED and not running_clocks(change, ClockKind.ACCEPT):
        start_clock(change, ClockKind.ACCEPT, change.case.policy.accept_within, started_at=change.case.received_at)
