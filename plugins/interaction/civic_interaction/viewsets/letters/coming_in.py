"""Steps of the receiving unit: accept, assign, split, merge, move, close."""

from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_interaction.domain.accept import accept_case
from civic_interaction.domain.assign import assign_case, contribute, refuse_transfer
from civic_interaction.domain.close import close_without_answer
from civic_interaction.domain.merge import merge_case, separate_case
from civic_interaction.domain.queries import Likeness, similar_cases
from civic_interaction.domain.reclassify import reclassify_case
from civic_interaction.domain.split import split_case
from civic_interaction.enums import AssignmentRank, Event
from civic_interaction.forms.steps import (
    AssignForm,
    CloseForm,
    ContributeForm,
    MergeForm,
    ReasonForm,
    ReclassifyForm,
    SplitForm,
)
from civic_interaction.viewsets.letters.base import StepView
from civic_office.models import Post


class AcceptView(StepView):
    events, slug, icon, is_direct = (Event.ACCEPTED,), "accept", "check", True
    page_title = submit_button_label = pgettext_lazy("interaction", "Accept")
    done_message = _("Accepted.")

    def do(self, data: dict[str, Any]) -> None:
        accept_case(self.object, by=self.request.user, now=timezone.now())


class AssignView(StepView):
    events, slug, icon = (Event.ASSIGNED,), "assign", "group"
    form_class = AssignForm
    page_title = submit_button_label = _("Assign")
    done_message = _("Assigned.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"today": self.today}

    def get_initial(self) -> dict[str, Any]:
        active = list(self.object.assignments.active())
        handler = Post.objects.held_on(self.today).filter(user=self.object.handler_id, unit=self.object.lead_unit_id)
        return {
            "lead": self.object.lead_unit_id,
            "assisting": [one.unit_id for one in active if one.rank == AssignmentRank.ASSISTING],
            "handler": handler.first() if self.object.handler_id else None,
        }

    def do(self, data: dict[str, Any]) -> None:
        facts = data | {"assisting": list(data["assisting"])}
        assign_case(self.object, **facts, by=self.request.user, now=timezone.now())


class RefuseTransferView(StepView):
    events, slug, icon = (Event.TRANSFER_REFUSED,), "refuse", "undo"
    form_class = ReasonForm
    page_title = submit_button_label = _("Refuse the assignment")
    explanation = _("The receiving unit assigns the case anew; the time to answer the citizen runs on.")
    done_message = _("Sent back to the receiving unit.")

    def do(self, data: dict[str, Any]) -> None:
        refuse_transfer(self.object, reason=data["reason"], by=self.request.user, now=timezone.now())


class ContributeView(StepView):
    events, slug, icon = (Event.CONTRIBUTED,), "contribute", "edit"
    form_class = ContributeForm
    page_title = submit_button_label = _("Contribute my unit's part")
    explanation = _("The lead unit writes the answer out of it; the citizen does not read it.")
    done_message = _("Handed to the lead unit.")

    def get_initial(self) -> dict[str, Any]:
        mine = self.object.assignments.active().filter(unit__in=[unit for unit in self.parts.values() if unit])
        return {"text": next((one.contribution for one in mine if one.rank == AssignmentRank.ASSISTING), "")}

    def do(self, data: dict[str, Any]) -> None:
        contribute(self.object, text=data["text"], by=self.request.user, now=timezone.now())


class SplitView(StepView):
    events, slug, icon = (Event.SPLIT,), "split", "duplicate"
    form_class = SplitForm
    page_title = submit_button_label = _("Split")
    explanation = _("A second case is made of the same letter; its time counts from the day the letter came.")
    done_message = _("Split.")

    def do(self, data: dict[str, Any]) -> None:
        split_case(self.object, title=data["title"], by=self.request.user, now=timezone.now())


class MergeView(StepView):
    events, slug, icon = (Event.MERGED,), "merge", "link"
    form_class = MergeForm
    template_name = "civic_interaction/letters/merge.html"
    page_title = submit_button_label = _("Merge into an earlier case")
    done_message = _("Merged.")

    def get_initial(self) -> dict[str, Any]:
        return {"number": self.request.GET.get("into", "")[:30]}

    @cached_property
    def similar(self) -> list[Likeness]:
        may_see = self.permission_policy.instances_user_has_any_permission_for(self.request.user, {"view"})
        found = similar_cases(self.object)
        seen = set(may_see.filter(pk__in=[one.case.pk for one in found]).values_list("pk", flat=True))
        return [one for one in found if one.case.pk in seen]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"similar": self.similar}

    def do(self, data: dict[str, Any]) -> None:
        merge_case(self.object, into=data["number"], by=self.request.user, now=timezone.now())


class SeparateView(StepView):
    events, slug, icon = (Event.SEPARATED,), "separate", "cut"
    page_title = submit_button_label = _("Separate again")
    explanation = _("The case waits to be assigned, and its time runs as if it had never stopped.")
    done_message = _("Separated again.")

    def do(self, data: dict[str, Any]) -> None:
        separate_case(self.object, by=self.request.user, now=timezone.now())


class ReclassifyView(StepView):
    events, slug, icon = (Event.RECLASSIFIED,), "move", "redirect"
    form_class = ReclassifyForm
    page_title = submit_button_label = _("Move to another channel")
    explanation = _("From then on the limits of that channel hold, counted from the day the letter came.")
    done_message = _("Moved to the other channel.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"case": self.object, "today": self.today}

    def do(self, data: dict[str, Any]) -> None:
        reclassify_case(self.object, **data, by=self.request.user, now=timezone.now())


class CloseView(StepView):
    events, slug, icon = (Event.CLOSED_UNANSWERED,), "close", "cross"
    form_class = CloseForm
    page_title = submit_button_label = _("Close without an answer")
    submit_button_class = "no"
    done_message = _("Closed.")

    def do(self, data: dict[str, Any]) -> None:
        close_without_answer(self.object, **data, by=self.request.user, now=timezone.now())
