"""Wagtail's permission questions about opinion collection, answered by posts. Wagtail has no clock: these read it."""

from typing import Any

from django.utils import timezone

from civic_interaction.permissions import collections_open_to, units_collecting
from civic_office.permissions import decides_for_office, may_see_some_unit
from civic_office.policies import OfficePolicy
from civic_office.workdays import civil_date


class CollectionPolicy(OfficePolicy):
    """Whoever holds a post in a unit sees its collections; those who prepare them add. Each verb asks again."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        today = civil_date(timezone.now())
        if action == "add":
            return units_collecting(user, today=today).exists()
        return action in {"view", "change"} and may_see_some_unit(user, today=today)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        seen = collections_open_to(user, today=civil_date(timezone.now()))
        return action in {"view", "change"} and seen.filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        return collections_open_to(user, today=civil_date(timezone.now()))


class CollectionRulePolicy(OfficePolicy):
    """The periods are the whole city's: the disclosure section keeps them. They are followed, never deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"view", "add", "change"} and decides_for_office(user, today=civil_date(timezone.now()))
