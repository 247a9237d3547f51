from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_interaction.enums import CaseState, Event, Part
from civic_interaction.models.cases import Case
from civic_interaction.models.letters import KeptQuerySet
from civic_office.models import Unit


class KeptEvent(models.Model):
    """That something happened. Only ever added to; a trigger of the database refuses changes.

    `seq` numbers the events of one case or collection without a gap. `data` holds no personal data.
    """

    seq = models.PositiveIntegerField(_("number"))
    part = models.CharField(_("in what capacity"), max_length=10, choices=Part.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("moment"))
    data = models.JSONField(_("facts"), default=dict, blank=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An event is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("An event is kept for good.")


class CaseEvent(KeptEvent):
    """That something happened to a case. `data`: facts, reasons of the office, counts.

    `clocks` lists what became of the clocks: `[{"clock": "final", "old": {…} or null, "new": {…}}, …]`.
    """

    case = models.ForeignKey(
        Case, verbose_name=_("case"), db_index=False, on_delete=models.PROTECT, related_name="events"
    )
    event = models.CharField(_("event"), max_length=20, choices=Event.choices)
    from_state = models.CharField(
        pgettext_lazy("interaction", "from"), max_length=12, choices=CaseState.choices, blank=True
    )
    to_state = models.CharField(_("to"), max_length=12, choices=CaseState.choices)
    clocks = models.JSONField(_("clocks"), default=list, blank=True)

    class Meta:
        verbose_name = _("event of a case")
        verbose_name_plural = _("events of cases")
        ordering = ("case", "seq")
        indexes = (
            models.Index(fields=("event", "at"), name="case_event_kind_idx"),
            models.Index(fields=("actor", "-at"), name="case_event_actor_idx"),
        )
        constraints = (models.UniqueConstraint(fields=("case", "seq"), name="case_event_numbered_once"),)

    def __str__(self) -> str:
        return f"{self.case_id}/{self.seq} {self.event}"
