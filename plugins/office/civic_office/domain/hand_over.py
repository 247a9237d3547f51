"""Hand a post over to a successor."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_office.domain.appoint import Appointment, open_post
from civic_office.domain.end_post import close_post, guard_held
from civic_office.domain.grant import grant_access
from civic_office.domain.report_personnel import handed_over_sentence, report_personnel
from civic_office.models import Post
from civic_office.signals import post_appointed, post_ended, post_handed_over
from civic_office.workdays import civil_date


@transaction.atomic
def hand_over(post: Post, *, to: Any, by: Any, now: datetime.datetime, note: str = "") -> Post:
    """Pass `post` to `to`, who holds it from the day of `now` on, and return their new post (R168).

    1. Check permission and guards: the post is held, and by somebody else than `to`.
    2. Appoint `to` to the same role in the same unit; if they hold it already, that post succeeds.
    3. End the old post, naming its successor and the handover note; its rights stop at once.
    4. Bring both people's groups in step.
    5. Report one filing to the office.
    6. Announce `post_appointed` (if there is a new post), `post_ended`, and `post_handed_over`, on which every plugin
       moves the open work that belongs to the person. Steps of review wait for roles and need no moving.

    Raises `PermissionDenied`, `ValidationError`; a plugin that cannot move its work undoes everything.
    """
    today = civil_date(now)
    if post.user_id == to.pk:
        raise ValidationError({"to": _("Name another person than the one who hands over.")})
    guard_held(post, today=today)
    # The successor's telephone and title are their own unless said otherwise; the desk's number stays with the post.
    held = Post.objects.filter(user=to, unit=post.unit, role=post.role).held_on(today).first()
    successor = held or open_post(
        Appointment(user=to, unit=post.unit, role=post.role, phone=post.phone), by=by, today=today
    )
    post = close_post(post, by=by, today=today, note=note, successor=successor)
    grant_access([post.user, to], today=today)
    report_personnel([successor], subject=handed_over_sentence(), text=note, by=by, now=now)
    if held is None:
        post_appointed.send(sender=Post, post=successor, by=by, today=today)
    post_ended.send(sender=Post, post=post, by=by, today=today)
    post_handed_over.send(sender=Post, post=post, successor=successor, by=by, today=today)
    return successor
