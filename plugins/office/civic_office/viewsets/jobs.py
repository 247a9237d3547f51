from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from civic_office.domain.settle_job import discard_job, retry_job
from civic_office.models import DeadLetter, JobProgress
from civic_office.permissions import may_settle_jobs
from civic_office.viewsets.base import OfficeActionView, OfficeIndexView, OfficeViewSet
from civic_office.viewsets.filings import moment
from civic_office.workdays import civil_date


class DeadLetterIndexView(OfficeIndexView):
    template_name = "civic_office/jobs/index.html"
    list_filter = ("outcome",)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("task_path"),
            Column("reason", label=gettext_lazy("Reason")),
            Column("attempts", label=gettext_lazy("Attempts")),
            Column(
                "died_at",
                label=gettext_lazy("Gave up at"),
                accessor=lambda letter: moment(letter.died_at),
                sort_key="died_at",
            ),
            StatusTagColumn(
                "get_outcome_display",
                label=gettext_lazy("State"),
                primary=lambda letter: letter.outcome == DeadLetter.Outcome.OPEN,
            ),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        return context | {
            "ready_count": DBTaskResult.objects.filter(status=TaskResultStatus.READY).count(),
            "running_count": DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).count(),
        }


class SettleForm(forms.Form):
    decision = forms.ChoiceField(choices=[("retry", "retry"), ("discard", "discard")])


class DeadLetterView(OfficeActionView):
    """Everything known about the job that gave up, and two buttons."""

    permission_required = "view"
    template_name = "civic_office/jobs/dead_letter.html"
    page_title = gettext_lazy("Failed job")
    form_class = SettleForm

    def perform(self, form: SettleForm) -> None:
        step = retry_job if form.cleaned_data["decision"] == "retry" else discard_job
        step(self.object, by=self.request.user, now=timezone.now())

    def get_done_message(self) -> str:
        return _("Done. A job that is tried again runs as soon as a worker is free.")


class JobViewSet(OfficeViewSet):
    model = DeadLetter
    name = "civic_jobs"
    url_prefix = "office/jobs"
    icon = "cogs"
    menu_label = gettext_lazy("Jobs")
    offered = ("index", "index_results")
    index_view_class = DeadLetterIndexView
    search_fields = ("task_path", "reason")
    ordering = ("-died_at", "-pk")

    def get_form_class(self, for_update: bool = False) -> Any:
        return SettleForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"edit_url_name": "civic_jobs:edit", **kwargs})

    def more_urls(self) -> list[Any]:
        return [
            path("<int:pk>/", self.construct_view(DeadLetterView), name="edit"),
            path("progress/<uuid:pk>/", ProgressView.as_view(), name="progress"),
            path("progress/<uuid:pk>/facts/", ProgressFactsView.as_view(), name="progress_facts"),
        ]


def progress_for(request: HttpRequest, pk: Any) -> JobProgress:
    """The progress of one's own job; supervisors see all."""
    progress = get_object_or_404(JobProgress, pk=pk)
    if progress.started_by_id != request.user.pk and not may_settle_jobs(
        request.user, today=civil_date(timezone.now())
    ):
        raise PermissionDenied
    return progress


class ProgressView(WagtailAdminTemplateMixin, TemplateView):
    """The page of one long job. It asks for news by script; without script it reloads itself."""

    template_name = "civic_office/jobs/progress.html"
    header_icon = "spinner"

    @cached_property
    def progress(self) -> JobProgress:
        return progress_for(self.request, self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.progress.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"progress": self.progress}


class ProgressFactsView(View):
    def get(self, request: HttpRequest, pk: Any) -> HttpResponse:
        response = JsonResponse(progress_for(request, pk).facts(now=timezone.now()))
        response["Cache-Control"] = "no-store"
        return response
