"""Whether an index number rule can be trusted: every number it forms must be unlike every other."""

import datetime
import re
import string

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_disclosure.domain.number import form_number, scope_of
from civic_disclosure.models import ColumnPage, NumberCounter, NumberRule, UnitCatalogue
from civic_disclosure.rendering.dress import setting_of

SEGMENTS = ("unit_code", "column_code", "year", "month", "serial")
#: Wherever the counter starts again, the pattern must say where it is, or two items would get one number.
SCOPES = {"per_unit": "unit_code", "per_column": "column_code", "per_year": "year"}
SERIAL = re.compile(r"\{serial(:0?[1-9]?d)?\}")


def check_rule(rule: NumberRule) -> None:
    """Raise `ValidationError` for the field at fault: the pattern is readable → it has a serial → its scopes show."""
    segments = segments_of(rule.pattern)
    unknown = sorted(segments - set(SEGMENTS))
    if unknown:
        raise ValidationError(
            {
                "pattern": _("Unknown segment: %(segment)s. Known are %(known)s.")
                % {"segment": unknown[0], "known": ", ".join(SEGMENTS)}
            }
        )
    if len(SERIAL.findall(rule.pattern)) != 1:
        raise ValidationError({"pattern": _("The pattern needs {serial} exactly once, such as {serial:05d}.")})
    missing = [segment for field, segment in SCOPES.items() if getattr(rule, field) and segment not in segments]
    if missing:
        raise ValidationError(
            {
                "pattern": _("The counter starts again, so the pattern needs {%(segment)s}; numbers would repeat.")
                % {"segment": missing[0]}
            }
        )


def segments_of(pattern: str) -> set[str]:
    """The names in braces. Only {serial} takes a format; nothing reaches into what a name stands for."""
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError as error:
        raise ValidationError({"pattern": _("The braces of the pattern do not match.")}) from error
    for _text, name, spec, conversion in parts:
        if name is not None and (conversion or (spec and name != "serial")):
            raise ValidationError({"pattern": _("Only {serial} takes a format, such as {serial:05d}.")})
    return {name for _text, name, _spec, _conversion in parts if name is not None}


def next_number(rule: NumberRule, *, now: datetime.datetime) -> str:
    """The number the rule would give next, for the first catalogue that has a column; empty when there is none yet."""
    catalogue = UnitCatalogue.objects.select_related("unit").order_by("path").first()
    column = ColumnPage.objects.descendant_of(catalogue).order_by("path").first() if catalogue else None
    if catalogue is None or column is None:
        return ""
    setting = setting_of(column)
    counter = NumberCounter.objects.filter(scope=scope_of(rule, setting, at=now)).first()
    return form_number(rule, (counter.last if counter else 0) + 1, setting, at=now)
