"""The bell: what I am told, newest first; each row opens the screen where it is done."""

from typing import Any

import django_filters
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import Button, HeaderButton

from civic_office.domain.choose_notices import choose_notices
from civic_office.domain.read_notices import read_notices
from civic_office.forms.notices import NoticeChoicesForm
from civic_office.models import Notice
from civic_office.notices.kinds import kind_groups, kinds
from civic_office.viewsets.base import OfficeActionView, OfficeIndexView, OfficeViewSet
from civic_office.viewsets.filings import moment

#: A number that still fits beside the word.
MOST_SHOWN = 99


class NoticesItem(MenuItem):
    """The bell in the menu, with the number of unread notices: one query on each page of the admin, and no more."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_authenticated)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        if count := Notice.objects.of(request.user).unread().count():
            shown = str(count) if count <= MOST_SHOWN else f"{MOST_SHOWN}+"
            component.label = _("%(label)s (%(count)s)") % {"label": self.label, "count": shown}
            component.classname = f"{component.classname} civic-bell--unread"
        return component


class NoticeFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[("unread", gettext_lazy("Unread")), ("read", gettext_lazy("Read"))],
        method="filter_state",
    )
    group = django_filters.ChoiceFilter(
        label=gettext_lazy("Matter"), choices=lambda: [(group.code, group.label) for group in kind_groups()]
    )

    class Meta:
        model = Notice
        fields: tuple[str, ...] = ()

    def filter_state(self, notices: Any, name: str, value: str) -> Any:
        return notices.filter(read_at__isnull=value == "unread")


class MarkColumn(Column):
    """Read, or the button that says so."""

    cell_template_name = "civic_office/notices/mark.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"request": parent_context.get("request")}


class NoticeColumn(TitleColumn):
    cell_template_name = "civic_office/notices/notice.html"


class NoticeIndexView(OfficeIndexView):
    template_name = "civic_office/notices/index.html"
    page_title = gettext_lazy("My notices")
    filterset_class = NoticeFilters
    paginate_by = 20
    default_ordering = None
    table_classname = "listing civic-notices"

    def order_queryset(self, queryset: Any) -> Any:
        return queryset.order_by("-at", "-pk")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            NoticeColumn(
                "subject",
                label=gettext_lazy("Notice"),
                get_url=lambda notice: reverse("civic_notices:open", args=(notice.pk,)),
            ),
            Column("kind", label=gettext_lazy("Kind"), accessor=kind_of),
            Column("at", label=gettext_lazy("When"), accessor=lambda notice: moment(notice.at)),
            MarkColumn("read", label=gettext_lazy("State")),
        ]

    @cached_property
    def header_buttons(self) -> list[Button]:
        return [HeaderButton(_("How I am told"), url=reverse("civic_notices:choices"), icon_name="cog")]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {
            "no_results_message": _("Nothing to tell you."),
            "has_unread": Notice.objects.of(self.request.user).unread().exists(),
        }


def kind_of(notice: Notice) -> Any:
    """A kind whose plugin is not installed any more has no name."""
    return kinds[notice.kind].label if notice.kind in kinds else ""


class OpenView(View):
    """The way to where it is done; the notice counts as read."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice = get_object_or_404(Notice.objects.of(request.user), pk=pk)
        read_notices(request.user, notice.pk, now=timezone.now())
        return redirect(notice.url)


class ReadView(View):
    """One notice, or all: `pk` is missing then."""

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        if pk is not None:
            get_object_or_404(Notice.objects.of(request.user), pk=pk)
            read_notices(request.user, pk, now=timezone.now())
        else:
            read_notices(request.user, now=timezone.now())
            messages.success(request, _("All notices are marked as read."))
        return redirect("civic_notices:index")


class ChoicesView(OfficeActionView):
    """How I want to be told, for each group of matters."""

    model = Notice
    form_class = NoticeChoicesForm
    page_title = gettext_lazy("How I am told")
    header_icon = "cog"
    submit_button_label = gettext_lazy("Save")
    index_url_name = "civic_notices:index"
    explanation = gettext_lazy(
        "Everything stands on your list in any case. The daily mail comes at half past eight on working days, with what "
        "you have not read."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def perform(self, form: NoticeChoicesForm) -> None:
        choose_notices(self.request.user, form.cleaned_data)

    def get_done_message(self) -> str:
        return _("Saved.")


class NoticeViewSet(OfficeViewSet):
    model = Notice
    name = "civic_notices"
    url_prefix = "notices"
    icon = "bell"
    menu_label = gettext_lazy("Notices")
    menu_order = 50
    add_to_admin_menu = True
    menu_item_class = NoticesItem
    offered = ("index", "index_results")
    index_view_class = NoticeIndexView
    form_fields = ("read_at",)

    def more_urls(self) -> list[Any]:
        return [
            path("<int:pk>/", OpenView.as_view(), name="open"),
            path("<int:pk>/read/", ReadView.as_view(), name="read"),
            path("read/", ReadView.as_view(), name="read_all"),
            path("choices/", self.construct_view(ChoicesView), name="choices"),
        ]
