"""The stored freshness of columns: kept in step with what is published, withdrawn, moved, owed, and with the calendar."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from civic_disclosure import signals
from civic_disclosure.domain.feeding import feed_days, last_feeds, read_places, topmost
from civic_disclosure.domain.freshness import Feed, follow_feeds
from civic_disclosure.domain.owed import Place, Rulebook
from civic_disclosure.domain.status_note import follow_feeding
from civic_disclosure.enums import FreshnessState
from civic_disclosure.models import ColumnPage, Freshness, UnitCatalogue
from civic_disclosure.models.pages import paths_to
from civic_office.domain.insert_rows import insert_rows
from civic_office.domain.update_rows import update_rows
from civic_office.workdays import civil_date
from civic_office.workdays.civil import ONE_DAY

#: More columns than these are not looked at one by one.
MANY = 200


@dataclass(frozen=True, slots=True)
class FreshnessChange:
    """What became of one column: `row` as it is stored now, what was known before, and how it was fed meanwhile.

    `was_state` and `was_due_on`: None where the column was not known. `feeds`: the days on which it was fed since, oldest
    first, each with the day by which it had been due.
    """

    row: Freshness
    was_state: str | None
    was_due_on: datetime.date | None
    feeds: tuple[Feed, ...] = ()


def note_feeding(page_ids: Iterable[int]) -> None:
    """Have these columns, and all that they feed, looked at by a job: enqueued in the caller's transaction."""
    from civic_disclosure import tasks  # plc0415: tasks import the domain

    numbers = sorted(set(page_ids))
    if len(numbers) > MANY:
        tasks.sweep_freshness.enqueue()
    elif numbers:
        tasks.keep_freshness.enqueue(numbers)


def keep_freshness(page_ids: Sequence[int], *, now: datetime.datetime) -> int:
    """Bring these columns and catalogues to what holds now, with those above, below, and those they feed; see `judge_trees`."""
    columns = ColumnPage.objects.filter(pk__in=page_ids).values_list("path", "feeds__path")
    catalogues = UnitCatalogue.objects.filter(pk__in=page_ids).values_list("path", flat=True)
    changed = {path for pair in columns for path in pair if path} | set(catalogues)
    if not changed:
        return 0
    return judge_trees(_trees_of(changed), rules=Rulebook.read(today=civil_date(now)), now=now, around=changed)


def _trees_of(paths: Iterable[str]) -> list[str]:
    """The topmost columns or catalogues on the way to `paths`."""
    ways = paths_to(paths)
    tops = [
        path
        for model in (UnitCatalogue, ColumnPage)
        for path in model.objects.filter(path__in=ways).values_list("path", flat=True)
    ]
    return topmost(tops)


@transaction.atomic
def judge_trees(paths: Sequence[str], *, rules: Rulebook, now: datetime.datetime, around: Iterable[str] = ("",)) -> int:
    """Judge the columns and catalogues at `paths` and below, of them those on the way to `around` and below; how many changed.

    1. What is stored of them is locked, in the order of its keys, *before* what they hold is read: of two who judge a
       column the later has seen what the earlier saw.
    2. Each is reckoned by its duties and limits; a row is written where it differs.
    3. Those fed meanwhile: every feed is paired with the day by which it had been due, whoever was not there then.
    4. Status notes of columns that are fed, or empty again, follow (R023).
    5. `freshness_changed` is sent once for all.

    Idempotent: nothing differs the second time, and nothing is sent.
    """
    above, below = paths_to(around), tuple(around)
    places = [
        place for place in read_places(paths, today=rules.today) if place.path in above or place.path.startswith(below)
    ]
    stored = {
        row.pk: row
        for row in Freshness.objects.select_for_update().filter(pk__in=[place.pk for place in places]).order_by("pk")
    }
    fed = last_feeds(paths)
    judged = [(place, _judge(place, fed.get(place.path), rules)) for place in places]
    different = [(place, row, stored.get(row.pk)) for place, row in judged if _facts(stored.get(row.pk)) != _facts(row)]
    insert_rows(Freshness, [row for _place, row, old in different if old is None])
    update_rows(Freshness, [row for _place, row, old in different if old is not None], Freshness.FACTS)
    follow_feeding(
        row
        for _place, row, old in different
        if old is not None and (old.last_fed_at, old.state) != (row.last_fed_at, row.state)
    )
    changes = _changes(different, paths, rules, now=now)
    if changes:
        signals.freshness_changed.send(sender=Freshness, changes=changes)
    return len(different)


def _judge(place: Place, fed_at: datetime.datetime | None, rules: Rulebook) -> Freshness:
    found = rules.reckon(rules.owed_by(place), fed_on=fed_at and civil_date(fed_at))
    state = found.state_on(today=rules.today)
    is_late = state == FreshnessState.OVERDUE and found.due_on is not None
    return Freshness(
        page_id=place.pk,
        unit_id=place.unit.pk,
        state=state,
        why=found.why,
        last_fed_at=fed_at,
        due_on=found.due_on,
        soon_from=found.soon_from,
        overdue_since=found.due_on + ONE_DAY if is_late and found.due_on else None,
        is_provisional=found.is_provisional,
        trace=found.trace,
    )


def _facts(row: Freshness | None) -> tuple[object, ...] | None:
    return tuple(getattr(row, name) for name in Freshness.FACTS) if row is not None else None


Different = tuple[Place, Freshness, Freshness | None]


def _changes(
    different: Sequence[Different], paths: Sequence[str], rules: Rulebook, *, now: datetime.datetime
) -> list[FreshnessChange]:
    """What others are told: another state or due day, or feeds; not that only the explanation is another."""
    feeds = _feeds_since(different, paths, rules, now=now)
    return [
        FreshnessChange(row, old.state if old else None, old.due_on if old else None, feeds.get(row.pk, ()))
        for _place, row, old in different
        if old is None or (old.state, old.due_on) != (row.state, row.due_on) or feeds.get(row.pk)
    ]


def _feeds_since(
    different: Sequence[Different], paths: Sequence[str], rules: Rulebook, *, now: datetime.datetime
) -> dict[int, tuple[Feed, ...]]:
    fed = [
        (place, row, old)
        for place, row, old in different
        if old is not None and row.last_fed_at and (old.last_fed_at is None or row.last_fed_at > old.last_fed_at)
    ]
    if not fed:
        return {}
    known = [old.last_fed_at for _place, _row, old in fed if old.last_fed_at is not None]
    days = feed_days(paths, after=min(known) if len(known) == len(fed) else None, until=now)
    return {
        row.pk: follow_feeds(
            [day for day in days.get(place.path, ()) if old.last_fed_on is None or day > old.last_fed_on],
            rules.owed_by(place),
            due_on=old.due_on,
            calendar=rules.calendar,
        )
        for place, row, old in fed
    }
