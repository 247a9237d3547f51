"""The page of a case: the letter as written, its story, its clocks with their reasons, and every step that is open."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from civic_interaction.domain.machine import events_open_to
from civic_interaction.domain.queries import letters_by_person, similar_cases
from civic_interaction.enums import Event, Part
from civic_interaction.forms.steps import LookForm, NoteForm
from civic_interaction.models import Attachment, Case, CaseClock, PublicLetter, Sender
from civic_interaction.permissions import may_see_sender, parts_of
from civic_interaction.policies import CasePolicy
from civic_interaction.privacy.masking.facts import shade_fact
from civic_interaction.viewsets.files import answer_upload
from civic_interaction.viewsets.letters.due import lamp_of, say_days, say_due
from civic_interaction.viewsets.letters.reply import contributions_to, opinions_on
from civic_interaction.viewsets.letters.steps import name_of, steps_open
from civic_interaction.viewsets.letters.timeline import tell
from civic_office.domain.current_calendar import current_calendar
from civic_office.models import Unit
from civic_office.workdays import Policy, civil_date, describe_day, describe_policy

PERSON = ("name", "phone", "mail", "id_number", "address", "organisation", "credit_code")
#: Other letters of the same person that are named before one has to search for them.
MOST_OTHERS = 5


class CaseView(WagtailAdminTemplateMixin, TemplateView):
    """`reveals`: the sender is shown in full, in an answer to a look that has just been recorded (`LookView`)."""

    reveals = False
    template_name = "civic_interaction/letters/case.html"
    header_icon = "mail"
    permission_policy = CasePolicy(Case)
    page_title = gettext_lazy("Letter")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.permission_policy.user_has_permission_for_instance(request.user, "view", self.case):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def case(self) -> Case:
        related = ("letter__sender", "letter__entered_by", "channel", "policy", "desk", "lead_unit", "category")
        cases = Case.objects.select_related(*related, "handler", "merged_into", "split_from")
        return get_object_or_404(cases, pk=self.kwargs["pk"])

    @cached_property
    def today(self) -> datetime.date:
        return civil_date(timezone.now())

    @cached_property
    def parts(self) -> dict[Part, Unit | None]:
        return parts_of(self.request.user, self.case, today=self.today)

    @cached_property
    def open_events(self) -> set[Event]:
        return set(events_open_to(self.parts, self.case, today=self.today))

    def get_page_subtitle(self) -> str:
        return str(self.case.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        inbox = {"url": reverse("civic_letters:index"), "label": gettext_lazy("Letters")}
        return [*self.breadcrumbs_items, inbox, {"url": "", "label": self.case.number}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.case
        return super().get_context_data(**kwargs) | {
            "case": case,
            "letter": case.letter,
            "supplements": case.letter.supplements.all(),
            "attachments": self.attachments(),
            "person": self.person(),
            "is_anonymous": case.letter.sender.erased_at is not None,
            "others": self.others(),
            "lamp": lamp_of(case),
            "due": say_due(case, today=self.today, calendar=current_calendar()),
            "clocks": self.clocks(),
            "steps": [(step, self.url_of(step)) for step in steps_open(case, self.parts, self.open_events)],
            "similar": similar_cases(case) if Event.MERGED in self.open_events else [],
            "assignments": case.assignments.active().select_related("unit").order_by("-rank", "pk"),
            "contributions": contributions_to(case),
            "replies": case.replies.select_related("author", "unit").order_by("-version"),
            "opinions": opinions_on(case),
            "ratings": case.ratings.all(),
            "notes": case.notes.select_related("written_by", "unit"),
            "tags": case.tags.all(),
            "links": case.links.all(),
            "related": case.merged.all(),
            "split_off": case.parts.all(),
            "published": PublicLetter.objects.filter(pk=case.pk).first(),
            "note_form": NoteForm() if Event.NOTED in self.open_events else None,
            "look_form": LookForm() if Event.LOOKED in self.open_events and not self.reveals else None,
            "reveals": self.reveals,
            "may_tag": Event.TAGGED in self.open_events,
            "story": tell(case),
        }

    def url_of(self, step: Any) -> str:
        return reverse(f"civic_letters:{name_of(step)}", args=(self.case.pk,))

    def person(self) -> list[tuple[Any, str]] | None:
        """What the sender said of themselves, for those who have to reach them; None for the others. Covered but for a look."""
        if not may_see_sender(self.request.user, self.case, today=self.today):
            return None
        sender = self.case.letter.sender
        fields: dict[str, Any] = {name: Sender._meta.get_field(name) for name in PERSON}
        said = [(name, field.verbose_name, getattr(sender, name)) for name, field in fields.items()]
        return [(label, value if self.reveals else shade_fact(name, value)) for name, label, value in said if value]

    def others(self) -> list[Case]:
        """Other cases of the same person that this one may see, the newest first."""
        if not may_see_sender(self.request.user, self.case, today=self.today):
            return []
        seen = self.permission_policy.instances_user_has_any_permission_for(self.request.user, {"view"})
        letters = letters_by_person(self.case.letter).order_by().values("pk")
        return list(seen.filter(letter__in=letters).order_by("-received_at", "-pk")[:MOST_OTHERS])

    def attachments(self) -> Any:
        found = Attachment.objects.filter(letter=self.case.letter).select_related("upload", "supplement")
        return [(attachment, bool(self.parts)) for attachment in found]

    def clocks(self) -> list[dict[str, Any]]:
        clocks = CaseClock.objects.of_round(self.case).select_related("assignment__unit").order_by("-kind", "pk")
        return [self._clock(clock) for clock in clocks]

    def _clock(self, clock: CaseClock) -> dict[str, Any]:
        running = clock.is_running and clock.due_on is not None
        return {
            "clock": clock,
            "unit": clock.assignment.unit if clock.assignment is not None else None,
            "lamp": lamp_of(clock) if running else None,
            "day": describe_day(clock.due_on, with_year=True) if clock.due_on else "",
            "left": say_days(clock.due_on, today=self.today, calendar=current_calendar())
            if running and clock.due_on
            else "",
            "period": describe_policy(Policy.from_json(clock.policy)),
            "explanation": clock.explanation(),
        }


class AttachmentView(View):
    """A file of the citizen, as a download under its own media type, for those who work on a case of the letter."""

    def get(self, request: Any, pk: int) -> FileResponse:
        attachment = get_object_or_404(Attachment, pk=pk)
        today = civil_date(timezone.now())
        cases = Case.objects.filter(letter=attachment.letter_id)
        if not any(parts_of(request.user, case, today=today) for case in cases):
            raise PermissionDenied
        return answer_upload(attachment=attachment)
