"""Wagtail's permission questions about hot topics, answered by posts. Wagtail has no clock: these read it."""

from typing import Any

from django.utils import timezone

from civic_interaction.permissions import topics_open_to, units_collecting
from civic_office.permissions import is_superuser, units_open_to
from civic_office.policies import OfficePolicy
from civic_office.workdays import civil_date


class HotTopicPolicy(OfficePolicy):
    """Whoever holds a post in a unit sees its topics; who prepares collections answers topics too. Each verb asks again."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        today = civil_date(timezone.now())
        if action == "add":
            return units_collecting(user, today=today).exists()
        return action in {"view", "change"} and (is_superuser(user) or units_open_to(user, today=today).exists())

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        seen = topics_open_to(user, today=civil_date(timezone.now()))
        return action in {"view", "change"} and seen.filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        return topics_open_to(user, today=civil_date(timezone.now()))
