import datetime
import math
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic_interaction.enums import ClockKind, Light
from civic_interaction.models.assignments import Assignment
from civic_interaction.models.cases import Case
from civic_office import workdays
from civic_office.models import Clock
from civic_office.models.clocks import ClockQuerySet

IS_UNNOTED = Q(stopped_at__isnull=True, paused_since__isnull=True, overdue_on__isnull=True)


class CaseClockQuerySet(ClockQuerySet["CaseClock"]):
    def of_round(self, case: Case) -> Self:
        """The clocks of the answer that is being waited for."""
        return self.filter(case=case, round=case.round)

    def late(self, *, now: datetime.datetime) -> Self:
        """Running, past their due date or moment, and not yet recorded as overdue."""
        today = workdays.civil_date(now)
        late = Q(due_at__isnull=True, due_on__lt=today) | Q(due_at__lt=now)
        return self.running().filter(late, due_on__lte=today, overdue_on__isnull=True)

    def near(self, *, today: datetime.date) -> Self:
        """Running, amber by now, and nobody has been warned."""
        return self.running().filter(amber_on__lte=today, warned_on__isnull=True, overdue_on__isnull=True)

    def lock_owners(self) -> None:
        """Their cases: every change of a case locks it before its clocks (`domain/change.py`)."""
        Case.objects.lock(self.values("case"))


class CaseClock(Clock):
    """A period that runs for a case: to accept it, to assign it, for a unit's part, to answer the citizen.

    `amber_on` is reckoned with the due date: the day on which the policy's share of the days is used up. `warned_on` and
    `overdue_on` are stored once: the first the day the warning was given, the second the day after the last day in
    time, whenever that was noticed.
    """

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="clocks")
    kind = models.CharField(_("what for"), max_length=10, choices=ClockKind.choices)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    assignment = models.ForeignKey(
        Assignment,
        verbose_name=_("assignment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="clocks",
    )
    amber_share = models.PositiveSmallIntegerField(_("amber after (percent)"))
    amber_on = models.DateField(_("amber from"), null=True, blank=True, editable=False)
    warned_on = models.DateField(_("warned on"), null=True, blank=True, editable=False)
    overdue_on = models.DateField(_("overdue since"), null=True, blank=True, editable=False)

    objects = CaseClockQuerySet.as_manager()  # type: ignore[misc]  # a manager of its own, as Django means it

    RECKONED = (*Clock.RECKONED, "amber_on")
    GROUNDS = (*Clock.GROUNDS, "amber_share")

    class Meta(Clock.Meta):
        abstract = False
        verbose_name = _("clock of a case")
        verbose_name_plural = _("clocks of cases")
        indexes = (  # type: ignore[assignment]  # others than every clock has
            Clock.Meta.indexes[0],
            # What the sweep has yet to note, and nothing that it has noted: `late` and `near` ask for the very same.
            models.Index(fields=("due_on",), condition=IS_UNNOTED, name="%(class)s_late_idx"),
            models.Index(
                fields=("amber_on",), condition=IS_UNNOTED & Q(warned_on__isnull=True), name="%(class)s_amber_idx"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("case", "kind", "round"), condition=Q(assignment__isnull=True), name="case_clock_once_a_round"
            ),
            models.UniqueConstraint(
                fields=("assignment", "kind"), condition=Q(assignment__isnull=False), name="assignment_clock_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.due_on}"

    @property
    def is_running(self) -> bool:
        return self.stopped_at is None and self.paused_since is None

    @property
    def light(self) -> str:
        if self.overdue_on is not None:
            return Light.RED
        return Light.GREEN if self.warned_on is None else Light.AMBER

    def reckon(self, calendar: workdays.Calendar) -> workdays.Due | None:
        due = super().reckon(calendar)
        self.amber_on = None if due is None else amber_day(due, share=self.amber_share)
        return due

    def is_late(self, *, now: datetime.datetime) -> bool:
        """Whether the time is over at `now`; a period in days ends with its day."""
        if self.due_at is not None:
            return now > self.due_at
        return self.due_on is not None and workdays.civil_date(now) > self.due_on

    def first_late_day(self) -> datetime.date:
        """The day after the last in time; for a period in hours the day of its last moment."""
        if self.due_on is None:
            raise ValueError("A paused clock is never late.")
        return self.due_on if self.due_at is not None else self.due_on + datetime.timedelta(1)

    def facts(self) -> dict[str, Any]:
        """What an event records of the clock."""
        moments = {"due_on": self.due_on, "due_at": self.due_at, "amber_on": self.amber_on}
        stops = {"paused_since": self.paused_since, "stopped_at": self.stopped_at, "overdue_on": self.overdue_on}
        known = {name: moment.isoformat() for name, moment in (moments | stops).items() if moment is not None}
        extras = {"is_provisional": True} if self.is_provisional else {}
        return known | extras | {"period": self.policy, "extensions": len(self.extensions)}


def amber_day(due: workdays.Due, *, share: int) -> datetime.date:
    """The counted day on which `share` percent of the days are used up: of 5 working days and 60 percent the third."""
    counted = due.trace.counted_days()
    return counted[math.ceil(len(counted) * share / 100) - 1] if counted else due.on
