"""Whether a channel takes a letter as it was sent. The one place that says so, for API, desk and import."""

import datetime
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from stdnum.cn import ric, uscc

from civic_interaction.enums import Asked, PublicationRule
from civic_interaction.models import Channel, ReplyPolicy
from civic_interaction.models.channels import PERSON_FIELDS
from civic_office.models import Unit

if TYPE_CHECKING:
    from civic_interaction.domain.receive import Submission

LONGEST_TITLE, LONGEST_TEXT, LONGEST_FACT = 120, 5000, 200
#: Seven digits or more, and what people write between them.
PHONE = re.compile(r"\+?(?=(?:\D*\d){7})[\d\s\-()（）]{7,24}")


def check_submission(submission: "Submission", *, today: datetime.date) -> None:
    """Raise `ValidationError` with a sentence at each field that is wrong; the citizen mends all of them at once."""
    errors: dict[str, str] = {}
    channel = submission.channel
    if not channel.is_open:
        errors["channel"] = _("This channel takes no letters at present.")
    elif ReplyPolicy.objects.applying_to(channel, today) is None:
        errors["channel"] = _("No reply policy is in force for this channel.")
    errors |= _faults_of_text("title", submission.title, LONGEST_TITLE)
    errors |= _faults_of_text("text", submission.text, LONGEST_TEXT)
    errors |= _faults_of_choice(submission, today=today)
    for name, value in submission.person.items():
        if name not in PERSON_FIELDS:
            errors[name] = _("This is not asked for.")
        elif fault := _fault_of_person(channel, name, value):
            errors[name] = fault
    for name in PERSON_FIELDS:
        if channel.asks(name) == Asked.REQUIRED and not submission.person.get(name, "").strip():
            errors.setdefault(name, _("Please fill in this field."))
    if submission.consents_to_publication and channel.publication == PublicationRule.NEVER:
        errors["consents_to_publication"] = _("Letters of this channel are not published.")
    if errors:
        raise ValidationError({name: [sentence] for name, sentence in errors.items()})


def receiving_unit(submission: "Submission") -> Unit:
    """Whom a checked letter is addressed to."""
    unit = submission.channel.receiver or submission.addressed_to
    if unit is None:
        raise ValidationError({"addressed_to": _("Please choose whom you write to.")})
    return unit


def _faults_of_text(name: str, text: str, longest: int) -> dict[str, str]:
    if not text.strip():
        return {name: _("Please fill in this field.")}
    if len(text) > longest:
        return {name: _("At most %(most)d characters; these are %(length)d.") % {"most": longest, "length": len(text)}}
    if "\0" in text:
        return {name: _("The text contains characters that cannot be stored.")}
    return {}


def _faults_of_choice(submission: "Submission", *, today: datetime.date) -> dict[str, str]:
    channel, errors = submission.channel, {}
    if channel.receiver is None:
        if submission.addressed_to is None:
            errors["addressed_to"] = _("Please choose whom you write to.")
        elif not channel.units(today=today).filter(pk=submission.addressed_to.pk).exists():
            errors["addressed_to"] = _("This channel does not lead to that unit.")
    elif submission.addressed_to not in {None, channel.receiver}:
        errors["addressed_to"] = _("This channel does not lead to that unit.")
    category = submission.category
    if category is not None and (category.channel_id != channel.pk or not category.is_offered):
        errors["category"] = _("This channel has no such category.")
    return errors


def _fault_of_person(channel: Channel, name: str, value: str) -> str:
    if not value:
        return ""
    if channel.asks(name) == Asked.HIDDEN:
        return _("This is not asked for.")
    if len(value) > LONGEST_FACT or "\0" in value:
        return _("At most %(most)d characters; these are %(length)d.") % {"most": LONGEST_FACT, "length": len(value)}
    if name in FORMS and not FORMS[name](value):
        return SENTENCES[name]()
    return ""


def _is_mail(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return True


FORMS: dict[str, Callable[[str], bool]] = {
    "phone": lambda value: PHONE.fullmatch(value.strip()) is not None,
    "mail": _is_mail,
    "id_number": ric.is_valid,
    "credit_code": uscc.is_valid,
}
SENTENCES: dict[str, Callable[[], str]] = {
    "phone": lambda: _("This is not a telephone number."),
    "mail": lambda: _("This is not an address of e-mail."),
    "id_number": lambda: _("This identity number has a typing error: its check digit does not fit."),
    "credit_code": lambda: _("This credit code has a typing error: its check digit does not fit."),
}
