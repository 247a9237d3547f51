from django import forms
from django.utils.translation import gettext_lazy as _

from civic_disclosure.enums import ItemKind
from civic_office.enums import FilingKind

ASKED = (
    (FilingKind.COLUMN_ADDED, _("A new column here")),
    (FilingKind.COLUMN_CHANGED, _("Another name for this column")),
    (FilingKind.COLUMN_REMOVED, _("To hide this column")),
)


class AskColumnForm(forms.Form):
    kind = forms.ChoiceField(label=_("What you ask for"), choices=ASKED, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Name of the column"), max_length=60, required=False, help_text=_("Not needed to hide a column.")
    )
    item_kind = forms.ChoiceField(label=_("Kind of items"), choices=ItemKind.choices, initial=ItemKind.GENERAL)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 4}))
