"""The report of what is asked in vain, and the state of the indexes."""

import datetime
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from civic_search import permissions
from civic_search.civil import civil_date
from civic_search.domain.rebuild import request_rebuild
from civic_search.domain.report_health import report_health
from civic_search.engines.in_use import engine_in_use
from civic_search.models import BestBet, QueryCount, Synonym

PER_PAGE = 50
#: The report looks back so many days.
PERIODS = (7, 30, 90)
REPORTS = {
    "without_results": gettext_lazy("Questions without results"),
    "without_clicks": gettext_lazy("Questions whose results nobody opened"),
    "all": pgettext_lazy("questions", "All questions"),
}


class Screen(WagtailAdminTemplateMixin, View):
    policy: ModelPermissionPolicy
    #: Any one of these is enough.
    actions: tuple[str, ...] = ("view",)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.policy.user_has_any_permission(request.user, self.actions):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the report shows; what makes no sense is as if not chosen."""

    report: str
    days: int

    @classmethod
    def read(cls, given: Any) -> "Chosen":
        report, days = given.get("report"), given.get("days")
        return cls(
            report if report in REPORTS else "without_results",
            int(days) if days in map(str, PERIODS) else PERIODS[1],
        )

    def questions(self, *, today: datetime.date) -> Any:
        counted = QueryCount.objects.since(today - datetime.timedelta(days=self.days - 1)).by_question()
        if self.report == "without_results":
            return counted.filter(without_results_in_all__gt=0).order_by("-without_results_in_all", "question")
        if self.report == "without_clicks":
            nobody = counted.filter(clicked_in_all=0, asked_in_all__gt=F("without_results_in_all"))
            return nobody.order_by("-asked_in_all", "question")
        return counted.order_by("-asked_in_all", "question")


class QuestionsView(Screen):
    policy = permissions.counts
    page_title = gettext_lazy("What is asked")
    header_icon = "help"
    template_name = "civic_search/questions.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = Chosen.read(request.GET)
        page = Paginator(chosen.questions(today=civil_date(timezone.now())), PER_PAGE).get_page(request.GET.get("p"))
        may = {
            model: ModelPermissionPolicy(model).user_has_permission(request.user, "add") for model in (Synonym, BestBet)
        }
        context = self.get_context_data(
            chosen=chosen,
            page=page,
            rows=[(row, _links(str(row["question"]), may)) for row in page],
            reports=REPORTS.items(),
            periods=PERIODS,
            query="&" + urlencode({"report": chosen.report, "days": chosen.days}),
        )
        return self.render_to_response(context)


def _links(question: str, may: dict[Any, bool]) -> list[tuple[str, str]]:
    """What can be done about a question: a word for it, or a result."""
    links = []
    if may[Synonym]:
        links.append((f"{reverse('search_synonyms:add')}?{urlencode({'colloquial': question})}", _("Add a synonym")))
    if may[BestBet]:
        links.append(
            (f"{reverse('search_best_bets:add')}?{urlencode({'question': question})}", _("Recommend a result"))
        )
    return links


class HealthView(Screen):
    policy = permissions.builds
    page_title = pgettext_lazy("search", "Index")
    header_icon = "glasses"
    template_name = "civic_search/health.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        engines = report_health()
        context = self.get_context_data(
            engines=engines,
            is_building=any(engine.is_building for engine in engines),
            may_rebuild=self.policy.user_has_permission(request.user, "add"),
        )
        return self.render_to_response(context)


class RebuildView(Screen):
    """POST only: an index is built anew while the old one goes on answering."""

    policy = permissions.builds
    actions = ("add",)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, name: str) -> HttpResponse:
        engine = engine_in_use(name)
        if engine is None:
            raise Http404
        request_rebuild(engine, again=True)
        messages.success(request, _("The index is being built anew. Until it is ready the old one answers."))
        return redirect("search_index:index")


class QuestionsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.counts.user_has_permission(request.user, "view")


class HealthMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.builds.user_has_permission(request.user, "view")


class QuestionsViewSet(ViewSet):
    name = "search_questions"
    url_prefix = "search/questions"
    icon = "help"
    menu_label = gettext_lazy("What is asked")
    menu_item_class = QuestionsMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [path("", QuestionsView.as_view(), name="index")]


class HealthViewSet(ViewSet):
    name = "search_index"
    url_prefix = "search/index"
    icon = "glasses"
    menu_label = pgettext_lazy("search", "Index")
    menu_item_class = HealthMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", HealthView.as_view(), name="index"),
            path("<slug:name>/rebuild/", RebuildView.as_view(), name="rebuild"),
        ]
