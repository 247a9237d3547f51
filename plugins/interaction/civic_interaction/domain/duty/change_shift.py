"""Another person takes a day, or two people swap theirs."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_interaction.domain.duty.tell_changes import days_by_person, tell_changes
from civic_interaction.models import DutyShift
from civic_interaction.permissions.duty import may_arrange_duty, may_write_log, people_for_duty, require
from civic_office.history import save_by
from civic_office.workdays import civil_date


def may_change_shift(user: Any, shift: DutyShift, *, today: datetime.date) -> bool:
    """Whoever arranges the roster; and who has the day, while they work in the unit."""
    mine = shift.user_id == user.pk and may_write_log(user, shift.unit, today=today)
    return mine or may_arrange_duty(user, shift.unit, today=today)


@transaction.atomic
def give_shift(shift: DutyShift, *, to: Any, by: Any, now: datetime.datetime) -> DutyShift:
    """`to` takes the day instead; both hear of it. Raises `PermissionDenied`, `ValidationError`."""
    (shift,) = _lock(shift)
    _check(shift, by=by, now=now)
    today = civil_date(now)
    if to.pk not in {user.pk for user in people_for_duty(shift.unit, today=today)}:
        raise ValidationError({"to": _("This person does not handle letters in the unit.")})
    before = days_by_person([shift])
    shift.user = to
    save_by(shift, by=by)
    tell_changes(shift.unit, before=before, after=days_by_person([shift]), by=by.pk, now=now)
    return shift


@transaction.atomic
def swap_shifts(shift: DutyShift, *, with_: DutyShift, by: Any, now: datetime.datetime) -> None:
    """Two people of one unit take each other's day; both hear of it. Raises `PermissionDenied`, `ValidationError`."""
    shift, other = _lock(shift, with_)
    _check(shift, by=by, now=now)
    if other.unit_id != shift.unit_id or other.day < civil_date(now):
        raise ValidationError({"with_": _("Choose a day of the same unit that lies ahead.")})
    before = days_by_person([shift, other])
    shift.user_id, other.user_id = other.user_id, shift.user_id
    save_by(shift, by=by)
    save_by(other, by=by)
    tell_changes(shift.unit, before=before, after=days_by_person([shift, other]), by=by.pk, now=now)


def _lock(*shifts: DutyShift) -> list[DutyShift]:
    """As they are now, in the order they were given; locked in the order of their keys."""
    numbers = [shift.pk for shift in shifts]
    rows = DutyShift.objects.select_for_update(of=("self",)).select_related("unit").filter(pk__in=numbers)
    found = {row.pk: row for row in rows.order_by("pk")}
    return [found[number] for number in numbers]


def _check(shift: DutyShift, *, by: Any, now: datetime.datetime) -> None:
    today = civil_date(now)
    require(may_change_shift(by, shift, today=today))
    if shift.day < today:
        raise ValidationError(_("The past is not planned any more."))
