"""The roster: people take turns over the working days, make-up days among them; days off have no duty."""

import datetime
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_interaction.domain.duty.tell_changes import days_by_person, tell_changes
from civic_interaction.models import DutyMember, DutyShift
from civic_interaction.permissions.duty import may_arrange_duty, people_for_duty, require
from civic_office.domain.current_calendar import current_calendar
from civic_office.history import save_by
from civic_office.models import Unit
from civic_office.workdays import Calendar, civil_date

#: Further ahead nobody knows who will be there.
LONGEST_PLAN = 366
ONE_DAY = datetime.timedelta(days=1)


@transaction.atomic
def plan_duty(
    unit: Unit,
    *,
    people: Sequence[Any],
    first: datetime.date,
    last: datetime.date,
    by: Any,
    now: datetime.datetime,
) -> int:
    """Let `people` take turns in `unit` from `first` to `last`; returns how many working days that is (R134).

    1. Who may; days that lie ahead, people who handle letters in the unit.
    2. They are kept as those who take turns, in this order.
    3. Each working day gets its person, beginning after whoever had the day before `first`. What was planned for these
       days is replaced.
    4. Everybody whose days have changed is told.

    Raises `PermissionDenied`, `ValidationError` by field.
    """
    today = civil_date(now)
    require(may_arrange_duty(by, unit, today=today))
    _check(unit, people, first=first, last=last, today=today)
    Unit.objects.select_for_update().get(pk=unit.pk)
    DutyMember.objects.filter(unit=unit).delete()
    DutyMember.objects.bulk_create(
        DutyMember(unit=unit, user=user, position=position) for position, user in enumerate(people)
    )
    return _assign(
        unit, [user.pk for user in people], first=first, last=last, replace=True, by=by, now=now, today=today
    )


@transaction.atomic
def keep_roster(unit: Unit, *, today: datetime.date, now: datetime.datetime) -> int:
    """Bring what is planned from `today` on in step with the calendar and with who is there; returns how many days are filled.

    Days that have become days off lose their duty. Working days up to the last planned one that have nobody, or somebody
    who left, get the next in turn.
    """
    Unit.objects.select_for_update().get(pk=unit.pk)
    planned = DutyShift.objects.filter(unit=unit, day__gte=today).order_by("-day").first()
    there = {user.pk for user in people_for_duty(unit, today=today)}
    members = DutyMember.objects.filter(unit=unit).order_by("position").values_list("user", flat=True)
    people = [user for user in members if user in there]
    if planned is None or not people:
        return 0
    return _assign(unit, people, first=today, last=planned.day, replace=False, by=None, now=now, today=today)


def keep_rosters(*, now: datetime.datetime) -> None:
    """As `keep_roster`, for every unit that has something planned."""
    today = civil_date(now)
    planned = DutyShift.objects.filter(day__gte=today).values("unit")
    for unit in Unit.objects.filter(pk__in=planned).order_by("pk"):
        keep_roster(unit, today=today, now=now)


def _check(
    unit: Unit, people: Sequence[Any], *, first: datetime.date, last: datetime.date, today: datetime.date
) -> None:
    if not people:
        raise ValidationError({"people": _("Choose at least one person.")})
    there = {user.pk for user in people_for_duty(unit, today=today)}
    if any(user.pk not in there for user in people):
        raise ValidationError({"people": _("Only people who handle letters in the unit take turns.")})
    if first < today:
        raise ValidationError({"first": _("The past is not planned any more.")})
    if not first <= last <= first + ONE_DAY * LONGEST_PLAN:
        raise ValidationError({"last": _("The last day lies after the first, by a year at most.")})


def _assign(
    unit: Unit,
    people: Sequence[int],
    *,
    first: datetime.date,
    last: datetime.date,
    replace: bool,
    by: Any,
    now: datetime.datetime,
    today: datetime.date,
) -> int:
    """Fill the working days; with `replace` all of them, else those without anybody who is still there."""
    calendar = current_calendar()
    shifts = {shift.day: shift for shift in DutyShift.objects.of(unit, first=first, last=last)}
    before = days_by_person(shifts.values())
    there = {user.pk for user in people_for_duty(unit, today=today)}
    turns = _turns(people, after=_last_person(unit, before=first))
    filled = 0
    for day in working_days(first, last, calendar=calendar):
        shift = shifts.pop(day, None) or DutyShift(unit=unit, day=day)
        if not replace and shift.user_id in there:
            turns = _turns(people, after=shift.user_id)
            continue
        shift.user_id = next(turns)
        save_by(shift, by=by)
        filled += 1
    for shift in shifts.values():  # days off
        shift.delete()
    after = days_by_person(DutyShift.objects.of(unit, first=first, last=last))
    tell_changes(unit, before=before, after=after, by=getattr(by, "pk", None), now=now)
    return filled


def working_days(first: datetime.date, last: datetime.date, *, calendar: Calendar) -> Iterator[datetime.date]:
    days = (first + ONE_DAY * number for number in range((last - first).days + 1))
    return (day for day in days if calendar.is_working(day))


def _turns(people: Sequence[int], *, after: int | None) -> Iterator[int]:
    """Without end, beginning after `after` where that is one of them."""
    start = people.index(after) + 1 if after in people else 0
    return islice(cycle(people), start, None)


def _last_person(unit: Unit, *, before: datetime.date) -> int | None:
    earlier = DutyShift.objects.filter(unit=unit, day__lt=before).order_by("-day")
    return earlier.values_list("user", flat=True).first()
