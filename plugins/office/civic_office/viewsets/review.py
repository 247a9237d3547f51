"""The queue of what waits for me, and the screen where a step of review is decided. The deciding is `domain/review.py`."""

import datetime
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn, UserColumn
from wagtail.admin.views.generic import IndexView, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import TaskState

from civic_office.addresses import address_of_step
from civic_office.domain.queries import last_approved_revision, opinions_on, steps_waiting_for
from civic_office.domain.review import approve_step, return_step
from civic_office.enums import Role
from civic_office.forms.review import OpinionForm, ReturnForm
from civic_office.models import Post, ReviewState, Unit
from civic_office.models.review import under_review
from civic_office.permissions import may_see_review
from civic_office.workdays import civil_date, civil_moment

AGES = (
    (3, gettext_lazy("3 days and more")),
    (7, gettext_lazy("7 days and more")),
    (30, gettext_lazy("30 days and more")),
)


class QueueFilters(WagtailFilterSet):
    unit = django_filters.ModelChoiceFilter(label=gettext_lazy("Unit"), queryset=Unit.objects.all())
    role = django_filters.ChoiceFilter(
        label=gettext_lazy("Step"), field_name="task__unitroletask__role", choices=Role.choices
    )
    age = django_filters.ChoiceFilter(label=gettext_lazy("Waiting"), choices=AGES, method="filter_age")

    class Meta:
        model = ReviewState
        fields: tuple[str, ...] = ()

    def filter_age(self, steps: Any, name: str, value: str) -> Any:
        return steps.filter(started_at__lte=timezone.now() - datetime.timedelta(days=int(value)))


class QueueView(IndexView):
    """What waits for my decision, longest waiting first."""

    model = ReviewState
    permission_policy = None
    any_permission_required = None
    page_title = gettext_lazy("Waiting for my review")
    header_icon = "tasks"
    index_url_name = "civic_office_review:index"
    index_results_url_name = "civic_office_review:index_results"
    results_template_name = "civic_office/review/queue_results.html"
    filterset_class = QueueFilters
    paginate_by = 20
    default_ordering = None
    is_searchable = False
    columns = (
        TitleColumn("title", label=gettext_lazy("Title"), accessor="revision.object_str", get_url=address_of_step),
        Column("unit", label=gettext_lazy("Unit"), accessor="unit"),
        Column("step", label=gettext_lazy("Step"), accessor="task.unitroletask.get_role_display"),
        UserColumn("author", label=gettext_lazy("Written by"), accessor="revision.user"),
        Column(
            "since",
            label=gettext_lazy("Waiting since"),
            accessor=lambda step: civil_moment(step.started_at).strftime("%Y-%m-%d %H:%M"),
        ),
    )

    def get_base_queryset(self) -> Any:
        return steps_waiting_for(self.request.user, today=civil_date(timezone.now()))

    def order_queryset(self, queryset: Any) -> Any:
        return queryset

    @property
    def locale(self) -> None:
        return None


class DecideView(WagtailAdminTemplateMixin, TemplateView):
    """One step: what will become public, what changed, the opinions so far; below, pass or return."""

    template_name = "civic_office/review/decide.html"
    header_icon = "tasks"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.forms: dict[str, Any] = {"approve": OpinionForm(), "return": ReturnForm()}
        self.chosen = ""
        self.status = 200

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.step = get_object_or_404(
            ReviewState.objects.select_related(
                "task__unitroletask", "unit", "revision", "workflow_state", "finished_by"
            ),
            pk=kwargs["pk"],
        )
        if not may_see_review(self.step, request.user, today=civil_date(timezone.now())):
            raise PermissionDenied
        self.object = self.step.revision.as_object()
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        self.chosen = "return" if request.POST.get("decision") == "return" else "approve"
        form = (ReturnForm if self.chosen == "return" else OpinionForm)(request.POST)
        self.forms = {"approve": OpinionForm(), "return": ReturnForm(), self.chosen: form}
        if form.is_valid() and self._decide(form):
            return redirect("civic_office_review:index")
        self.status = 422
        return self.render_to_response(self.get_context_data(), status=422)

    def _decide(self, form: Any) -> bool:
        decide = return_step if self.chosen == "return" else approve_step
        try:
            decide(self.step, by=self.request.user, now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            for field, sentences in fields_of(error, form).items():
                form.add_error(field or None, sentences)
            return False
        sentence = (
            _("“%(title)s” was returned to its author.") if self.chosen == "return" else _("“%(title)s” was approved.")
        )
        messages.success(self.request, sentence % {"title": self.step.revision.object_str})
        return True

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        queue = {"url": reverse("civic_office_review:index"), "label": _("Review")}
        return [*self.breadcrumbs_items, queue, {"url": "", "label": self.step.revision.object_str}]

    def get_page_title(self) -> str:
        return _("Review")

    @cached_property
    def is_open(self) -> bool:
        return self.step.status == TaskState.STATUS_IN_PROGRESS

    def may_decide(self) -> bool:
        return self.is_open and self.step.task.specific.may_decide(
            under_review(self.step.workflow_state), self.request.user, today=civil_date(timezone.now())
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before = last_approved_revision(self.object)
        is_first = before is None or before.pk == self.step.revision_id
        return {
            **super().get_context_data(**kwargs),
            "step": self.step,
            "object": self.object,
            "remarks": self.object.remarks_for_review(),
            "shown": self.object.render_for_review(self.request),
            "is_first": is_first,
            "comparison": [] if before is None or is_first else compare(before.as_object(), self.object, self.request),
            "opinions": with_roles(opinions_on(self.object)),
            "forms": self.forms,
            "chosen": self.chosen,
            "may_decide": self.may_decide(),
            "wrote_it_oneself": self.is_open and self.step.revision.user_id == self.request.user.pk,
        }


def fields_of(error: ValidationError, form: Any) -> dict[str, list[str]]:
    """The sentences of `error` by the field of `form` they belong to; "" for the whole form."""
    if not hasattr(error, "error_dict"):
        return {"": error.messages}
    return {(name if name in form.fields else ""): sentences for name, sentences in error.message_dict.items()}


def compare(before: Any, after: Any, request: Any) -> list[Any]:
    """Wagtail's own comparisons of the fields that differ, in the order of the editor."""
    panel = type(after).get_edit_handler().get_bound_panel(instance=after, request=request, form=None)
    found = [comparison(before, after) for comparison in panel.get_comparison()]
    return [one for one in found if one.has_changed()]


def with_roles(steps: Any) -> list[ReviewState]:
    """Decided steps, each with `decided_as`: the title under which its holder is known in the unit."""
    steps = list(steps)
    posts = Post.objects.filter(user__in={step.finished_by_id for step in steps}).order_by("starts_on")
    titles = {(post.user_id, post.role): post.title for post in posts}
    for step in steps:
        role = step.task.unitroletask.role
        step.decided_as = titles.get((step.finished_by_id, role)) or str(Role(role).label)
    return steps


class ReviewViewSet(ViewSet):
    name = "civic_office_review"
    url_prefix = "review"
    icon = "tasks"
    menu_label = gettext_lazy("Review")
    menu_order = 110
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.construct_view(QueueView), name="index"),
            path("results/", self.construct_view(QueueView, results_only=True), name="index_results"),
            path("<int:pk>/", self.construct_view(DecideView), name="decide"),
        ]

    @property
    def menu_url(self) -> str:
        return reverse("civic_office_review:index")

    @property
    def menu_item_class(self) -> type[MenuItem]:
        return MenuItem
