"""What the steps of a case ask. The rules are the domain's; what it refuses comes back to the field."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from civic_interaction.domain.look_at_sender import LONGEST_EXPLANATION
from civic_interaction.enums import (
    HANDLING_ROLES,
    WITHOUT_ANSWER,
    ClosingReason,
    ExtensionState,
    LookPurpose,
    PauseReason,
)
from civic_interaction.models import Case, Category, Channel
from civic_office.models import Post, Unit
from civic_office.workdays import Policy

LONGEST_REASON = 500


def words(label: Any, *, rows: int = 4, most: int = LONGEST_REASON, **kwargs: Any) -> forms.CharField:
    """A field for sentences."""
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea({"rows": rows}), **kwargs)


class LookForm(forms.Form):
    """What one needs to know for who wrote it."""

    purpose = forms.ChoiceField(label=_("What for"), choices=[("", _("Please choose")), *LookPurpose.choices])
    explanation = words(_("Explanation"), required=False, rows=2, most=LONGEST_EXPLANATION)


class HandlerField(forms.ModelChoiceField):
    """A person, named with the unit in which they handle letters."""

    def label_from_instance(self, obj: Post) -> str:
        return f"{obj.unit} · {obj.user.get_full_name() or obj.user.get_username()}"


class AssignForm(forms.Form):
    lead = forms.ModelChoiceField(label=_("Lead unit"), queryset=Unit.objects.none(), empty_label=_("Please choose"))
    handler = HandlerField(
        label=_("Handler (optional)"),
        queryset=Post.objects.none(),
        required=False,
        empty_label=_("Nobody in particular"),
        help_text=_("Somebody who handles letters in the lead unit."),
    )
    assisting = forms.ModelMultipleChoiceField(
        label=_("Assisting units (optional)"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "civic-letter__units"}),
        help_text=_("Each has a time limit of its own; the lead unit gives the one answer."),
    )
    instructions = words(_("Instructions (optional)"), required=False, rows=3)

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.active_on(today).order_by("position", "pk")
        fields: Any = self.fields
        fields["lead"].queryset = fields["assisting"].queryset = units
        posts = Post.objects.held_on(today).filter(role__in=HANDLING_ROLES).select_related("unit", "user")
        fields["handler"].queryset = posts.order_by("unit__position", "unit", "pk")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        lead, post = data.get("lead"), data.get("handler")
        if lead is not None and post is not None and post.unit_id != lead.pk:
            self.add_error("handler", _("This person does not handle letters of the lead unit."))
        return data | {"handler": post.user if post is not None else None}


class ReasonForm(forms.Form):
    reason = words(_("Reason"))


class ContributeForm(forms.Form):
    text = words(_("My unit's part of the answer"), rows=10, most=20_000)


class PauseForm(forms.Form):
    reason = forms.ChoiceField(label=_("Waiting for"), choices=PauseReason.choices, widget=forms.RadioSelect)
    explanation = words(_("What is being waited for"))


class AskExtensionForm(forms.Form):
    amount = forms.IntegerField(label=_("By how much"), min_value=1)
    reason = words(_("Why the time is not enough"))

    def __init__(self, *args: Any, longest: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.longest = longest
        self.fields["amount"].initial = longest.amount

    def clean_amount(self) -> int:
        amount: int = self.cleaned_data["amount"]
        if amount > self.longest.amount:
            raise ValidationError(_("The limits of this channel allow less."))
        return amount


class DecideExtensionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(ExtensionState.GRANTED, _("Grant")), (ExtensionState.REFUSED, _("Refuse"))],
        widget=forms.RadioSelect,
    )
    answer = words(_("Opinion"), required=False, help_text=_("A refusal says why."))


class ExceptForm(forms.Form):
    exception = forms.ChoiceField(label=_("Exception"), widget=forms.RadioSelect)
    explanation = words(_("Why it applies"))

    def __init__(self, *args: Any, exceptions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["exception"]
        field.choices = [(name, name) for name in exceptions]


class CategoryField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Category) -> str:
        return f"{obj.channel} · {obj.name}"


class ReclassifyForm(forms.Form):
    channel = forms.ModelChoiceField(label=_("New channel"), queryset=Channel.objects.none())
    receiver = forms.ModelChoiceField(
        label=_("Receiving unit"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("Only where the citizen chooses the unit, as in a department's mailbox."),
    )
    category = CategoryField(label=_("Category (optional)"), queryset=Category.objects.none(), required=False)
    reason = words(_("Reason"))

    def __init__(self, *args: Any, case: Case, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["channel"].queryset = Channel.objects.exclude(pk=case.channel_id)
        fields["receiver"].queryset = Unit.objects.active_on(today)
        offered = Category.objects.filter(is_offered=True).exclude(channel=case.channel_id)
        fields["category"].queryset = offered.select_related("channel").order_by("channel__position", "position", "pk")


class SplitForm(forms.Form):
    title = forms.CharField(label=_("The second matter"), max_length=120)


class MergeForm(forms.Form):
    number = forms.CharField(
        label=_("Number of the earlier case"), max_length=30, help_text=_("This letter gets the answer of that case.")
    )

    def clean_number(self) -> Case:
        found = Case.objects.filter(number=self.cleaned_data["number"].strip()).first()
        if found is None:
            raise ValidationError(_("There is no case of this number."))
        return found


class NoteForm(forms.Form):
    text = words(_("Internal note"), rows=3, most=2000, help_text=_("The citizen and the public never see it."))


class TagsForm(forms.Form):
    names = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=400,
        help_text=_("Separated by commas or spaces; empty removes all."),
    )

    def clean_names(self) -> list[str]:
        plain = self.cleaned_data["names"].translate(str.maketrans("，、；,;", "     "))
        return plain.split()


class LinksForm(forms.Form):
    items = forms.CharField(
        label=_("Items of the catalogue"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One on each line: index number, a space, title. Empty removes all."),
    )

    def clean_items(self) -> dict[str, str]:
        lines = [line.split(maxsplit=1) for line in self.cleaned_data["items"].splitlines() if line.strip()]
        return {number: "".join(title).strip() for number, *title in lines}


class CloseForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(reason.value, ClosingReason(reason).label) for reason in WITHOUT_ANSWER],
        widget=forms.RadioSelect,
    )
    explanation = words(_("Explanation"), help_text=_("The citizen reads reason and explanation."))
