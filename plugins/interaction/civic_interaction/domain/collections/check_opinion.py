"""Whether a collection takes an opinion as it was sent. The one place that says so."""

import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from civic_interaction.domain.check_submission import PHONE
from civic_interaction.enums import CollectionState, Phase, Voice
from civic_interaction.models import Collection, OpinionGiver

if TYPE_CHECKING:
    from civic_interaction.domain.collections.receive_opinion import GivenOpinion

LONGEST_OPINION, LONGEST_FACT = 5000, 200


class ClosedError(ValidationError):
    """The collection takes no opinions at this moment."""


def require_open(collection: Collection, *, today: datetime.date) -> None:
    """Raise `ClosedError` unless opinions are taken on `today`: by the dates, not by what has been noted of them."""
    if collection.takes_opinions_on(today):
        return
    sentences = {
        Phase.COMING: _("Opinions are taken from %s on.") % collection.opens_on,
        Phase.CANCELLED: _("This collection was cancelled."),
    }
    ended = _("Opinions were taken until %s.") % collection.closes_on
    phase = Phase.CLOSED if collection.state == CollectionState.DRAFT else collection.phase_on(today)
    raise ClosedError(sentences.get(phase, ended), code="closed")


def check_opinion(given: "GivenOpinion") -> None:
    """Raise `ValidationError` with a sentence at each field that is wrong; the citizen mends all of them at once."""
    errors: dict[str, str] = {}
    text = given.text
    if not text.strip():
        errors["text"] = _("Please fill in this field.")
    elif len(text) > LONGEST_OPINION:
        errors["text"] = _("At most %(most)d characters; these are %(length)d.") % {
            "most": LONGEST_OPINION,
            "length": len(text),
        }
    elif "\0" in text:
        errors["text"] = _("The text contains characters that cannot be stored.")
    if given.voice not in Voice.values:
        errors["voice"] = _("Choose who speaks.")
    errors |= {name: fault for name, value in given.person.items() if (fault := _fault_of(name, value))}
    if given.collection.requires_real_name:
        for name in ("name", "phone"):
            if not given.person.get(name, "").strip():
                errors.setdefault(name, _("Please fill in this field."))
    if errors:
        raise ValidationError({name: [sentence] for name, sentence in errors.items()})


def _fault_of(name: str, value: str) -> str:
    if name not in OpinionGiver.FIELDS:
        return _("This is not asked for.")
    if len(value) > LONGEST_FACT or "\0" in value:
        return _("At most %(most)d characters; these are %(length)d.") % {"most": LONGEST_FACT, "length": len(value)}
    if name == "phone" and value and PHONE.fullmatch(value.strip()) is None:
        return _("This is not a telephone number.")
    return fault_of_mail(value) if name == "mail" and value else ""


def fault_of_mail(value: str) -> str:
    try:
        validate_email(value)
    except ValidationError:
        return _("This is not an address of e-mail.")
    return ""
