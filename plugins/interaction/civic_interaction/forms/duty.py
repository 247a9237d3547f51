"""What the duty roster asks."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from civic_interaction.domain.duty.write_log import LONGEST_NOTE
from civic_interaction.models import DutyMember, DutyRule, DutyShift
from civic_interaction.permissions.duty import people_for_duty
from civic_office.models import Unit
from civic_office.workdays import describe_day


def name_of(user: Any) -> str:
    return user.get_full_name() or user.get_username()


class PeopleField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class DayField(forms.ModelChoiceField):
    def label_from_instance(self, obj: DutyShift) -> str:
        return f"{describe_day(obj.day)} {name_of(obj.user)}"


class PlanForm(forms.Form):
    people = PeopleField(
        label=_("Who takes turns"),
        queryset=get_user_model().objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In this order, one each working day; days off have no duty, make-up days have."),
    )
    first = forms.DateField(label=pgettext_lazy("duty", "From"), widget=AdminDateInput)
    last = forms.DateField(
        label=pgettext_lazy("duty", "Until"),
        widget=AdminDateInput,
        help_text=_("What was planned for these days is replaced."),
    )

    def __init__(self, *args: Any, unit: Unit, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [user.pk for user in people_for_duty(unit, today=today)]
        members = list(DutyMember.objects.filter(unit=unit).order_by("position").values_list("user", flat=True))
        order = [pk for pk in members if pk in people] + [pk for pk in people if pk not in members]
        field: Any = self.fields["people"]
        field.queryset = get_user_model().objects.filter(pk__in=order)
        field.initial = [pk for pk in members if pk in people] or order
        by_number = {user.pk: user for user in field.queryset}
        field.choices = [(pk, name_of(by_number[pk])) for pk in order]

    def people_in_order(self) -> list[Any]:
        """As they stand on the form."""
        chosen = {user.pk: user for user in self.cleaned_data["people"]}
        field: Any = self.fields["people"]
        return [chosen[pk] for pk, _name in field.choices if pk in chosen]


class ShiftForm(forms.Form):
    """Somebody else takes the day, or two people swap."""

    to = PersonField(
        label=_("Give the day to"), queryset=get_user_model().objects.none(), required=False, empty_label="—"
    )
    with_ = DayField(label=_("Or swap with"), queryset=DutyShift.objects.none(), required=False, empty_label="—")

    def __init__(self, *args: Any, shift: DutyShift, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        others = [user.pk for user in people_for_duty(shift.unit, today=today) if user.pk != shift.user_id]
        fields["to"].queryset = get_user_model().objects.filter(pk__in=others).order_by("pk")
        ahead = DutyShift.objects.filter(unit=shift.unit, day__gte=today).exclude(user=shift.user)
        fields["with_"].queryset = ahead.select_related("user").order_by("day")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and (data.get("to") is None) == (data.get("with_") is None):
            self.add_error("to", _("Choose a person, or a day to swap with: one of the two."))
        return data


class NoteForm(forms.Form):
    text = forms.CharField(
        label=pgettext_lazy("duty", "What happened"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Name letters by their number. Names, telephone numbers and addresses are covered."),
    )
    needs_follow_up = forms.BooleanField(label=_("The next one has to follow this up"), required=False)


class DutyRuleForm(forms.ModelForm):
    class Meta:
        model = DutyRule
        fields = ("unit", "opens_at", "closes_at", "person_after", "leader_after", "office_after")
        widgets: ClassVar[dict[str, Any]] = {"opens_at": AdminTimeInput, "closes_at": AdminTimeInput}

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.active_on(today).order_by("position", "pk")
        field.empty_label = _("All units")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        same = DutyRule.objects.filter(unit=data.get("unit")).exclude(pk=self.instance.pk)
        if "unit" not in self.errors and same.exists():
            self.add_error("unit", _("There is a rule for this already."))
        return data
