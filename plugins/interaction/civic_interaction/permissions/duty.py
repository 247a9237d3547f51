"""Who may do what with the duty roster of a unit: asked by the domain and by the screens."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from civic_interaction.enums import HANDLING_ROLES
from civic_office.enums import LEADING_ROLES, Role
from civic_office.models import Post, Unit
from civic_office.permissions import decides_for_office, holds_role, is_office_staff, posts_of

#: Who may be put on the roster of their unit; in the government office the section's people too.
DUTY_ROLES = HANDLING_ROLES | {Role.DISCLOSURE_SECTION}


def units_with_roster(user: Any, *, today: datetime.date) -> Any:
    """The units whose roster `user` sees: all for the government office, else those in which they handle letters."""
    units = Unit.objects.active_on(today).order_by("position", "pk")
    if is_office_staff(user, today=today):
        return units
    return units.filter(pk__in={unit for role, unit in posts_of(user, today=today) if role in DUTY_ROLES})


def may_see_roster(user: Any, unit: Unit, *, today: datetime.date) -> bool:
    return is_office_staff(user, today=today) or holds_role(user, *DUTY_ROLES, unit=unit, today=today)


def may_write_log(user: Any, unit: Unit, *, today: datetime.date) -> bool:
    """Whoever may have the duty in the unit."""
    return holds_role(user, *DUTY_ROLES, unit=unit, today=today)


def may_arrange_duty(user: Any, unit: Unit, *, today: datetime.date) -> bool:
    """The unit's leaders, and the section for every unit."""
    return decides_for_office(user, today=today) or holds_role(user, *LEADING_ROLES, unit=unit, today=today)


def require(is_allowed: bool) -> None:
    if not is_allowed:
        raise PermissionDenied(_("The duty roster of this unit is not yours to change."))


def people_for_duty(unit: Unit, *, today: datetime.date) -> list[Any]:
    """The people who may have the duty in `unit`, each once, in the order of their posts."""
    posts = Post.objects.held_on(today).filter(unit=unit, role__in=DUTY_ROLES, user__is_active=True)
    return list({post.user_id: post.user for post in posts.select_related("user").order_by("pk")}.values())
