from django import forms
from django.utils.translation import gettext_lazy as _

from civic_office.enums import ReturnReason


class OpinionForm(forms.Form):
    """A step is decided with an opinion, never silently (R185)."""

    comment = forms.CharField(label=_("Opinion"), max_length=500, widget=forms.Textarea({"rows": 3}))


class ReturnForm(OpinionForm):
    reason = forms.ChoiceField(label=_("Reason"), choices=ReturnReason.choices)

    field_order = ["reason", "comment"]
