"""Opinions on the desk: read, shown or not, put together, answered. Who may, the domain asks; others see no opinion."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from civic_interaction.domain.collections.decide_outcome import decide_group, decide_opinion
from civic_interaction.domain.collections.group_opinions import dissolve_group, group_opinions, suggest_groups
from civic_interaction.domain.collections.look_at_giver import look_at_giver
from civic_interaction.domain.collections.moderate import (
    exclude_opinion,
    publish_opinion,
    suggest_opinion_masks,
    withhold_opinion,
)
from civic_interaction.domain.collections.queries import groups_of, place_opinions
from civic_interaction.enums import CollectionState, Moderation, Part
from civic_interaction.forms import collections as forms
from civic_interaction.forms.steps import LookForm
from civic_interaction.models import Collection, Opinion, OpinionGiver, OpinionGroup
from civic_interaction.permissions import parts_in
from civic_interaction.privacy.masking.facts import shade_fact
from civic_interaction.viewsets.files import answer_upload
from civic_office.viewsets.base import OfficeActionView
from civic_office.workdays import civil_date

OPINIONS_A_PAGE = 20


class OpinionDeskView(OfficeActionView):
    """What only the asking unit and the office's section see."""

    model = Collection
    form_class: Any = forms.NoForm

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        today = civil_date(timezone.now())
        if not request.user.is_authenticated or not parts_in(request.user, self.object, today=today).keys() & {
            Part.LEAD,
            Part.OFFICE,
        }:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.object)


class OpinionsView(OpinionDeskView):
    """All of them, those to be read first; each with its passage as it is in the newest published version."""

    template_name = "civic_interaction/collections/opinions.html"
    page_title = gettext_lazy("Opinions")
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = self.request.GET.get("reading", "")
        opinions = self.object.opinions.select_related("version", "group", "outcome", "group__outcome")
        if chosen in Moderation.values:
            opinions = opinions.filter(moderation=chosen)
        page = Paginator(opinions.order_by("-received_at", "-pk"), OPINIONS_A_PAGE).get_page(self.request.GET.get("p"))
        newest = self.object.versions.published().order_by("-number").first()
        return super().get_context_data(**kwargs) | {
            "page": page,
            "placed": place_opinions(page, newest) if newest is not None else [],
            "choices": Moderation.choices,
            "chosen": chosen,
        }


class OpinionView(OpinionDeskView):
    """One opinion: who wrote it, what it quotes, what to cover; below, what becomes of it.

    `reveals`: its giver is shown in full, in an answer to a look that has just been recorded (`LookView`).
    """

    reveals = False
    template_name = "civic_interaction/collections/opinion.html"
    page_title = gettext_lazy("Opinion")
    submit_button_label = gettext_lazy("Record")

    @cached_property
    def opinion(self) -> Opinion:
        opinions = Opinion.objects.filter(collection=self.object).select_related("giver", "version", "group")
        return get_object_or_404(opinions, pk=self.kwargs["number"])

    @cached_property
    def is_outcome(self) -> bool:
        return "outcome" in self.request.POST or "outcome" in self.request.GET

    def get_form_class(self) -> Any:
        return forms.OutcomeForm if self.is_outcome else forms.ModerationForm

    def get_form_kwargs(self) -> dict[str, Any]:
        more = {} if self.is_outcome else {"masks": suggest_opinion_masks(self.opinion)}
        return super().get_form_kwargs() | more

    def perform(self, form: Any) -> HttpResponse:
        by, now, typed = self.request.user, timezone.now(), form.cleaned_data
        if self.is_outcome:
            decide_opinion(self.opinion, decision=typed["decision"], reason=typed["reason"], by=by, now=now)
        elif typed["verdict"] == Moderation.PUBLISHED:
            publish_opinion(self.opinion, masks=form.chosen_masks(), by=by, now=now)
        else:
            refuse = exclude_opinion if typed["verdict"] == Moderation.EXCLUDED else withhold_opinion
            refuse(self.opinion, reason=typed["reason"], note=typed["note"], by=by, now=now)
        messages.success(self.request, _("Recorded."))
        return redirect("civic_collections:opinions", self.object.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = self.object.versions.published().order_by("-number").first()
        return super().get_context_data(**kwargs) | {
            "opinion": self.opinion,
            "person": self.person(),
            "files": self.opinion.files.select_related("upload"),
            "reveals": self.reveals,
            "look_form": LookForm() if self.opinion.giver.erased_at is None and not self.reveals else None,
            "placed": place_opinions([self.opinion], newest)[0],
            "may_decide": self.object.state == CollectionState.CLOSED and self.opinion.group_id is None,
            "is_outcome": self.is_outcome,
        }

    def person(self) -> list[tuple[Any, str]]:
        giver = self.opinion.giver
        said = [(name, OpinionGiver._meta.get_field(name), getattr(giver, name)) for name in OpinionGiver.FIELDS]
        return [
            (field.verbose_name, value if self.reveals else shade_fact(name, value))  # type: ignore[union-attr]  # no relation among them
            for name, field, value in said
            if value
        ]


class OpinionFileView(OpinionDeskView):
    """A file that came with an opinion."""

    http_method_names = ["get", "head"]

    def get(self, request: Any, *args: Any, **kwargs: Any) -> FileResponse:  # type: ignore[override]  # a stream is an answer too
        return answer_upload(opinion_file__pk=self.kwargs["number"], opinion_file__opinion__collection=self.object)


class LookView(OpinionView):
    """Who gave it, in full: asked for with a reason, recorded, and shown in the one answer to that."""

    template_name = "civic_office/action.html"
    page_title = submit_button_label = gettext_lazy("Show who wrote it")
    explanation = gettext_lazy("Who looks, when and what for is recorded, and seen by the inspectors.")

    def get_form_class(self) -> Any:
        return LookForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return OpinionDeskView.get_form_kwargs(self)

    def perform(self, form: Any) -> HttpResponse:
        look_at_giver(self.opinion, **form.cleaned_data, by=self.request.user, now=timezone.now())
        self.reveals, self.template_name = True, OpinionView.template_name
        decision = forms.ModerationForm(masks=suggest_opinion_masks(self.opinion))
        back = reverse("civic_collections:opinion", args=(self.object.pk, self.opinion.pk))
        response = self.render_to_response(self.get_context_data(form=decision, action_url=back))
        add_never_cache_headers(response)
        return response


class GroupsView(OpinionDeskView):
    """What was put together, and what the machine suggests to put together."""

    template_name = "civic_interaction/collections/groups.html"
    page_title = gettext_lazy("Equal opinions")
    submit_button_label = gettext_lazy("Put together")
    form_class = forms.GroupForm

    def get_form_kwargs(self) -> dict[str, Any]:
        free = self.object.opinions.to_be_answered().filter(group__isnull=True, outcome__isnull=True)
        return super().get_form_kwargs() | {"opinions": free.order_by("anchor", "pk")}

    def get_initial(self) -> dict[str, Any]:
        """The suggestion that was chosen, as ticks."""
        numbers = self.request.GET.getlist("opinion")
        return {"opinions": [int(number) for number in numbers if number.isascii() and number.isdecimal()]}

    def perform(self, form: Any) -> HttpResponse:
        typed = form.cleaned_data
        group_opinions(
            self.object, list(typed["opinions"]), title=typed["title"], by=self.request.user, now=timezone.now()
        )
        messages.success(self.request, _("Put together."))
        return redirect("civic_collections:groups", self.object.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "groups": groups_of(self.object),
            "suggestions": suggest_groups(self.object),
        }


class GroupView(OpinionDeskView):
    """The outcome of a group; or it is dissolved."""

    template_name = "civic_interaction/collections/group.html"
    page_title = gettext_lazy("Equal opinions")
    submit_button_label = gettext_lazy("Record the outcome")

    @cached_property
    def group(self) -> OpinionGroup:
        return get_object_or_404(OpinionGroup, collection=self.object, pk=self.kwargs["number"])

    @cached_property
    def dissolves(self) -> bool:
        return "dissolve" in self.request.POST

    def get_form_class(self) -> Any:
        return forms.NoForm if self.dissolves else forms.OutcomeForm

    def perform(self, form: Any) -> HttpResponse:
        by, now = self.request.user, timezone.now()
        if self.dissolves:
            dissolve_group(self.group, by=by, now=now)
        else:
            decide_group(self.group, **form.cleaned_data, by=by, now=now)
        messages.success(self.request, _("Recorded."))
        return redirect("civic_collections:groups", self.object.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"group": self.group, "opinions": self.group.opinions.all()}
