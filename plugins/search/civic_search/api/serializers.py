"""What is answered."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from rest_framework import serializers

from civic_search.answers import Answer, FacetValue
from civic_search.domain.ask import Reply
from civic_search.queries import Term
from civic_search.text.parse import LONGEST_QUESTION
from civic_search.text.tokens import join_bigrams

FACET_NAMES: Mapping[str, Any] = {
    "type": pgettext_lazy("facet", "Type"),
    "unit": pgettext_lazy("facet", "Unit"),
    "column": pgettext_lazy("facet", "Column"),
    "year": pgettext_lazy("facet", "Year"),
    "subject": pgettext_lazy("facet", "Subject"),
    "validity": pgettext_lazy("facet", "Validity"),
}
#: Values of a facet; chosen ones are shown whatever their place.
MOST_VALUES = 50


class PieceOfText(serializers.Serializer):
    text = serializers.CharField(trim_whitespace=False)
    marked = serializers.BooleanField(source="is_marked")


class CodeAndLabel(serializers.Serializer):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the metaclass takes it off the class


class SearchHit(serializers.Serializer):
    id = serializers.CharField()
    kind = serializers.CharField()
    title = PieceOfText(many=True)
    passage = PieceOfText(many=True, help_text=_("The stretch of its text that answers best."))
    is_from_file = serializers.BooleanField(source="from_file", help_text=_("The passage stands in an attachment."))
    url = serializers.CharField(help_text=_("Its page on the public site."))
    api_url = serializers.CharField(help_text=_("Its address in this interface."))
    type = CodeAndLabel(allow_null=True)
    unit = CodeAndLabel(allow_null=True)
    column = serializers.CharField(allow_blank=True)
    numbers = serializers.ListField(child=serializers.CharField(), help_text=_("Document number and index number."))
    dated_on = serializers.DateField(allow_null=True)
    validity = CodeAndLabel(allow_null=True)
    is_in_force = serializers.BooleanField()
    replaced_by = serializers.CharField(allow_blank=True, help_text=_("The result in force instead of this one."))
    stands_for = serializers.CharField(
        allow_blank=True, help_text=_("The result that this one stands before, because it is in force instead of it.")
    )
    is_exact_number = serializers.BooleanField(help_text=_("It carries the very number that was asked for."))
    is_best_bet = serializers.BooleanField(help_text=_("The office recommends it for this question."))


class FacetChoice(serializers.Serializer):
    value = serializers.CharField(allow_blank=True)
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # the metaclass takes it off the class
    count = serializers.IntegerField(help_text=_("How many results remain when it is chosen as well."))
    chosen = serializers.BooleanField(source="is_chosen")


class SearchFacet(serializers.Serializer):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the metaclass takes it off the class
    values = FacetChoice(many=True)


class UnderstoodTerm(serializers.Serializer):
    text = serializers.CharField()
    synonyms = serializers.ListField(child=serializers.CharField())


class Understood(serializers.Serializer):
    """How the question was read."""

    text = serializers.CharField(allow_blank=True, help_text=_("What was searched."))
    terms = UnderstoodTerm(many=True)
    excluded = serializers.ListField(child=serializers.CharField())
    is_corrected = serializers.BooleanField(help_text=_("Nothing holds what was asked; its correction was searched."))
    is_loosened = serializers.BooleanField(
        help_text=_("Hardly anything holds all that was asked; what holds some of it is here too.")
    )
    is_cut = serializers.BooleanField(help_text=_("The question is long; its beginning was searched."))


class SearchHelp(serializers.Serializer):
    """For those who find nothing."""

    columns = SearchHit(many=True, help_text=_("Columns and units nearby."))
    without_filters = serializers.IntegerField(help_text=_("How many results there are without the filters."))
    advice = serializers.ListField(child=serializers.CharField())


class SearchAnswer(serializers.Serializer):
    question = serializers.CharField(allow_blank=True)
    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = SearchHit(many=True)
    facets = SearchFacet(many=True)
    understood = Understood()
    corrections = serializers.ListField(child=serializers.CharField(), help_text=_("What may have been meant."))
    related = serializers.ListField(child=serializers.CharField(), help_text=_("Words to go on with."))
    help = SearchHelp(allow_null=True)
    degraded = serializers.CharField(
        allow_blank=True, help_text=_("A sentence when search is not what it should be; empty when all is well.")
    )
    click = serializers.CharField(help_text=_("Sent back with `question` when a result is opened."))


class SearchSuggestion(serializers.Serializer):
    text = serializers.CharField()
    kind = serializers.CharField(help_text=_("`word`, `question`, or the kind of thing that is called so."))
    url = serializers.CharField(allow_blank=True)
    api_url = serializers.CharField(allow_blank=True)


class SuggestAnswer(serializers.Serializer):
    results = SearchSuggestion(many=True)
    hot = serializers.ListField(child=serializers.CharField(), help_text=_("What is asked much these days."))


class SearchClick(serializers.Serializer):
    question = serializers.CharField(max_length=10_000, trim_whitespace=False)
    click = serializers.CharField(max_length=200)


class SearchClickNoted(serializers.Serializer):
    noted = serializers.BooleanField()


def facets_of(answer: Answer) -> list[dict[str, Any]]:
    return [
        {"name": name, "label": str(FACET_NAMES[name]), "values": FacetChoice(_choose(name, values), many=True).data}
        for name, values in answer.facets.items()
    ]


def _choose(name: str, values: Iterable[FacetValue]) -> list[FacetValue]:
    """Most frequent first, years newest first; chosen ones in any case."""
    found = list(values)
    if name == "year":
        found.sort(key=lambda one: one.value, reverse=True)
    return [one for number, one in enumerate(found) if number < MOST_VALUES or one.is_chosen]


def understood_of(reply: Reply) -> dict[str, Any]:
    return {
        "text": reply.searched[:LONGEST_QUESTION],
        "terms": [{"text": term.text, "synonyms": synonyms_of(term)} for term in reply.query.terms],
        "excluded": [join_bigrams(phrase.tokens) for phrase in reply.query.excluded],
        "is_corrected": reply.is_corrected,
        "is_loosened": reply.answer.is_loosened,
        "is_cut": len(reply.searched.strip()) > LONGEST_QUESTION,
    }


def synonyms_of(term: Term) -> list[str]:
    return [join_bigrams(phrase.tokens) for phrase in term.phrases[1:]]


def degraded_of(answer: Answer) -> str:
    if not answer.engine:
        return str(_("Search cannot answer at the moment. Please try again later, or look through the columns."))
    if answer.is_incomplete:
        return str(_("The index is being brought up to date: newer information may be missing."))
    if answer.is_degraded:
        return str(_("Search answers from its reserve: results are complete, but may come a little later."))
    return ""


def help_of(reply: Reply) -> dict[str, Any] | None:
    if reply.answer.total or not reply.answer.engine:
        return None
    advice = [_("Use fewer or more general words."), _("Check the characters, or type the words in pinyin.")]
    if reply.without_filters:
        advice.insert(0, _("Take the filters off."))
    if reply.query.excluded:
        advice.insert(0, _("Leave out the words with a minus."))
    return {
        "columns": SearchHit(reply.places, many=True).data,
        "without_filters": reply.without_filters,
        "advice": [str(sentence) for sentence in advice],
    }
