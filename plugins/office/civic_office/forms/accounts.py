from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic_office.domain.request_account import Trouble
from civic_office.models import Unit
from civic_office.workdays import civil_date


class OwnPasswordForm(forms.Form):
    """The present password once, the new one twice."""

    error_css_class = "error"
    required_css_class = "required"

    old = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    new = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 characters, with both letters and digits."),
    )
    again = forms.CharField(
        label=_("New password, once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_old(self) -> str:
        if not self.user.check_password(self.cleaned_data["old"]):
            raise ValidationError(_("The present password is not right."), code="password_incorrect")
        return self.cleaned_data["old"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        new, again = data.get("new"), data.get("again")
        if new and again and new != again:
            self.add_error("again", _("The two new passwords are not the same."))
        return data


class AccountRequestForm(forms.Form):
    """For people who cannot sign in; open to everybody."""

    error_css_class = "error"
    required_css_class = "required"

    trouble = forms.ChoiceField(label=_("What is the matter?"), choices=Trouble.choices, widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(label=_("Your unit"), queryset=Unit.objects.none(), empty_label=_("Please choose"))
    name = forms.CharField(label=_("Your name"), max_length=40)
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, help_text=_("We call you back on it before anything is changed.")
    )
    username = forms.CharField(label=_("Account name (optional)"), max_length=150, required=False)
    text = forms.CharField(
        label=_("Explanation (optional)"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = Unit.objects.active_on(civil_date(timezone.now()))
