import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_interaction.enums import (
    CONCERN_OF_KIND,
    ENDED_STATES,
    OPEN_STATES,
    CaseState,
    ChannelKind,
    ClosingReason,
    Concern,
    Light,
    PauseReason,
)
from civic_interaction.models.channels import Category, Channel, ReplyPolicy
from civic_interaction.models.letters import Letter
from civic_office.models import Unit

IS_OPEN = Q(state__in=sorted(OPEN_STATES))


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> Self:
        return self.filter(IS_OPEN)

    def overdue(self) -> Self:
        """Open cases whose answer is late."""
        return self.open().filter(light=Light.RED)

    def of_unit(self, unit: Unit) -> Self:
        """Cases that a unit receives, leads or assists in."""
        return self.filter(
            Q(desk=unit) | Q(lead_unit=unit) | Q(assignments__unit=unit, assignments__ended_at__isnull=True)
        ).distinct()

    def lock(self, numbers: Any) -> dict[int, "Case"]:
        """Lock the cases with these primary keys, in their order: so two who lock several never wait for one another."""
        cases = self.select_for_update().filter(pk__in=numbers).order_by("pk")
        return {case.pk: case for case in cases}

    def most_urgent_first(self) -> Self:
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")


class Case(models.Model):
    """One matter (诉求) out of a letter, from its receipt to its end. Changed by the verbs of `domain/` only.

    `desk` is the unit that accepts and assigns. `policy` is the version of the limits that the case is measured by.
    `due_on`, `overdue_on` and `light` are copied from the final clock, for lists. `round` counts the answers that the
    citizen has asked for: 1, and 2 after a reopening.
    """

    letter = models.ForeignKey(Letter, verbose_name=_("letter"), on_delete=models.PROTECT, related_name="cases")
    number = models.CharField(_("case number"), max_length=30, unique=True)
    title = models.CharField(_("matter"), max_length=120)
    channel = models.ForeignKey(
        Channel,
        verbose_name=pgettext_lazy("interaction", "channel"),
        db_index=False,
        on_delete=models.PROTECT,
        related_name="cases",
    )
    category = models.ForeignKey(
        Category, verbose_name=_("category"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    policy = models.ForeignKey(ReplyPolicy, verbose_name=_("limits"), on_delete=models.PROTECT, related_name="cases")
    desk = models.ForeignKey(
        Unit, verbose_name=_("receiving unit"), db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    lead_unit = models.ForeignKey(
        Unit,
        verbose_name=_("lead unit"),
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handler"),
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=12, choices=CaseState.choices, default=CaseState.RECEIVED)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    due_on = models.DateField(pgettext_lazy("interaction", "due on"), null=True, editable=False)
    overdue_on = models.DateField(_("overdue since"), null=True, editable=False)
    light = models.CharField(_("light"), max_length=6, choices=Light.choices, default=Light.GREEN, editable=False)
    received_at = models.DateTimeField(_("received"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    rate_until = models.DateField(_("may be rated until"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    closing_reason = models.CharField(_("reason for closing"), max_length=16, choices=ClosingReason.choices, blank=True)
    closing_note = models.TextField(_("explanation"), blank=True)
    pause_reason = models.CharField(_("paused because"), max_length=12, choices=PauseReason.choices, blank=True)
    exception = models.CharField(_("exception to the limit"), max_length=60, blank=True)
    merged_into = models.ForeignKey(
        "self", verbose_name=_("merged into"), null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    split_from = models.ForeignKey(
        "self", verbose_name=_("split from"), null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    event_count = models.PositiveIntegerField(default=0, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ("-received_at", "-pk")
        indexes = (
            # The desk's lists: by state, by unit, by light, the most urgent first.
            models.Index(fields=("state", "due_on", "id"), name="case_state_due_idx"),
            models.Index(fields=("desk", "state", "due_on", "id"), name="case_desk_idx"),
            models.Index(fields=("lead_unit", "state", "due_on", "id"), name="case_lead_idx"),
            models.Index(fields=("handler", "state", "due_on", "id"), name="case_handler_idx"),
            # SQLite takes an index with a condition only for the very same condition: ask by `open()`.
            models.Index(fields=("due_on", "id"), condition=IS_OPEN, name="case_open_idx"),
            models.Index(fields=("light", "due_on", "id"), condition=IS_OPEN, name="case_light_idx"),
            models.Index(fields=("channel", "-received_at", "-id"), name="case_channel_idx"),
            models.Index(fields=("-received_at", "-id"), name="case_received_idx"),
            models.Index(fields=("closed_at",), name="case_closed_idx"),
            models.Index(fields=("rate_until",), condition=Q(state=CaseState.ANSWERED), name="case_rating_idx"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=[CaseState.HANDLING, CaseState.PAUSED, CaseState.IN_REVIEW, CaseState.REVIEWED])
                | Q(lead_unit__isnull=False),
                name="case_in_work_has_lead_unit",
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.ANSWERED) | Q(answered_at__isnull=False), name="case_answered_at_a_moment"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(ENDED_STATES)) ^ Q(closed_at__isnull=True), name="case_ended_at_a_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.CLOSED) | ~Q(closing_reason=""), name="case_closed_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.MERGED) ^ Q(merged_into__isnull=True), name="case_merged_into_another"
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.PAUSED) ^ Q(pause_reason=""), name="case_paused_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(light=Light.RED) ^ Q(overdue_on__isnull=True), name="case_red_since_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def concern(self) -> str:
        """How the statistics count it (`Concern`)."""
        if self.category is not None:
            return self.category.concern
        return CONCERN_OF_KIND.get(ChannelKind(self.channel.kind), Concern.OTHER)

    def may_be_rated_on(self, day: datetime.date) -> bool:
        return self.state == CaseState.ANSWERED and (self.rate_until is None or day <= self.rate_until)
