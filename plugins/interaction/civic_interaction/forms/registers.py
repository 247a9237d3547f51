"""Channels, their limits, and reply templates: what is stored as lists and tables is asked for field by field."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateInput

from civic_interaction.domain.fill_template import PLACEHOLDERS, check_template
from civic_interaction.enums import Asked
from civic_interaction.forms.periods import PeriodField
from civic_interaction.models import Channel, ReplyPolicy, ReplyTemplate, Sender
from civic_interaction.models.channels import PERSON_FIELDS
from civic_office.enums import Role

#: More levels than a circular ever asked for.
LEVELS = 4
ASKED_AS = {"levels": "level_0", "asked": "asks_name"}


class ChannelForm(forms.ModelForm):
    class Meta:
        model = Channel
        fields = (
            "name", "code", "kind", "introduction", "receiver", "receivers", "desk", "requires_real_name", "publication",
            "is_open", "position",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, usual in PERSON_FIELDS.items():
            asked: Any = Sender._meta.get_field(name)
            self.fields[f"asks_{name}"] = forms.ChoiceField(
                label=_("Form asks: %s") % asked.verbose_name,
                choices=Asked.choices,
                initial=self.instance.asked.get(name, usual),
            )
        levels = self.instance.levels
        for number in range(LEVELS):
            self.fields[f"level_{number}"] = forms.ChoiceField(
                label=_("Level %d of review") % (number + 1),
                choices=[("", "—"), *Role.choices],
                required=not number,
                initial=levels[number] if number < len(levels) else "",
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.instance.asked = {name: data.get(f"asks_{name}", usual) for name, usual in PERSON_FIELDS.items()}
        self.instance.levels = [level for number in range(LEVELS) if (level := data.get(f"level_{number}"))]
        return data

    def validate_constraints(self) -> None:
        """The model's own `clean` says in words what its constraint would say by its name."""

    def add_error(self, field: str | None, error: Any) -> None:
        """What the model says of its lists stands beside the first field of each."""
        if field is None and hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                super().add_error(name if name in self.fields else ASKED_AS.get(name), errors)
        else:
            super().add_error(field, error)


class LinesField(forms.Field):
    """A list of sentences, one on each line."""

    widget = forms.Textarea({"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        lines = (line.strip() for line in str(value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class ReplyPolicyForm(forms.ModelForm):
    accept_within = PeriodField(label=_("Accept within"), required=False)
    transfer_within = PeriodField(label=_("Assign within"), required=False)
    refuse_transfer_within = PeriodField(label=_("A unit may refuse within"), required=False)
    internal_within = PeriodField(label=_("Unit's part within"), required=False)
    reply_within = PeriodField(label=_("Answer within"))
    extension_within = PeriodField(label=_("Extension by"), required=False)
    reopened_within = PeriodField(
        label=_("Answer again within"),
        required=False,
        help_text=_("After the citizen was not satisfied; empty: as the first time."),
    )
    rate_within = PeriodField(
        label=_("Citizens rate within"),
        required=False,
        help_text=_("An answered case closes after that; empty: after 30 days."),
    )
    exceptions = LinesField(
        label=_("Exceptions"),
        required=False,
        help_text=_("Reasons for which the limit does not hold, one on each line."),
    )

    class Meta:
        model = ReplyPolicy
        fields = (
            "channel", "effective_from", "basis", "is_verified", "accept_within", "transfer_within",
            "refuse_transfer_within", "internal_within", "reply_within", "amber_share", "extension_within",
            "most_extensions", "may_pause", "reopened_within", "rate_within", "exceptions",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {"effective_from": AdminDateInput, "basis": forms.Textarea({"rows": 2})}

    def clean_exceptions(self) -> list[str]:
        lines: list[str] = self.cleaned_data["exceptions"]
        longest = 60
        if any(len(line) > longest for line in lines):
            raise ValidationError(_("An exception has at most 60 characters."))
        return lines


class ReplyTemplateForm(forms.ModelForm):
    class Meta:
        model = ReplyTemplate
        fields = ("name", "unit", "channel", "text", "is_offered")

    def __init__(self, *args: Any, units: Any, writes_for_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].queryset = units
        fields["unit"].required = not writes_for_all
        fields["unit"].empty_label = _("All units") if writes_for_all else _("Please choose")
        fields["channel"].empty_label = _("All channels")
        known = "  ".join(f"{{{name}}} {PLACEHOLDER_LABELS[name]}" for name in PLACEHOLDERS)
        fields["text"].help_text = _("Placeholders: %s") % known

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        same = ReplyTemplate.objects.filter(name=data.get("name"), unit=data.get("unit")).exclude(pk=self.instance.pk)
        if same.exists():
            self.add_error("name", _("There is a template of this name already."))
        return data

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        try:
            check_template(text)
        except ValidationError as error:
            raise ValidationError(error.messages) from error
        return text


PLACEHOLDER_LABELS = {
    "name": _("name of the citizen"),
    "receipt_number": _("receipt number"),
    "title": _("matter"),
    "channel": pgettext_lazy("interaction", "channel"),
    "unit": _("answering unit"),
    "received_on": _("day of receipt"),
}
