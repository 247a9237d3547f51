"""What changed in a record of django-simple-history, field by field, in words a person reads."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import ForeignKey, JSONField
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

#: Says the value of a JSON field in words: its name, its value.
SayJson = Callable[[str, Any], str]
KINDS = {
    "+": lambda: _("Entered"),
    "~": lambda: pgettext("history", "Changed"),
    "-": lambda: pgettext("history", "Deleted"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: its name as forms have it, and its value before and after."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One saving of a thing: when, by whom ("" for the machine), what it was, and what differs from the one before."""

    at: datetime.datetime
    who: str
    what: str
    about: str
    differences: list[Difference] = field(default_factory=list)


def tell_history(
    records: Iterable[Any], *, older: Any = (), say_json: SayJson = lambda name, value: str(value)
) -> list[Entry]:
    """The records in their order, the newest first, each with what differs from the one before of the same thing.

    `older` are the records behind these, for the last ones of the page. A saving that changed nothing is left out.
    `records` may be of several things of one model.
    """
    shown = list(records)
    before: dict[Any, Any] = {}
    entries = []
    last = {record.instance.pk for record in shown}
    for pk in last:
        before[pk] = next((record for record in older if record.instance.pk == pk), None)
    for record in reversed(shown):
        entry = _entry(record, before[record.instance.pk], say_json)
        before[record.instance.pk] = record
        if entry is not None:
            entries.append(entry)
    return entries[::-1]


def _entry(record: Any, before: Any | None, say_json: SayJson) -> Entry | None:
    differences = [
        Difference(_label(one), _say(before, one, say_json), _say(record, one, say_json))
        for one in record.tracked_fields
        if before is not None and getattr(before, one.attname) != getattr(record, one.attname)
    ]
    if before is not None and not differences and record.history_type == "~":
        return None
    user = record.history_user
    who = user.get_full_name() or user.get_username() if user is not None else ""
    return Entry(record.history_date, who, KINDS[record.history_type](), str(record.instance), differences)


def _label(one: Any) -> str:
    name = str(one.verbose_name)
    return name[:1].upper() + name[1:]


def _say(record: Any, one: Any, say_json: SayJson) -> str:
    value = getattr(record, one.attname)
    if value is None or value == "":
        return "—"
    if one.choices:
        value = dict(one.flatchoices).get(value, value)
    elif isinstance(one, ForeignKey):
        value = one.remote_field.model._base_manager.filter(pk=value).first() or "—"
    elif isinstance(one, JSONField):
        value = say_json(one.name, value)
    elif isinstance(value, bool):
        value = _("Yes") if value else _("No")
    elif isinstance(value, datetime.datetime):
        value = date_format(localtime(value), "Y-m-d H:i")
    return str(value)
