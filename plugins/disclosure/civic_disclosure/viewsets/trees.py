"""How the units' trees differ from the template, unit by unit, with a button that adds what is missing (R003–R005, R010)."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from civic_disclosure.domain.apply_template import apply_template, default_template, open_catalogue
from civic_disclosure.domain.compare_tree import compare_trees
from civic_disclosure.models import ColumnTemplate, UnitCatalogue
from civic_disclosure.viewsets.city import OfficeMenuItem, OfficeOnly
from civic_office.models import Unit
from civic_office.workdays import civil_date

UNITS_A_PAGE = 20


class TreesView(OfficeOnly):
    page_title = gettext_lazy("Units' columns against the template")
    header_icon = "list-ul"
    template_name = "civic_disclosure/city/trees.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("trees:index"), "label": self.page_title}]

    def template(self) -> ColumnTemplate:
        chosen = self.request.GET.get("template") or self.request.POST.get("template") or ""
        return get_object_or_404(ColumnTemplate, pk=int(chosen)) if chosen.isdecimal() else default_template()

    def catalogues(self) -> QuerySet[UnitCatalogue]:
        found = UnitCatalogue.objects.select_related("unit").order_by("unit__position", "path")
        unit = self.request.GET.get("unit") or ""
        return found.filter(unit=int(unit)) if unit.isdecimal() else found

    def get(self, request: HttpRequest) -> HttpResponse:
        template = self.template()
        page = Paginator(self.catalogues(), UNITS_A_PAGE).get_page(request.GET.get("p"))
        without = Unit.objects.active_on(civil_date(timezone.now())).filter(catalogue__isnull=True)
        return self.show(
            page=page,
            differences=compare_trees(list(page), template),
            template=template,
            templates=ColumnTemplate.objects.all(),
            units=UnitCatalogue.objects.select_related("unit").order_by("unit__position"),
            query=f"&template={template.pk}",
            chosen_unit=request.GET.get("unit", ""),
            without=without,
        )


class ApplyView(TreesView):
    """POST only: add the missing columns of one unit's tree, or open the tree of a unit that has none."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        if request.POST.get("open", "").isdecimal():
            unit = get_object_or_404(Unit, pk=int(request.POST["open"]))
            open_catalogue(unit, by=request.user, now=now)
            messages.success(request, _("%(unit)s has its catalogue now.") % {"unit": unit})
        elif request.POST.get("catalogue", "").isdecimal():
            catalogue = get_object_or_404(UnitCatalogue, pk=int(request.POST["catalogue"]))
            added = apply_template(catalogue, self.template(), by=request.user, now=now)
            messages.success(
                request, _("%(unit)s: %(number)s columns added.") % {"unit": catalogue.title, "number": len(added)}
            )
        return redirect("trees:index")


class TreesViewSet(ViewSet):
    name = "trees"
    icon = "list-ul"
    menu_label = gettext_lazy("Columns against the template")
    menu_item_class = OfficeMenuItem
    add_to_settings_menu = True

    def get_urlpatterns(self) -> list[Any]:
        return [path("", TreesView.as_view(), name="index"), path("apply/", ApplyView.as_view(), name="apply")]
