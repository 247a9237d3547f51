from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from civic_office.enums import DeliveryState, NoticeMode
from civic_office.notices.kinds import kinds


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """What a member of staff is told, on their list. Its text holds numbers, units and days, never a citizen's words.

    `key` says what it is about, so that nobody is told twice of the same; `url` is the screen where it is done.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), db_index=False, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=40)
    group = models.CharField(_("matter"), max_length=40)
    key = models.CharField(max_length=80)
    subject = models.CharField(_("notice"), max_length=200)
    body = models.TextField(_("text"))
    url = models.CharField(max_length=300)
    at = models.DateTimeField(_("moment"))
    read_at = models.DateTimeField(_("read"), null=True)
    awaits_digest = models.BooleanField(default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("to staff", "notice")
        verbose_name_plural = pgettext_lazy("to staff", "notices")
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=("user", "-at", "-id"), name="office_notice_list_idx"),
            models.Index(fields=("user",), condition=Q(read_at__isnull=True), name="office_notice_unread_idx"),
            models.Index(fields=("user",), condition=Q(awaits_digest=True), name="office_notice_digest_idx"),
            models.Index(fields=("at",), name="office_notice_at_idx"),
        )
        constraints = (models.UniqueConstraint(fields=("user", "kind", "key"), name="office_noticed_once"),)

    def __str__(self) -> str:
        return self.subject


class NoticePreference(models.Model):
    """How somebody wants to be told of one group of kinds. Without a row what the group says holds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, db_index=False, on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=40)
    mode = models.CharField(max_length=10, choices=NoticeMode.choices)

    class Meta:
        verbose_name = _("choice how to be told")
        verbose_name_plural = _("choices how to be told")
        constraints = (models.UniqueConstraint(fields=("user", "group"), name="office_notice_choice_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.group}: {self.mode}"


class NoticeTemplate(models.Model):
    """Subject and body of one kind of notice, as the office has it; `notices/kinds.py` knows its placeholders."""

    kind = models.CharField(_("kind"), max_length=40, unique=True, editable=False)
    subject = models.CharField(pgettext_lazy("mail", "subject"), max_length=120)
    body = models.TextField(_("text"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("text of a notice")
        verbose_name_plural = _("texts of notices")
        ordering = ("kind",)

    def __str__(self) -> str:
        return str(kinds[self.kind].label) if self.kind in kinds else self.kind


class Delivery(models.Model):
    """One message to one person, on its way or gone: to whom by a kind of addressee and a number, never by an address.

    `facts` fill the text when it is sent and hold no personal data. The constraint is what keeps anybody from being told
    twice. While a worker sends it, `claimed_until` keeps others away; a worker that dies leaves it to the next.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    addressee = models.CharField(max_length=40)
    addressee_id = models.PositiveBigIntegerField()
    facts = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=12, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    adapter = models.CharField(max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    made_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("addressee", "addressee_id", "made_at"), name="office_delivery_person_idx"),
            models.Index(fields=("settled_at",), name="office_delivery_settled_idx"),
        )
        constraints = (
            models.UniqueConstraint(fields=("kind", "key", "addressee", "addressee_id"), name="office_delivered_once"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.WAITING) ^ Q(settled_at__isnull=False), name="office_delivery_settled"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key} → {self.addressee} {self.addressee_id}"
