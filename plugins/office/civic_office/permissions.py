"""Who may do what in the office. Domain functions ask the `may_…` questions; Wagtail's views ask the policies below them."""

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.permission_policies.base import BasePermissionPolicy

from civic_office.enums import OFFICE_ROLES, FilingKind, Role
from civic_office.models import Filing, Post, ReviewState, Unit
from civic_office.models.review import under_review

#: May appoint in their own unit, office roles excepted.
APPOINTING_ROLES = frozenset({Role.SUPERVISING_LEADER, Role.PRINCIPAL_LEADER})


def is_superuser(user: Any) -> bool:
    return bool(user.is_active and user.is_superuser)


def holds_role(user: Any, *roles: str, today: datetime.date, unit: Unit | None = None) -> bool:
    """True when the active `user` holds one of `roles` today, in `unit` if given."""
    if not user.is_active:
        return False
    posts = Post.objects.held_by(user, today=today).filter(role__in=roles)
    return (posts.filter(unit=unit) if unit is not None else posts).exists()


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
    return role not in OFFICE_ROLES and holds_role(user, *APPOINTING_ROLES, unit=unit, today=today)


def may_appoint_somewhere(user: Any, *, today: datetime.date) -> bool:
    return is_superuser(user) or holds_role(user, Role.DISCLOSURE_SECTION, *APPOINTING_ROLES, today=today)


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
    if not user.is_active:
        return Unit.objects.none()
    return Unit.objects.filter(pk__in=Post.objects.held_by(user, today=today).values("unit"))


def may_see_unit(user: Any, unit: Unit | None, *, today: datetime.date) -> bool:
    """Whether the matters of `unit` are open to `user`; those of no unit are open to nobody."""
    return unit is not None and units_open_to(user, today=today).filter(pk=unit.pk).exists()


def may_see_review(state: ReviewState, user: Any, *, today: datetime.date) -> bool:
    """The government office, and everyone with a post in the unit that owns the object now."""
    return is_office_staff(user, today=today) or may_see_unit(
        user, under_review(state.workflow_state).owning_unit, today=today
    )


class OfficePolicy(BasePermissionPolicy):
    """Wagtail's questions, answered by posts and not by auth permissions. A subclass says who may do what to what."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """May `user` do this to any of the objects at all?"""
        raise NotImplementedError

    def users_with_any_permission(self, actions: Any) -> Any:
        """Only those known without looking at every post; Wagtail asks for choosers, which the office does not use."""
        return get_user_model().objects.filter(is_active=True, is_superuser=True)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        """The objects `user` sees."""
        allowed = self.user_has_any_permission(user, actions)
        return self.model.objects.all() if allowed else self.model.objects.none()


class UnitPolicy(OfficePolicy):
    """Everybody with a post sees the units; the disclosure section keeps them. Units are closed, never deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        today = timezone.localdate()
        if action == "view":
            return is_superuser(user) or units_open_to(user, today=today).exists()
        return action in {"add", "change"} and decides_for_office(user, today=today)


class PostPolicy(OfficePolicy):
    """Everybody with a post sees the posts of their units; who may appoint to a post may change it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        today = timezone.localdate()
        if action == "view":
            return is_superuser(user) or units_open_to(user, today=today).exists()
        return action in {"add", "change"} and may_appoint_somewhere(user, today=today)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Post) -> bool:
        today = timezone.localdate()
        if action == "change":
            return may_appoint(user, unit=instance.unit, role=instance.role, today=today)
        return action == "view" and may_see_unit(user, instance.unit, today=today)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        return Post.objects.filter(unit__in=units_open_to(user, today=timezone.localdate()))


class FilingPolicy(OfficePolicy):
    """Units file and see their own filings; the office sees all, the disclosure section decides ("change")."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        today = timezone.localdate()
        if action in {"view", "add"}:
            return is_superuser(user) or units_open_to(user, today=today).exists()
        return action == "change" and may_decide_filings(user, today=today)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Filing) -> bool:
        if action == "view":
            return self.instances_user_has_any_permission_for(user, {action}).filter(pk=instance.pk).exists()
        return self.user_has_permission(user, action)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        today = timezone.localdate()
        if is_office_staff(user, today=today):
            return Filing.objects.all()
        # A person's trouble with their account is between them and the office.
        own = Filing.objects.filter(unit__in=units_open_to(user, today=today))
        return own.exclude(kind=FilingKind.ACCOUNT)


class JobPolicy(OfficePolicy):
    """Supervisors see and settle failed jobs."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"view", "change"} and may_settle_jobs(user, today=timezone.localdate())
