"""A person reads an opinion and decides whether the public sees it."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain.collections.change import Change, changing
from civic_interaction.enums import EXCLUDING, CollectionState, Moderation, ModerationReason, Step
from civic_interaction.models import Opinion
from civic_interaction.privacy.masking import Mask, StaleMaskError, apply_masks, cover_found, suggest_masks


def suggest_opinion_masks(opinion: Opinion) -> list[Mask]:
    """What looks like personal data in an opinion; the giver's own name is known."""
    return suggest_masks(opinion.text, known=[name for name in (opinion.giver.name,) if name])


def publish_opinion(opinion: Opinion, *, masks: Sequence[Mask], by: Any, now: datetime.datetime) -> Opinion:
    """Show an opinion: with its giver's consent, in a collection that shows opinions, covered where `masks` say.

    What the public reads is the opinion's own text with places covered: nothing is written freely. How much of what
    was suggested was left open is recorded.
    """
    with changing(opinion.collection, Step.MODERATED, by=by, now=now) as change:
        opinion = _lock(opinion)
        if opinion.anonymised_at is not None:
            raise ValidationError(_("The personal data have been erased; nothing more is published of this opinion."))
        if not opinion.consents_to_publication:
            raise ValidationError(_("Its giver has not consented to publication."))
        if not change.collection.shows_opinions:
            raise ValidationError(_("This collection shows no opinions, only the results."))
        try:
            opinion.public_text = apply_masks(opinion.text, masks)
        except StaleMaskError as stale:
            raise ValidationError(_("The text has changed since it was masked. Please look at it again.")) from stale
        covered = {(mask.start, mask.end) for mask in masks}
        left_open = [mask for mask in suggest_opinion_masks(opinion) if (mask.start, mask.end) not in covered]
        change.data |= {"covered": len(covered), "left_open": len(left_open)}
        _decide(change, opinion, Moderation.PUBLISHED)
    return opinion


def withhold_opinion(opinion: Opinion, *, reason: str, note: str = "", by: Any, now: datetime.datetime) -> Opinion:
    """Keep an opinion from the public; it is dealt with and gets its outcome all the same."""
    return _refuse(opinion, Moderation.WITHHELD, reason, note, by=by, now=now)


def exclude_opinion(opinion: Opinion, *, reason: str, note: str, by: Any, now: datetime.datetime) -> Opinion:
    """Find that this is no opinion on the draft; it gets no outcome. Only for the reasons in `EXCLUDING`, explained.

    Not after the results are published: they counted it.
    """
    if reason not in EXCLUDING:
        raise ValidationError({"reason": _("For this reason an opinion is kept from the public, but dealt with.")})
    if not note.strip():
        raise ValidationError({"note": _("Explain the reason.")})
    return _refuse(opinion, Moderation.EXCLUDED, reason, note, by=by, now=now)


def _refuse(
    opinion: Opinion, moderation: Moderation, reason: str, note: str, *, by: Any, now: datetime.datetime
) -> Opinion:
    if reason not in ModerationReason.values:
        raise ValidationError({"reason": _("Choose why it is not shown.")})
    with changing(opinion.collection, Step.MODERATED, by=by, now=now, reason=reason) as change:
        opinion = _lock(opinion)
        # Events are for ever: what names somebody is covered before it is written into one.
        change.data["note"] = cover_found(note, known=[opinion.giver.name])
        opinion.public_text = ""
        _decide(change, opinion, moderation, reason=reason, note=note)
        if moderation == Moderation.EXCLUDED:
            opinion.group = None
            opinion.save()
    return opinion


def _decide(change: Change, opinion: Opinion, moderation: Moderation, *, reason: str = "", note: str = "") -> None:
    """In a collection whose results are published an opinion stays what it was counted as; only shown or not changes."""
    is_counted = Moderation.EXCLUDED not in {opinion.moderation, moderation}
    if change.collection.state == CollectionState.REPORTED and not is_counted:
        raise ValidationError(_("The results are published; they counted this opinion as it is."))
    change.data |= {"opinion": opinion.receipt_number, "from": opinion.moderation, "to": moderation.value}
    opinion.moderation, opinion.moderation_reason, opinion.moderation_note = moderation, reason, note
    opinion.moderated_by, opinion.moderated_at = change.person, change.now
    opinion.save()


def _lock(opinion: Opinion) -> Opinion:
    return Opinion.objects.select_for_update(of=("self",)).select_related("giver").get(pk=opinion.pk)
