"""A city in a box: read a responsibility table, plan, apply."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from civic_disclosure.domain.apply_city import apply_city
from civic_disclosure.domain.city.choices import Choices
from civic_disclosure.domain.city.plan import CityPlan
from civic_disclosure.domain.city.profile import CityProfile, profile_of, read_profile
from civic_disclosure.domain.plan_city import plan_city
from civic_disclosure.tables import TableError, read_table
from civic_office.workdays import civil_date


def find_city(source: str, *, name: str = "") -> tuple[CityProfile, bytes]:
    """The profile and the table for a shipped city's slug, or for the path of a file; `TableError` when neither."""
    try:
        profile = read_profile(source)
    except KeyError:
        file = Path(source)
        if not file.is_file():
            raise TableError(
                _("There is no shipped city and no file of the name “%(source)s”.") % {"source": source}
            ) from None
        return profile_of(name), file.read_bytes()
    return profile, profile.table or b""


def load_city(
    source: str,
    *,
    by: Any,
    now: datetime.datetime,
    name: str = "",
    choices: Choices | None = None,
    report: Callable[[str], None] = lambda _line: None,
) -> CityPlan:
    """Read, plan and apply in one go; return the plan that was applied.

    `report` is told each step. Raises `TableError` for a file that cannot be read, `ValidationError` when the plan has
    open questions, `PermissionDenied` as `apply_city` does.
    """
    profile, content = find_city(source, name=name)
    report(_("Reading the table …"))
    table = read_table(content, filename=source)
    report(_("Comparing with what is there …"))
    plan = plan_city(table, profile=profile, choices=choices, today=civil_date(now))
    report(
        _("Creating %(columns)s columns and %(units)s units …") % {"columns": plan.new_columns, "units": plan.new_units}
    )
    apply_city(plan, by=by, now=now)
    return plan
