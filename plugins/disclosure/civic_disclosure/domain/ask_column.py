"""A unit asks the office for a column, or for one to be changed or taken away (R005, R021)."""

import datetime
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_disclosure.models import ColumnPage, InCatalogue
from civic_office.domain.file_with_office import file_with_office
from civic_office.enums import FilingKind
from civic_office.models import Filing

SUBJECTS: dict[str, Callable[[], str]] = {
    FilingKind.COLUMN_ADDED: lambda: _("Add the column “%(title)s”"),
    FilingKind.COLUMN_CHANGED: lambda: _("Rename “%(column)s” to “%(title)s”"),
    FilingKind.COLUMN_REMOVED: lambda: _("Hide the column “%(column)s”"),
}


@transaction.atomic
def ask_column(
    place: InCatalogue, *, kind: str, title: str = "", item_kind: str = "", reason: str, by: Any, now: datetime.datetime
) -> Filing:
    """File the request with the office: check what is asked → file it, with what carrying it out will need.

    `place` is where a new column goes, or the column that is to change. Raises `ValidationError`, `PermissionDenied`.
    """
    title = title.strip()
    if kind not in SUBJECTS:
        raise ValidationError({"kind": _("Choose what you ask for.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    if kind == FilingKind.COLUMN_REMOVED:
        title = ""
    elif not title:
        raise ValidationError({"title": _("Give the name of the column.")})
    if kind == FilingKind.COLUMN_ADDED:
        if place.get_children().filter(title=title).exists():
            raise ValidationError({"title": _("There is a column of this name already.")})
    elif not isinstance(place, ColumnPage):
        raise ValidationError({"kind": _("This is the catalogue as a whole; choose one of its columns.")})
    return file_with_office(
        kind,
        unit=place.owning_unit,
        subject=SUBJECTS[kind]() % {"title": title, "column": place.title},
        text=reason.strip(),
        facts={"place": place.pk, "title": title, "item_kind": item_kind},
        by=by,
        now=now,
    )
