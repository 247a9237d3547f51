"""Does what a plan says, in one transaction."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from civic_disclosure.domain.add_pages import Placement, add_pages
from civic_disclosure.domain.apply_template import open_catalogues, tree_root
from civic_disclosure.domain.change_column import change_column
from civic_disclosure.domain.city.current import Current
from civic_disclosure.domain.city.plan import CityPlan, Path
from civic_disclosure.domain.city.write_duties import write_duties
from civic_disclosure.domain.city.write_feeds import write_feeds
from civic_disclosure.domain.city.write_renames import write_renames
from civic_disclosure.domain.city.write_units import write_groups, write_units
from civic_disclosure.domain.load_templates import load_subjects, load_templates
from civic_disclosure.domain.queries import holds_items
from civic_disclosure.models import ChannelPage, ColumnPage, PortalPage
from civic_disclosure.permissions import may_change_structure
from civic_office.enums import UnitKind
from civic_office.models import Unit, UnitGroup
from civic_office.workdays import civil_date


@dataclass(slots=True)
class Applying:
    """What the steps hand on to each other."""

    plan: CityPlan
    now: datetime.datetime
    units: dict[str, Unit] = field(default_factory=dict)
    groups: dict[str, UnitGroup] = field(default_factory=dict)
    columns: dict[Path, ColumnPage] = field(default_factory=dict)


@transaction.atomic
def apply_city(plan: CityPlan, *, by: Any, now: datetime.datetime, hide_removed: bool = False) -> dict[str, int]:
    """Write a plan: units, groups, channels, columns, catalogues, feeding columns, duties. All of it, or nothing.

    1. permission (`by=None` is the system itself) and no open question, else `PermissionDenied` / `ValidationError`;
    2. templates and subject classes that are missing;
    3. units, aliases and groups; 4. what was renamed, then new channels and columns of the portal, in bulk;
    5. a catalogue with the standard columns for every unit; 6. the columns that feed the portal; 7. duties;
    8. with `hide_removed`, columns the table no longer names are hidden if they hold nothing;
    9. a job judges by the new duties when every column must be fed.

    A column that is there is changed by `change_column`, so public records that name it are dressed again.

    No page is ever deleted. Running it again with a fresh plan changes nothing. Returns the plan's counts.
    """
    from civic_disclosure.tasks import sweep_freshness  # plc0415: tasks import the domain

    today = civil_date(now)
    if by is not None and not may_change_structure(by, today=today):
        raise PermissionDenied(_("Only the disclosure section may load a city's table."))
    if not plan.is_clear:
        raise ValidationError(_("There are unclear points: nothing was done."))
    load_templates()
    load_subjects()
    step = Applying(plan, now)
    step.units, step.groups = write_units(plan), {}
    step.groups = write_groups(plan, step.units)
    write_renames(plan, by=by, today=today)
    _write_portal(step)
    for wanted, changes in plan.column_changes:
        change_column(ColumnPage.objects.get(pk=wanted.pk), by=by, today=today, **changes)
    missing = [step.units[code] for code in plan.catalogues]
    open_catalogues(missing, by=None, now=now)
    write_feeds(plan, units=step.units, columns=step.columns, by=by, now=now)
    write_duties(plan, units=step.units, groups=step.groups, columns=step.columns)
    if hide_removed:
        _hide(plan, by=by, today=today)
    sweep_freshness.enqueue()
    return plan.counts()


def _write_portal(step: Applying) -> None:
    """Channels, then columns: parents come before children, so one bulk call places them all."""
    current = Current.read()
    portal = current.portal or _open_portal(step)
    channels = dict(current.channels)
    placements: list[Placement] = []
    number = _next_number(portal)
    for title in step.plan.channels:
        channels[title] = ChannelPage(title=title, slug=f"c{number}")
        placements.append((portal, channels[title]))
        number += 1
    step.columns = dict(current.columns)
    for wanted in step.plan.columns:
        page = ColumnPage(
            title=wanted.path[-1],
            slug=f"c{number}",
            kind=wanted.kind,
            item_kind=wanted.item_kind,
            link_url=wanted.link_url,
        )
        above = wanted.path[:-1]
        placements.append((channels[above[0]] if len(above) == 1 else step.columns[above], page))
        step.columns[wanted.path] = page
        number += 1
    add_pages(placements, now=step.now)


def _next_number(portal: PortalPage) -> int:
    """The number after the highest `c123` in use: slugs of the portal are never given twice."""
    slugs = Page.objects.descendant_of(portal).filter(slug__regex=r"^c[0-9]+$").values_list("slug", flat=True)
    return max((int(slug[1:]) for slug in slugs), default=0) + 1


def _open_portal(step: Applying) -> PortalPage:
    offices = sorted(
        step.units.values(), key=lambda unit: (unit.kind != UnitKind.GOVERNMENT_OFFICE, unit.position, unit.pk)
    )
    portal = PortalPage(title=step.plan.portal, slug="portal", unit=offices[0])
    add_pages([(tree_root(), portal)], now=step.now)
    return portal


def _hide(plan: CityPlan, *, by: Any, today: datetime.date) -> None:
    for page in ColumnPage.objects.filter(pk__in=[pk for pk, _path, _is_empty in plan.removed]):
        if not holds_items(page):
            change_column(page, by=by, today=today, is_hidden=True)
