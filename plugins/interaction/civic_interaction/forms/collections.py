"""What is typed on the screens of opinion collection. What is lawful the domain says, not these forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateInput

from civic_interaction.enums import EXCLUDING, Decision, Moderation, ModerationReason
from civic_interaction.models import Collection, CollectionRule
from civic_interaction.privacy.masking import Mask
from civic_office.enums import ReturnReason
from civic_office.forms.kept_files import KeptFileField
from civic_office.workdays import PeriodUnit, Policy

LONG = forms.Textarea(attrs={"rows": 4})


class CollectionForm(forms.ModelForm):
    """What the announcement states, and the first draft."""

    text = forms.CharField(
        label=_("Text of the draft"),
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=_(
            "One clause a line, with its number as printed: 第一条, （一）, 一、, 1. Opinions quote clauses by it."
        ),
    )

    class Meta:
        model = Collection
        fields = (
            "unit",
            "title",
            "kind",
            "background",
            "contact",
            "opens_on",
            "closes_on",
            "shortened_reason",
            "shows_opinions",
            "requires_real_name",
        )
        widgets = {
            "background": forms.Textarea(attrs={"rows": 5}),
            "contact": forms.Textarea(attrs={"rows": 2}),
            "shortened_reason": forms.Textarea(attrs={"rows": 2}),
            "opens_on": AdminDateInput,
            "closes_on": AdminDateInput,
        }

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = units
        if self.instance.pk:
            del self.fields["unit"]
        elif len(units) == 1:
            unit.initial = units[0]


class RuleForm(forms.ModelForm):
    """A period that holds from a day on. Days are natural ones; the first day is not counted."""

    least_days = forms.IntegerField(
        label=_("period at least, in days"),
        min_value=1,
        max_value=3650,
        required=False,
        help_text=_("Empty: no minimum."),
    )
    result_days = forms.IntegerField(label=_("results after closing within, in days"), min_value=1, max_value=3650)

    class Meta:
        model = CollectionRule
        fields = (
            "kind",
            "effective_from",
            "least_days",
            "may_be_shortened",
            "basis",
            "is_verified",
            "result_days",
            "result_basis",
        )
        widgets = {
            "effective_from": AdminDateInput,
            "basis": forms.Textarea(attrs={"rows": 2}),
            "result_basis": forms.Textarea(attrs={"rows": 2}),
        }

    def clean(self) -> dict[str, Any]:
        """The figures as the periods that the rule keeps."""
        typed: dict[str, Any] = super().clean() or {}
        least, result = typed.get("least_days"), typed.get("result_days")
        self.instance.least = Policy(least, PeriodUnit.NATURAL_DAYS).to_json() if least else None
        self.instance.result_within = Policy(result, PeriodUnit.NATURAL_DAYS).to_json() if result else None
        return typed


class NoForm(forms.Form):
    """A step that wants nothing but to be confirmed."""


class FileForm(forms.Form):
    file = KeptFileField(label=_("file"), help_text=_("Opened and checked like the files of citizens."))
    title = forms.CharField(
        label=_("title"), max_length=120, required=False, help_text=_("Empty: the name of the file.")
    )


class VersionForm(forms.Form):
    text = forms.CharField(label=_("Text of the draft"), widget=forms.Textarea(attrs={"rows": 24}))
    note = forms.CharField(
        label=_("What is new"), max_length=300, required=False, help_text=_("The public reads it above the comparison.")
    )


class ReportForm(forms.Form):
    text = forms.CharField(label=_("Result report"), widget=forms.Textarea(attrs={"rows": 14}))


class AnnounceForm(forms.Form):
    opens_on = forms.DateField(label=_("first day"), widget=AdminDateInput)
    closes_on = forms.DateField(label=_("last day"), widget=AdminDateInput)


class ExtendForm(forms.Form):
    closes_on = forms.DateField(label=_("new last day"), widget=AdminDateInput)
    reason = forms.CharField(label=_("reason"), widget=LONG, help_text=_("The public reads it."))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("reason"), widget=LONG, help_text=_("The public reads it."))


class LegalReviewForm(forms.Form):
    sent_on = forms.DateField(label=_("sent on"), widget=AdminDateInput)


class ReviewForm(forms.Form):
    """Both ways to decide; the button says which."""

    comment = forms.CharField(label=pgettext_lazy("interaction", "opinion"), widget=LONG, required=False)
    reason = forms.ChoiceField(
        label=_("reason for returning"), choices=[("", "—"), *ReturnReason.choices], required=False
    )


class ModerationForm(forms.Form):
    """What to do with an opinion, and what of it to cover. The suggested places are covered unless somebody unticks them."""

    verdict = forms.ChoiceField(
        label=_("decision"),
        choices=[
            (Moderation.PUBLISHED.value, _("Show to the public")),
            (Moderation.WITHHELD.value, _("Do not show, but deal with it")),
            (Moderation.EXCLUDED.value, _("It is no opinion on the draft")),
        ],
        widget=forms.RadioSelect,
    )
    covered = forms.MultipleChoiceField(
        label=_("cover"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("Suggested by the machine.")
    )
    reason = forms.ChoiceField(label=_("reason"), choices=[("", "—"), *ModerationReason.choices], required=False)
    note = forms.CharField(label=_("explanation"), widget=forms.Textarea(attrs={"rows": 2}), required=False)

    def __init__(self, *args: Any, masks: list[Mask], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.masks = {f"{mask.start}-{mask.end}": mask for mask in masks}
        covered: Any = self.fields["covered"]
        covered.choices = [(key, f"{mask.text} → {mask.replacement}") for key, mask in self.masks.items()]
        covered.initial = list(self.masks)
        if not masks:
            del self.fields["covered"]

    def chosen_masks(self) -> list[Mask]:
        return [self.masks[key] for key in self.cleaned_data.get("covered", ())]

    @staticmethod
    def excluding_reasons() -> list[str]:
        return [str(ModerationReason(reason).label) for reason in sorted(EXCLUDING)]


class OutcomeForm(forms.Form):
    decision = forms.ChoiceField(
        label=pgettext_lazy("interaction", "outcome"), choices=Decision.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("reason"), widget=LONG, help_text=_("The public reads it with the results."))


class GroupForm(forms.Form):
    title = forms.CharField(label=_("what they say"), max_length=200)
    opinions: Any = forms.ModelMultipleChoiceField(
        label=_("opinions"), queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, opinions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["opinions"]
        field.queryset = opinions
        field.label_from_instance = lambda opinion: f"{opinion.label} {opinion.text}".strip()
