from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import EditView

from civic_search.forms.best_bets import BestBetForm
from civic_search.models import BestBet
from civic_search.viewsets.words import FilledCreateView, WordViewSet


class FindingMixin:
    """“Find” shows the form again with results to tick, and saves nothing."""

    request: HttpRequest

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "look" not in request.POST:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        self.object = getattr(self, "object", None)
        self.form = self.get_form()  # type: ignore[attr-defined]
        return self.render_to_response(self.get_context_data(form=self.form))  # type: ignore[attr-defined]

    def get_form_kwargs(self) -> dict[str, Any]:
        """While looking, what was typed is no answer yet: nothing is missing or wrong."""
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        if "look" in self.request.POST:
            typed = kwargs.pop("data")
            kwargs.pop("files", None)
            plain = {name: typed.get(name, "") for name in ("question", "find", "starts_on", "ends_on")}
            kwargs["initial"] = {**plain, "documents": typed.getlist("documents")}
        return kwargs


class BestBetCreateView(FindingMixin, FilledCreateView):
    pass


class BestBetEditView(FindingMixin, EditView):
    pass


class BestBetViewSet(WordViewSet):
    model = BestBet
    name = "search_best_bets"
    url_prefix = "search/recommended"
    icon = "pick"
    menu_label = _("Recommended results")
    list_display = ("question", "starts_on", "ends_on")
    search_fields = ("question",)
    add_view_class = BestBetCreateView
    edit_view_class = BestBetEditView
    create_template_name = edit_template_name = "civic_search/best_bet.html"

    def get_form_class(self, for_update: bool = False) -> type[BestBetForm]:
        return BestBetForm
