"""Appoint people to posts, one at a time or a whole city at once."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from civic_office.domain.grant import grant_access
from civic_office.domain.report_personnel import appointed_sentence, report_personnel
from civic_office.history import save_by
from civic_office.models import Post, Unit
from civic_office.permissions import may_appoint
from civic_office.signals import post_appointed
from civic_office.workdays import civil_date


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """One line of a list of people: who becomes what, where."""

    user: Any
    unit: Unit
    role: str
    title: str = ""
    phone: str = ""


@transaction.atomic
def appoint(
    user: Any, *, unit: Unit, role: str, title: str = "", phone: str = "", by: Any, now: datetime.datetime
) -> Post:
    """Give `user` the post of `role` in `unit` from the day of `now` on (R167, R173, R180).

    1. Lock the unit, check that `by` may appoint to this role there.
    2. Guard: the unit and the account are active, office roles are held in the government office only, and nobody
       holds the same post twice.
    3. Write the post and the groups that follow from it.
    4. Report it to the office (R168) and announce `post_appointed`.

    Raises `PermissionDenied`, `ValidationError`.
    """
    today = civil_date(now)
    post = open_post(Appointment(user=user, unit=unit, role=role, title=title, phone=phone), by=by, today=today)
    grant_access([user], today=today)
    report_personnel([post], subject=appointed_sentence(), by=by, now=now)
    post_appointed.send(sender=Post, post=post, by=by, today=today)
    return post


def open_post(appointment: Appointment, *, by: Any, today: datetime.date) -> Post:
    """Steps 1 to 3 of `appoint`, without access and reports; a part of appointing and of handing over."""
    unit = Unit.objects.select_for_update().get(pk=appointment.unit.pk)
    if not may_appoint(by, unit=unit, role=appointment.role, today=today):
        raise PermissionDenied
    post = _new_post(appointment, today=today)
    if Post.objects.filter(user=post.user, unit=unit, role=post.role, ends_on=None).exists():
        raise ValidationError({"role": _("This person holds this post already.")})
    save_by(post, by=by)
    return post


def _new_post(appointment: Appointment, *, today: datetime.date) -> Post:
    """An unsaved post, checked on its own."""
    post = Post(
        user=appointment.user,
        unit=appointment.unit,
        role=appointment.role,
        title=appointment.title,
        phone=appointment.phone,
        starts_on=today,
    )
    if not post.unit.is_active_on(today):
        raise ValidationError({"unit": _("This unit is closed; appoint in the unit that succeeded it.")})
    if not post.user.is_active:
        raise ValidationError({"user": _("This account is closed.")})
    post.clean_fields(exclude=("user", "unit"))
    post.clean()
    return post


@transaction.atomic
def appoint_many(appointments: Iterable[Appointment], *, by: Any, now: datetime.datetime) -> list[Post]:
    """Appoint a whole list, as when a city is loaded: the rules and records of `appoint`, in a few statements.

    1. Lock the units; leave out who holds the post already or stands in the list twice, so that loading again
       changes nothing.
    2. Check permission once for each unit and role, and every post on its own.
    3. Write posts with their history, groups, and reports in bulk; announce `post_appointed` for each post.

    Returns the new posts. Raises `PermissionDenied`, `ValidationError`; then nothing is written.
    """
    appointments, today = list(appointments), civil_date(now)
    units = {appointment.unit.pk for appointment in appointments}
    list(Unit.objects.select_for_update().filter(pk__in=units).order_by("pk"))
    held = set(Post.objects.filter(unit__in=units, ends_on=None).values_list("user", "unit", "role"))
    fresh = []
    for appointment in appointments:
        key = (appointment.user.pk, appointment.unit.pk, str(appointment.role))
        if key not in held:
            held.add(key)
            fresh.append(appointment)
    _check_permission(fresh, by=by, today=today)
    posts = [_new_post(appointment, today=today) for appointment in fresh]
    posts = bulk_create_with_history(posts, Post, batch_size=500, default_user=by)
    grant_access({appointment.user.pk for appointment in fresh}, today=today)
    report_personnel(posts, subject=appointed_sentence(), by=by, now=now)
    for post in posts:
        post_appointed.send(sender=Post, post=post, by=by, today=today)
    return posts


def _check_permission(appointments: list[Appointment], *, by: Any, today: datetime.date) -> None:
    for unit, role in {(appointment.unit, appointment.role) for appointment in appointments}:
        if not may_appoint(by, unit=unit, role=role, today=today):
            raise PermissionDenied
