"""What was public when: the versions of a published record (R102: what stood on the page, and since when)."""

import datetime
import json
from dataclasses import dataclass
from typing import Any

from civic_disclosure.models import PublishedItem
from civic_disclosure.rendering.dress import moment


@dataclass(frozen=True)
class Version:
    """What the public saw of an item between two moments; `until` is None for what it sees now."""

    number: int
    since: datetime.datetime
    until: datetime.datetime | None
    title: str
    page: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "from": moment(self.since),
            "until": moment(self.until) if self.until else None,
            "title": self.title,
            "page": self.page,
        }


def public_versions(record: PublishedItem) -> list[Version]:
    """The versions of a public record since it is public without a break, the newest first.

    The rule: what was taken from the public is not shown again by way of its history. So a withdrawn record has no
    versions at all, and of one that was withdrawn and published again those before the last withdrawal stay hidden.
    A version is a new text or a new place of the item; that a unit was renamed makes none. Each shows the names of
    its time. Links to other items are left out: those may have been withdrawn since.
    """
    kept = list(record.history.order_by("history_date", "history_id"))
    withdrawn = [number for number, row in enumerate(kept) if row.withdrawn_at is not None]
    kept = kept[withdrawn[-1] + 1 :] if withdrawn else kept
    changed = [
        row for before, row in zip([None, *kept], kept, strict=False) if before is None or before.page != row.page
    ]
    starts = [_shown_since(row, before) for before, row in zip([None, *changed], changed, strict=False)]
    ends = [*starts[1:], None]
    versions = [
        Version(number, since, until, row.title, _page_of(row))
        for number, (row, since, until) in enumerate(zip(changed, starts, ends, strict=True), start=1)
    ]
    return versions[::-1]


def _shown_since(row: Any, before: Any) -> datetime.datetime:
    """A new text is shown from its own moment; a move keeps that moment, so the record of the move tells."""
    is_new_text = before is None or before.revision_id != row.revision_id
    since: datetime.datetime = row.updated_at if is_new_text else row.history_date
    return since


def _page_of(row: Any) -> dict[str, Any]:
    page: dict[str, Any] = json.loads(row.page)
    page.pop("related", None)
    return page
