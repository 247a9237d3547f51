import datetime
import json
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic_office import workdays
from civic_office.models.calendar import CalendarVersion
from civic_office.workdays.civil import civil_moment

AnyClock_co = TypeVar("AnyClock_co", bound="Clock", covariant=True)


class ClockQuerySet(models.QuerySet[AnyClock_co]):
    def running(self) -> Self:
        """Neither stopped nor paused: whose due date still depends on the calendar."""
        return self.filter(stopped_at__isnull=True, paused_since__isnull=True)

    def computed_before(self, version: int) -> Self:
        return self.filter(calendar_version__lt=version)

    def provisional(self) -> Self:
        return self.filter(is_provisional=True)

    def due_by(self, day: datetime.date) -> Self:
        return self.running().filter(due_on__lte=day)

    def lock_owners(self) -> None:
        """Lock what these clocks belong to, in the order of its keys. Nothing by default.

        A plugin whose changes lock the owner before its clocks says here how: whoever locks clocks first would wait for
        such a change, and it for them.
        """


class Clock(models.Model):
    """A period that runs, and the due date it comes to: what a plugin inherits for each deadline it keeps.

    The plugin owns the table, adds whose clock it is, and registers the class (`civic_office.clocks.register_clock`);
    from then on a change of the calendar computes its due dates again. `reckon` is the only writer of the due date, and
    the plugin calls it, and saves, in the domain function that starts, extends, pauses or resumes.

    While it is paused (`paused_since`) nobody knows when it will end, so it has no due date. Stopped, it keeps its last.
    """

    started_at = models.DateTimeField(_("began"))
    policy = models.JSONField(_("period"))
    extensions = models.JSONField(_("extensions"), default=list, blank=True)
    pauses = models.JSONField(_("pauses"), default=list, blank=True)
    paused_since = models.DateField(_("paused since"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True, editable=False)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True, editable=False)
    is_provisional = models.BooleanField(_("provisional"), default=False, editable=False)
    trace = models.JSONField(_("how it was computed"), default=dict, blank=True, editable=False)
    calendar_version = models.PositiveIntegerField(_("calendar version"), default=0, editable=False)

    objects = ClockQuerySet.as_manager()

    #: What `reckon` writes.
    RECKONED: tuple[str, ...] = ("due_on", "due_at", "is_provisional", "trace", "calendar_version")

    #: What decides, with the day it began on, what `reckon` writes.
    GROUNDS: tuple[str, ...] = ("policy", "extensions", "pauses")

    class Meta:
        abstract = True
        indexes = (
            models.Index(
                fields=("calendar_version", "id"),
                condition=Q(stopped_at__isnull=True, paused_since__isnull=True),
                name="%(class)s_running_idx",
            ),
            models.Index(fields=("due_on",), condition=Q(stopped_at__isnull=True), name="%(class)s_due_idx"),
        )

    def due_facts(self) -> tuple[datetime.date | None, datetime.datetime | None, bool]:
        """What a change of the calendar may change."""
        return self.due_on, self.due_at, self.is_provisional

    def reckon(self, calendar: workdays.Calendar) -> workdays.Due | None:
        """Compute the due date anew and set it on the instance, unsaved. None, and no due date, while paused."""
        self.calendar_version = calendar.version
        if self.paused_since is not None:
            self.due_on, self.due_at, self.is_provisional, self.trace = None, None, False, {}
            return None
        due = workdays.due(
            self.started_at,
            workdays.Policy.from_json(self.policy),
            calendar=calendar,
            extensions=[workdays.Policy.from_json(extension) for extension in self.extensions],
            pauses=[workdays.Pause.from_json(pause) for pause in self.pauses],
        )
        self.due_on, self.due_at, self.is_provisional = due.on, due.at, due.is_provisional
        self.trace = due.trace.to_json()
        return due

    def grounds(self) -> str:
        """Equal for clocks that `reckon` alike, but for the moment in the trace. Hours are counted from their moment."""
        counts_hours = any(leg["unit"] == workdays.PeriodUnit.HOURS for leg in (self.policy, *self.extensions))
        begun = self.started_at if counts_hours else workdays.civil_date(self.started_at)
        return json.dumps([begun.isoformat(), *(getattr(self, name) for name in self.GROUNDS)], sort_keys=True)

    def reckon_like(self, other: Self) -> None:
        """Take over what a running clock of equal `grounds` has reckoned, as if reckoned itself; unsaved."""
        for name in self.RECKONED:
            setattr(self, name, getattr(other, name))
        self.trace = other.trace | {"started_at": civil_moment(self.started_at).isoformat()}

    def explanation(self) -> list[str]:
        """The sentences behind 「这个日期怎么算的」; empty while paused."""
        return workdays.describe_trace(workdays.Trace.from_json(self.trace)) if self.trace else []


class DueChangeQuerySet(models.QuerySet["DueChange"]):
    def of_clock(self, clock: Clock) -> Self:
        return self.filter(clock_model=clock._meta.label_lower, clock_id=clock.pk)


class DueChange(models.Model):
    """That a change of the calendar moved or confirmed a due date: old → new, by which version. Only ever added to."""

    version = models.ForeignKey(
        CalendarVersion, verbose_name=_("calendar version"), on_delete=models.PROTECT, related_name="due_changes"
    )
    clock_model = models.CharField(_("kind of clock"), max_length=100)
    clock_id = models.PositiveBigIntegerField(_("clock"))
    old_due_on = models.DateField(_("was due on"), null=True)
    new_due_on = models.DateField(_("is due on"))
    old_due_at = models.DateTimeField(_("was due at"), null=True)
    new_due_at = models.DateTimeField(_("is due at"), null=True)
    was_provisional = models.BooleanField(_("was provisional"))
    is_provisional = models.BooleanField(_("is provisional"))
    reason = models.CharField(_("reason"), max_length=200)
    changed_at = models.DateTimeField(_("changed at"))

    objects = DueChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a due date")
        verbose_name_plural = _("changes of due dates")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("clock_model", "clock_id", "version"), name="office_due_changed_once_a_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.clock_model} {self.clock_id}: {self.old_due_on} → {self.new_due_on}"
