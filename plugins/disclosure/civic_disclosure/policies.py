"""Wagtail's permission questions about the catalogue's plain models, answered by posts. Pages: see `permissions.py`."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone
from wagtail.permissions import register_permission_policy

from civic_disclosure.models import (
    ColumnTemplate,
    Freshness,
    FreshnessLimit,
    ImportBatch,
    NumberRule,
    PublishedItem,
    Subject,
)
from civic_disclosure.permissions import may_change_structure, may_prepare_import
from civic_office.enums import WRITING_ROLES, Role
from civic_office.models import Post, Unit
from civic_office.permissions import is_superuser, may_see_some_unit, may_see_unit, units_open_to
from civic_office.policies import OfficePolicy
from civic_office.workdays import civil_date


def units_to_write_for(user: Any) -> Any:
    """The units that have a catalogue and in which the user writes."""
    units = Unit.objects.filter(catalogue__isnull=False)
    if is_superuser(user):
        return units
    held = Post.objects.held_by(user, today=civil_date(timezone.now())).filter(role__in=WRITING_ROLES)
    return units.filter(pk__in=held.values("unit"))


class SectionPolicy(OfficePolicy):
    """The registers of the disclosure section: it does what `actions` names, nobody else does anything."""

    #: Lists ask for every row: the answer is kept with the user, for all these registers, as long as the request lasts.
    permission_cache_name = "_civic_section_actions"

    def __init__(self, model: Any, *, actions: Iterable[str] = ("add", "change", "delete", "view")) -> None:
        super().__init__(model)
        self.actions = frozenset(actions)

    def get_all_permissions_for_user(self, user: Any) -> set[str]:
        return {"section"} if may_change_structure(user, today=civil_date(timezone.now())) else set()

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and bool(self.get_cached_permissions_for_user(user))

    def users_with_any_permission(self, actions: Iterable[str]) -> Any:
        users = get_user_model().objects
        if not self.actions.intersection(actions):
            return users.none()
        holders = Post.objects.held_on(civil_date(timezone.now())).filter(role=Role.DISCLOSURE_SECTION).values("user")
        return users.filter(Q(pk__in=holders) | Q(is_superuser=True), is_active=True)


class BatchPolicy(OfficePolicy):
    """Who holds a post in a unit sees its batches; who writes there prepares them. The domain decides about approval."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action == "view":
            return may_see_some_unit(user, today=civil_date(timezone.now()))
        return action in {"add", "change"} and units_to_write_for(user).exists()

    def user_has_permission_for_instance(self, user: Any, action: str, instance: ImportBatch) -> bool:
        today = civil_date(timezone.now())
        if action == "view":
            return may_see_unit(user, instance.unit, today=today)
        return action == "change" and instance.is_editable() and may_prepare_import(user, instance.unit, today=today)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        return ImportBatch.objects.of_units(units_open_to(user, today=civil_date(timezone.now())))


class FreshnessPolicy(OfficePolicy):
    """Who holds a post in a unit sees how fresh its columns are; the government office sees all. Nobody edits that."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and may_see_some_unit(user, today=civil_date(timezone.now()))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Freshness) -> bool:
        return action == "view" and may_see_unit(user, instance.unit, today=civil_date(timezone.now()))

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        return Freshness.objects.of_units(units_open_to(user, today=civil_date(timezone.now())))


def register_policies() -> None:
    """Tell Wagtail whose these models are; nobody changes a published record."""
    for model in (ColumnTemplate, NumberRule, Subject):
        register_permission_policy(model, SectionPolicy(model))
    register_permission_policy(PublishedItem, SectionPolicy(PublishedItem, actions=("view",)))
    register_permission_policy(FreshnessLimit, SectionPolicy(FreshnessLimit, actions=("view", "add")))
    register_permission_policy(Freshness, FreshnessPolicy(Freshness))
    register_permission_policy(ImportBatch, BatchPolicy(ImportBatch))
