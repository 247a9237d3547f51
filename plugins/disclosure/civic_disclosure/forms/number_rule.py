from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from civic_disclosure.domain.check_rule import check_rule
from civic_disclosure.models import NumberRule


class NumberRuleForm(WagtailAdminModelForm):
    def _post_clean(self) -> None:
        super()._post_clean()
        if "pattern" in self.cleaned_data:
            try:
                check_rule(self.instance)
            except ValidationError as error:
                self.add_error(None, error)


class NumberRulePreviewForm(forms.ModelForm):
    """The part of a rule that decides how the next number looks."""

    class Meta:
        model = NumberRule
        fields = ("pattern", "per_unit", "per_column", "per_year")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "pattern" in cleaned:
            check_rule(NumberRule(**{field: cleaned[field] for field in self.Meta.fields}))
        return cleaned
