"""The wizard's steps: take a table, say what its columns mean, settle what is unclear, have it done."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_disclosure.domain.apply_city import apply_city
from civic_disclosure.domain.city.choices import Choices
from civic_disclosure.domain.city.plan import CityPlan
from civic_disclosure.domain.city.profile import CityProfile, profile_of, read_profile
from civic_disclosure.domain.plan_city import plan_city
from civic_disclosure.models import CityLoad
from civic_disclosure.permissions import may_change_structure
from civic_disclosure.tables import Mapping, Table, TableError, guess_mapping, read_table
from civic_office.jobs.progress import start_progress
from civic_office.workdays import civil_date


@transaction.atomic
def start_load(*, city: str, name: str, filename: str, content: bytes, by: Any, now: datetime.datetime) -> CityLoad:
    """Keep a table and the guess at its headings; `TableError` when it cannot be read. Nothing else is written."""
    _check(by, now=now)
    profile = read_profile(city) if city else profile_of(name)
    content = profile.table or b"" if city else content
    mapping = guess_mapping(read_table(content, filename=filename).sheets)
    return CityLoad.objects.create(
        city=city,
        name=profile.name,
        filename=filename or profile.title,
        content=content,
        mapping=mapping.to_json(),
        choices=Choices().to_json(),
        made_by=by,
        made_at=now,
    )


def save_mapping(load: CityLoad, mapping: Mapping, *, by: Any, now: datetime.datetime) -> None:
    """Remember what the columns mean, even while it is incomplete."""
    _check(by, now=now)
    load.mapping = mapping.to_json()
    load.save(update_fields=["mapping"])


def save_choices(load: CityLoad, choices: Choices, *, by: Any, now: datetime.datetime) -> None:
    """Remember what was decided about the unclear points."""
    _check(by, now=now)
    load.choices = choices.to_json()
    load.save(update_fields=["choices"])


def plan_load(load: CityLoad, *, now: datetime.datetime) -> CityPlan:
    """The plan as of now; raises `TableError` while the mapping lacks what a table must have."""
    return plan_city(
        table_of(load),
        Mapping.from_json(load.mapping),
        profile=profile_of_load(load),
        choices=choices_of(load),
        today=civil_date(now),
    )


@transaction.atomic
def request_load(
    load: CityLoad, *, counts: dict[str, int], by: Any, now: datetime.datetime, hide_removed: bool = False
) -> CityLoad:
    """Have a job do what the last step showed; the loading's `progress` says how far it is. A second click changes nothing.

    Raises a `ValidationError` when it has been done, or when the figures are no longer those that were shown (`counts`).
    """
    from civic_disclosure.tasks import load_city_table  # plc0415: tasks import the domain

    load = _lock(load, by=by, now=now)
    if not load.is_under_way:
        _plan_as_shown(load, counts, now=now)
        load.progress = start_progress(str(load), by=by)
        load.save(update_fields=["progress"])
        load_city_table.enqueue(load.pk, counts=counts, hide_removed=hide_removed, user_id=by.pk)
    return load


@transaction.atomic
def apply_load(
    load: CityLoad, *, counts: dict[str, int], by: Any, now: datetime.datetime, hide_removed: bool = False
) -> dict[str, int]:
    """Do what the last step showed, all of it or nothing.

    1. lock the loading; 2. plan again, with the errors of `request_load`; 3. `apply_city`; 4. keep who did it, when, and
    the figures.
    """
    load = _lock(load, by=by, now=now)
    load.result = apply_city(_plan_as_shown(load, counts, now=now), by=by, now=now, hide_removed=hide_removed)
    load.applied_by, load.applied_at = by, now
    load.save(update_fields=["result", "applied_by", "applied_at"])
    return load.result


def _lock(load: CityLoad, *, by: Any, now: datetime.datetime) -> CityLoad:
    _check(by, now=now)
    load = CityLoad.objects.select_for_update(of=("self",)).select_related("progress").get(pk=load.pk)
    if load.applied_at is not None:
        raise ValidationError(
            _("This table has been loaded already. Load it again from the start to see what has changed.")
        )
    return load


def _plan_as_shown(load: CityLoad, counts: dict[str, int], *, now: datetime.datetime) -> CityPlan:
    plan = plan_load(load, now=now)
    if plan.counts() != counts:
        raise ValidationError(
            _("In the meantime something has changed. Please look at the figures again; nothing has been done yet.")
        )
    return plan


def table_of(load: CityLoad) -> Table:
    return read_table(load.bytes, filename=load.filename)


def choices_of(load: CityLoad) -> Choices:
    return Choices.from_json(load.choices)


def profile_of_load(load: CityLoad) -> CityProfile:
    return read_profile(load.city) if load.city else profile_of(load.name)


def _check(by: Any, *, now: datetime.datetime) -> None:
    if not may_change_structure(by, today=civil_date(now)):
        raise PermissionDenied(_("Only the disclosure section may load a city's table."))


__all__ = [
    "TableError",
    "apply_load",
    "choices_of",
    "plan_load",
    "request_load",
    "save_choices",
    "save_mapping",
    "start_load",
    "table_of",
]
