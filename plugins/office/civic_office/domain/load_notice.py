import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from civic_office.domain.check_notice import Fault, NoticeData, NoticeRefused, find_faults
from civic_office.domain.make_version import lock_calendar, make_version
from civic_office.models import CalendarDay, HolidayNotice
from civic_office.permissions import require_may_change_calendar
from civic_office.signals import holiday_notice_loaded
from civic_office.workdays import civil_date

State = dict[datetime.date, tuple[bool, str]]


def load_notice(data: NoticeData, *, by: Any | None, now: datetime.datetime) -> HolidayNotice:
    """Enter a holiday notice, or change the one that its year has.

    1. `by` must be of the disclosure section, or a superuser; None is the machine (the operator's command).
    2. Everything wrong with the notice is found first: `NoticeRefused`, with a sentence for each day.
       A year that has a notice already is changed only with a reason.
    3. The notice is written (with history), its days are brought to what `data` says.
    4. If a day changed, or the year is new, the calendar gets a new version.
    5. The job that computes running clocks again is enqueued, and `holiday_notice_loaded` sent.

    Loading the same notice again changes nothing.
    """
    require_may_change_calendar(by, today=civil_date(now))
    with transaction.atomic():
        lock_calendar()
        refuse_faults(data, now=now)
        notice = HolidayNotice.objects.filter(year=data.year).first()
        is_new = notice is None
        notice = notice or HolidayNotice(year=data.year)
        _write_header(notice, data, by=by, now=now)
        changes = _write_days(notice, data)
        if is_new or changes:
            announce_change(changes, year=data.year, by=by, now=now, reason=data.reason or _default_reason(data))
    return notice


def announce_change(
    changes: list[list[str | None]], *, year: int, by: Any | None, now: datetime.datetime, reason: str
) -> None:
    """Make the version, enqueue the recomputation in the same transaction, and tell the other plugins."""
    from civic_office.tasks import recompute_due_dates  # plc0415: tasks import the domain

    version = make_version(changes, year=year, by=by, now=now, reason=reason)
    recompute_due_dates.enqueue()
    holiday_notice_loaded.send(sender=HolidayNotice, year=year, version=version, by=by)


def describe_change(state: tuple[bool, str] | None) -> str | None:
    """One side of an entry of `CalendarVersion.changes`."""
    if state is None:
        return None
    is_working, name = state
    return f"{'work' if is_working else 'off'} {name}".strip()


def days_of(notice: HolidayNotice) -> State:
    return {
        date: (is_working, name) for date, is_working, name in notice.days.values_list("date", "is_working", "name")
    }


def compare_days(before: State, after: State) -> list[list[str | None]]:
    """The days that differ, as `CalendarVersion.changes` keeps them."""
    return [
        [date.isoformat(), describe_change(before.get(date)), describe_change(after.get(date))]
        for date in sorted(before.keys() | after.keys())
        if before.get(date) != after.get(date)
    ]


def refuse_faults(data: NoticeData, *, now: datetime.datetime) -> None:
    """Raise `NoticeRefused` if the notice could not be loaded as things stand; a preview asks as well."""
    taken = dict(
        CalendarDay.objects.filter(date__in={day.date for day in data.days})
        .exclude(notice__year=data.year)
        .values_list("date", "notice__year")
    )
    faults = find_faults(data, taken=taken, today=civil_date(now))
    notice = HolidayNotice.objects.filter(year=data.year).first()
    if notice is not None and not data.reason and _differs(notice, data):
        faults.append(Fault(_("The year has a notice already. Say why it is changed."), "reason"))
    if faults:
        raise NoticeRefused(faults)


def _differs(notice: HolidayNotice, data: NoticeData) -> bool:
    return days_of(notice) != _state(data) or any(getattr(notice, name) != getattr(data, name) for name in _HEADER)


_HEADER = ("document_number", "issued_on", "source")


def _write_header(notice: HolidayNotice, data: NoticeData, *, by: Any | None, now: datetime.datetime) -> None:
    if notice.pk is not None and not _differs(notice, data):
        return
    for name in _HEADER:
        setattr(notice, name, getattr(data, name))
    notice.loaded_at = now
    notice._history_user = by
    notice._change_reason = data.reason or _default_reason(data)
    notice.save()


def _write_days(notice: HolidayNotice, data: NoticeData) -> list[list[str | None]]:
    before, after = days_of(notice), _state(data)
    changes = compare_days(before, after)
    changed = [date for date in before.keys() | after.keys() if before.get(date) != after.get(date)]
    notice.days.filter(date__in=changed).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(notice=notice, date=date, is_working=after[date][0], name=after[date][1])
        for date in sorted(changed)
        if date in after
    )
    return changes


def _state(data: NoticeData) -> State:
    return {day.date: (day.is_working, day.name) for day in data.days}


def _default_reason(data: NoticeData) -> str:
    return _("Notice loaded: %(document)s") % {"document": data.document_number or data.source or data.year}
