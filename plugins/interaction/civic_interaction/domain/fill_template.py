"""A reply template becomes the beginning of a reply."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.models import Case, ReplyTemplate
from civic_interaction.privacy.masking.surnames import surname_of
from civic_office.notices.texts import fill, placeholders_in, unknown_placeholders
from civic_office.workdays import civil_date, describe_day

#: What stands for what. Of the name the surname is enough to greet somebody: the whole is read on record only.
PLACEHOLDERS: dict[str, Callable[[Case], str]] = {
    "name": lambda case: greet(case.letter.sender.name),
    "receipt_number": lambda case: case.letter.receipt_number,
    "title": lambda case: case.title,
    "channel": lambda case: case.channel.name,
    "unit": lambda case: case.lead_unit.official_name if case.lead_unit is not None else "",
    "received_on": lambda case: describe_day(civil_date(case.received_at), with_year=True),
}


def greet(name: str) -> str:
    """「李先生/女士」; "" where no surname can be told."""
    surname = surname_of(name)
    return _("Mr or Ms %(surname)s") % {"surname": surname} if surname else ""


def fill_template(template: ReplyTemplate, case: Case) -> str:
    """The template's text with the facts of the case in place of its placeholders; unknown ones stay as they are."""
    return fill(
        template.text, {name: PLACEHOLDERS[name](case) for name in placeholders_in(template.text) & PLACEHOLDERS.keys()}
    )


def check_template(text: str) -> None:
    """Raise `ValidationError` when a placeholder is none of `PLACEHOLDERS`."""
    if unknown := unknown_placeholders(text, PLACEHOLDERS):
        raise ValidationError({"text": _("Unknown placeholders: %s") % ", ".join(unknown)})
