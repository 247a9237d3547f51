from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_office.enums import FilingKind, FilingState
from civic_office.models import Unit

#: What people file by hand; changes of personnel and account requests file themselves.
BY_HAND = (FilingKind.COLUMN_ADDED, FilingKind.COLUMN_CHANGED, FilingKind.COLUMN_REMOVED, FilingKind.OUTAGE)


class FilingForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in BY_HAND])
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    subject = forms.CharField(label=pgettext_lazy("filing", "Subject"), max_length=200)
    text = forms.CharField(
        label=pgettext_lazy("filing", "Text"), required=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = units
        if len(units) == 1:
            unit.initial = units[0]


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(FilingState.ACCEPTED, _("Accept")), (FilingState.REFUSED, _("Refuse"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Answer"),
        max_length=2000,
        required=False,
        help_text=_("A refusal says why."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AccountDecisionForm(DecisionForm):
    """Accepting gives the account that is named here a new initial password."""

    username = forms.CharField(
        label=_("Account to reset"),
        max_length=150,
        required=False,
        help_text=_(
            "Call the applicant back first. Accepting gives this account a new initial password; empty changes none."
        ),
    )
    field_order = ("decision", "username", "answer")
