"""Wagtail's permission questions about hot topics, answered by posts. Wagtail has no clock: these read it."""

from typing import Any

from django.utils import timezone

from civic_interaction.enums import COLLECTING_ROLES
from civic_interaction.permissions import topics_open_to
from civic_office.permissions import decides_for_office, holds_role, may_see_some_unit
from civic_office.policies import OfficePolicy
from civic_office.workdays import civil_date


class HotTopicPolicy(OfficePolicy):
    """Whoever holds a post in a unit sees its topics; who prepares collections answers topics too. Each verb asks again."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        today = civil_date(timezone.now())
        if action == "add":
            return decides_for_office(user, today=today) or holds_role(user, *COLLECTING_ROLES, today=today)
        return action in {"view", "change"} and may_see_some_unit(user, today=today)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        seen = topics_open_to(user, today=civil_date(timezone.now()))
        return action in {"view", "change"} and seen.filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        return topics_open_to(user, today=civil_date(timezone.now()))
