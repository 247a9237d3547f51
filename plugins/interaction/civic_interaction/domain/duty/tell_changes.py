"""Whose days of duty were changed hears of it."""

import datetime
import hashlib
from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from civic_interaction.models import DutyShift
from civic_office.domain.tell_staff import tell_staff
from civic_office.models import Unit
from civic_office.workdays import describe_day

LANGUAGE = "zh-hans"
#: More days than these are counted, not named.
MOST_NAMED = 5


def days_by_person(shifts: Iterable[DutyShift]) -> dict[int, set[datetime.date]]:
    found: dict[int, set[datetime.date]] = {}
    for shift in shifts:
        found.setdefault(shift.user_id, set()).add(shift.day)
    return found


def tell_changes(
    unit: Unit,
    *,
    before: Mapping[int, set[datetime.date]],
    after: Mapping[int, set[datetime.date]],
    by: int | None,
    now: datetime.datetime,
) -> None:
    """Tell everybody but `by` which of their days came or went, in the transaction of the change."""
    for user in sorted((before.keys() | after.keys()) - {by}):
        if days := sorted(before.get(user, set()) ^ after.get(user, set())):
            tell_duty("duty_changed", unit, user, days, about=f"{unit.pk} {now.isoformat()}", now=now)


def tell_duty(
    kind: str, unit: Unit, user: int, days: list[datetime.date], *, about: str, now: datetime.datetime
) -> None:
    with override(LANGUAGE):
        named = "、".join(describe_day(day, with_year=True) for day in days[:MOST_NAMED])
        more = _("%(days)s and others, %(count)d days in all") % {"days": named, "count": len(days)}
        facts = {"unit": str(unit), "days": more if len(days) > MOST_NAMED else named}
    url = f"{reverse('civic_duty:index')}?unit={unit.pk}&day={days[0].isoformat()}"
    key = hashlib.sha256(about.encode()).hexdigest()
    tell_staff(kind, key=key, people=[user], facts=facts, url=url, happened_at=now, now=now)
