"""The receiving unit accepts a letter: it will be dealt with (发展指引: 受理日期)."""

import datetime
from typing import Any

from civic_interaction.domain.change import changing
from civic_interaction.domain.keep_clocks import running_clocks, start_clock, stop_clocks
from civic_interaction.enums import ClockKind, Event
from civic_interaction.models import Case


def accept_case(case: Case, *, by: Any, now: datetime.datetime) -> Case:
    """Accept, stop the clock for it, start the one to assign. What happens always: see `changing`."""
    with changing(case, Event.ACCEPTED, by=by, now=now) as change:
        change.case.accepted_at = now
        stop_clocks(change, running_clocks(change, ClockKind.ACCEPT))
        start_clock(change, ClockKind.TRANSFER, change.case.policy.transfer_within, started_at=now)
    return change.case
