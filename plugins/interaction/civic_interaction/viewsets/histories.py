"""Histories of what the office keeps about letters: lists and periods are said as the forms say them."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, pgettext

from civic_interaction.enums import Asked
from civic_interaction.models import Assignment, Sender
from civic_interaction.models.channels import PERSON_FIELDS
from civic_interaction.viewsets.letters.base import case_or_refuse
from civic_office.enums import Role
from civic_office.viewsets.histories import HistoryView
from civic_office.workdays import Policy, describe_policy


class RegisterHistoryView(HistoryView):
    """Of a channel, a category, limits, a reply template."""

    @staticmethod
    def say_json(name: str, value: Any) -> str:
        comma = pgettext("list", ", ")
        if name == "levels":
            return comma.join(str(Role(role).label) for role in value) or "—"
        if name == "asked":
            labels = {one: str(Sender._meta.get_field(one).verbose_name) for one in PERSON_FIELDS}  # type: ignore[union-attr]  # no relation among them
            return comma.join(f"{labels[one]} {Asked(how).label}" for one, how in value.items() if one in labels) or "—"
        if isinstance(value, dict) and "amount" in value:
            return describe_policy(Policy.from_json(value))
        return comma.join(map(str, value)) or "—"


class AssignmentHistoryView(HistoryView):
    """Which units a case was given to, by whom, and what became of that."""

    page_title = gettext_lazy("Record of assignments")

    @cached_property
    def object(self) -> Any:
        return case_or_refuse(self.request.user, self.kwargs["pk"])

    def records(self) -> Any:
        histories: Any = Assignment.history
        return histories.filter(case=self.object)
