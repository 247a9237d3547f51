"""Units and columns are found too: what is told to the index of search when they change, one by one or by the hundred."""

from collections.abc import Iterable

from django.db import transaction
from wagtail.models import Page

from civic_disclosure.models import ColumnPage, UnitCatalogue
from civic_disclosure.search.columns import ColumnSource
from civic_disclosure.search.units import UnitSource
from civic_office.models import Unit
from civic_search.domain.note_change import note_change, note_words


@transaction.atomic
def note_units(units: Iterable[Unit]) -> None:
    """The units → the columns of their catalogues, which are found by their names → their names as words."""
    changed = list(units)
    note_change(UnitSource.kind, [str(unit.pk) for unit in changed])
    note_columns(UnitCatalogue.objects.filter(unit__in=changed))


@transaction.atomic
def note_columns(places: Iterable[Page]) -> None:
    """Columns, or pages that hold some: they and all columns below them → their titles as words."""
    keys: dict[str, None] = {}
    for place in places:
        below = ColumnPage.objects.descendant_of(place, inclusive=True)
        keys |= dict.fromkeys(str(pk) for pk in below.order_by("path").values_list("pk", flat=True))
    note_change(ColumnSource.kind, keys)
    note_words()
