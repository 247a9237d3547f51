"""Wagtail's permission questions about interaction's models, answered by posts."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from civic_interaction.domain.queries import cases_to_review
from civic_interaction.enums import HANDLING_ROLES, INSPECTING_ROLES
from civic_interaction.models import Case, CommonQuestion, ReplyTemplate
from civic_interaction.permissions import cases_open_to, may_see_case, parts_of
from civic_office.enums import OFFICE_ROLES, Role
from civic_office.models import Post, Unit
from civic_office.permissions import decides_for_office, is_office_staff, is_superuser, posts_of
from civic_office.policies import OfficePolicy
from civic_office.workdays import civil_date


def roles_of(user: Any) -> frozenset[tuple[str, int]]:
    """Role and unit of each post held today."""
    return posts_of(user, today=civil_date(timezone.now()))


def is_section(user: Any) -> bool:
    return is_superuser(user) or any(role == Role.DISCLOSURE_SECTION for role, _unit in roles_of(user))


def desks_of(user: Any) -> frozenset[int]:
    """The units in which `user` handles letters."""
    return frozenset(unit for role, unit in roles_of(user) if role in HANDLING_ROLES)


class CasePolicy(OfficePolicy):
    """Who handles letters sees those of their units, the office all, a reviewer what waits for them.

    "change" is asked of one case, and means to play any part in it; which step is whose `domain/machine.py` says.
    """

    #: Menu, list and home screen all ask: the answer is kept with the user, as long as the request lasts.
    permission_cache_name = "_civic_letters"

    def get_all_permissions_for_user(self, user: Any) -> set[str]:
        if is_superuser(user) or {role for role, _unit in roles_of(user)} & (HANDLING_ROLES | OFFICE_ROLES):
            return {"desk"}
        waits = user.is_active and cases_to_review(user, today=civil_date(timezone.now())).exists()
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

    permission_cache_name = "_civic_letter_channels"

    def get_all_permissions_for_user(self, user: Any) -> set[str]:
        return {"section"} if is_section(user) else set()

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"view", "add", "change"} and bool(self.get_cached_permissions_for_user(user))


def units_with_templates(user: Any) -> Any:
    """The units whose reply templates `user` writes."""
    today = civil_date(timezone.now())
    if decides_for_office(user, today=today):
        return Unit.objects.active_on(today)
    held = Post.objects.held_by(user, today=today).filter(role__in=HANDLING_ROLES)
    return Unit.objects.filter(pk__in=held.values("unit"))


class TemplatePolicy(OfficePolicy):
    """Who handles letters of a unit writes its reply templates; the section also writes those for all."""

    permission_cache_name = "_civic_reply_templates"

    def get_all_permissions_for_user(self, user: Any) -> set[str]:
        return {"writes"} if is_section(user) or desks_of(user) else set()

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"view", "add", "change"} and bool(self.get_cached_permissions_for_user(user))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: ReplyTemplate) -> bool:
        if decides_for_office(user, today=civil_date(timezone.now())):
            return True
        return instance.unit_id is not None and units_with_templates(user).filter(pk=instance.unit_id).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        units = units_with_templates(user)
        own = ReplyTemplate.objects.filter(unit__in=units)
        if decides_for_office(user, today=civil_date(timezone.now())):
            return ReplyTemplate.objects.filter(Q(pk__in=own.values("pk")) | Q(unit__isnull=True))
        return own


class CommonQuestionPolicy(OfficePolicy):
    """Who handles letters proposes and sees the questions of their units, the office all; the verbs ask again."""

    permission_cache_name = "_civic_common_questions"

    def get_all_permissions_for_user(self, user: Any) -> set[str]:
        return {"desk"} if sees_a_desk(user) else set()

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action == "add":
            return bool(desks_of(user)) or is_section(user)
        return action in {"view", "change"} and bool(self.get_cached_permissions_for_user(user))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: CommonQuestion) -> bool:
        if action == "change":
            return is_section(user)
        return self.instances_user_has_any_permission_for(user, {action}).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        today = civil_date(timezone.now())
        if is_office_staff(user, today=today):
            return CommonQuestion.objects.all()
        return CommonQuestion.objects.filter(unit__in=desks_of(user))


class LookPolicy(OfficePolicy):
    """Who inspects the office reads who has looked at personal data; whoever is inspected does not."""

    permission_cache_name = "_civic_looks"

    def get_all_permissions_for_user(self, user: Any) -> set[str]:
        inspects = is_superuser(user) or any(role in INSPECTING_ROLES for role, _unit in roles_of(user))
        return {"inspects"} if inspects else set()

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(self.get_cached_permissions_for_user(user))
