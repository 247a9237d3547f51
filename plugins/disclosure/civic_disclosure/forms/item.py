"""The form of an item. Models import this module: it imports none of them at the top."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from civic_disclosure.widgets import PagesChooser, ScrolledCheckboxes
from civic_office.workdays import civil_date

#: The buttons that send an item for review.
SUBMITTING = ("action-submit", "action-restart-workflow")


class ItemForm(WagtailAdminPageForm):
    """A draft may stay incomplete; what is sent for review must have every element its column requires (R051)."""

    class Meta(WagtailAdminPageForm.Meta):
        widgets = {"interprets": PagesChooser("civic_disclosure.ItemPage"), "issuing_units": ScrolledCheckboxes()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.column = self.parent_page.specific if self.parent_page is not None else None
        if self.instance.pk is None and self.column is not None:
            self.instance.kind = self.column.item_kind
        for field in ("interprets", "successor"):
            if field in self.fields:
                self.fields[field].queryset = self._choosable(self.fields[field].queryset)

    def _choosable(self, items: Any) -> Any:
        """Items this person may point to: public ones, and drafts of their own tree."""
        from civic_disclosure.domain.queries import choosable_items  # plc0415: queries import models

        return choosable_items(items, self.for_user) if self.for_user is not None else items

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.data.get("action-publish"):
            raise ValidationError(_("Items become public through review only. Send it for review instead."))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if any(self.data.get(name) for name in SUBMITTING):
            self._refuse_incomplete()

    def _refuse_incomplete(self) -> None:
        from civic_disclosure.domain.elements import missing_elements  # plc0415: the domain imports models

        today = civil_date(timezone.now())
        required = self.column.required_elements if self.column is not None else []
        for field, sentence in missing_elements(_Typed(self), required, today=today).items():
            self.add_error(field if field in self.fields else None, sentence)


class _Typed:
    """The item as it is typed: relations are on the form until it is saved."""

    def __init__(self, form: ItemForm) -> None:
        self.form = form

    def __getattr__(self, name: str) -> Any:
        if name in self.form.formsets:
            return _Rows([row for row in self.form.formsets[name].forms if _is_kept(row)])
        if name in ("interprets", "issuing_units"):
            return _Rows(list(self.form.cleaned_data.get(name) or ()))
        return getattr(self.form.instance, name)


class _Rows:
    def __init__(self, rows: list[Any]) -> None:
        self.rows = rows

    def all(self) -> list[Any]:
        return self.rows


def _is_kept(row: Any) -> bool:
    return bool(row.data.get(f"{row.prefix}-document")) and not row.data.get(f"{row.prefix}-DELETE")
