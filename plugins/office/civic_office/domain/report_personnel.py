"""Every change of personnel reaches the office as a filing (R168)."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from civic_office.enums import FilingKind, FilingState
from civic_office.models import Filing, Post
from civic_office.permissions import may_decide_filings
from civic_office.signals import filing_filed
from civic_office.workdays import civil_date


def report_personnel(
    posts: Iterable[Post], *, subject: str, text: str = "", by: Any, now: datetime.datetime
) -> list[Filing]:
    """File one change for each of `posts`; runs inside the transaction of the change itself.

    1. `subject` is filled with the post's `unit`, `role` and `name`.
    2. What the office does itself counts as accepted; what a unit does waits for the office to take note.
    3. Announce `filing_filed` for each.
    """
    filings = [
        Filing(
            unit=post.unit,
            kind=FilingKind.PERSONNEL,
            subject=(subject % _words_for(post))[:200],
            text=text,
            facts={"post": post.pk, "role": post.role, "user": post.user_id},
            filed_by=by,
            filed_at=now,
        )
        for post in posts
    ]
    if filings and may_decide_filings(by, today=civil_date(now)):
        for filing in filings:
            filing.state, filing.decided_by, filing.decided_at = FilingState.ACCEPTED, by, now
    filings = bulk_create_with_history(filings, Filing, batch_size=500, default_user=by)
    for filing in filings:
        filing_filed.send(sender=Filing, filing=filing, by=by)
    return filings


def _words_for(post: Post) -> dict[str, str]:
    return {
        "unit": str(post.unit),
        "role": post.get_role_display(),
        "name": post.user.get_full_name() or post.user.get_username(),
    }


def appointed_sentence() -> str:
    return _("%(name)s is now %(role)s of %(unit)s")


def ended_sentence() -> str:
    return _("%(name)s is no longer %(role)s of %(unit)s")


def handed_over_sentence() -> str:
    return _("%(name)s took over as %(role)s of %(unit)s")
