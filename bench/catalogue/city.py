"""A city for measuring: 60 units with 22 columns each, and as many items as asked, written in bulk."""

import datetime
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from civic_disclosure.enums import DisclosureMode, Genre, ItemKind, Validity
from civic_disclosure.models import CatalogueRoot, ColumnPage, ItemPage, Placement, PublishedItem, UnitCatalogue
from civic_disclosure.rendering.content import content_of, validity_of
from civic_disclosure.rendering.dress import Setting, dress, settings_of
from civic_office.enums import UnitKind
from civic_office.models import Unit
from civic_office.workdays import civil_date

UNITS, COLUMNS = 60, 22
FIRST_DAY = datetime.datetime(2019, 5, 15, 8, tzinfo=datetime.UTC)
#: Items are spread over this many days, whatever their number, so that every size has the same years.
DAYS = 2700
BATCH = 2000
WORDS = [
    "财政预算",
    "决算",
    "公示",
    "关于",
    "印发",
    "通知",
    "实施",
    "方案",
    "民政",
    "救助",
    "标准",
    "调整",
    "教育",
    "招生",
    "卫生",
    "健康",
    "规划",
    "项目",
    "环境",
    "保护",
    "就业",
    "补贴",
    "住房",
    "保障",
    "交通",
    "水利",
    "工程",
    "安全",
    "生产",
    "检查",
]
SUBJECTS = [
    f"{first}/{second}"
    for first in ("财政、金融、审计", "教育", "民政、扶贫、救灾", "国土资源、能源")
    for second in ("财政", "税务", "审计", "其他")
]


def lay_out_city() -> None:
    """Units, their catalogues and columns, through Wagtail itself."""
    home = Page.get_first_root_node()
    root = home.add_child(instance=CatalogueRoot(title="政府信息公开", slug="catalogue"))
    for number in range(1, UNITS + 1):
        unit = Unit.objects.create(
            code=f"1137{number:07d}",
            kind=UnitKind.DEPARTMENT,
            official_name=f"琅琊市第{number}局",
            short_name=f"第{number}局",
            position=number,
        )
        catalogue = root.add_child(instance=UnitCatalogue(title=unit.official_name, slug=unit.code, unit=unit))
        for place in range(1, COLUMNS + 1):
            catalogue.add_child(instance=ColumnPage(title=f"标准栏目{place}", slug=f"c{place}", code=f"c{place}"))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})


@dataclass
class Seat:
    """A column that is being filled."""

    column: ColumnPage
    setting: Setting
    filled: int = 0


class Filler:
    """Adds items up to a number. Every size holds the same items as the smaller ones, and more between them."""

    def __init__(self) -> None:
        columns = list(ColumnPage.objects.order_by("path"))
        settings = settings_of(columns)
        self.seats = [Seat(column, settings[column.pk]) for column in columns]
        self.type = ContentType.objects.get_for_model(ItemPage)
        self.numbers = itertools.count(1)
        self.first_id = Page.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
        self.done = 0
        self.form: dict[str, Any] | None = None

    def fill_to(self, size: int) -> None:
        while self.done < size:
            count = min(BATCH, size - self.done)
            self._write([self._make(self.done + step) for step in range(count)])
            self.done += count
        for seat in self.seats:
            Page.objects.filter(pk=seat.column.pk).update(numchild=seat.filled)

    def _make(self, number: int) -> tuple[ItemPage, PublishedItem, Seat]:
        chance = random.Random(number)
        seat = self.seats[number % len(self.seats)] if number % 3 else chance.choice(self.seats)
        seat.filled += 1
        item = self._page(number, seat, chance)
        return item, self._record(number, item, seat), seat

    def _page(self, number: int, seat: Seat, chance: random.Random) -> ItemPage:
        moment = FIRST_DAY + datetime.timedelta(minutes=chance.randrange(DAYS * 1440), microseconds=number)
        said = "".join(chance.choices(WORDS, k=6))
        pk = self.first_id + number
        return ItemPage(
            id=pk,
            page_ptr_id=pk,
            content_type=self.type,
            title=f"{said}的{chance.choice(WORDS)}（{number}）",
            slug=f"i{number}",
            path=Page._get_path(seat.column.path, seat.column.depth + 1, seat.filled),  # noqa: SLF001 (treebeard's numbering)
            depth=seat.column.depth + 1,
            url_path=f"{seat.column.url_path}i{number}/",
            locale_id=seat.column.locale_id,
            live=True,
            first_published_at=moment,
            last_published_at=moment,
            latest_revision_created_at=moment,
            kind=ItemKind.POLICY if number % 4 == 0 else ItemKind.GENERAL,
            document_number=f"琅政发〔{moment.year}〕{number}号" if number % 4 == 0 else "",
            genre=chance.choice(Genre.values),
            validity=chance.choice(Validity.values) if number % 4 == 0 else "",
            formed_on=moment.date(),
            keywords=" ".join(chance.choices(WORDS, k=3)),
            summary="".join(chance.choices(WORDS, k=25)),
            body=[("text", RichText("".join(f"<p>{''.join(chance.choices(WORDS, k=60))}。</p>" for _ in range(4))))],
            source=seat.setting.unit.official_name,
        )

    def _record(self, number: int, item: ItemPage, seat: Seat) -> PublishedItem:
        moment: Any = item.first_published_at
        subject = SUBJECTS[number % len(SUBJECTS)]
        year = civil_date(moment).year
        record = PublishedItem(
            page_id=item.pk,
            index_number=f"{seat.setting.unit.code}/{year}-{number:06d}",
            unit=seat.setting.unit,
            column_id=seat.column.pk,
            kind=item.kind,
            title=item.title,
            document_number=item.document_number,
            subject=subject,
            subject_class=subject.partition("/")[0],
            genre=item.genre,
            validity=item.validity,
            mode=DisclosureMode.PROACTIVE,
            year=year,
            formed_on=item.formed_on,
            published_at=moment,
            updated_at=moment,
        )
        content = {**self._content(item), "subject": subject}
        dress(
            record,
            content,
            seat.setting,
            {"policies": [], "interpretations": [], "successor": None, "predecessors": []},
        )
        return record

    def _content(self, item: ItemPage) -> dict[str, Any]:
        """What `content_of` makes of an item: asked once, for it asks the database; then only what differs."""
        if self.form is None:
            self.form = content_of(item)
        html = str(item.body[0].value.source)
        return {
            **self.form,
            **{name: getattr(item, name) for name in ("id", "title", "document_number", "summary", "source")},
            "kind": {"code": item.kind, "label": item.get_kind_display()},
            "genre": {"code": item.genre, "label": item.get_genre_display()},
            "formed_on": str(item.formed_on),
            "keywords": item.keywords.split(),
            "validity": validity_of(item),
            "body": [{"type": "text", "html": html}],
            "body_html": html,
        }

    @transaction.atomic
    def _write(self, made: list[tuple[ItemPage, PublishedItem, Seat]]) -> None:
        items = [item for item, _record, _seat in made]
        Page.objects.bulk_create([_parent_of(item) for item in items])
        fields = ItemPage._meta.local_concrete_fields
        for some in _slices(items, 200):
            ItemPage._base_manager._insert(some, fields=fields, using="default")  # noqa: SLF001 (bulk_create refuses tables that inherit)
        PublishedItem.objects.bulk_create([record for _item, record, _seat in made], batch_size=200)
        Placement.objects.bulk_create(
            [
                Placement(item_id=record.pk, column_id=column, published_at=record.published_at)
                for _item, record, seat in made
                for column in seat.setting.placements()
            ],
            batch_size=1000,
        )


def _parent_of(item: ItemPage) -> Page:
    return Page(**{field.attname: getattr(item, field.attname) for field in Page._meta.concrete_fields})


def _slices(items: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
