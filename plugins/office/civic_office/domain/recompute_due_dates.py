import datetime
from collections.abc import Sequence

from django.db import transaction

from civic_office.clocks import registered_clocks
from civic_office.domain.current_calendar import current_calendar
from civic_office.domain.insert_rows import insert_rows
from civic_office.domain.update_rows import update_rows
from civic_office.models import CalendarVersion, Clock, DueChange
from civic_office.signals import due_dates_changed
from civic_office.workdays import Calendar

CHUNK = 500


def recompute_due_dates(*, now: datetime.datetime, chunk: int = CHUNK) -> int:
    """Bring every running clock to the current calendar; return how many due dates moved or were confirmed.

    1. Running clocks that an older version computed are taken by chunks, each in its own transaction. What they belong
       to is locked before them (`lock_owners`), both in the order of their keys.
    2. Each is reckoned anew; those that began on one day under one limit, once for all of them. Where the date, the moment
       or the provisional mark differs, a `DueChange` is recorded (old → new, with the version and its reason) and
       `due_dates_changed` is sent, in the same transaction.
    3. Every clock of the chunk then carries the current version.

    Idempotent and resumable: killed anywhere, the next run takes what is left. It asks for clocks, not for a notice, so
    it also catches one that was started while the notice was being loaded. Stopped clocks keep their date; paused
    ones have none, and take the calendar of the day they resume.
    """
    changed = 0
    for model in registered_clocks():
        while (outcome := _recompute_chunk(model, now=now, size=chunk)) is not None:
            changed += outcome
    return changed


@transaction.atomic
def _recompute_chunk(model: type[Clock], *, now: datetime.datetime, size: int) -> int | None:
    """The changes of one chunk; None when nothing is left."""
    calendar = current_calendar()
    outdated = model.objects.running().computed_before(calendar.version).order_by("pk")
    numbers = list(outdated.values_list("pk", flat=True)[:size])
    if not numbers:
        return None
    model.objects.filter(pk__in=numbers).lock_owners()
    clocks = list(outdated.select_for_update().filter(pk__in=numbers))
    stored = {clock.pk: (clock.due_on, clock.trace) for clock in clocks}
    changes = _reckon(clocks, calendar)
    different = [clock for clock in clocks if stored[clock.pk] != (clock.due_on, clock.trace)]
    model._default_manager.filter(pk__in=stored).update(calendar_version=calendar.version)
    update_rows(model, different, model.RECKONED)
    if changes:
        _record_changes(changes, now=now)
    return len(changes)


def _reckon(clocks: Sequence[Clock], calendar: Calendar) -> list[tuple[Clock, DueChange]]:
    """Reckon them all, unsaved; the changes of those whose date is another now, or certain."""
    known: dict[str, Clock] = {}
    changes = []
    for clock in clocks:
        old, grounds = clock.due_facts(), clock.grounds()
        if grounds in known:
            clock.reckon_like(known[grounds])
        else:
            clock.reckon(calendar)
            known[grounds] = clock
        if clock.due_facts() != old:
            changes.append((clock, _change_of(clock, *old)))
    return changes


def _change_of(
    clock: Clock,
    due_on: datetime.date | None,
    due_at: datetime.datetime | None,
    is_provisional: bool,
) -> DueChange:
    if clock.due_on is None:
        raise ValueError("A clock that runs has a due date.")
    return DueChange(
        clock_model=clock._meta.label_lower,
        clock_id=clock.pk,
        old_due_on=due_on,
        old_due_at=due_at,
        was_provisional=is_provisional,
        new_due_on=clock.due_on,
        new_due_at=clock.due_at,
        is_provisional=clock.is_provisional,
    )


def _record_changes(changes: Sequence[tuple[Clock, DueChange]], *, now: datetime.datetime) -> None:
    version = CalendarVersion.objects.get(number=changes[0][0].calendar_version)
    for _clock, change in changes:
        change.version, change.reason, change.changed_at = version, version.reason, now
    insert_rows(DueChange, [change for _clock, change in changes])
    due_dates_changed.send(sender=type(changes[0][0]), changes=changes)
