"""How many queries something costs. A list is tested with one row and with three: the number must be the same."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(act: Callable[[], object]) -> int:
    """The queries that `act` makes; compare it with a literal number, so that one more is noticed."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)
