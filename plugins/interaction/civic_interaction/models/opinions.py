from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from civic_interaction.clauses import Quote
from civic_interaction.enums import CollectionState, Decision, Moderation, ModerationReason, Voice
from civic_interaction.models.collections import Collection
from civic_interaction.models.letters import KeptQuerySet
from civic_interaction.models.reviewed_texts import DraftVersion
from civic_interaction.models.uploads import Upload
from civic_interaction.privacy.fields import EncryptedTextField


class OpinionGroup(models.Model):
    """Opinions that say the same: suggested by their likeness, put together by a person, answered together."""

    collection = models.ForeignKey(
        Collection,
        verbose_name=pgettext_lazy("interaction", "collection"),
        on_delete=models.PROTECT,
        related_name="groups",
    )
    title = models.CharField(_("what they say"), max_length=200)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("put together by"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("put together"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("group of opinions")
        verbose_name_plural = _("groups of opinions")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


class OpinionQuerySet(KeptQuerySet):
    def public(self) -> Self:
        """What a person has read and let the public see."""
        return self.filter(moderation=Moderation.PUBLISHED, collection__announced_at__isnull=False)

    def to_be_read(self) -> Self:
        return self.filter(moderation=Moderation.WAITING)

    def to_be_answered(self) -> Self:
        """All but those that are no opinion on the draft."""
        return self.exclude(moderation=Moderation.EXCLUDED)

    def undecided(self) -> Self:
        """Without an outcome, their own or that of their group."""
        return self.to_be_answered().filter(outcome__isnull=True, group__outcome__isnull=True)


class Opinion(models.Model):
    """What somebody thinks of a draft, saved once and never edited; triggers of the database hold to it.

    It is about the whole draft, or about a passage quoted from one published version (`quoted` …). The second part of
    the fields is what the office makes of it. Who wrote it stands in `OpinionGiver`.
    """

    receipt_number = models.CharField(_("receipt number"), max_length=24, unique=True)
    collection = models.ForeignKey(
        Collection,
        verbose_name=pgettext_lazy("interaction", "collection"),
        db_index=False,
        on_delete=models.PROTECT,
        related_name="opinions",
    )
    version = models.ForeignKey(
        DraftVersion,
        verbose_name=_("written on version"),
        db_index=False,
        on_delete=models.PROTECT,
        related_name="opinions",
    )
    anchor = models.CharField(_("clause"), max_length=120, blank=True)
    label = models.CharField(_("number of the clause"), max_length=40, blank=True)
    quoted = models.TextField(_("quoted"), blank=True)
    quoted_from = models.PositiveIntegerField(_("place of the quote"), default=0)
    prefix = models.CharField(_("before the quote"), max_length=40, blank=True)
    suffix = models.CharField(_("after the quote"), max_length=40, blank=True)
    quotes_whole = models.BooleanField(_("quotes the whole clause"), default=False)
    text = models.TextField(pgettext_lazy("interaction", "opinion"))
    voice = models.CharField(_("who speaks"), max_length=12, choices=Voice.choices, default=Voice.PERSON)
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
    request_key = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 (NULL: none was sent)
    code_digest = models.CharField(max_length=64, editable=False)
    anonymised_at = models.DateTimeField(_("personal data erased"), null=True, editable=False)

    moderation = models.CharField(
        _("reading"), max_length=10, choices=Moderation.choices, default=Moderation.WAITING, editable=False
    )
    moderation_reason = models.CharField(
        _("reason"), max_length=16, choices=ModerationReason.choices, blank=True, editable=False
    )
    moderation_note = models.TextField(pgettext_lazy("interaction", "note"), blank=True, editable=False)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    moderated_at = models.DateTimeField(pgettext_lazy("opinion", "read"), null=True, editable=False)
    public_text = models.TextField(_("as the public reads it"), blank=True, editable=False)
    group = models.ForeignKey(
        OpinionGroup,
        verbose_name=pgettext_lazy("interaction", "group"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="opinions",
    )

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("interaction", "opinion")
        verbose_name_plural = _("opinions")
        ordering = ("-received_at", "-pk")
        indexes = (
            models.Index(fields=("collection", "moderation", "-received_at"), name="opinion_moderation_idx"),
            models.Index(fields=("version", "anchor"), name="opinion_clause_idx"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(moderation=Moderation.PUBLISHED) | (Q(consents_to_publication=True) & ~Q(public_text="")),
                name="opinion_shown_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(moderation=Moderation.WAITING) | Q(moderated_at__isnull=False),
                name="opinion_read_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="opinion_says_something"),
        )

    def __str__(self) -> str:
        return self.receipt_number

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("An opinion is kept for good.")

    @property
    def quote(self) -> Quote | None:
        """The passage it is about; None when it is about the whole."""
        if not self.anchor:
            return None
        return Quote(
            anchor=self.anchor,
            label=self.label,
            exact=self.quoted,
            start=self.quoted_from,
            prefix=self.prefix,
            suffix=self.suffix,
            is_whole=self.quotes_whole,
        )


class OpinionGiver(models.Model):
    """Who gave an opinion: the personal data, encrypted; erased without touching the opinion."""

    opinion = models.OneToOneField(Opinion, primary_key=True, on_delete=models.PROTECT, related_name="giver")
    name = EncryptedTextField(_("name"), blank=True)
    phone = EncryptedTextField(pgettext_lazy("interaction", "telephone"), blank=True)
    mail = EncryptedTextField(_("mail"), blank=True)
    organisation = EncryptedTextField(_("organisation"), blank=True)
    phone_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    mail_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    #: What is asked, and what of it is found again by its digest.
    FIELDS = ("name", "phone", "mail", "organisation")
    DIGESTED = ("phone", "mail")

    class Meta:
        verbose_name = _("giver of an opinion")
        verbose_name_plural = _("givers of opinions")

    def __str__(self) -> str:
        return f"{self.opinion_id}"


class OpinionFile(models.Model):
    """That an upload belongs to an opinion. It is for the office; the public does not see files of citizens."""

    opinion = models.ForeignKey(
        Opinion, verbose_name=pgettext_lazy("interaction", "opinion"), on_delete=models.PROTECT, related_name="files"
    )
    upload = models.OneToOneField(
        Upload, verbose_name=_("upload"), null=True, on_delete=models.SET_NULL, related_name="opinion_file"
    )
    position = models.PositiveSmallIntegerField(pgettext_lazy("interaction", "position"), default=0)

    class Meta:
        verbose_name = _("file of an opinion")
        verbose_name_plural = _("files of opinions")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return f"{self.opinion_id}/{self.position}"


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def public(self) -> Self:
        """With the results, those of groups and of opinions that are shown; the others are only counted."""
        reported = CollectionState.REPORTED
        shown = Q(opinion__moderation=Moderation.PUBLISHED, opinion__collection__state=reported)
        return self.filter(shown | Q(group__collection__state=reported))


class Outcome(models.Model):
    """采纳情况: what became of one opinion, or of a group of equal ones, and why. Public with the result report."""

    opinion = models.OneToOneField(
        Opinion,
        verbose_name=pgettext_lazy("interaction", "opinion"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="outcome",
    )
    group = models.OneToOneField(
        OpinionGroup,
        verbose_name=pgettext_lazy("interaction", "group"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="outcome",
    )
    decision = models.CharField(_("decision"), max_length=12, choices=Decision.choices)
    reason = models.TextField(_("reason"), help_text=_("The public reads it with the results."))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("interaction", "decided by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"))

    objects = OutcomeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = pgettext_lazy("interaction", "outcome")
        verbose_name_plural = _("outcomes")
        constraints = (
            models.CheckConstraint(
                condition=Q(opinion__isnull=False) ^ Q(group__isnull=False), name="outcome_of_one_thing"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="outcome_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.opinion_id or self.group_id} {self.get_decision_display()}"
