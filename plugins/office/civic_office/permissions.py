"""Who may do what in the office: what domain functions and screens ask. Wagtail asks `policies.py`."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from civic_office.enums import LEADING_ROLES, OFFICE_ROLES, Role
from civic_office.models import Post, ReviewState, Unit
from civic_office.models.review import under_review


def is_superuser(user: Any) -> bool:
    return bool(user.is_active and user.is_superuser)


#: (user, day) → what they hold; None outside `reading_posts_once`.
_read: ContextVar[dict[tuple[int, datetime.date], frozenset[tuple[str, int]]] | None] = ContextVar(
    "civic_posts_read", default=None
)


@contextmanager
def reading_posts_once() -> Iterator[None]:
    """A person's posts are read once in this block, which changes none: Wagtail asks for every row of a list."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def posts_of(user: Any, *, today: datetime.date) -> frozenset[tuple[str, int]]:
    """What `user` holds today, as pairs of role and unit; nothing when they are not active."""
    if not user.is_active:
        return frozenset()
    read, asked = _read.get(), (user.pk, today)
    if read is not None and asked in read:
        return read[asked]
    held = frozenset(Post.objects.held_by(user, today=today).values_list("role", "unit_id"))
    if read is not None:
        read[asked] = held
    return held


def holds_role(user: Any, *roles: str, today: datetime.date, unit: Unit | None = None) -> bool:
    """True when the active `user` holds one of `roles` today, in `unit` if given."""
    return any(role in roles and (unit is None or unit_id == unit.pk) for role, unit_id in posts_of(user, today=today))


def is_office_staff(user: Any, *, today: datetime.date) -> bool:
    """True for superusers and holders of any role of the government office: they see what all units do."""
    return is_superuser(user) or holds_role(user, *OFFICE_ROLES, today=today)


def decides_for_office(user: Any, *, today: datetime.date) -> bool:
    """Superusers and the disclosure section: what is the whole city's is theirs to change."""
    return is_superuser(user) or holds_role(user, Role.DISCLOSURE_SECTION, today=today)


def may_appoint(user: Any, *, unit: Unit, role: str, today: datetime.date) -> bool:
    """Superusers and the disclosure section everywhere; a unit's leaders in their own unit, office roles excepted."""
    if decides_for_office(user, today=today):
        return True
    return role not in OFFICE_ROLES and holds_role(user, *LEADING_ROLES, unit=unit, today=today)


def may_appoint_somewhere(user: Any, *, today: datetime.date) -> bool:
    return is_superuser(user) or holds_role(user, Role.DISCLOSURE_SECTION, *LEADING_ROLES, today=today)


def may_decide_filings(user: Any, *, today: datetime.date) -> bool:
    return decides_for_office(user, today=today)


def may_change_calendar(user: Any, *, today: datetime.date) -> bool:
    return decides_for_office(user, today=today)


def require_may_change_calendar(user: Any | None, *, today: datetime.date) -> None:
    """None stands for the machine itself: the first seed, and the operator's command."""
    if user is not None and not may_change_calendar(user, today=today):
        raise PermissionDenied(_("Only the disclosure section of the government office changes the calendar."))


def may_settle_jobs(user: Any, *, today: datetime.date) -> bool:
    return is_superuser(user) or holds_role(user, Role.SUPERVISOR, today=today)


def units_open_to(user: Any, *, today: datetime.date) -> Any:
    """The units whose matters `user` sees: all for the office, else those in which they hold a post."""
    if is_office_staff(user, today=today):
        return Unit.objects.all()
    return Unit.objects.filter(pk__in={unit_id for _role, unit_id in posts_of(user, today=today)})


def may_see_some_unit(user: Any, *, today: datetime.date) -> bool:
    """Whether `units_open_to` the user are any; the menu asks for each of its lists, so the database is not asked."""
    return is_superuser(user) or bool(posts_of(user, today=today))


def may_see_unit(user: Any, unit: Unit | None, *, today: datetime.date) -> bool:
    """Whether the matters of `unit` are open to `user`; those of no unit are open to nobody."""
    return unit is not None and units_open_to(user, today=today).filter(pk=unit.pk).exists()


def may_see_review(state: ReviewState, user: Any, *, today: datetime.date) -> bool:
    """The government office, and everyone with a post in the unit that owns the object now."""
    return is_office_staff(user, today=today) or may_see_unit(
        user, under_review(state.workflow_state).owning_unit, today=today
    )
