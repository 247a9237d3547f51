"""Wagtail's permission questions about interaction's models, answered by posts."""

import datetime
from typing import Any

from django.utils import timezone

from civic_interaction.domain.queries import cases_to_review
from civic_interaction.enums import HANDLING_ROLES, INSPECTING_ROLES
from civic_interaction.models import Case, CommonQuestion, ReplyTemplate
from civic_interaction.permissions import cases_open_to, may_change_channels, may_see_case, parts_of
from civic_office.models import Unit
from civic_office.permissions import decides_for_office, holds_role, is_office_staff, is_superuser, posts_of
from civic_office.policies import OfficePolicy
from civic_office.workdays import civil_date


def desks_of(user: Any, *, today: datetime.date) -> frozenset[int]:
    """The units in which `user` handles letters."""
    return frozenset(unit for role, unit in posts_of(user, today=today) if role in HANDLING_ROLES)


class CasePolicy(OfficePolicy):
    """Who handles letters sees those of their units, the office all, a reviewer what waits for them.

    "change" is asked of one case, and means to play any part in it; which step is whose `domain/machine.py` says.
    """

    #: Menu, list and home screen all ask: the answer is kept with the user, as long as the request lasts.
    permission_cache_name = "_civic_letters"

    def get_all_permissions_for_user(self, user: Any) -> set[str]:
        today = civil_date(timezone.now())
        if is_office_staff(user, today=today) or desks_of(user, today=today):
            return {"desk"}
        waits = user.is_active and cases_to_review(user, today=today).exists()
        return {"review"} if waits else set()

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"view", "change"} and bool(self.get_cached_permissions_for_user(user))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Case) -> bool:
        today = civil_date(timezone.now())
        plays = bool(parts_of(user, instance, today=today))
        return plays or (action == "view" and may_see_case(user, instance, today=today))

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        today = civil_date(timezone.now())
        return cases_open_to(user, today=today) if sees_a_desk(user) else cases_to_review(user, today=today)


def sees_a_desk(user: Any) -> bool:
    """Whether letters reach `user` at all: the whole office's, or those of a unit in which they handle letters."""
    return "desk" in CasePolicy(Case).get_cached_permissions_for_user(user)


class ChannelPolicy(OfficePolicy):
    """Channels, categories and limits are the whole city's: the disclosure section keeps them. None is ever deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        today = civil_date(timezone.now())
        return action in {"view", "add", "change"} and may_change_channels(user, today=today)


def units_with_templates(user: Any, *, today: datetime.date) -> Any:
    """The units whose reply templates `user` writes."""
    if decides_for_office(user, today=today):
        return Unit.objects.active_on(today)
    return Unit.objects.filter(pk__in=desks_of(user, today=today))


class TemplatePolicy(OfficePolicy):
    """Who handles letters of a unit writes its reply templates; the section also writes those for all."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        today = civil_date(timezone.now())
        writes = decides_for_office(user, today=today) or bool(desks_of(user, today=today))
        return action in {"view", "add", "change"} and writes

    def user_has_permission_for_instance(self, user: Any, action: str, instance: ReplyTemplate) -> bool:
        return self.instances_user_has_any_permission_for(user, {action}).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        today = civil_date(timezone.now())
        if decides_for_office(user, today=today):
            return ReplyTemplate.objects.all()
        return ReplyTemplate.objects.filter(unit__in=desks_of(user, today=today))


class CommonQuestionPolicy(OfficePolicy):
    """Who handles letters proposes and sees the questions of their units, the office all; the verbs ask again."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        today = civil_date(timezone.now())
        if action == "add":
            return decides_for_office(user, today=today) or bool(desks_of(user, today=today))
        return action in {"view", "change"} and sees_a_desk(user)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: CommonQuestion) -> bool:
        if action == "change":
            return decides_for_office(user, today=civil_date(timezone.now()))
        return self.instances_user_has_any_permission_for(user, {action}).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        today = civil_date(timezone.now())
        if is_office_staff(user, today=today):
            return CommonQuestion.objects.all()
        return CommonQuestion.objects.filter(unit__in=desks_of(user, today=today))


class LookPolicy(OfficePolicy):
    """Who inspects the office reads who has looked at personal data; whoever is inspected does not."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        inspects = is_superuser(user) or holds_role(user, *INSPECTING_ROLES, today=civil_date(timezone.now()))
        return action == "view" and inspects
