from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_interaction.models.channels import Category, Channel
from civic_interaction.privacy.fields import EncryptedTextField
from civic_office.models import Unit


class KeptQuerySet(models.QuerySet[Any]):
    """Rows that are written once."""

    def delete(self) -> NoReturn:
        raise TypeError(f"{self.model.__name__} is kept for good.")


class Letter(models.Model):
    """What a citizen wrote, saved once and never edited. A trigger of the database holds to it (`triggers/letters.py`).

    Its one change is anonymisation, which masks title and text and sets `anonymised_at`. Who wrote it stands in `Sender`.
    `digest` is keyed, of all that was sent: it shows later that nothing was changed, and finds the same letter again.
    `request_key` is the keyed digest of the request's own key (Idempotency-Key): the same request makes no second letter.
    """

    receipt_number = models.CharField(_("receipt number"), max_length=24, unique=True)
    channel = models.ForeignKey(
        Channel,
        verbose_name=pgettext_lazy("interaction", "channel"),
        db_index=False,
        on_delete=models.PROTECT,
        related_name="letters",
    )
    category = models.ForeignKey(
        Category, verbose_name=_("category"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    addressed_to = models.ForeignKey(Unit, verbose_name=_("addressed to"), on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(pgettext_lazy("interaction", "text"))
    consents_to_publication = models.BooleanField(_("consents to publication"), default=False)
    received_at = models.DateTimeField(_("received"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who wrote it down, when it came by telephone, post or in person."),
    )
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    request_key = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 (many letters have none)
    anonymised_at = models.DateTimeField(_("personal data erased"), null=True, editable=False)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("-received_at", "-pk")
        indexes = (
            models.Index(fields=("channel", "-received_at"), name="letter_channel_idx"),
            models.Index(fields=("-received_at",), name="letter_received_idx"),
            models.Index(fields=("digest",), name="letter_digest_idx"),
        )

    def __str__(self) -> str:
        return f"{self.receipt_number} {self.title}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A letter is kept for good.")


class SenderQuerySet(models.QuerySet["Sender"]):
    def kept(self) -> Self:
        return self.filter(erased_at__isnull=True)


class Sender(models.Model):
    """Who wrote a letter: the personal data, encrypted; erased without touching the letter.

    The digests are keyed: they find the same person's letters, and say nothing else.
    """

    letter = models.OneToOneField(Letter, primary_key=True, on_delete=models.PROTECT, related_name="sender")
    name = EncryptedTextField(pgettext_lazy("person", "name"), blank=True)
    phone = EncryptedTextField(pgettext_lazy("interaction", "telephone"), blank=True)
    mail = EncryptedTextField(_("mail"), blank=True)
    id_number = EncryptedTextField(_("identity number"), blank=True)
    address = EncryptedTextField(_("address"), blank=True)
    organisation = EncryptedTextField(_("organisation"), blank=True)
    credit_code = EncryptedTextField(_("unified social credit code"), blank=True)
    phone_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    mail_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    id_number_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    objects = SenderQuerySet.as_manager()

    #: What is found again by its digest.
    DIGESTED = ("phone", "mail", "id_number")

    class Meta:
        verbose_name = _("sender")
        verbose_name_plural = _("senders")

    def __str__(self) -> str:
        return f"{self.letter_id}"


class QueryCode(models.Model):
    """With which code a citizen comes back to a letter; only its keyed digest is kept."""

    letter = models.OneToOneField(Letter, primary_key=True, on_delete=models.PROTECT, related_name="query_code")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("query code")
        verbose_name_plural = _("query codes")

    def __str__(self) -> str:
        return f"{self.letter_id}"


class CodeFailure(models.Model):
    """How often a wrong code was given lately, for one receipt number or from one address (as keyed digest)."""

    key = models.CharField(max_length=80, unique=True)
    failures = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, db_index=True)

    class Meta:
        verbose_name = _("failed attempts with a query code")
        verbose_name_plural = _("failed attempts with query codes")

    def __str__(self) -> str:
        return f"{self.key[:12]}: {self.failures}"


class Supplement(models.Model):
    """What a citizen added to a letter later; the letter itself stays as it was."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="supplements")
    text = models.TextField(pgettext_lazy("interaction", "text"))
    received_at = models.DateTimeField(_("received"))
    anonymised_at = models.DateTimeField(_("personal data erased"), null=True, editable=False)

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("supplement")
        verbose_name_plural = _("supplements")
        ordering = ("received_at", "pk")
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="supplement_says_something"),)

    def __str__(self) -> str:
        return f"{self.letter_id} {self.received_at:%Y-%m-%d}"
