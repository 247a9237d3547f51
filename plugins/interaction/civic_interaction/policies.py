"""Wagtail's permission questions about letters and their registers, answered by posts."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from wagtail.permissions import register_permission_policy

from civic_interaction.domain.queries import cases_to_review
from civic_interaction.enums import HANDLING_ROLES
from civic_interaction.models import Case, Category, Channel, ReplyPolicy, ReplyTemplate
from civic_interaction.permissions import cases_open_to, may_change_channels, may_see_case, parts_of
from civic_office.models import Post, Unit
from civic_office.permissions import decides_for_office, holds_role, is_office_staff
from civic_office.policies import OfficePolicy
from civic_office.workdays import civil_date


class CasePolicy(OfficePolicy):
    """Who handles letters sees those of their units, the office all, a reviewer what waits for them.

    "change" is asked of one case, and means to play any part in it; which step is whose `domain/machine.py` says.
    """

    #: Menu, list and home screen all ask: the answer is kept with the user, as long as the request lasts.
    permission_cache_name = "_civic_letters"

    def get_all_permissions_for_user(self, user: Any) -> set[str]:
        today = civil_date(timezone.now())
        if is_office_staff(user, today=today) or holds_role(user, *HANDLING_ROLES, today=today):
            return {"desk"}
        return {"review"} if user.is_active and cases_to_review(user, today=today).exists() else set()

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
        return {"section"} if may_change_channels(user, today=civil_date(timezone.now())) else set()

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
        return {"writes"} if units_with_templates(user).exists() else set()

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


def register_policies() -> None:
    register_permission_policy(Case, CasePolicy(Case))
    for model in (Channel, Category, ReplyPolicy):
        register_permission_policy(model, ChannelPolicy(model))
    register_permission_policy(ReplyTemplate, TemplatePolicy(ReplyTemplate))
