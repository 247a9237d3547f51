"""A period of `workdays.Policy` as a number and a unit."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic_office.workdays import PeriodUnit, Policy

#: What may be chosen; the sign marks a period whose last day is not moved to the next working day.
EXACT = "!"
UNITS = (
    ("", "—"),
    (PeriodUnit.WORKING_DAYS.value, gettext_lazy("working days")),
    (PeriodUnit.NATURAL_DAYS.value, gettext_lazy("days; a last day off moves to the next working day")),
    (PeriodUnit.NATURAL_DAYS.value + EXACT, gettext_lazy("days, exactly")),
    (PeriodUnit.HOURS.value, gettext_lazy("hours")),
    (PeriodUnit.MONTHS.value, gettext_lazy("months")),
)
MOST = 366


class PeriodWidget(forms.MultiWidget):
    def __init__(self) -> None:
        super().__init__([forms.NumberInput({"min": 1, "max": MOST}), forms.Select(choices=UNITS)])

    def decompress(self, value: Any) -> list[Any]:
        if not value:
            return [None, ""]
        period = Policy.from_json(value)
        is_exact = not period.rolls and period.unit == PeriodUnit.NATURAL_DAYS
        return [period.amount, period.unit.value + EXACT * is_exact]


class PeriodField(forms.MultiValueField):
    """Its value is the JSON of a policy, or None for no limit."""

    widget = PeriodWidget

    def __init__(self, **kwargs: Any) -> None:
        fields = (forms.IntegerField(min_value=1, max_value=MOST), forms.ChoiceField(choices=UNITS))
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> dict[str, Any] | None:
        amount, unit = data_list or (None, "")
        if not amount and not unit:
            return None
        if not amount or not unit:
            raise ValidationError(_("Give both a number and a unit, or neither."))
        return Policy(amount, PeriodUnit(unit.rstrip(EXACT)), rolls=not unit.endswith(EXACT)).to_json()
