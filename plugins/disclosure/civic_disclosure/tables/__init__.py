"""Reads a responsibility table as cities keep it: CSV or XLSX, merged cells, headings of any name and order.

`read` opens the file, `headings` finds its columns and names them by the words of `fields`, `rows` turns what is
below them into rows with a place.
"""

from civic_disclosure.tables.fields import FIELDS, Field
from civic_disclosure.tables.headings import Mapping, guess_mapping
from civic_disclosure.tables.read import Sheet, Table, TableError, read_table
from civic_disclosure.tables.rows import Row, Skipped, normalise_rows

__all__ = [
    "FIELDS",
    "Field",
    "Mapping",
    "Row",
    "Sheet",
    "Skipped",
    "Table",
    "TableError",
    "guess_mapping",
    "normalise_rows",
    "read_table",
]
