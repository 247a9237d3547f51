"""Keep auth groups in step with posts."""

import datetime
from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _

from civic_office.enums import WRITING_ROLES
from civic_office.models import AccessGroup, Post, Unit


def writers_group(unit: Unit) -> Group:
    """The group whose members write in the catalogue of `unit`; made when first asked for."""
    return _group_for(AccessGroup.Purpose.WRITERS, unit=unit, name=_("Writers of unit %(code)s") % {"code": unit.code})


def staff_group() -> Group:
    """The group of everyone who holds a post. Its one permission is to enter the admin."""
    return _group_for(AccessGroup.Purpose.STAFF, unit=None, name=_("Staff with a post"))


@transaction.atomic
def _group_for(purpose: str, *, unit: Unit | None, name: str) -> Group:
    access = AccessGroup.objects.select_related("group").filter(purpose=purpose, unit=unit).first()
    if access is not None:
        return access.group
    group = Group.objects.create(name=_free_name(name))
    if purpose == AccessGroup.Purpose.STAFF:
        group.permissions.add(_admin_permission())
    AccessGroup.objects.create(purpose=purpose, unit=unit, group=group)
    return group


def _free_name(name: str) -> str:
    """`name`, or with a number behind it when a group of the site already has that name."""
    taken = set(Group.objects.filter(name__startswith=name).values_list("name", flat=True))
    return next(free for n in range(1, len(taken) + 2) if (free := name if n == 1 else f"{name} {n}") not in taken)


def _admin_permission() -> Permission:
    return Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")


@transaction.atomic
def grant_access(users: Collection[Any] | None = None, *, today: datetime.date) -> int:
    """Make memberships say what posts say on `today`; returns how many rows changed.

    1. Read who should be in which group: everyone with a post in the staff group, writers in their unit's group.
    2. Add what is missing, remove what is too much. Other groups of a person stay untouched.

    Without `users` for everybody: the nightly job, because posts begin and end by the calendar too.
    """
    wanted = _wanted_memberships(users, today=today)
    member = get_user_model().groups.through
    rows = member.objects.filter(group__civic_access__isnull=False)
    if users is not None:
        rows = rows.filter(user__in=users)
    existing = {(row.user_id, row.group_id): row.pk for row in rows}
    surplus = [pk for pair, pk in existing.items() if pair not in wanted]
    missing = sorted(wanted - existing.keys())
    member.objects.filter(pk__in=surplus).delete()
    member.objects.bulk_create(
        [member(user_id=user, group_id=group) for user, group in missing], batch_size=500, ignore_conflicts=True
    )
    return len(surplus) + len(missing)


def _wanted_memberships(users: Collection[Any] | None, *, today: datetime.date) -> set[tuple[int, int]]:
    posts = Post.objects.held_on(today).select_related("unit")
    if users is not None:
        posts = posts.filter(user__in=users)
    groups = dict(AccessGroup.objects.filter(unit__isnull=False).values_list("unit", "group"))
    staff, wanted = staff_group().pk, set()
    for post in posts.order_by():
        wanted.add((post.user_id, staff))
        if post.role in WRITING_ROLES:
            if post.unit_id not in groups:
                groups[post.unit_id] = writers_group(post.unit).pk
            wanted.add((post.user_id, groups[post.unit_id]))
    return wanted
