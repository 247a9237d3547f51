"""Reactions to what the office announces. One call each; see `domain/`."""

from typing import Any

from civic_interaction.domain.collections import follow_moved_clock as following
from civic_interaction.domain.follow_calendar import follow_calendar
from civic_interaction.models import CaseClock, CollectionClock
from civic_office.models import DueChange


def follow_moved_clock(clock: CaseClock, change: DueChange, **kwargs: Any) -> None:
    follow_calendar(clock, change, now=change.changed_at)


def follow_moved_results(clock: CollectionClock, change: DueChange, **kwargs: Any) -> None:
    following.follow_moved_clock(clock, change, now=change.changed_at)
