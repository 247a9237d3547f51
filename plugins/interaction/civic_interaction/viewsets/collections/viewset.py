"""Opinion collections in the admin: the list, what is prepared, and the page from which everything is done."""

from itertools import pairwise
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn

from civic_interaction.domain.collections.machine import steps_open_to
from civic_interaction.domain.collections.prepare import STATED, change_collection, create_collection
from civic_interaction.domain.collections.queries import collections_on_desk, groups_of
from civic_interaction.domain.collections.revise_draft import write_version
from civic_interaction.domain.reviewed_texts import reviews_of
from civic_interaction.enums import Step
from civic_interaction.forms.collections import CollectionForm, NoForm
from civic_interaction.models import Collection
from civic_interaction.permissions import parts_in, units_collecting, waiting_step
from civic_interaction.viewsets.collections import files, opinions
from civic_interaction.viewsets.collections.steps import VIEWS, CompareView
from civic_office.permissions import units_open_to
from civic_office.viewsets.base import OfficeActionView, OfficeIndexView, OfficeViewSet
from civic_office.workdays import civil_date


class CollectionFilterSet(WagtailFilterSet):
    class Meta:
        model = Collection
        fields = ("state", "kind", "unit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["unit"].queryset = units_open_to(self.request.user, today=civil_date(timezone.now()))


class CollectionIndexView(OfficeIndexView):
    add_item_label = gettext_lazy("Prepare a collection")

    def get_base_queryset(self) -> Any:
        return collections_on_desk(self.request.user, today=civil_date(timezone.now()))

    @cached_property
    def columns(self) -> list[Any]:
        today = civil_date(timezone.now())
        return [
            self._get_title_column("title"),
            Column("unit", label=gettext_lazy("Unit"), sort_key="unit__position"),
            Column("opens_on", label=pgettext_lazy("collection", "Period"), accessor=period_of, sort_key="opens_on"),
            Column("received", label=gettext_lazy("Opinions")),
            Column("unread", label=gettext_lazy("To be read")),
            Column("due_on", label=gettext_lazy("Results due"), accessor=due_of, sort_key="due_on"),
            StatusTagColumn(
                "state",
                label=gettext_lazy("State"),
                accessor=lambda collection: state_of(collection, today=today),
                primary=lambda collection: collection.takes_opinions_on(today),
            ),
        ]


def period_of(collection: Collection) -> str:
    return f"{collection.opens_on:%Y-%m-%d} – {collection.closes_on:%Y-%m-%d}"


def due_of(collection: Collection) -> str:
    if collection.due_on is None:
        return ""
    day = f"{collection.due_on:%Y-%m-%d}"
    return f"■ {day} {_('overdue')}" if collection.overdue_on else day


def state_of(collection: Collection, *, today: Any) -> str:
    return str(collection.phase_on(today).label if collection.is_public else collection.get_state_display())


class PrepareView(OfficeActionView):
    """A new collection with its first draft, or the announcement of one in preparation."""

    permission_required = "add"
    form_class = CollectionForm
    page_title = gettext_lazy("Prepare a collection")
    submit_button_label = gettext_lazy("Save")
    explanation = gettext_lazy("Nothing is public before it has passed review and has been announced.")

    def get_form_kwargs(self) -> dict[str, Any]:
        units = units_collecting(self.request.user, today=civil_date(timezone.now()))
        collection = self.object or Collection()
        return super().get_form_kwargs() | {"instance": collection, "units": units}

    def get_initial(self) -> dict[str, Any]:
        newest = self.object.versions.order_by("-number").first() if self.object else None
        return {"text": newest.text if newest else ""}

    def perform(self, form: CollectionForm) -> HttpResponse:
        by, now = self.request.user, timezone.now()
        text = form.cleaned_data["text"]
        with transaction.atomic():
            if self.object:
                stated = {name: value for name, value in form.cleaned_data.items() if name in STATED}
                collection = change_collection(self.object, by=by, now=now, **stated)
            else:
                collection = create_collection(form.instance, by=by, now=now)
            newest = collection.versions.order_by("-number").first()
            if newest is None or newest.text != text:
                write_version(collection, text=text, by=by, now=now)
        messages.success(self.request, _("Saved."))
        return redirect("civic_collections:edit", collection.pk)


class ChangeView(PrepareView):
    permission_required = "change"
    page_title = pgettext_lazy("interaction", "Announcement")


class CollectionView(OfficeActionView):
    """The collection as it stands, and what may be done now: one button for each step that is possible."""

    permission_required = "view"
    template_name = "civic_interaction/collections/collection.html"
    page_title = gettext_lazy("Opinion collection")
    form_class = NoForm
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = civil_date(timezone.now())
        collection = self.object
        parts = parts_in(self.request.user, collection, today=today)
        steps = steps_open_to(parts, collection, today=today)
        versions = list(collection.versions.order_by("number"))
        waiting = waiting_step(collection)
        return super().get_context_data(**kwargs) | {
            "state": state_of(collection, today=today),
            "versions": versions,
            "pairs": list(pairwise(versions)),
            "files": collection.files.select_related("upload"),
            "reports": collection.reports.order_by("number"),
            "waiting": waiting,
            "reviews": reviews_of(waiting[0]) if waiting else [],
            "events": collection.events.select_related("actor").order_by("-seq"),
            "received": collection.opinions.count(),
            "unread": collection.opinions.to_be_read().count(),
            "undecided": collection.opinions.undecided().count(),
            "groups": groups_of(collection).count(),
            "may_read": Step.MODERATED in steps,
            "explanation": collection.clock.explanation() if hasattr(collection, "clock") else [],
            "offers": [
                (reverse(f"civic_collections:{view.name}", args=(collection.pk,)), view.submit_button_label)
                for view in VIEWS
                if view.step in steps
            ],
        }


class CollectionViewSet(OfficeViewSet):
    model = Collection
    name = "civic_collections"
    url_prefix = "opinion-collections"  # Wagtail has collections of its own
    icon = "comment"
    menu_label = gettext_lazy("Opinion collection")
    menu_order = 130
    add_to_admin_menu = True
    offered = ("index", "index_results", "add")
    index_view_class = CollectionIndexView
    add_view_class = PrepareView
    search_fields = ("title",)
    ordering = ("-opens_on", "-pk")
    filterset_class = CollectionFilterSet

    def get_form_class(self, for_update: bool = False) -> Any:
        return CollectionForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"edit_url_name": "civic_collections:edit", **kwargs})

    def more_urls(self) -> list[Any]:
        steps = [path(f"<int:pk>/{view.name}/", self.construct_view(view), name=view.name) for view in VIEWS]
        return [
            path("<int:pk>/", self.construct_view(CollectionView), name="edit"),
            path("<int:pk>/announcement/", self.construct_view(ChangeView), name="change"),
            path("<int:pk>/opinions/", self.construct_view(opinions.OpinionsView), name="opinions"),
            path("<int:pk>/opinions/<int:number>/", self.construct_view(opinions.OpinionView), name="opinion"),
            path("<int:pk>/opinions/<int:number>/look/", self.construct_view(opinions.LookView), name="look"),
            path("<int:pk>/files/<int:number>/", self.construct_view(opinions.OpinionFileView), name="file"),
            path("<int:pk>/attachments/", self.construct_view(files.FilesView), name="draft-files"),
            path("<int:pk>/attachments/<int:number>/", self.construct_view(files.FileView), name="attachment"),
            path(
                "<int:pk>/attachments/<int:number>/remove/",
                self.construct_view(files.RemoveFileView),
                name="remove-file",
            ),
            path("<int:pk>/groups/", self.construct_view(opinions.GroupsView), name="groups"),
            path("<int:pk>/groups/<int:number>/", self.construct_view(opinions.GroupView), name="group"),
            path(
                "<int:pk>/compare/<int:old>/<int:new>/",
                self.construct_view(CompareView),
                name="compare",
            ),
            *steps,
        ]
