"""Items with given titles, entered in the index as saving enters them."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from wagtail.search.index import insert_or_update_object

from civic_disclosure.domain.add_pages import add_pages
from civic_disclosure.models import ColumnPage, ItemPage
from tests import factories


def make_page(title: str, column: ColumnPage | None = None, **fields: Any) -> ItemPage:
    item = factories.make_item(column or make_column(), title, **{"body": [], **fields})
    insert_or_update_object(item)
    return item


def make_column() -> ColumnPage:
    return factories.make_column(factories.make_catalogue(factories.make_unit()), "栏目")


def make_pages(titles: Iterable[str]) -> list[ItemPage]:
    column = make_column()
    pages = [ItemPage(title=title, slug=f"n{number}") for number, title in enumerate(titles)]
    add_pages([(column, page) for page in pages], now=timezone.now())
    return pages
