"""What every step of a case has in common: who may, whether it is possible now, and the way back to the case."""

import datetime
from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from civic_interaction.domain.machine import TRANSITIONS, events_open_to, find_target
from civic_interaction.enums import Event, Part
from civic_interaction.models import Case
from civic_interaction.permissions import parts_of
from civic_interaction.policies import CasePolicy
from civic_office.models import Unit
from civic_office.viewsets.base import OfficeActionView
from civic_office.workdays import civil_date


def case_or_refuse(user: Any, pk: int) -> Case:
    """The case, for who may see it."""
    case = get_object_or_404(Case, pk=pk)
    if not CasePolicy(Case).user_has_permission_for_instance(user, "view", case):
        raise PermissionDenied
    return case


class NothingToFillIn(forms.Form):
    """A step that is done by its button."""


class StepView(OfficeActionView):
    """One verb of the domain about one case.

    Nobody gets in who plays no part in the case that may do it, by whatever method. Where it is not possible now
    (somebody was quicker), a visitor is sent to the case with the reason, and whoever has typed something keeps it.
    """

    model = Case
    permission_policy = CasePolicy(Case)
    index_url_name = "civic_letters:index"
    template_name = "civic_interaction/letters/step.html"
    form_class: Any = NothingToFillIn
    header_icon = "mail"
    #: What of `domain/machine.py` the step is; one that decides has several.
    events: ClassVar[tuple[Event, ...]] = ()
    #: Its address below the case, and the name of that address.
    slug: ClassVar[str] = ""
    icon: ClassVar[str] = "edit"
    done_message: Any = gettext_lazy("Done.")
    #: One button does it; there is nothing to fill in or to think over.
    is_direct: ClassVar[bool] = False
    #: The form is made of what the step is about, so that there is none while the step is not possible.
    is_made_of_case: ClassVar[bool] = False

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        may = {part for event in self.events for part in TRANSITIONS[event].parts}
        if not may & self.parts.keys():
            raise PermissionDenied
        if not self.open_events and (request.method == "GET" or self.is_made_of_case):
            messages.warning(request, self.why_not())
            return redirect("civic_letters:case", self.object.pk)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def object(self) -> Case:
        cases = Case.objects.select_related("letter", "channel", "policy", "desk", "lead_unit", "category", "handler")
        return get_object_or_404(cases, pk=self.kwargs["pk"])

    @cached_property
    def today(self) -> datetime.date:
        return civil_date(timezone.now())

    @cached_property
    def parts(self) -> dict[Part, Unit | None]:
        return parts_of(self.request.user, self.object, today=self.today)

    @cached_property
    def open_events(self) -> set[Event]:
        return {event for event in events_open_to(self.parts, self.object, today=self.today) if event in self.events}

    @classmethod
    def is_offered(cls, case: Case, parts: Collection[Part]) -> bool:  # noqa: ARG003 (for those that override it)
        """What stands in the way beside state and part, where the domain knows something."""
        return True

    def why_not(self) -> str:
        """The sentence of the first of `events` that this person could do at another time."""
        mine = [event for event in self.events if set(TRANSITIONS[event].parts) & self.parts.keys()]
        try:
            find_target(self.object, mine[0], today=self.today)
        except ValidationError as error:
            return " ".join(error.messages)
        return _("This is not possible now.")

    def do(self, data: dict[str, Any]) -> Any:
        """Call the verb. Errors come back to the form; a response replaces the way back to the case."""
        raise NotImplementedError

    def perform(self, form: Any) -> HttpResponse:
        self.form = form
        try:
            response = self.do(form.cleaned_data)
        except PermissionDenied as refused:
            if not str(refused):
                raise
            raise ValidationError(str(refused)) from refused
        return response if isinstance(response, HttpResponse) else self.back_to_case()

    def back_to_case(self) -> HttpResponse:
        """With a word of what was done; to the list when the case has left one's hands."""
        messages.success(self.request, self.get_done_message())
        if self.permission_policy.user_has_permission_for_instance(self.request.user, "view", self._fresh()):
            return redirect("civic_letters:case", self.object.pk)
        return redirect(self.index_url_name)

    def _fresh(self) -> Case:
        return Case.objects.get(pk=self.object.pk)

    def get_done_message(self) -> str:
        return f"{self.object.number}{_(': ')}{self.done_message}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        crumbs = super().get_breadcrumbs_items()
        case = {"url": reverse("civic_letters:case", args=(self.object.pk,)), "label": self.object.number}
        return [*crumbs[:-1], case, {"url": "", "label": self.page_title}]

    def get_page_subtitle(self) -> str:
        return str(self.page_title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letter = self.object.letter
        return super().get_context_data(**kwargs) | {
            "case": self.object,
            "letter": letter,
            "supplements": letter.supplements.all(),
        }
