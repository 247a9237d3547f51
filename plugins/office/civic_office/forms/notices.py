"""Texts of notices, and how somebody wants to be told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic_office.domain.choose_notices import notice_choices
from civic_office.enums import NoticeMode
from civic_office.models import NoticeTemplate
from civic_office.notices.kinds import kind_groups, kinds


class NoticeTemplateForm(forms.ModelForm):
    """The placeholders are listed below the text; `domain/notice_texts.py` refuses others."""

    class Meta:
        model = NoticeTemplate
        fields = ("subject", "body")
        widgets = {"body": forms.Textarea({"rows": 12})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        placeholders = kinds[self.instance.kind].placeholders
        known = "  ".join(f"{{{name}}} {placeholder.label}" for name, placeholder in placeholders.items())
        self.fields["body"].help_text = _("Placeholders: %s") % known


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
