from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic_office.enums import UnitKind
from civic_office.models import Unit, UnitAlias, UnitGroup, UnitGroupAlias

#: What the columns of the alias tables hold.
LONGEST_NAME = 120


class AliasesField(forms.Field):
    """Other names, one on each line; blank lines and repetitions do not count."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> list[str]:
        lines = [line.strip() for line in str(value or "").splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def validate(self, value: Any) -> None:
        super().validate(value)
        for name in value:
            if len(name) > LONGEST_NAME:
                raise forms.ValidationError(_("A name has at most 120 characters."))


class UnitForm(forms.ModelForm):
    aliases = AliasesField(
        label=_("Other names"),
        required=False,
        help_text=_("Earlier names, abbreviations, spellings of circulars. One on each line."),
    )

    class Meta:
        model = Unit
        fields = (
            "official_name", "short_name", "code", "code_is_provisional", "kind", "parent", "position",
            "address", "office_hours", "phone", "fax", "web_contact",
            "active_from", "active_until", "succeeded_by",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["aliases"] = "\n".join(self.instance.aliases.order_by("pk").values_list("name", flat=True))

    def clean(self) -> dict[str, Any]:
        """A code that was replaced is no longer provisional."""
        facts = super().clean() or {}
        if self.instance.pk and "code" in self.changed_data:
            facts["code_is_provisional"] = False
        return facts

    @transaction.atomic
    def save(self, commit: bool = True) -> Unit:
        unit = super().save(commit)
        keep_names(unit.aliases, self.cleaned_data["aliases"], make=lambda name: UnitAlias(unit=unit, name=name))
        return unit


class UnitGroupForm(forms.ModelForm):
    kinds = forms.MultipleChoiceField(
        label=_("All units of these kinds"),
        choices=UnitKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    aliases = AliasesField(label=_("Other names"), required=False, help_text=_("One on each line."))

    class Meta:
        model = UnitGroup
        fields = ("name", "kinds", "members", "is_situational")
        widgets = {"members": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["aliases"] = "\n".join(self.instance.aliases.order_by("pk").values_list("name", flat=True))

    def clean_aliases(self) -> list[str]:
        names = self.cleaned_data["aliases"]
        taken = UnitGroupAlias.objects.filter(name__in=names).exclude(group=self.instance.pk).first()
        if taken is not None:
            raise forms.ValidationError(
                _("“%(name)s” is a name of the group “%(group)s” already."),
                params={"name": taken.name, "group": taken.group},
            )
        return names

    @transaction.atomic
    def save(self, commit: bool = True) -> UnitGroup:
        group = super().save(commit)
        keep_names(
            group.aliases, self.cleaned_data["aliases"], make=lambda name: UnitGroupAlias(group=group, name=name)
        )
        return group


def keep_names(aliases: Any, names: list[str], *, make: Any) -> None:
    """Make `aliases` hold exactly `names`; those that stay are not touched."""
    aliases.exclude(name__in=names).delete()
    present = set(aliases.values_list("name", flat=True))
    aliases.model.objects.bulk_create(make(name) for name in names if name not in present)
