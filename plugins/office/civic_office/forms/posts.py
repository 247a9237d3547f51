from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_office.enums import Role
from civic_office.models import Post, Unit


class PersonForm(forms.Form):
    """Names a person by their account; with a name beside it, an account that does not exist yet is opened."""

    username = forms.CharField(label=_("Account name"), max_length=150)
    name = forms.CharField(
        label=_("Name (for a new account)"),
        max_length=40,
        required=False,
        help_text=_("Leave empty for a person who has an account. With a name, a new account is opened."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        username, name = data.get("username"), data.get("name")
        if not username:
            return data
        data["person"] = get_user_model().objects.filter(username=username).first()
        if data["person"] is None and not name:
            self.add_error("username", _("There is no account of this name. To open one, enter the person's name too."))
        elif data["person"] is not None and name and name != data["person"].get_full_name():
            raise ValidationError(
                {
                    "username": _(
                        "This account belongs to %(name)s. Choose another account name, or leave the name empty."
                    )
                    % {"name": data["person"].get_full_name() or username}
                }
            )
        return data


class AppointForm(PersonForm):
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    role = forms.ChoiceField(label=pgettext_lazy("post", "Role"), choices=Role.choices)
    title = forms.CharField(label=_("Job title (optional)"), max_length=60, required=False)
    phone = forms.CharField(label=_("Telephone (optional)"), max_length=60, required=False)

    field_order = ("unit", "role", "username", "name", "title", "phone")

    def __init__(self, *args: Any, units: Any, roles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = units
        role: Any = self.fields["role"]
        role.choices = roles


class HandOverForm(PersonForm):
    note = forms.CharField(
        label=_("Handover note"),
        max_length=2000,
        required=False,
        help_text=_("What was handed over: open matters, documents, accounts of other systems."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class EndPostForm(forms.Form):
    note = forms.CharField(label=_("Reason"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class PostForm(forms.ModelForm):
    """What may be mended on a post: who holds which one from when on is history."""

    class Meta:
        model = Post
        fields = ("title", "phone")
