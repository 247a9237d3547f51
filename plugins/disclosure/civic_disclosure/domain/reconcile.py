"""Comparing the public records with their pages, and mending what a crash left behind.

Records are kept inside the transactions that change pages (`record.py`), all but one: Wagtail announces a move after its
transaction, so a process that dies in between leaves the records in their old column. Scripts may write past signals.
"""

import datetime
import logging
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from civic_disclosure.domain.gate import is_cleared
from civic_disclosure.domain.record import keep_record, move_record, withdraw_record
from civic_disclosure.models import ColumnPage, ItemPage, Placement, PublishedItem
from civic_disclosure.rendering.dress import settings_of

logger = logging.getLogger("civic_disclosure.reconcile")
#: Pages compared in one go.
SLICE = 500
#: How Wagtail's page log calls a mending.
LOGGED = "civic_disclosure.mend_record"


class Fault(TextChoices):
    """How a record differs from its page."""

    STALE = "stale"  #: The page is live with another text than the record shows, or has no public record.
    LEFT_OVER = "left_over"  #: The record is public, the page is not live any more or gone.
    MISPLACED = "misplaced"  #: The record stands in another column or unit than the page, or is listed elsewhere.


def compare_slice(*, after: int) -> tuple[dict[int, Fault], int | None]:
    """Compare the next `SLICE` pages by number; returns the faults, and where to go on, or None at the end."""
    records = PublishedItem.objects.public().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:SLICE]
    pages = ItemPage.objects.live().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:SLICE]
    numbers = sorted({*records, *pages})[:SLICE]
    return find_faults(numbers), numbers[-1] if len(numbers) == SLICE else None


def find_faults(numbers: Iterable[int]) -> dict[int, Fault]:
    """Those of the items whose public record is not what their page says, and in which way."""
    numbers = list(numbers)
    records = {
        record.pk: record for record in PublishedItem.objects.public().filter(pk__in=numbers).defer("row", "page")
    }
    live = ItemPage.objects.live().filter(pk__in=numbers).values_list("pk", "path", "live_revision")
    pages = {pk: (path[: -ItemPage.steplen], revision) for pk, path, revision in live}
    faults = dict.fromkeys(records.keys() - pages.keys(), Fault.LEFT_OVER)
    for pk, (_above, revision) in pages.items():
        if pk not in records or records[pk].revision_id != revision:
            faults[pk] = Fault.STALE
    rest = {pk: above for pk, (above, _revision) in pages.items() if pk not in faults}
    return faults | dict.fromkeys(_misplaced(rest, records), Fault.MISPLACED)


def _misplaced(above: dict[int, str], records: dict[int, PublishedItem]) -> list[int]:
    """Of the items below the columns with the paths `above`, those whose record stands or is listed elsewhere."""
    columns = list(ColumnPage.objects.select_related("feeds").filter(path__in=set(above.values())))
    by_column = settings_of(columns)
    settings = {column.path: by_column[column.pk] for column in columns}
    listed = defaultdict(set)
    for item, column in Placement.objects.filter(item_id__in=above).values_list("item_id", "column_id"):
        listed[item].add(column)
    return [
        pk
        for pk, path in above.items()
        if (records[pk].column_id, records[pk].unit_id, listed[pk])
        != (settings[path].column.pk, settings[path].unit.pk, set(settings[path].placements()))
    ]


@transaction.atomic
def mend_record(number: int, *, now: datetime.datetime) -> Fault | None:
    """Bring the record of one item in step with its page: lock → compare → the step that was missed → the page's log.

    A text that was never approved is not published here either: the gate is asked, and the difference stays, with an
    error in the log of the server. Mending what is in order changes nothing. Returns what was mended.
    """
    page = ItemPage.objects.select_for_update(of=("self",)).filter(pk=number).first()
    fault = find_faults([number]).get(number)
    if fault is None:
        return None
    if page is None or fault == Fault.LEFT_OVER:
        reason = _("The page was not public any more. Found by comparing records with pages.")
        withdraw_record(PublishedItem.objects.select_for_update().get(pk=number), now=now, reason=reason)
    elif fault == Fault.MISPLACED:
        move_record(page)
    elif page.live_revision is None or not is_cleared(page.live_revision):
        logger.error("Page %s is live with a text that has not passed review; the public does not see it.", number)
        return None
    else:
        keep_record(page, now=now)
    logger.warning("The record of page %s was %s, and has been mended.", number, fault)
    if page is not None:
        log(instance=page, action=LOGGED, data={"fault": fault})
    return fault
