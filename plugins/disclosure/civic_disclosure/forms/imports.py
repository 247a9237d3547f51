from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from civic_disclosure.models import ImportBatch
from civic_office.enums import Role
from civic_office.forms.kept_files import KeptFileField


class BatchForm(forms.ModelForm):
    """The files of a batch. Files may be sent again while it is being prepared."""

    table = KeptFileField(
        label=_("Table"),
        validators=[FileExtensionValidator(["csv", "xlsx"], _("Please choose a CSV or XLSX file."))],
        help_text=_("CSV or XLSX, one item a row; the headings 标题 and 栏目 are needed."),
    )
    folder = KeptFileField(
        label=_("Attachments"),
        required=False,
        validators=[FileExtensionValidator(["zip"], _("The attachments must be a ZIP file."))],
        help_text=_("A ZIP file; the column 附件 of the table names its files, separated by semicolons."),
    )

    class Meta:
        model = ImportBatch
        fields = ("unit", "title", "table", "folder")

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = units
        if self.instance.pk:
            unit.disabled = True
            self.fields["table"].required = False
        elif len(units) == 1:
            self.initial["unit"] = units[0].pk


class BatchOpinionForm(forms.Form):
    role = forms.ChoiceField(label=_("Your role"))
    opinion = forms.CharField(label=_("Opinion"), max_length=500, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, roles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role_field: Any = self.fields["role"]
        role_field.choices = [(role, Role(role).label) for role in roles]
