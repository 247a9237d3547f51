"""What is covered before the public reads a letter: each suggestion is decided by a person, and more may be named."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic_interaction.domain.publish_letter import Masks
from civic_interaction.privacy.masking import Mask, apply_masks

COVER, LEAVE = "cover", "leave"
KINDS = {
    "name": gettext_lazy("Name of a person"),
    "phone": gettext_lazy("Telephone"),
    "id_number": gettext_lazy("Identity number"),
    "card": gettext_lazy("Bank card"),
    "plate": gettext_lazy("Licence plate"),
    "mail": gettext_lazy("Mail address"),
    "account": gettext_lazy("Account"),
    "address": gettext_lazy("Address"),
    "other": gettext_lazy("Other"),
}
HIDDEN = "×××"


@dataclass(frozen=True, slots=True)
class Text:
    """One of the three texts, with what was found in it."""

    name: str
    label: Any
    text: str
    found: list[Mask]


class MaskForm(forms.Form):
    """One choice for each suggestion, `cover` unless changed, and further words to cover in all three texts."""

    more = forms.CharField(
        label=gettext_lazy("Cover these words too (optional)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("One on each line, exactly as they stand in the text. Every place is covered."),
    )

    def __init__(self, *args: Any, texts: list[Text], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = texts
        for text in texts:
            for number, mask in enumerate(text.found):
                self.fields[f"{text.name}-{number}"] = forms.ChoiceField(
                    label=f"{KINDS[mask.kind]}{_(': ')}{mask.text}",
                    choices=[(COVER, _("Cover")), (LEAVE, _("Leave open"))],
                    initial=COVER,
                    widget=forms.RadioSelect,
                )

    def decisions(self, text: Text) -> Iterator[tuple[Mask, Any, Any]]:
        """Each suggestion with its kind and its field, for the page."""
        for number, mask in enumerate(text.found):
            yield mask, KINDS[mask.kind], self[f"{text.name}-{number}"]

    def clean_more(self) -> list[str]:
        words = [line.strip() for line in self.cleaned_data["more"].splitlines() if line.strip()]
        missing = [word for word in words if not any(word in text.text for text in self.texts)]
        if missing:
            raise ValidationError(_("Not found in the texts: %s") % "、".join(missing))
        return words

    def masks(self) -> Masks:
        return Masks(**{text.name: self._masks_of(text) for text in self.texts})

    def _masks_of(self, text: Text) -> list[Mask]:
        chosen = [mask for number, mask in enumerate(text.found) if self.cleaned_data[f"{text.name}-{number}"] == COVER]
        for word in self.cleaned_data["more"]:
            for start in places_of(word, text.text):
                _cover(chosen, text.text, start, start + len(word))
        return sorted(chosen, key=lambda mask: mask.start)

    def masked(self) -> dict[str, str]:
        """What the public will read."""
        masks = self.masks()
        return {text.name: apply_masks(text.text, getattr(masks, text.name)) for text in self.texts}

    def digest(self) -> str:
        """Of what the public will read: only what has been looked at is published."""
        return hashlib.sha256("\0".join(self.masked().values()).encode()).hexdigest()


class CorrectionForm(MaskForm):
    what = forms.CharField(
        label=gettext_lazy("What was corrected"),
        max_length=200,
        help_text=gettext_lazy("The public reads it. The earlier version stays in the public history."),
    )


def places_of(word: str, text: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + len(word))


def _cover(chosen: list[Mask], text: str, start: int, end: int) -> None:
    """Add a place; where it touches what is covered already, both become one."""
    touched = [mask for mask in chosen if mask.start < end and start < mask.end]
    if any(mask.start <= start and end <= mask.end for mask in touched):
        return
    first, last = min([start, *(mask.start for mask in touched)]), max([end, *(mask.end for mask in touched)])
    chosen[:] = [mask for mask in chosen if mask not in touched]
    chosen.append(Mask(first, last, "other", text[first:last], HIDDEN))
