"""The status note of a column: proposed, approved, withdrawn by itself when there is something to read (R023)."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_disclosure.enums import FreshnessState, NoteState
from civic_disclosure.models import ColumnPage, Freshness, StatusNote
from civic_disclosure.permissions import may_approve_note, may_write_note
from civic_office.history import save_by
from civic_office.workdays import civil_date


@transaction.atomic
def write_note(column: ColumnPage, text: str, *, by: Any, now: datetime.datetime) -> StatusNote:
    """Propose what the public reads in `column`; a text that was public is read no more until this one is approved.

    1. Who may (`may_write_note`), else `PermissionDenied`. 2. The column is locked; one that holds items and has a day
    takes no note: `ValidationError`. 3. The note is written and waits for approval. The same text again changes nothing.
    """
    unit = column.owning_unit
    if unit is None or not may_write_note(by, unit, today=civil_date(now)):
        raise PermissionDenied(_("Only the writers of the unit and the disclosure section write this note."))
    ColumnPage.objects.select_for_update(of=("self",)).get(pk=column.pk)
    if not takes_note(column):
        raise ValidationError(
            {"text": _("This column holds items and has a day by which it is fed; it needs no note.")}
        )
    note = StatusNote.objects.filter(pk=column.pk).first() or StatusNote(column=column)
    if (note.text, note.unit_id) == (text, unit.pk) and note.state != NoteState.WITHDRAWN:
        return note
    note.text, note.unit, note.state = text, unit, NoteState.PROPOSED
    note.written_by, note.written_at = by, now
    note.full_clean()
    save_by(note, by=by)
    return note


@transaction.atomic
def approve_note(note: StatusNote, *, by: Any, now: datetime.datetime) -> StatusNote:
    """Make a note public, by somebody else than its author.

    Raises `PermissionDenied`, and `ValidationError` where it does not wait, is one's own, or an item has appeared since.
    """
    note = StatusNote.objects.select_for_update(of=("self",)).select_related("unit", "column").get(pk=note.pk)
    if not may_approve_note(by, note.unit, today=civil_date(now)):
        raise PermissionDenied(_("Only the leaders of the unit and the disclosure section approve this note."))
    if note.state != NoteState.PROPOSED:
        raise ValidationError(_("This note does not wait for approval any more."))
    if note.written_by_id == by.pk:
        raise ValidationError(_("Somebody else than its author approves a note."))
    if not takes_note(note.column):
        raise ValidationError(_("An item has appeared in the column; the note is not needed any more."))
    note.state, note.approved_by, note.approved_at = NoteState.PUBLIC, by, now
    save_by(note, by=by)
    return note


@transaction.atomic
def withdraw_note(note: StatusNote, *, by: Any | None, now: datetime.datetime) -> StatusNote:
    """Take a note from the public, or a proposal back; None stands for the machine. Twice changes nothing."""
    note = StatusNote.objects.select_for_update(of=("self",)).select_related("unit").get(pk=note.pk)
    if by is not None and not may_write_note(by, note.unit, today=civil_date(now)):
        raise PermissionDenied(_("Only the writers of the unit and the disclosure section write this note."))
    if note.state != NoteState.WITHDRAWN:
        note.state = NoteState.WITHDRAWN
        save_by(note, by=by)
    return note


def follow_feeding(rows: Iterable[Freshness]) -> int:
    """Bring the notes of columns that were fed or are empty now in step with what they hold; returns how many changed.

    A public note is withdrawn when an item was published after its approval, and where items stand and a day is set. A
    withdrawn one waits for approval again when its column is empty again: what it says may be old.
    """
    by_column = {row.pk: row for row in rows}
    if not by_column:
        return 0
    notes = StatusNote.objects.select_for_update(of=("self",)).filter(pk__in=by_column).order_by("pk")
    changed = 0
    for note in notes:
        state = _state_after(note, by_column[note.pk])
        if state != note.state:
            note.state = state
            note.save()
            changed += 1
    return changed


def _state_after(note: StatusNote, row: Freshness) -> str:
    if row.last_fed_at is None:
        return NoteState.PROPOSED if note.state == NoteState.WITHDRAWN else note.state
    said_at = note.approved_at if note.state == NoteState.PUBLIC else note.written_at
    is_answered = said_at is None or row.last_fed_at > said_at
    return NoteState.WITHDRAWN if is_answered or row.state != FreshnessState.NO_CLOCK else note.state


def takes_note(column: ColumnPage) -> bool:
    """Whether the column holds nothing, or has no day by which it must be fed."""
    row = Freshness.objects.filter(pk=column.pk).first()
    return row is None or row.last_fed_at is None or row.state == FreshnessState.NO_CLOCK
