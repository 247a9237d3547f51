"""Texts of notices, and how somebody wants to be told."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from civic_office.domain.choose_notices import notice_choices
from civic_office.domain.notice_texts import check_notice_text
from civic_office.enums import NoticeMode
from civic_office.forms.errors import show_errors
from civic_office.models import NoticeTemplate
from civic_office.notices.kinds import kind_groups, kinds


class NoticeTemplateForm(forms.ModelForm):
    """The placeholders are listed below the text."""

    class Meta:
        model = NoticeTemplate
        fields = ("subject", "body")
        widgets = {"body": forms.Textarea({"rows": 12})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        placeholders = kinds[self.instance.kind].placeholders
        known = "  ".join(f"{{{name}}} {placeholder.label}" for name, placeholder in placeholders.items())
        self.fields["body"].help_text = _("Placeholders: %s") % known

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        texts: dict[str, str] = {name: data[name] for name in ("subject", "body") if name in data}
        try:
            check_notice_text(self.instance.kind, texts)
        except ValidationError as error:
            show_errors(self, error)
        return data


class NoticeChoicesForm(forms.Form):
    """One choice for each group of kinds."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = notice_choices(user)
        for group in kind_groups():
            self.fields[group.code] = forms.ChoiceField(
                label=group.label,
                choices=NoticeMode.choices,
                initial=chosen[group.code],
                widget=forms.RadioSelect,
                help_text=_("Concerns: %s")
                % "、".join(str(kind.label) for kind in kinds.values() if kind.group == group),
            )
