"""Reactions to what the office announces. One call each; see `domain/`."""

from typing import Any

from django.utils import timezone

from civic_interaction.domain.follow_calendar import follow_calendar
from civic_interaction.models import CaseClock
from civic_office.models import DueChange


def follow_moved_clock(clock: CaseClock, change: DueChange, **kwargs: Any) -> None:
    follow_calendar(clock, change, now=timezone.now())
