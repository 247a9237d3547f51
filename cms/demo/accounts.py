"""Users and posts for a loaded city: one password for all, printed, because a demo is for looking at."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction

from civic_office.domain.appoint import Appointment, appoint_many
from civic_office.models import PasswordState, Unit
from cms.demo.facts import UnitFacts
from cms.demo.people import Account, plan_accounts, spell

PASSWORD = "gongkai2026"  # noqa: S105 (a demo's, shown to whoever starts it)
SUPERUSER = "admin"
#: So long everybody has held their post: the demo tells of what they did in the last year.
IN_OFFICE = datetime.timedelta(days=400)
#: Units whose every role is staffed, as is the government office; the others have who must be there for an item to be sent.
FULL = ("财政局", "教育局")
OFFICE = "government_office"
#: Kinds of units that citizens write to: each has somebody for letters.
WRITTEN_TO = frozenset({OFFICE, "department", "vertical", "county", "zone", "institution"})


def is_staffed(short_name: str, kind: str) -> bool:
    """Whether the demo has somebody for every role in this unit."""
    return kind == OFFICE or short_name.removeprefix("市").removeprefix("县") in FULL


def plan_city_accounts(units: Iterable[UnitFacts], *, seed: int) -> list[Account]:
    planned: list[Account] = []
    taken: set[str] = set()
    for unit in units:
        is_office = unit.kind == OFFICE
        is_full = is_staffed(unit.short_name, unit.kind)
        planned += plan_accounts(
            unit,
            seed=seed,
            is_full=is_full,
            is_office=is_office,
            is_written_to=unit.kind in WRITTEN_TO,
            taken=frozenset(taken),
        )
        taken.add(spell(unit.short_name))
    return planned


@transaction.atomic
def open_accounts(planned: list[Account], *, now: datetime.datetime) -> Any:
    """Users first, then their posts; returns the administrator in whose name it was done. Running it again adds what is missing."""
    users = get_user_model()
    secret = make_password(PASSWORD)
    boss, _made = users.objects.get_or_create(
        username=SUPERUSER,
        defaults={"last_name": "系统管理员", "password": secret, "is_staff": True, "is_superuser": True},
    )
    there = set(users.objects.values_list("username", flat=True))
    users.objects.bulk_create(
        [
            users(username=one.username, last_name=one.name, password=secret, is_active=True)
            for one in planned
            if one.username not in there
        ],
        batch_size=200,
    )
    people = {user.username: user for user in users.objects.filter(username__in=[one.username for one in planned])}
    PasswordState.objects.bulk_create(
        [PasswordState(user=user, changed_at=now, must_change=False) for user in (boss, *people.values())],
        ignore_conflicts=True,
    )
    units = Unit.objects.in_bulk({one.unit_code for one in planned}, field_name="code")
    appoint_many(
        [
            Appointment(
                user=people[one.username], unit=units[one.unit_code], role=one.role, title=one.title, phone=one.phone
            )
            for one in planned
        ],
        by=boss,
        now=now - IN_OFFICE,
    )
    return boss
