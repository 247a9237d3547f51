"""Wagtail's permission questions about the office's models, answered by posts. Wagtail has no clock: these read it."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.permission_policies.base import BasePermissionPolicy

from civic_office.enums import FilingKind
from civic_office.models import Filing, Notice, Post
from civic_office.permissions import (
    decides_for_office,
    is_office_staff,
    may_appoint,
    may_appoint_somewhere,
    may_decide_filings,
    may_see_some_unit,
    may_see_unit,
    may_settle_jobs,
    units_open_to,
)
from civic_office.workdays import civil_date


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
        today = civil_date(timezone.now())
        if action == "view":
            return may_see_some_unit(user, today=today)
        return action in {"add", "change"} and decides_for_office(user, today=today)


class PostPolicy(OfficePolicy):
    """Everybody with a post sees the posts of their units; who may appoint to a post may change it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        today = civil_date(timezone.now())
        if action == "view":
            return may_see_some_unit(user, today=today)
        return action in {"add", "change"} and may_appoint_somewhere(user, today=today)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Post) -> bool:
        today = civil_date(timezone.now())
        if action == "change":
            return may_appoint(user, unit=instance.unit, role=instance.role, today=today)
        return action == "view" and may_see_unit(user, instance.unit, today=today)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        return Post.objects.filter(unit__in=units_open_to(user, today=civil_date(timezone.now())))


class FilingPolicy(OfficePolicy):
    """Units file and see their own filings; the office sees all, the disclosure section decides ("change")."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        today = civil_date(timezone.now())
        if action in {"view", "add"}:
            return may_see_some_unit(user, today=today)
        return action == "change" and may_decide_filings(user, today=today)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Filing) -> bool:
        if action == "view":
            return self.instances_user_has_any_permission_for(user, {action}).filter(pk=instance.pk).exists()
        return self.user_has_permission(user, action)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        today = civil_date(timezone.now())
        if is_office_staff(user, today=today):
            return Filing.objects.all()
        # A person's trouble with their account is between them and the office.
        own = Filing.objects.filter(unit__in=units_open_to(user, today=today))
        return own.exclude(kind=FilingKind.ACCOUNT)


class JobPolicy(OfficePolicy):
    """Supervisors see and settle failed jobs."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"view", "change"} and may_settle_jobs(user, today=civil_date(timezone.now()))


class NoticePolicy(OfficePolicy):
    """Everybody reads their own notices, and nobody those of others."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(user.is_active) and action in {"view", "change"}

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Notice) -> bool:
        return self.user_has_permission(user, action) and instance.user_id == user.pk

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        return Notice.objects.of(user)


class NoticeTemplatePolicy(OfficePolicy):
    """The texts speak for the whole city: the disclosure section keeps them. None is added or deleted by hand."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"view", "change"} and decides_for_office(user, today=civil_date(timezone.now()))
