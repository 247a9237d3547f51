from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic_disclosure.models import FreshnessLimit, StatusNote


class NoteForm(forms.ModelForm):
    class Meta:
        model = StatusNote
        fields = ("text",)
        widgets = {"text": forms.Textarea({"rows": 4})}
        help_texts = {
            "text": _("Say why nothing stands here, and when something will. The public reads it once it is approved.")
        }


class WordsField(forms.CharField):
    """A list in one line, its members separated by spaces or commas."""

    def prepare_value(self, value: Any) -> Any:
        return " ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return [word for word in text.replace("，", " ").replace("、", " ").replace(",", " ").split() if word]


class LimitForm(forms.ModelForm):
    codes = WordsField(label=_("Standard columns"), required=False, help_text=_("Codes, separated by spaces."))
    words = WordsField(label=_("Words in the name of the column"), required=False, help_text=_("Separated by spaces."))

    class Meta:
        model = FreshnessLimit
        fields = (
            "code",
            "effective_from",
            "name",
            "scope",
            "codes",
            "words",
            "amount",
            "unit",
            "at_least",
            "counted_as",
            "basis",
            "is_verified",
            "is_applied",
        )
        help_texts = {
            "code": _("The code of a limit that is there already: this is its next version."),
            "is_applied": _("Without the tick, the limit of this code is switched off from that day on."),
        }
