"""Files that survive a refused form. Browsers forget the files that were chosen; the server does not."""

import datetime
import secrets
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from civic_office.models import KeptFile
from civic_office.models.kept_files import KEPT

SALT = "civic_office.kept_file"
RANDOM_BYTES = 16


class KeptFileInput(forms.FileInput):
    """A chooser of files that names the file it holds already. The token is signed: only the form that kept a file has it."""

    template_name = "civic_office/kept_file_input.html"
    kept: KeptFile | None = None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was chosen now, else what was kept. It joins the request's own files, which are closed with the request."""
        if files.get(name) is None and (kept := read_token(data.get(f"{name}-kept", ""))) is not None:
            self.kept = kept
            files[name] = UploadedFile(file=kept.file.open("rb"), name=kept.name, size=kept.file.size)
        return super().value_from_datadict(data, files, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return super().value_omitted_from_data(data, files, name) and f"{name}-kept" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        if self.kept is not None:
            context["widget"] |= {"kept": self.kept, "token": signing.dumps(self.kept.pk, salt=SALT)}
        return context


class KeptFileField(forms.FileField):
    widget = KeptFileInput


def keep_files(form: forms.BaseForm, *, now: datetime.datetime) -> None:
    """Keep the files of a refused form that are not themselves refused, so that it can be sent again without choosing them."""
    for name, field in form.fields.items():
        widget = field.widget
        if not isinstance(widget, KeptFileInput):
            continue
        if name in form.errors:
            widget.kept = None
        elif widget.kept is None and (chosen := form.files.get(form.add_prefix(name))) is not None:
            chosen.seek(0)
            widget.kept = KeptFile(name=(chosen.name or "")[-255:], kept_at=now)
            widget.kept.file.save(secrets.token_hex(RANDOM_BYTES), chosen)


def read_token(token: str) -> KeptFile | None:
    """The file of a form's token; None for one that is too old, was cleared away, or is no token of ours."""
    try:
        key = signing.loads(token, salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return None
    return KeptFile.objects.filter(pk=key).first()
