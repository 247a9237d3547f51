from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civic_search.enums import Direction
from civic_search.text.normalise import normalise
from civic_search.text.tokens import find_runs


def check_one_word(text: str) -> None:
    """Raises ValidationError for what no text can hold as one word: a blank or a sign stands in it, or nothing else does."""
    if len(find_runs(normalise(text))) != 1:
        raise ValidationError(_("Write one word or expression, without blanks and signs."))


def check_words(instance: models.Model, *fields: str) -> None:
    """The same for fields of a record, each error at its field."""
    errors = {}
    for field in fields:
        try:
            check_one_word(getattr(instance, field))
        except ValidationError as error:
            errors[field] = error
    if errors:
        raise ValidationError(errors)


class Synonym(models.Model):
    """What people say for what documents say (通俗说法): 低保 → 最低生活保障. Applied to questions; no index is rebuilt."""

    colloquial = models.CharField(_("colloquial word"), max_length=60)
    official = models.CharField(_("official word"), max_length=60)
    direction = models.CharField(_("direction"), max_length=12, choices=Direction.choices, default=Direction.ONE_WAY)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ("colloquial", "official")
        constraints = (models.UniqueConstraint(fields=("colloquial", "official"), name="search_synonym_once"),)

    def __str__(self) -> str:
        return f"{self.colloquial} → {self.official}"

    def clean(self) -> None:
        check_words(self, "colloquial", "official")
        if normalise(self.colloquial) == normalise(self.official):
            raise ValidationError({"official": _("This is the same word.")})


class DictionaryWord(models.Model):
    """An expression that is one word. Units, columns and subjects are words already, of themselves."""

    word = models.CharField(_("word"), max_length=32, unique=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("dictionary word")
        verbose_name_plural = _("dictionary words")
        ordering = ("word",)

    def __str__(self) -> str:
        return self.word

    def clean(self) -> None:
        check_words(self, "word")


class StopWord(models.Model):
    """A word of questions that says nothing: 怎么办, 请问."""

    word = models.CharField(_("word"), max_length=32, unique=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("stop word")
        verbose_name_plural = _("stop words")
        ordering = ("word",)

    def __str__(self) -> str:
        return self.word

    def clean(self) -> None:
        check_words(self, "word")


class LexiconQuerySet(models.QuerySet["Lexicon"]):
    def current(self) -> Self:
        return self.order_by("-pk")


class Lexicon(models.Model):
    """The city's own words as they were collected last: every process splits texts by the newest."""

    fingerprint = models.CharField(max_length=64)
    words = models.JSONField(default=list)
    made_at = models.DateTimeField()

    objects = LexiconQuerySet.as_manager()

    class Meta:
        verbose_name = _("collected dictionary")
        verbose_name_plural = _("collected dictionaries")

    def __str__(self) -> str:
        return self.fingerprint
