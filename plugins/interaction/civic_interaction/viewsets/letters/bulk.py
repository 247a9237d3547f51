"""Many cases given to one unit at once; each is a case of its own to the domain, and says what came of it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from civic_interaction.domain.assign_many import assign_many
from civic_interaction.forms.steps import AssignForm
from civic_interaction.models import Case
from civic_interaction.policies import CasePolicy, sees_a_desk
from civic_office.viewsets.base import OfficeActionView
from civic_office.workdays import civil_date

#: As many as two pages of the list hold.
MOST = 100


class BulkAssignView(OfficeActionView):
    model = Case
    permission_policy = CasePolicy(Case)
    permission_required = "view"
    index_url_name = "civic_letters:index"
    form_class = AssignForm
    template_name = "civic_interaction/letters/bulk.html"
    page_title = submit_button_label = gettext_lazy("Assign together")
    header_icon = "group"
    explanation = gettext_lazy("Letters that wait for acceptance are accepted first.")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not sees_a_desk(request.user):
            raise PermissionDenied
        if not self.cases:
            messages.warning(request, _("Tick at least one letter first."))
            return redirect(self.index_url_name)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def cases(self) -> list[Case]:
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        numbers = [int(number) for number in asked.getlist("case")[:MOST] if number.isdecimal()]
        seen = self.permission_policy.instances_user_has_any_permission_for(self.request.user, {"view"})
        return list(seen.filter(pk__in=numbers).select_related("channel", "desk", "lead_unit").order_by("pk"))

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"today": civil_date(timezone.now())}

    def perform(self, form: Any) -> HttpResponse | None:
        """All that can be are assigned; the others stay on the page, each with its reason."""
        facts = form.cleaned_data | {"assisting": list(form.cleaned_data["assisting"])}
        refused = assign_many(self.cases, **facts, by=self.request.user, now=timezone.now())
        done = len(self.cases) - len(refused)
        if done:
            messages.success(
                self.request, ngettext("%(done)d letter assigned.", "%(done)d letters assigned.", done) % {"done": done}
            )
        if not refused:
            return redirect(self.index_url_name)
        self.cases = list(refused)
        raise ValidationError([f"{case.number}{_(': ')}{sentence}" for case, sentence in refused.items()])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"cases": self.cases}
