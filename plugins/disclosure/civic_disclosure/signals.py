"""What the catalogue announces. Sent with `send()` inside the transaction: a receiver that fails rolls the change back."""

from django.dispatch import Signal

item_published = Signal()
"""An item became public, or a new version of it did. Arguments: `record` (PublishedItem), `is_new` (bool).

Sent by `domain/record.py`, and by `domain/import_items.py` for items written in bulk.
"""

item_withdrawn = Signal()
"""An item is public no longer. Arguments: `record` (PublishedItem). Sent by `domain/record.py`."""

item_moved = Signal()
"""A public item now stands in another column. Arguments: `record` (PublishedItem). Sent by `domain/record.py`."""

items_dressed_again = Signal()
"""Something that public items show of others was renamed, moved or linked. Arguments: `page_ids` (list of int).

Sent by `domain/redress.py`, in slices. The items themselves did not change.
"""
