"""What the office announces. Sent with `send()` inside the transaction: a receiver that fails rolls the change back."""

from django.dispatch import Signal

post_appointed = Signal()
"""A person has been appointed. Sender: `Post`. Arguments: `post`, `by`, `today`. Sent by `domain/appoint.py`."""

post_ended = Signal()
"""A post has been ended, with or without a successor. Sender: `Post`. Arguments: `post`, `by`, `today`.

Sent by `domain/end_post.py`; after a handover `post.succeeded_by` is set.
"""

post_handed_over = Signal()
"""A post passes from one person to another. Sender: `Post`.

Arguments: `post` (ended), `successor` (the new post), `by`, `today`. Sent by `domain/hand_over.py`.
Whoever keeps work that belongs to a person (and not to a role) moves it from `post.user` to `successor.user` here.
"""

filing_filed = Signal()
"""A filing has reached the office. Sender: `Filing`. Arguments: `filing`, `by`. Sent by `domain/file_with_office.py`."""

filing_decided = Signal()
"""The office has answered a filing. Sender: `Filing`. Arguments: `filing`, `by`. Sent by `domain/decide_filing.py`."""

review_step_decided = Signal()
"""A step of review was approved or returned. Sender: `ReviewState`. Arguments: `step`, `by`, `now`. Sent by `domain/review.py`."""

holiday_notice_loaded = Signal()
"""A holiday notice was loaded, changed or withdrawn, and the calendar has a new version.

Sender: `HolidayNotice`. Arguments: `year`, `version` (`CalendarVersion`), `by` (user, or None for the machine).
Registered clocks need no receiver: they are computed again by a job of the office.
"""

due_dates_changed = Signal()
"""A change of the calendar moved due dates, or confirmed some that were provisional.

Sender: the concrete clock class. Arguments: `changes`, pairs of a clock (as it is now, saved) and its `DueChange`, in the
order of the clocks; what they belong to is locked. Sent once for each chunk of clocks, in its transaction.
Owners of a copy of the date (a case, an obligation) renew it here.
"""

worker_started = Signal()
"""A worker is about to look for its first job. Sender: `LeasingWorker`. No arguments. Sent by `manage.py worker`.

Whoever keeps something beside the database (an index, a cache) enqueues here the job that checks it.
"""
