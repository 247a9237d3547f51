"""What screens ask of the roster."""

import datetime
from typing import Any

from civic_interaction.models import DutyNote, DutyShift
from civic_interaction.permissions.duty import DUTY_ROLES
from civic_office.models import Post, Unit
from civic_office.workdays import Calendar

WEEK = 7


def person_on_duty(unit: Unit | int, day: datetime.date, *, calendar: Calendar) -> Any | None:
    """Who watches the desk on `day`; None on a day off, when nobody is planned, or when who was planned has left."""
    if not calendar.is_working(day):
        return None
    number = unit.pk if isinstance(unit, Unit) else unit
    shift = DutyShift.objects.filter(unit=number, day=day, user__is_active=True).select_related("user").first()
    if shift is None:
        return None
    held = Post.objects.held_by(shift.user, today=day).filter(unit=number, role__in=DUTY_ROLES)
    return shift.user if held.exists() else None


def monday_of(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())


def shifts_of_week(unit: Unit, monday: datetime.date) -> dict[datetime.date, DutyShift]:
    sunday = monday + datetime.timedelta(days=WEEK - 1)
    shifts = DutyShift.objects.of(unit, first=monday, last=sunday).select_related("user")
    return {shift.day: shift for shift in shifts}


def notes_of_week(unit: Unit, monday: datetime.date) -> dict[datetime.date, list[DutyNote]]:
    sunday = monday + datetime.timedelta(days=WEEK - 1)
    notes = DutyNote.objects.filter(unit=unit, day__range=(monday, sunday)).select_related("author", "settled_by")
    found: dict[datetime.date, list[DutyNote]] = {}
    for note in notes:
        found.setdefault(note.day, []).append(note)
    return found


def open_points(unit: Unit) -> Any:
    """What waits to be followed up, the oldest first: what the next person sees."""
    return DutyNote.objects.open().filter(unit=unit).select_related("author")


def phones_in(unit: Unit, *, today: datetime.date) -> dict[int, str]:
    """The desk telephone of each person of the unit."""
    posts = Post.objects.held_on(today).filter(unit=unit).exclude(phone="")
    return dict(posts.values_list("user", "phone"))
