from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from civic_disclosure.domain.elements import ELEMENTS


class TemplateForm(WagtailAdminModelForm):
    """A column template with its columns; the elements they require are ticked, not typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        formset = self.formsets.get("columns")
        if formset is not None:
            for form in [*formset.forms, formset.empty_form]:
                tick_elements(form)


def tick_elements(form: Any) -> None:
    form.fields["required_elements"] = forms.MultipleChoiceField(
        label=form.fields["required_elements"].label,
        choices=list(ELEMENTS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
