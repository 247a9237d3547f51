"""The public sees an answered letter: with the citizen's consent, masked, and only what was reviewed (R139)."""

import datetime
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from civic_interaction.addresses import path_of_letter
from civic_interaction.domain.change import Change, changing
from civic_interaction.enums import Event, Part
from civic_interaction.models import Case, PublicLetter, Reply
from civic_interaction.privacy.masking import Mask, StaleMaskError, apply_masks, suggest_masks
from civic_interaction.signals import letter_published
from civic_office.enums import OFFICE_ROLES
from civic_office.history import save_by
from civic_office.workdays import civil_date


@dataclass(frozen=True, slots=True)
class Masks:
    """What is covered in each of the three texts: suggested by `suggest_letter_masks`, decided by a person."""

    title: Sequence[Mask] = ()
    question: Sequence[Mask] = ()
    answer: Sequence[Mask] = ()


def suggest_letter_masks(case: Case) -> Masks:
    """What looks like personal data in title, letter and newest sent reply; the sender's own name is known."""
    known = [name for name in (case.letter.sender.name,) if name]
    return Masks(
        title=suggest_masks(case.title, known=known),
        question=suggest_masks(case.letter.text, known=known),
        answer=suggest_masks(reply_of(case).text, known=known),
    )


def publish_letter(case: Case, *, masks: Masks, by: Any, now: datetime.datetime) -> PublicLetter:
    """Show the letter and its answer to the public.

    1. Guard: consent, a channel that publishes, a reply that was sent. Where the office reviews last, only the office
       publishes (R043, R117, R118).
    2. Write the public record from the masked texts: nothing is written freely, so nothing unreviewed gets out.
    3. Record how much was covered, and of what was suggested how much was left open; announce `letter_published`.

    One that was withdrawn from the public comes back under its first date of publication, as a new version.
    """
    with changing(case, Event.PUBLISHED, by=by, now=now) as change:
        letter = PublicLetter.objects.filter(pk=case.pk).first()
        letter = letter or PublicLetter(case=change.case, version=0, published_at=now)
        letter.correction = ""
        return _write(change, letter, masks)


def correct_publication(case: Case, *, masks: Masks, what: str, by: Any, now: datetime.datetime) -> PublicLetter:
    """Publish the newest sent reply, or other masks, as a new version; the public history keeps the old one."""
    if not what.strip():
        raise ValidationError({"what": _("Say to the public what was corrected.")})
    with changing(case, Event.CORRECTED, by=by, now=now, what=what) as change:
        letter = PublicLetter.objects.get(pk=case.pk)
        letter.correction = what[:200]
        return _write(change, letter, masks)


def unpublish_letter(case: Case, *, reason: str, by: Any, now: datetime.datetime) -> PublicLetter:
    """Take the letter from the public; the record stays, with the reason."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the letter is withdrawn from the public.")})
    with changing(case, Event.UNPUBLISHED, by=by, now=now, reason=reason) as change:
        _require_publisher(change)
        return take_from_public(change, PublicLetter.objects.get(pk=case.pk), reason=reason)


def take_from_public(change: Change, letter: PublicLetter, *, reason: str) -> PublicLetter:
    """The step of `unpublish_letter` that a withdrawal by the citizen takes too."""
    letter.withdrawn_at, letter.withdrawn_reason = change.now, reason[:200]
    save_by(letter, by=change.person)
    letter_published.send(sender=PublicLetter, letter=letter)
    return letter


def reply_of(case: Case) -> Reply:
    """The answer that the citizen has now."""
    return case.replies.sent().order_by("-version")[0]


def may_publish(parts: Collection[Part], case: Case) -> bool:
    """Where the office reviews last, only the office publishes (R043, R117, R118)."""
    return Part.OFFICE in parts or case.channel.levels[-1] not in OFFICE_ROLES


def _require_publisher(change: Change) -> None:
    if not may_publish({change.part}, change.case):
        raise PermissionDenied(_("The government office publishes letters of this channel."))


def _write(change: Change, letter: PublicLetter, masks: Masks) -> PublicLetter:
    _require_publisher(change)
    case, reply = change.case, reply_of(change.case)
    letter.version += 1
    letter.title = _cover(case.title, masks.title)
    letter.question = _cover(case.letter.text, masks.question)
    letter.answer = _cover(reply.text, masks.answer)
    letter.reply, letter.unit, letter.number = reply, reply.unit, case.number
    letter.channel, letter.concern = case.channel, case.concern
    letter.category = case.category.name if case.category is not None else ""
    letter.received_on = civil_date(case.received_at)
    letter.accepted_on = civil_date(case.accepted_at or case.received_at)
    letter.answered_on = civil_date(case.answered_at or change.now)
    letter.year = letter.received_on.year
    letter.updated_at, letter.withdrawn_at, letter.withdrawn_reason = change.now, None, ""
    letter.row, letter.page = render_row(letter), render_page(letter)
    save_by(letter, by=change.person)
    change.data |= {"version": letter.version, "reply": reply.version} | _count(case, masks)
    letter_published.send(sender=PublicLetter, letter=letter)
    return letter


def _cover(text: str, masks: Sequence[Mask]) -> str:
    try:
        return apply_masks(text, masks)
    except StaleMaskError as stale:
        raise ValidationError(_("The text has changed since it was masked. Please look at it again.")) from stale


def _count(case: Case, masks: Masks) -> dict[str, int]:
    """How many places were covered, and how many of the suggested ones were left open. No text: events are for ever."""
    suggested = suggest_letter_masks(case)
    parts = ("title", "question", "answer")
    covered = {(part, mask.start, mask.end) for part in parts for mask in getattr(masks, part)}
    proposed = {(part, mask.start, mask.end) for part in parts for mask in getattr(suggested, part)}
    return {"covered": len(covered), "left_open": len(proposed - covered)}


def _facts(letter: PublicLetter) -> dict[str, Any]:
    """Not its case number: that is half of what opens the case to the citizen."""
    return {
        "id": letter.pk,
        "url": path_of_letter(letter.pk),
        "title": letter.title,
        "channel": {"code": letter.channel.code, "name": letter.channel.name},
        "category": letter.category,
        "concern": letter.concern,
        "unit": {"code": letter.unit.code, "name": letter.unit.official_name},
        "received_on": letter.received_on.isoformat(),
        "accepted_on": letter.accepted_on.isoformat(),
        "answered_on": letter.answered_on.isoformat(),
        "published_at": letter.published_at.astimezone(datetime.UTC).isoformat(),
        "updated_at": letter.updated_at.astimezone(datetime.UTC).isoformat(),
    }


def render_row(letter: PublicLetter) -> str:
    """A row of the public list as JSON."""
    return json.dumps(_facts(letter), ensure_ascii=False)


def render_page(letter: PublicLetter) -> str:
    """The letter's own page as JSON: its row, the texts, and what was corrected in this version."""
    texts = {"question": letter.question, "answer": letter.answer}
    version = {"version": letter.version, "correction": letter.correction}
    return json.dumps(_facts(letter) | texts | version, ensure_ascii=False)
