"""Forms of columns and of what holds them. Models import this module: it imports none of them at the top."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm


class StructureForm(WagtailAdminPageForm):
    """Columns are not reviewed: the office that changes them publishes them."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.data.get("action-submit"):
            raise ValidationError(_("Columns need no review. Publish the column instead."))
        return cleaned


class CatalogueForm(StructureForm):
    """Whose catalogue it is never changes once items stand in it: they carry the unit's number."""

    def clean_unit(self) -> Any:
        unit = self.cleaned_data["unit"]
        if self.instance.pk and unit.pk != type(self.instance).objects.get(pk=self.instance.pk).unit_id:
            from civic_disclosure.models import ItemPage  # plc0415: models import this form

            if ItemPage.objects.descendant_of(self.instance).exists():
                raise ValidationError(_("Items stand in this catalogue; it stays with its unit."))
        return unit


class ColumnForm(StructureForm):
    required_elements = forms.MultipleChoiceField(
        label=gettext_lazy("Required elements"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("An item of this column is sent for review only when it has them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from civic_disclosure.domain.elements import ELEMENTS  # plc0415: models import this form

        super().__init__(*args, **kwargs)
        if "required_elements" in self.fields:
            self.fields["required_elements"].choices = list(ELEMENTS.items())

    def clean_item_kind(self) -> str:
        """The kind of items stays once there are items: it decided which elements they have."""
        kind: str = self.cleaned_data["item_kind"]
        if self.instance.pk:
            from civic_disclosure.models import ItemPage  # plc0415: models import this form

            if ItemPage.objects.child_of(self.instance).exclude(kind=kind).exists():
                raise ValidationError(_("There are items in this column; their kind cannot change."))
        return kind
