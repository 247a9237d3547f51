"""Who wrote a letter, in full: asked for with a reason, recorded, and shown in the one answer to that."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy

from civic_interaction.domain.look_at_sender import look_at_sender
from civic_interaction.enums import Event
from civic_interaction.forms.steps import LookForm
from civic_interaction.viewsets.letters.base import StepView
from civic_interaction.viewsets.letters.case import CaseView


class LookView(StepView):
    events, slug, icon = (Event.LOOKED,), "look", "view"
    form_class = LookForm
    page_title = submit_button_label = gettext_lazy("Show who wrote it")
    explanation = gettext_lazy("Who looks, when and what for is recorded, and seen by the inspectors.")

    def do(self, data: dict[str, Any]) -> HttpResponse:
        look_at_sender(self.object, **data, by=self.request.user, now=timezone.now())
        page = CaseView(reveals=True)
        page.setup(self.request, pk=self.object.pk)
        response = page.render_to_response(page.get_context_data())
        add_never_cache_headers(response)
        return response
