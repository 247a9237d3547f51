import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import prefetch_related_objects
from wagtail.models import Page

from civic_disclosure.addresses import path_of_item
from civic_disclosure.domain.structure import columns_open_to
from civic_disclosure.enums import LinkKind
from civic_disclosure.models import (
    ChannelPage,
    ColumnPage,
    ItemPage,
    PublishedItem,
    PublishedLink,
    SiteFacts,
    UnitCatalogue,
)
from civic_disclosure.models.pages import paths_to, units_at
from civic_office.models import Unit
from civic_office.workdays import civil_moment

#: What a list row shows of an item's page.
ROW_FIELDS = (
    "id",
    "index_number",
    "title",
    "kind",
    "document_number",
    "unit",
    "column",
    "subject",
    "genre",
    "validity",
    "formed_on",
    "published_at",
    "updated_at",
    "summary",
    "url",
)

TRAIL_KINDS: dict[Any, str] = {UnitCatalogue: "unit", ChannelPage: "channel", ColumnPage: "column"}


@dataclass(frozen=True)
class Setting:
    """Where the items of a column stand: in public, their unit's column or the portal column that it feeds."""

    unit: Unit
    column: ColumnPage
    shown_in: ColumnPage
    trail: tuple[dict[str, Any], ...]
    listed_in: tuple[int, ...]
    site: SiteFacts

    def placements(self) -> list[int]:
        """The columns that list an item of this column."""
        return list(self.listed_in)


def setting_of(column: ColumnPage) -> Setting:
    """The setting of the items in `column`."""
    return settings_of([column])[column.pk]


def settings_of(columns: Iterable[ColumnPage]) -> dict[int, Setting]:
    """The settings of the items in each of `columns`, by the column's number; eight queries for any number of columns."""
    columns = list(columns)
    units = units_at(column.path for column in columns)
    if strays := [column.pk for column in columns if column.path not in units]:
        raise ValueError(f"Columns {strays} stand in no unit's tree.")
    prefetch_related_objects(columns, "feeds")
    shown_in = {column.pk: column.feeds or column for column in columns}
    trails, listed_in = trails_of(shown_in.values()), columns_open_to(shown_in.values())
    site = SiteFacts.entered()
    return {
        column.pk: Setting(
            unit=units[column.path],
            column=column,
            shown_in=shown_in[column.pk],
            trail=tuple(trails[shown_in[column.pk].pk]),
            listed_in=listed_in[shown_in[column.pk].pk],
            site=site,
        )
        for column in columns
    }


def trail_of(column: ColumnPage) -> list[dict[str, Any]]:
    """The way to a column from the top of its tree, the column included; what is hidden is left out."""
    return trails_of([column])[column.pk]


def trails_of(columns: Iterable[ColumnPage]) -> dict[int, list[dict[str, Any]]]:
    """The way to each column, by its number. Two queries for any number."""
    ways = {column.pk: sorted(paths_to([column.path])) for column in columns}
    paths = {path for way in ways.values() for path in way}
    kinds = {kind.pk: TRAIL_KINDS[model] for model, kind in ContentType.objects.get_for_models(*TRAIL_KINDS).items()}
    pages = Page.objects.filter(path__in=paths, content_type_id__in=kinds).live()
    hidden = set(ColumnPage.objects.filter(path__in=paths, is_hidden=True).values_list("path", flat=True))
    steps = {
        path: {"id": pk, "title": title, "kind": kinds[kind]}
        for path, pk, title, kind in pages.values_list("path", "pk", "title", "content_type_id")
        if path not in hidden
    }
    return {pk: [steps[path] for path in way if path in steps] for pk, way in ways.items()}


def links_of(page_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """For each item the published items it is tied to: policies, interpretations, successor, predecessors."""
    ids = list(page_ids)
    found: dict[int, dict[str, Any]] = {
        pk: {"policies": [], "interpretations": [], "successor": None, "predecessors": []} for pk in ids
    }
    links = list(PublishedLink.objects.filter(item_id__in=ids)) + list(
        PublishedLink.objects.filter(other_id__in=ids, item__withdrawn_at__isnull=True)
    )
    others = {link.other_id for link in links} | {link.item_id for link in links}
    titles = dict(PublishedItem.objects.public().filter(pk__in=others).values_list("pk", "title"))
    for link in sorted(set(links), key=lambda link: link.pk):
        _tie(found, link, titles)
    return found


def _tie(found: dict[int, dict[str, Any]], link: PublishedLink, titles: Mapping[int, str]) -> None:
    there, back = ("policies", "interpretations") if link.kind == LinkKind.INTERPRETS else ("successor", "predecessors")
    if link.item_id in found and link.other_id in titles:
        other = _reference(link.other_id, titles)
        if there == "successor":
            found[link.item_id][there] = other
        else:
            found[link.item_id][there].append(other)
    if link.other_id in found and link.item_id in titles:
        found[link.other_id][back].append(_reference(link.item_id, titles))


def _reference(pk: int, titles: Mapping[int, str]) -> dict[str, Any]:
    return {"id": pk, "title": titles[pk], "url": path_of_item(pk)}


def dress(record: PublishedItem, content: Mapping[str, Any], setting: Setting, links: Mapping[str, Any]) -> None:
    """Write `row`, `page` and `digest` of a record (not saved) from its content, its setting and its links."""
    page = {
        **content,
        "index_number": record.index_number,
        "unit": unit_reference(setting.unit),
        "column": {"id": setting.shown_in.pk, "title": setting.shown_in.title},
        "published_at": moment(record.published_at),
        "updated_at": moment(record.updated_at),
        "url": path_of_item(record.page_id),
        "breadcrumbs": list(setting.trail),
        "related": links,
        "meta": _meta_tags(record, content, setting),
    }
    record.page = dump(page)
    record.row = dump({field: page[field] for field in ROW_FIELDS})
    record.digest = hashlib.sha256(record.page.encode()).hexdigest()


def _meta_tags(record: PublishedItem, content: Mapping[str, Any], setting: Setting) -> dict[str, str]:
    """The three groups of meta tags that an item's page carries (国办发〔2017〕47号, annex)."""
    column = setting.shown_in
    pictures = [block["url"] for block in content["body"] if block["type"] == "image"]
    return {
        **setting.site.meta_tags(),
        "ColumnName": column.title,
        "ColumnDescription": column.description or column.title,
        "ColumnKeywords": column.column_keywords or column.title,
        "ColumnType": column.column_type or column.title,
        "ArticleTitle": content["title"],
        "PubDate": moment(record.published_at)[:16].replace("T", " "),
        "ContentSource": content["source"] or setting.unit.official_name,
        "Keywords": ",".join(content["keywords"]),
        "Author": content["author"],
        "Description": content["summary"],
        "Image": ",".join(pictures),
        "Url": path_of_item(record.page_id),
    }


def moment(value: datetime.datetime) -> str:
    """A moment as ISO 8601 on the clocks of China, to the second, wherever the editor's profile says they are."""
    return civil_moment(value).isoformat(timespec="seconds")


def dump(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def content_in(record: PublishedItem) -> dict[str, Any]:
    """The content that a record was dressed with: what stays when it is dressed again."""
    page: dict[str, Any] = json.loads(record.page)
    for field in DRESS:
        page.pop(field, None)
    return page


def contents_in(records: Iterable[PublishedItem]) -> dict[int, dict[str, Any]]:
    """The contents of many records, issuing units and subjects by the names they have now. Two queries."""
    contents = {record.pk: content_in(record) for record in records}
    issuers = {unit["id"] for content in contents.values() for unit in content["issued_by"]}
    units = {unit.pk: unit_reference(unit) for unit in Unit.objects.filter(pk__in=issuers)}
    for content in contents.values():
        content["issued_by"] = [units[unit["id"]] for unit in content["issued_by"] if unit["id"] in units]
    for item in ItemPage.objects.filter(pk__in=contents, subject__isnull=False).select_related("subject__parent"):
        contents[item.pk]["subject"] = str(item.subject)
    return contents


def unit_reference(unit: Unit) -> dict[str, Any]:
    """A unit as answers name it."""
    return {"id": unit.pk, "code": unit.code, "name": unit.official_name}


DRESS = ("index_number", "unit", "column", "published_at", "updated_at", "url", "breadcrumbs", "related", "meta")
