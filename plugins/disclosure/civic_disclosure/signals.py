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
