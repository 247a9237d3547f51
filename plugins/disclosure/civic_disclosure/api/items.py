"""Items as the public reads them. Answers are put together from JSON that was rendered when the item was published."""

import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from civic_disclosure.api import serializers
from civic_disclosure.api.cursors import write_cursor
from civic_disclosure.api.parameters import (
    BY_NUMBER,
    BY_NUMBER_DESCRIBED,
    ITEM_LIST,
    ITEM_LIST_DESCRIBED,
    NEWEST,
    PAGE_SIZE,
    PAGES,
    PAGES_DESCRIBED,
)
from civic_disclosure.domain.history import list_versions, page_of, public_versions
from civic_disclosure.domain.listing import Page, Place, list_items, public_page
from civic_disclosure.domain.structure import public_column
from civic_disclosure.models import PublishedItem
from civic_office.api.describing import describe
from civic_office.api.problems import ProblemError
from civic_office.api.reading import ReadingView, answer_json, dump_json
from civic_office.models import Unit

#: The parameters that are filters as they stand. `subject` is one of two.
FILTERS = ("unit", "column", "year", "genre", "validity", "kind")


class ItemList(ReadingView):
    parameters = ITEM_LIST

    @describe(
        "list_items",
        tag="items",
        summary=_("List items"),
        description=_(
            "Public items by date of publication, narrowed by any of the filters together. Pages "
            "follow one another by `next` and `previous`; both are references relative to this server."
        ),
        answer=serializers.ItemList,
        refusals=(400,),
        parameters=ITEM_LIST_DESCRIBED,
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = self.chosen
        page = list_items(
            filters_of(chosen),
            place=chosen.get("cursor"),
            newest_first=chosen.get("order", NEWEST) == NEWEST,
            size=chosen.get("page_size", PAGE_SIZE),
        )
        if not page.rows:
            refuse_unknown(chosen)
        return answer_json(request, page_body(request, page))


def filters_of(chosen: dict[str, Any]) -> dict[str, Any]:
    filters = {name: chosen[name] for name in FILTERS if name in chosen}
    if "subject" in chosen:
        filters["subject" if "/" in chosen["subject"] else "subject_class"] = chosen["subject"]
    return filters


def refuse_unknown(chosen: dict[str, Any]) -> None:
    """Asked when a list is empty: a unit or column that the public does not know is a mistake worth a word, not an empty page."""
    errors = {}
    if "unit" in chosen and not Unit.objects.filter(code=chosen["unit"]).exists():
        errors["unit"] = _("There is no unit with this code.")
    if "column" in chosen and public_column(chosen["column"]) is None:
        errors["column"] = _("There is no column with this number.")
    if errors:
        raise ProblemError(400, _("Some parameters are not right."), errors)


def page_body(request: HttpRequest, page: Page) -> str:
    """The JSON of a page. Its rows are JSON already."""
    after, before = (json.dumps(address_of(request, place)) for place in (page.after, page.before))
    return f'{{"next":{after},"previous":{before},"results":[{",".join(page.rows)}]}}'


def address_of(request: HttpRequest, place: Place | None) -> str | None:
    if place is None:
        return None
    kept = {name: value for name, value in request.GET.items() if name != "cursor" and value}
    return f"{request.path}?{urlencode({**kept, 'cursor': write_cursor(place)})}"


class ItemDetail(ReadingView):
    @describe(
        "get_item",
        tag="items",
        summary=_("One item"),
        description=_(
            "An item: its text as blocks and as clean HTML, files, related items, the way to it, meta "
            "tags. What was withdrawn answers 410, and says nothing of what it was."
        ),
        answer=serializers.Item,
        refusals=(404, 410),
    )
    def get(self, request: HttpRequest, item_id: int) -> HttpResponse:
        return answer_item(request, item_id=item_id)


class ItemByIndexNumber(ReadingView):
    parameters = BY_NUMBER

    @describe(
        "get_item_by_index_number",
        tag="items",
        summary=_("One item by its index number"),
        description=_(
            "The item that carries an index number. Numbers are never given again, those of withdrawn items included."
        ),
        answer=serializers.Item,
        refusals=(400, 404, 410),
        parameters=BY_NUMBER_DESCRIBED,
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        if "number" not in self.chosen:
            raise ProblemError(400, _("Some parameters are not right."), {"number": _("Give an index number.")})
        return answer_item(request, index_number=self.chosen["number"])


def answer_item(request: HttpRequest, **which: Any) -> HttpResponse:
    found = public_page(**which)
    if found is None:
        raise missing(**which)
    page, digest = found
    return answer_json(request, page, digest=digest[:32])


def missing(**which: Any) -> ProblemError:
    """410 for what was public once, 404 for what never was."""
    known = {"page_id" if name == "item_id" else name: value for name, value in which.items()}
    return ProblemError(410 if PublishedItem.objects.filter(**known).exists() else 404)


class ItemHistory(ReadingView):
    parameters = PAGES

    @describe(
        "list_item_versions",
        tag="items",
        summary=_("What an item said when"),
        description=_(
            "The public versions of an item, the newest first: from when until when each was shown. Each is read by its "
            "number. What was withdrawn stays withdrawn: a withdrawn item has no history (410), and of an item that is "
            "public again only the versions since then are shown."
        ),
        answer=serializers.ItemHistory,
        refusals=(400, 404, 410),
        parameters=PAGES_DESCRIBED,
    )
    def get(self, request: HttpRequest, item_id: int) -> HttpResponse:
        page = list_versions(
            public_record(item_id), place=self.chosen.get("cursor"), size=self.chosen.get("page_size", PAGE_SIZE)
        )
        return answer_json(request, page_body(request, page))


class ItemVersion(ReadingView):
    @describe(
        "get_item_version",
        tag="items",
        summary=_("One version of an item"),
        description=_(
            "What the public saw of an item from when until when, with the names of that time. Links to related items "
            "are left out. Versions from before a withdrawal answer 410."
        ),
        answer=serializers.ItemVersion,
        refusals=(404, 410),
    )
    def get(self, request: HttpRequest, item_id: int, version: int) -> HttpResponse:
        versions = public_versions(public_record(item_id))
        found = next((one for one in versions if one.number == version), None)
        if found is None:
            raise ProblemError(410 if versions and 0 < version < versions[-1].number else 404)
        return answer_json(request, dump_json({**found.as_json(), "page": page_of(found)}))


def public_record(item_id: int) -> PublishedItem:
    """The record of a public item, as far as its history asks for it. Raises the problem that it is gone, or never was."""
    record = PublishedItem.objects.public().filter(pk=item_id).only("page_id").first()
    if record is None:
        raise missing(item_id=item_id)
    return record
