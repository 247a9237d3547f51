"""Gives units their catalogue and its standard columns."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from civic_disclosure.domain.add_pages import Placement, add_pages
from civic_disclosure.domain.change_column import change_column
from civic_disclosure.domain.grant import grant_unit_rights
from civic_disclosure.domain.load_templates import load_templates
from civic_disclosure.models import CatalogueRoot, ColumnPage, ColumnTemplate, TemplateColumn, UnitCatalogue
from civic_disclosure.permissions import may_change_structure
from civic_office.models import Unit
from civic_office.workdays import civil_date

#: The title of the page above all catalogues: data of the tree, which the office may rename.
ROOT_TITLE = "政府信息公开目录"


def open_catalogue(unit: Unit, *, by: Any, now: datetime.datetime) -> UnitCatalogue:
    """Give `unit` its catalogue with the columns of the default template (R001, R002, R010). See `open_catalogues`."""
    return open_catalogues([unit], by=by, now=now)[0]


@transaction.atomic
def open_catalogues(
    units: Sequence[Unit], *, by: Any, now: datetime.datetime, template: ColumnTemplate | None = None
) -> list[UnitCatalogue]:
    """Open the catalogue of every unit that has none, and give it the template's columns.

    1. permission: a superuser, the disclosure section, or `by=None` for the system itself;
    2. the catalogues' root is made when it is missing;
    3. catalogues and columns are added in bulk; a unit that has a catalogue keeps it as it is;
    4. each unit's people get their right to write there.
    """
    _check(by, today=civil_date(now))
    chosen = template or default_template()
    existing = {page.unit_id: page for page in UnitCatalogue.objects.filter(unit__in=units)}
    fresh = {
        unit.pk: UnitCatalogue(title=unit.short_name, slug=f"u{unit.pk}", unit=unit, template=chosen)
        for unit in units
        if unit.pk not in existing
    }
    root = catalogue_root(now=now) if fresh else None
    add_pages([(root, page) for page in fresh.values() if root is not None], now=now)
    add_pages(
        [pair for page in fresh.values() for pair in _missing_pairs(page, chosen.columns.all(), have=set())], now=now
    )
    grant_unit_rights([unit for unit in units if unit.pk in fresh])
    return [existing.get(unit.pk) or fresh[unit.pk] for unit in units]


@transaction.atomic
def apply_template(
    catalogue: UnitCatalogue, template: ColumnTemplate, *, by: Any, now: datetime.datetime
) -> list[ColumnPage]:
    """Add the standard columns that `catalogue` lacks, and remember which template it follows (R001, R011).

    A column is there when one carries its code, or its very name and no code: that one gets the code. Nothing is
    renamed or removed: `compare_tree` shows what differs (R003, R005).
    """
    today = civil_date(now)
    _check(by, today=today)
    have = set()
    for column in own_columns(catalogue):
        if not column.code:
            _adopt(column, template, today=today)
        have.add(column.code)
    added = add_pages(list(_missing_pairs(catalogue, template.columns.all(), have=have)), now=now)
    UnitCatalogue.objects.filter(pk=catalogue.pk).update(template=template)
    catalogue.template = template
    return [column for column in added if isinstance(column, ColumnPage)]


def own_columns(catalogue: UnitCatalogue) -> list[ColumnPage]:
    """The columns directly below a catalogue, in order."""
    return list(ColumnPage.objects.child_of(catalogue).order_by("path"))


def default_template() -> ColumnTemplate:
    """The template for new units; the shipped ones are loaded when there is none."""
    chosen = ColumnTemplate.objects.filter(is_default=True).first()
    if chosen is None:
        load_templates()
        chosen = ColumnTemplate.objects.filter(is_default=True).first() or ColumnTemplate.objects.latest("year")
    return chosen


def catalogue_root(*, now: datetime.datetime) -> CatalogueRoot:
    """The page above all units' catalogues; made when there is none."""
    root = CatalogueRoot.objects.first()
    if root is None:
        root = CatalogueRoot(title=ROOT_TITLE, slug="catalogues")
        add_pages([(tree_root(), root)], now=now)
    return root


def tree_root() -> Page:
    root = Page.get_first_root_node()
    if root is None:
        root = Page.add_root(title="Root", slug="root", locale=Locale.get_default())
    return root


def _adopt(column: ColumnPage, template: ColumnTemplate, *, today: datetime.date) -> None:
    standard = template.columns.filter(name=column.title).first()
    if standard is not None:
        column.code = change_column(column, by=None, today=today, code=standard.code).code


def _missing_pairs(
    catalogue: UnitCatalogue, columns: Iterable[TemplateColumn], *, have: set[str]
) -> Iterable[Placement]:
    for column in columns:
        if column.code not in have:
            yield catalogue, standard_column(column)


def standard_column(column: TemplateColumn) -> ColumnPage:
    return ColumnPage(
        title=column.name,
        slug=column.code,
        code=column.code,
        item_kind=column.item_kind,
        openness=column.openness,
        description=column.description,
        required_elements=column.required_elements,
    )


def _check(by: Any, *, today: datetime.date) -> None:
    if by is not None and not may_change_structure(by, today=today):
        raise PermissionDenied(_("Only the disclosure section may change the columns of units."))
