"""The office changes the limits of a channel; open cases follow (R125–R128)."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from civic_interaction.domain.change import changing
from civic_interaction.domain.keep_clocks import period_for, reset_limits
from civic_interaction.enums import Event, Part
from civic_interaction.models import Case, CaseClock, Channel, ReplyPolicy
from civic_interaction.models.cases import CaseQuerySet
from civic_interaction.permissions import require_may_change_channels
from civic_office.history import save_by
from civic_office.workdays import civil_date

#: Cases looked at between two steps of the progress bar.
SLICE = 500


@transaction.atomic
def change_policy(policy: ReplyPolicy, *, by: Any | None, now: datetime.datetime) -> ReplyPolicy:
    """Save a policy that is new or was changed, and have the open cases of its channel measured by it.

    Each case follows the policy that was in effect on the day its letter came. None stands for the operator's command.
    Raises `PermissionDenied`, `ValidationError`.
    """
    from civic_interaction.tasks import enqueue_policies  # plc0415: tasks import the domain

    require_may_change_channels(by, today=civil_date(now))
    policy.full_clean()
    save_by(policy, by=by)
    enqueue_policies(policy.channel, by=by)
    return policy


def open_cases(channel: Channel) -> CaseQuerySet:
    return Case.objects.open().filter(channel=channel).order_by("pk")


def apply_policies(
    channel: Channel, *, now: datetime.datetime, on_slice: Callable[[int], None] = lambda cases: None
) -> int:
    """Bring the open cases of a channel to the policies that hold for them; returns how many changed.

    Idempotent and resumable: each case is one transaction, and one that is up to date is left alone.
    """
    policies = list(ReplyPolicy.objects.filter(channel=channel).order_by("-effective_from"))
    running = Prefetch("clocks", CaseClock.objects.filter(stopped_at__isnull=True))
    changed, after = 0, 0
    while cases := list(open_cases(channel).filter(pk__gt=after).prefetch_related(running)[:SLICE]):
        for case in cases:
            day = civil_date(case.received_at)
            policy = next((policy for policy in policies if policy.effective_from <= day), None)
            if policy is not None and (case.policy_id != policy.pk or _differs(case, policy)):
                _apply(case, policy, now=now)
                changed += 1
        on_slice(len(cases))
        after = cases[-1].pk
    return changed


def _differs(case: Case, policy: ReplyPolicy) -> bool:
    """Whether a clock of this round that has not stopped (they are prefetched) runs by another limit."""
    clocks = (clock for clock in case.clocks.all() if clock.round == case.round)
    return any(clock.policy != period_for(policy, clock) or clock.amber_share != policy.amber_share for clock in clocks)


def _apply(case: Case, policy: ReplyPolicy, *, now: datetime.datetime) -> None:
    with changing(case, Event.RECOMPUTED, by=Part.CLOCK, now=now, policy=policy.pk, was=case.policy_id) as change:
        change.case.policy = policy
        reset_limits(change)
