"""What the catalogue announces. Sent with `send()` inside the transaction: a receiver that fails rolls the change back."""

from django.dispatch import Signal

item_published = Signal()
"""An item became public, or a new version of it did. Arguments: `record` (PublishedItem), `is_new` (bool).

Sent by `domain/write_records.py`, for one item and for those of a batch alike.
"""

item_withdrawn = Signal()
"""An item is public no longer. Arguments: `record` (PublishedItem). Sent by `domain/record.py`."""

item_moved = Signal()
"""A public item now stands in another column. Arguments: `record` (PublishedItem). Sent by `domain/record.py`."""

records_written = Signal()
"""What the public can read of items is another now: published, withdrawn, moved, or something they show of others was
renamed. Arguments: `page_ids` (list of int).

Sent once for many by `domain/write_records.py`, `domain/record.py` and `domain/redress.py`: for whoever keeps a copy.
"""

freshness_changed = Signal()
"""Columns are fed, due or overdue otherwise than before. Sender: `Freshness`. Arguments: `changes`, a list of
`FreshnessChange` (`domain/keep_freshness.py`): `row` (as stored now: unit, state, due day, overdue since), `was_state`,
`was_due_on`, and `feeds`, the days of feeding since, each with the day by which it had been due.

Sent once for all columns that one job looked at, in its transaction, by `domain/keep_freshness.py`: the source of
obligations. What was due by `was_due_on` is met by the first of `feeds`, late where `is_late`; `row.due_on` is owed next.
"""
