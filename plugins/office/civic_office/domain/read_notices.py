"""Somebody has read what they were told."""

import datetime
from typing import Any

from civic_office.models import Notice


def read_notices(user: Any, *numbers: int, now: datetime.datetime) -> int:
    """Note that `user` has read these of their own notices, or all of them when none is named; returns how many were unread."""
    unread = Notice.objects.of(user).unread()
    return (unread.filter(pk__in=numbers) if numbers else unread).update(read_at=now)
