"""End a post without a successor."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_office.domain.grant import grant_access
from civic_office.domain.report_personnel import ended_sentence, report_personnel
from civic_office.history import save_by
from civic_office.models import Post
from civic_office.permissions import may_appoint
from civic_office.signals import post_ended
from civic_office.workdays import civil_date


@transaction.atomic
def end_post(post: Post, *, by: Any, now: datetime.datetime, note: str = "") -> Post:
    """End `post` on the day of `now`; its rights stop at once.

    1. Lock the post, check that `by` may appoint to it, guard that it is still held.
    2. Set the last day, keep the note.
    3. Take the person out of the groups that came with the post.
    4. Report it to the office (R168) and announce `post_ended`.

    A unit that lacks one of its two required people afterwards shows on the office's board.
    Raises `PermissionDenied`, `ValidationError`.
    """
    today = civil_date(now)
    post = close_post(post, by=by, today=today, note=note)
    grant_access([post.user], today=today)
    report_personnel([post], subject=ended_sentence(), text=note, by=by, now=now)
    post_ended.send(sender=Post, post=post, by=by, today=today)
    return post


def close_post(post: Post, *, by: Any, today: datetime.date, note: str, successor: Post | None = None) -> Post:
    """Steps 1 and 2 of `end_post`; a part of ending and of handing over."""
    post = Post.objects.select_for_update(of=("self",)).select_related("unit", "user").get(pk=post.pk)
    if not may_appoint(by, unit=post.unit, role=post.role, today=today):
        raise PermissionDenied
    guard_held(post, today=today)
    post.ends_on, post.is_ended = today, True
    post.succeeded_by, post.handover_note = successor, note
    save_by(post, by=by)
    return post


def guard_held(post: Post, *, today: datetime.date) -> None:
    """Raise `ValidationError` unless `post` is held on `today`."""
    over = post.is_ended or (post.ends_on is not None and post.ends_on < today)
    if over or post.starts_on > today:
        raise ValidationError(_("This post is not held any more."))
