"""What the public finds of the catalogue: items, columns and units, as their records and the public trees show them.

`register_sources` is called when the app is ready; what changes is noted by `receivers` and `domain/add_pages.py`.
"""

from civic_disclosure.search.columns import ColumnSource
from civic_disclosure.search.items import ItemSource
from civic_disclosure.search.units import UnitSource
from civic_search.sources import register_source


def register_sources() -> None:
    for source in (ItemSource(), ColumnSource(), UnitSource()):
        register_source(source)
