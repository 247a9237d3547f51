"""Who leaves a post leaves their days of duty to the successor, or to the others who take turns."""

import datetime

from django.db import transaction

from civic_interaction.domain.duty.plan import keep_roster
from civic_interaction.models import DutyMember, DutyShift
from civic_interaction.permissions.duty import DUTY_ROLES, people_for_duty
from civic_office.models import Post


@transaction.atomic
def leave_duty(post: Post, *, now: datetime.datetime, today: datetime.date) -> None:
    """Move what lies ahead of who has just left `post`, unless another post keeps them in the unit.

    The successor takes their place and their days. Without one, their days go round among the others; where there are
    none, they stay empty until somebody plans.
    """
    if post.role not in DUTY_ROLES:
        return
    there = {user.pk for user in people_for_duty(post.unit, today=today)}
    if post.user_id in there:
        return
    successor = post.succeeded_by
    ahead = DutyShift.objects.filter(unit=post.unit, user=post.user, day__gte=today)
    place = DutyMember.objects.filter(unit=post.unit, user=post.user)
    if successor is not None and successor.user_id in there:
        for shift in ahead:
            shift.user = successor.user
            shift.save()
        if not DutyMember.objects.filter(unit=post.unit, user=successor.user).exists():
            place.update(user=successor.user)
    place.filter(user=post.user).delete()
    if ahead.exists() and not keep_roster(post.unit, today=today, now=now):
        ahead.delete()
