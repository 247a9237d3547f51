"""The site, its units and its columns: what a public page needs around the items."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic_disclosure.api import serializers
from civic_disclosure.api.parameters import UNIT_LIST, UNIT_LIST_DESCRIBED
from civic_disclosure.domain.freshness_sentences import explain_freshness
from civic_disclosure.domain.structure import (
    column_node,
    column_tree,
    freshness_node,
    portal_channels,
    public_column,
    status_note_node,
    unit_tree,
)
from civic_disclosure.models import ColumnPage, Freshness, SiteFacts, UnitCatalogue
from civic_disclosure.rendering.dress import trail_of, unit_reference
from civic_office.api.describing import describe
from civic_office.api.problems import ProblemError
from civic_office.api.reading import ReadingView, answer_json, dump_json
from civic_office.models import Unit
from civic_office.workdays import civil_date

#: Structure changes rarely.
MAX_AGE = 300
SITE_FACTS = (
    "name",
    "domain",
    "identification_code",
    "icp_number",
    "police_number",
    "sponsor",
    "operator",
    "contact",
    "about_url",
    "help_url",
    "statement_url",
    "error_report_url",
)


def answer(request: HttpRequest, data: Any) -> HttpResponse:
    return answer_json(request, dump_json(data), max_age=MAX_AGE)


class SiteDetail(ReadingView):
    @describe(
        "get_site",
        tag="site",
        summary=_("Facts of the website"),
        description=_("Name, identification code, and what the footer of every page shows."),
        answer=serializers.Site,
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        facts = SiteFacts.entered()
        return answer(request, {**{name: getattr(facts, name) for name in SITE_FACTS}, "meta": facts.meta_tags()})


class ColumnList(ReadingView):
    @describe(
        "list_columns",
        tag="columns",
        summary=_("The portal's columns"),
        description=_(
            "The portal's tree: channels, and in them columns up to three levels deep. Hidden columns are left out."
        ),
        answer=serializers.ChannelList,
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        return answer(request, {"channels": portal_channels()})


class ColumnDetail(ReadingView):
    @describe(
        "get_column",
        tag="columns",
        summary=_("One column"),
        description=_(
            "A column of the portal or of a unit, the way to it, and the columns in it; how fresh it is and why, and its status note."
        ),
        answer=serializers.Column,
        refusals=(404,),
    )
    def get(self, request: HttpRequest, column_id: int) -> HttpResponse:
        column = public_column(column_id)
        unit = column.owning_unit if column is not None else None
        if column is None or unit is None:
            raise ProblemError(404)
        below = ColumnPage.objects.descendant_of(column).order_by("path")
        data = {
            **column_node(column),
            "children": column_tree(below),
            "unit": unit_reference(unit),
            "breadcrumbs": trail_of(column),
            "freshness": explained(Freshness.objects.filter(pk=column.pk).first()),
            "status_note": status_note_node(column),
        }
        return answer(request, data)


def explained(row: Freshness | None) -> dict[str, Any] | None:
    """How fresh a column is, and the sentences that say why."""
    node = freshness_node(row)
    if row is None or node is None:
        return None
    sentences = explain_freshness(row.why, row.trace, fed_on=row.last_fed_on, due_on=row.due_on)
    return {**node, "explanation": sentences}


class UnitList(ReadingView):
    parameters = UNIT_LIST

    @describe(
        "list_units",
        tag="units",
        summary=_("List units"),
        description=_("The units that exist today, in the order of the office."),
        answer=serializers.UnitList,
        refusals=(400,),
        parameters=UNIT_LIST_DESCRIBED,
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        units = Unit.objects.active_on(civil_date(timezone.now())).filter(**self.chosen)
        return answer(request, {"results": [unit_row(unit) for unit in units]})


def unit_row(unit: Unit) -> dict[str, Any]:
    return {
        "id": unit.pk,
        "code": unit.code,
        "kind": {"code": unit.kind, "label": unit.get_kind_display()},
        "official_name": unit.official_name,
        "short_name": unit.short_name,
    }


class UnitDetail(ReadingView):
    @describe(
        "get_unit",
        tag="units",
        summary=_("One unit"),
        description=_("A unit, closed ones included: how to reach it, and the columns with its functions and leaders."),
        answer=serializers.UnitFacts,
        refusals=(404,),
    )
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        unit = Unit.objects.select_related("parent", "succeeded_by").addressed_by(code).first()
        if unit is None:
            raise ProblemError(404)
        plain = ("address", "office_hours", "phone", "fax", "web_contact")
        data = {
            **unit_row(unit),
            "parent": unit_reference(unit.parent) if unit.parent else None,
            **{name: getattr(unit, name) for name in plain},
            "active_from": unit.active_from.isoformat() if unit.active_from else None,
            "active_until": unit.active_until.isoformat() if unit.active_until else None,
            "succeeded_by": unit_reference(unit.succeeded_by) if unit.succeeded_by else None,
            "predecessors": [unit_reference(other) for other in unit.predecessors.all()],
            "standard_columns": standard_columns(unit),
        }
        return answer(request, data)


def standard_columns(unit: Unit) -> list[dict[str, Any]]:
    """The standard columns of the unit's own catalogue, from the top of its tree."""
    catalogue = UnitCatalogue.objects.live().filter(unit=unit).first()
    if catalogue is None:
        return []
    columns = ColumnPage.objects.child_of(catalogue).exclude(code="").order_by("path")
    return [{"id": column.pk, "code": column.code, "title": column.title} for column in columns if column.is_shown()]


class UnitTree(ReadingView):
    @describe(
        "get_unit_catalogue",
        tag="units",
        summary=_("A unit's catalogue"),
        description=_(
            "The unit's tree of columns with the number of public items in each, and how fresh each is. Columns whose "
            "items are listed by a portal column, and hidden ones, are left out."
        ),
        answer=serializers.UnitTree,
        refusals=(404,),
    )
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        catalogue = (
            UnitCatalogue.objects.live().select_related("unit").filter(unit__in=Unit.objects.addressed_by(code)).first()
        )
        if catalogue is None:
            raise ProblemError(404)
        data = {"unit": unit_reference(catalogue.unit), "title": catalogue.title, "columns": unit_tree(catalogue)}
        return answer_json(request, dump_json(data))
