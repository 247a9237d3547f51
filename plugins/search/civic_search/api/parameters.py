"""What may be asked: each parameter, how it is read, refused, and described in the schema."""

from typing import Any

from django.http import QueryDict
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from rest_framework import serializers

from civic_search.documents import FACETS
from civic_search.domain.search import DEEPEST, Question
from civic_search.domain.suggest import MOST

PAGE_SIZE, MAX_PAGE_SIZE = 20, 50
MOST_VALUES, LONGEST_VALUE = 20, 200
SORTS = ("relevance", "newest", "oldest")
#: Longer questions are answered by their beginning.
LONGEST_READ = 10_000


def say(sentence: Any, **figures: Any) -> Any:
    """A sentence with figures in it, put together in the language of whoever reads it."""
    return lazy(lambda: str(sentence) % figures, str)()


class WholeNumber(serializers.IntegerField):
    def __init__(self, *, first: int, last: int, **more: Any) -> None:
        said = _("Give a whole number from %(first)s to %(last)s.")
        text = say(said, first=first, last=last)
        super().__init__(
            min_value=first,
            max_value=last,
            required=False,
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value", "max_string_length"), text),
            **more,
        )


def one_of(choices: tuple[str, ...], **more: Any) -> serializers.ChoiceField:
    said = say(_("Give one of: %(values)s."), values=", ".join(choices))
    return serializers.ChoiceField(choices, required=False, error_messages={"invalid_choice": said}, **more)


class Values(serializers.ListField):
    """A filter that may be given several times: any of its values will do."""

    def __init__(self, **more: Any) -> None:
        wrong = _("Give at most 20 values of at most 200 characters, as the facets of an answer name them.")
        child = serializers.CharField(
            max_length=LONGEST_VALUE, error_messages={"max_length": wrong, "invalid": wrong, "blank": wrong}
        )
        super().__init__(
            child=child, required=False, max_length=MOST_VALUES, error_messages={"max_length": wrong}, **more
        )


class Parameters(serializers.Serializer):
    """Query parameters. What is empty was not given; what is unknown, repeated without meaning or wrong is refused."""

    def to_internal_value(self, data: QueryDict) -> Any:
        errors: dict[str, Any] = {name: _("There is no such parameter.") for name in data.keys() - self.fields.keys()}
        for name, field in self.fields.items():
            if len(data.getlist(name)) > 1 and not isinstance(field, serializers.ListField):
                errors[name] = _("Give this parameter once.")
        if errors:
            raise serializers.ValidationError(errors)
        return super().to_internal_value(self._read(data))

    def _read(self, given: QueryDict) -> dict[str, Any]:
        """Single values, and lists where a parameter may be repeated."""
        found: dict[str, Any] = {}
        for name, field in self.fields.items():
            values = [value for value in given.getlist(name) if value]
            if values:
                found[name] = values if isinstance(field, serializers.ListField) else values[0]
        if "q" in found:
            found["q"] = found["q"][:LONGEST_READ].replace("\x00", " ")
        return found


def question_field(said: Any) -> serializers.CharField:
    return serializers.CharField(required=False, default="", trim_whitespace=False, help_text=said)


class SearchParameters(Parameters):
    q = question_field(
        _(
            "What is asked. Quotation marks keep a phrase together, a minus after a blank leaves a word out. Empty: everything."
        )
    )
    type = Values(help_text=_("Types of results; like every filter it may be repeated."))
    unit = Values(help_text=_("Codes of units."))
    column = Values(help_text=_("Titles of columns."))
    year = Values(help_text=_("Years of first publication."))
    subject = Values(help_text=_("Subject classes: the first level, or both with a slash between them."))
    validity = Values(help_text=_("Validities of documents."))
    sort = one_of(SORTS, default="relevance", help_text=_("The order of the results."))
    page = WholeNumber(first=1, last=DEEPEST, default=1, help_text=_("Which page of the results."))
    page_size = WholeNumber(
        first=1, last=MAX_PAGE_SIZE, default=PAGE_SIZE, help_text=pgettext_lazy("results", "Results on a page.")
    )
    as_typed = serializers.BooleanField(
        required=False,
        default=False,
        error_messages={"invalid": _("Give true or false.")},
        help_text=_("True: search what was asked even when nothing holds it and its correction would find something."),
    )

    def question(self) -> Question:
        """What was asked, once it is valid."""
        asked = self.validated_data
        return Question(
            asked["q"],
            filters={facet: tuple(dict.fromkeys(asked[facet])) for facet in FACETS if facet in asked},
            sort=asked["sort"],
            start=(asked["page"] - 1) * asked["page_size"],
            size=asked["page_size"],
        )


class SuggestParameters(Parameters):
    q = question_field(_("What has been typed so far. Empty: hot words only."))
    limit = WholeNumber(first=1, last=MOST, default=10, help_text=_("At most so many suggestions."))
