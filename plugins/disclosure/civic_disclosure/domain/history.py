"""What was public when: the versions of a published record (R102: what stood on the page, and since when)."""

import datetime
import json
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from civic_disclosure.domain.listing import Page, Place, cut
from civic_disclosure.models import PublishedItem
from civic_disclosure.rendering.dress import dump, moment

#: What tells versions apart: everything but the pages themselves, which may be long.
FACTS = ("history_id", "history_date", "updated_at", "withdrawn_at", "revision_id", "digest", "title")


@dataclass(frozen=True)
class Version:
    """What the public saw of an item between two moments; `until` is None for what it sees now."""

    number: int
    since: datetime.datetime
    until: datetime.datetime | None
    title: str
    history_id: int

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "from": moment(self.since),
            "until": moment(self.until) if self.until else None,
            "title": self.title,
        }


def list_versions(record: PublishedItem, *, place: Place | None = None, size: int = 20) -> Page:
    """One page of the versions that the public may see, the newest first. One query, however many there are."""
    found = public_versions(record)
    if place is not None and place.is_forward:
        found = [version for version in found if version.number < place.number]
    elif place is not None:
        found = [version for version in reversed(found) if version.number > place.number]
    rows = [(dump(version.as_json()), version.since, version.number) for version in found[: size + 1]]
    return cut(rows, place, size)


def public_versions(record: PublishedItem) -> list[Version]:
    """The versions of a public record since it is public without a break, the newest first. One query.

    The rule: what was taken from the public is not shown again by way of its history. So a withdrawn record has no
    versions at all, and of one that was withdrawn and published again those before the last withdrawal stay hidden;
    they keep their numbers. A version is a new text or a new place of the item; that a unit was renamed makes none.
    """
    changed, hidden = _changed_rows(record)
    shown = changed[hidden:]
    starts = [row.updated_at for row in shown[:1]] + [_shown_since(row, before) for before, row in pairwise(shown)]
    ends = [*starts[1:], None]
    return [
        Version(number, since, until, row.title, row.history_id)
        for number, (row, since, until) in enumerate(zip(shown, starts, ends, strict=False), start=hidden + 1)
    ][::-1]


def _changed_rows(record: PublishedItem) -> tuple[list[Any], int]:
    """The rows of the history that began a version, oldest first, and how many of them a withdrawal ended."""
    changed: list[Any] = []
    hidden, digest = 0, ""
    for row in record.history.order_by("history_date", "history_id").values_list(*FACTS, named=True):
        if row.withdrawn_at is not None:
            hidden, digest = len(changed), ""
            continue
        if row.digest != digest:
            changed.append(row)
        digest = row.digest
    return changed, hidden


def _shown_since(row: Any, before: Any) -> datetime.datetime:
    """A new text is shown from its own moment; a move keeps that moment, so the record of the move tells."""
    since: datetime.datetime = row.updated_at if before.revision_id != row.revision_id else row.history_date
    return since


def page_of(version: Version) -> dict[str, Any]:
    """The page that the public saw, with the names of its time. One query.

    Links to other items are left out: those may have been withdrawn since.
    """
    page: dict[str, Any] = json.loads(PublishedItem.history.values_list("page", flat=True).get(pk=version.history_id))
    page.pop("related", None)
    return page
