import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from django.db.models import QuerySet
from django.utils.html import strip_tags
from wagtail.documents import get_document_model

from civic_disclosure.addresses import path_of_item
from civic_disclosure.enums import ItemKind, LinkKind, Validity
from civic_disclosure.models import PublishedFile, PublishedItem, PublishedLink, Subject
from civic_disclosure.search.surroundings import as_numbers, names_of_units
from civic_office.models import Unit
from civic_office.workdays import civil_date
from civic_search.documents import SearchDocument
from civic_search.domain.read_files import texts_of
from civic_search.sources import Address, Source

#: What explains a document comes after the document itself; what was done about a matter after what holds for it.
INTERPRETATION, NEWS, DRAFT = 0.85, 0.75, 0.8
NEWS_COLUMNS = ("动态", "要闻", "新闻")
#: What stands in such columns holds until it is changed, however old it is.
STANDING_COLUMNS = ("职责", "指南", "目录", "制度", "分工", "机构", "清单", "公共服务", "事项")
#: What is not in force any more.
ENDED = {Validity.REPEALED, Validity.EXPIRED}


class ItemSource(Source):
    """Public items, made of their records: nothing that is not published can be found."""

    kind = "item"

    def documents(self, keys: Sequence[str]) -> Iterator[SearchDocument]:
        records = list(PublishedItem.objects.public().filter(pk__in=as_numbers(keys)))
        ids = [record.pk for record in records]
        names = names_of_units(record.unit_id for record in records)
        codes = dict(Unit.objects.filter(pk__in=names).values_list("pk", "code"))
        successors = dict(
            PublishedLink.objects.filter(item__in=ids, kind=LinkKind.REPLACED_BY).values_list("item_id", "other_id")
        )
        files = texts_of_files(ids)
        for record in records:
            yield document_of(
                record,
                unit=codes[record.unit_id],
                names=names[record.unit_id],
                files=files.get(record.pk, ""),
                successor=successors.get(record.pk),
            )

    def keys_after(self, key: str, *, size: int) -> Sequence[str]:
        public = PublishedItem.objects.public().filter(pk__gt=int(key or 0)).order_by("pk")
        return [str(pk) for pk in public.values_list("pk", flat=True)[:size]]

    def count(self) -> int:
        return PublishedItem.objects.public().count()

    def public(self, keys: Sequence[str]) -> set[str]:
        public = PublishedItem.objects.public().filter(pk__in=as_numbers(keys))
        return {str(pk) for pk in public.values_list("pk", flat=True)}

    def addresses(self, keys: Sequence[str]) -> Mapping[str, Address]:
        return {key: Address(path_of_item(int(key)), f"/api/v1/items/{key}/") for key in keys}

    def labels(self, facet: str, values: Sequence[str]) -> Mapping[str, str]:
        names = {"type": ItemKind, "validity": Validity}.get(facet)
        return {value: str(names(value).label) for value in values if value in names} if names else {}

    def words(self) -> Iterable[str]:
        return Subject.objects.values_list("name", flat=True)

    def titles(self, *, limit: int) -> Iterable[tuple[str, str]]:
        newest = PublishedItem.objects.public().order_by("-published_at", "-page_id").values_list("pk", "title")
        return ((str(pk), title) for pk, title in newest[:limit])

    def keys_showing(self, document_ids: Sequence[int]) -> Iterable[str]:
        shown = PublishedFile.objects.filter(document_id__in=document_ids, item__withdrawn_at__isnull=True)
        return [str(pk) for pk in shown.values_list("item_id", flat=True)]


def document_of(
    record: PublishedItem, *, unit: str, names: Sequence[str], files: str, successor: int | None
) -> SearchDocument:
    page: dict[str, Any] = json.loads(record.page)
    columns = [step["title"] for step in page["breadcrumbs"] if step["kind"] == "column"]
    return SearchDocument(
        kind=ItemSource.kind,
        key=str(record.pk),
        title=record.title,
        numbers=tuple(filter(None, (record.document_number, record.index_number))),
        keywords=tuple(page["keywords"]),
        context="\n".join([*names, *columns, *(issuer["name"] for issuer in page["issued_by"])]),
        body="\n".join(filter(None, texts_in(page))),
        files=files,
        facets={
            "type": (record.kind,),
            "unit": (unit,),
            "column": tuple(dict.fromkeys(columns)),
            "year": (str(record.year),),
            "subject": tuple(dict.fromkeys(filter(None, (record.subject_class, record.subject)))),
            "validity": tuple(filter(None, (record.validity,))),
        },
        dated_on=civil_date(record.published_at),
        boost=boost_of(record, columns),
        fades=record.kind == ItemKind.GENERAL
        and not record.document_number
        and not stands_in(STANDING_COLUMNS, columns),
        is_in_force=record.validity not in ENDED,
        replaced_by=f"{ItemSource.kind}:{successor}" if successor else "",
    )


def boost_of(record: PublishedItem, columns: Sequence[str]) -> float:
    if record.kind == ItemKind.INTERPRETATION:
        return INTERPRETATION
    if stands_in(NEWS_COLUMNS, columns):
        return NEWS
    return DRAFT if "征求意见" in record.title else 1.0


def stands_in(words: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether the item's own column is called so."""
    return any(word in column for column in columns[-1:] for word in words)


def texts_in(page: Mapping[str, Any]) -> Iterator[str]:
    """What a reader of the item reads: its summary and body, and the names of its files."""
    yield page["summary"]
    for block in page["body"]:
        yield from TEXTS[block["type"]](block)
    yield from (file["title"] for file in page["attachments"])


def plain_text(html: str) -> str:
    """Text of clean HTML, a line for each block."""
    return unescape(strip_tags(html.replace("</", "\n</").replace("<br", "\n<br")))


TEXTS: dict[str, Any] = {
    "text": lambda block: [plain_text(block["html"])],
    "image": lambda block: [block["caption"]],
    "table": lambda block: [block["caption"], *(" ".join(map(str, row)) for row in block["rows"])],
    "attachment": lambda block: [block["file"]["title"]],
    "video": lambda block: [block["title"], block["transcript"]],
}


def texts_of_files(item_ids: Sequence[int]) -> dict[int, str]:
    """The texts of the files that public items show, as far as they have been read."""
    shown: dict[int, list[int]] = defaultdict(list)
    for item, document in (
        PublishedFile.objects.filter(item__in=item_ids).order_by("pk").values_list("item_id", "document_id")
    ):
        shown[item].append(document)
    documents: QuerySet[Any] = get_document_model().objects.filter(pk__in={pk for ids in shown.values() for pk in ids})
    texts = texts_of(documents)
    return {item: "\n".join(filter(None, (texts.get(pk, "") for pk in ids))) for item, ids in shown.items()}
