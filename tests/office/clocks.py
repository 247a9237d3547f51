"""A clock of the tests' own, as a plugin would have it: its table exists while `clock_table` is in use."""

import datetime

from django.db import models

from civic_office import workdays
from civic_office.models import Clock


class LetterClock(Clock):
    """The reply clock of an imaginary letter."""

    letter = models.CharField(max_length=20)

    class Meta(Clock.Meta):
        abstract = False
        app_label = "office_tests"
        verbose_name = "letter clock"


def make_clock(start, policy, *, calendar, letter="L1", **fields):
    clock = LetterClock(
        letter=letter,
        started_at=datetime.datetime.combine(start, datetime.time(10), workdays.civil.CHINA),
        policy=policy.to_json(),
        **fields,
    )
    clock.reckon(calendar)
    clock.save()
    return clock
