"""What is typed on the screens of hot topics. What may be changed, and when, the domain says."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from civic_interaction.domain.hot_topic import LONGEST_RESPONSE
from civic_interaction.forms.steps import LinksForm, words
from civic_interaction.models import HotTopic
from civic_interaction.visibility import public_letters

MOST_LETTERS, LONGEST_KEY = 50, 18


class ResponseForm(forms.Form):
    text = words(_("What the government says"), rows=14, most=LONGEST_RESPONSE)


class FactsForm(LinksForm):
    """Title, question, and what belongs to the matter."""

    title = forms.CharField(label=_("Title"), max_length=160)
    question = words(_("What people ask"), rows=4, most=2000)
    letters = forms.CharField(
        label=_("Public letters about it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The addresses on the public site, or the numbers in them, one on each line."),
    )
    field_order = ("unit", "title", "question", "text", "letters", "items")

    def clean_letters(self) -> Any:
        lines = [line.strip().strip("/").rpartition("/")[2] for line in self.cleaned_data["letters"].splitlines()]
        wanted = [line for line in lines if line]
        numbers = {int(line) for line in wanted if line.isascii() and line.isdecimal() and len(line) <= LONGEST_KEY}
        found = public_letters().filter(pk__in=numbers)
        missing = set(wanted) - {str(pk) for pk in found.values_list("pk", flat=True)}
        if missing or len(wanted) > MOST_LETTERS:
            raise ValidationError(_("No public letter: %s") % "、".join(sorted(missing)))
        return found


class TopicForm(FactsForm, ResponseForm):
    """A new topic with the first words of its response."""

    unit: Any = forms.ModelChoiceField(label=_("Answering unit"), queryset=None)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].queryset = units
        if len(units) == 1:
            fields["unit"].initial = units[0]

    def topic(self) -> HotTopic:
        return HotTopic(**{name: self.cleaned_data[name] for name in ("unit", "title", "question", "items")})
