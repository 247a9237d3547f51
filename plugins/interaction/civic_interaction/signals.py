"""What interaction announces. Sent with `send()` inside the transaction: a receiver that fails rolls the change back."""

from django.dispatch import Signal

case_changed = Signal()
"""Something happened to a case: it was received, assigned, answered, became overdue … Sender: `Case`.

Arguments: `case` (as it is now, saved), `event` (`CaseEvent`: what, by whom, from which state to which, what became of the
clocks). Sent once for every event by `domain/change.py`, and by `domain/note_overdue.py` for warnings and overdue clocks.
"""

letter_published = Signal()
"""A public letter was published, corrected or withdrawn from the public. Sender: `PublicLetter`.

Arguments: `letter` (`PublicLetter`, saved; ask `is_public()`). Sent by `domain/publish_letter.py`.
"""

names_changed = Signal()
"""A unit or channel that public things name is called otherwise now, and letters have been rendered again. Sender: its class.

Arguments: `owner` (`Unit` or `Channel`). Sent by `domain/render_again.py`, once all letters are done.
"""

topic_published = Signal()
"""A response to a hot topic was published, or the topic withdrawn from the public. Sender: `HotTopic`.

Arguments: `topic` (saved; ask `is_public`). Sent by `domain/hot_topic.py`.
"""

question_published = Signal()
"""A common question was published or withdrawn from the public. Sender: `CommonQuestion`.

Arguments: `question` (saved; ask `is_public`). Sent by `domain/common_question.py`.
"""

collection_changed = Signal()
"""Something happened to an opinion collection: it was announced, revised, closed, its results published … Sender: `Collection`.

Arguments: `collection` (as it is now, saved), `event` (`CollectionEvent`: what, by whom, from which state to which).
Sent once for every event by `domain/collections/change.py`. Opinions that come in are no events.
"""
