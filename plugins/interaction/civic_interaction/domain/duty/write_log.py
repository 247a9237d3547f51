"""The log of the day: what happened, and what the next person has to follow up."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_interaction.models import DutyNote
from civic_interaction.permissions.duty import may_write_log, require
from civic_interaction.privacy.masking import apply_masks, suggest_masks
from civic_office.models import Unit
from civic_office.workdays import civil_date

LONGEST_NOTE = 2000


def write_note(unit: Unit, *, text: str, needs_follow_up: bool, by: Any, now: datetime.datetime) -> DutyNote:
    """Write a note into today's log; names, numbers and addresses found in it are masked. It is not changed any more."""
    today = civil_date(now)
    require(may_write_log(by, unit, today=today))
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Please fill in this field.")})
    if len(text) > LONGEST_NOTE or "\0" in text:
        raise ValidationError({"text": _("At most %(most)d characters.") % {"most": LONGEST_NOTE}})
    masked = apply_masks(text, suggest_masks(text, known=[]))
    return DutyNote.objects.create(
        unit=unit, day=today, text=masked, needs_follow_up=needs_follow_up, author=by, written_at=now
    )


@transaction.atomic
def settle_note(note: DutyNote, *, by: Any, now: datetime.datetime) -> DutyNote:
    """An open point was followed up. Twice changes nothing."""
    note = DutyNote.objects.select_for_update(of=("self",)).select_related("unit").get(pk=note.pk)
    require(may_write_log(by, note.unit, today=civil_date(now)))
    if note.needs_follow_up and note.settled_at is None:
        note.settled_by, note.settled_at = by, now
        note.save(update_fields=["settled_by", "settled_at"])
    return note
