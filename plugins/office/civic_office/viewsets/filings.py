from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn

from civic_office.domain.decide_filing import decide_filing
from civic_office.domain.file_with_office import file_with_office
from civic_office.domain.grant_account_request import grant_account_request
from civic_office.domain.request_account import Trouble
from civic_office.enums import FilingKind, FilingState
from civic_office.forms.filings import AccountDecisionForm, DecisionForm, FilingForm
from civic_office.models import Filing
from civic_office.permissions import units_open_to
from civic_office.viewsets.base import OfficeActionView, OfficeIndexView, OfficeViewSet
from civic_office.viewsets.posts import show_initial_password
from civic_office.workdays import civil_date, civil_moment


class FilingFilterSet(WagtailFilterSet):
    class Meta:
        model = Filing
        fields = ("state", "kind", "unit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["unit"].queryset = units_open_to(self.request.user, today=civil_date(timezone.now()))


class FilingIndexView(OfficeIndexView):
    select_related = ("unit", "filed_by")
    add_item_label = gettext_lazy("File with the office")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("subject"),
            Column("unit", label=gettext_lazy("Unit"), sort_key="unit__position"),
            Column("get_kind_display", label=gettext_lazy("Kind"), sort_key="kind"),
            Column("filed_by", label=gettext_lazy("Filed by"), accessor=filed_by_of),
            Column(
                "filed_at",
                label=gettext_lazy("Filed at"),
                accessor=lambda filing: moment(filing.filed_at),
                sort_key="filed_at",
            ),
            StatusTagColumn(
                "get_state_display",
                label=gettext_lazy("State"),
                sort_key="state",
                primary=lambda filing: filing.state == FilingState.FILED,
            ),
        ]


def filed_by_of(filing: Filing) -> str:
    if filing.filed_by is None:
        return filing.facts.get("name", "")
    return filing.filed_by.get_full_name() or filing.filed_by.get_username()


def moment(value: Any) -> str:
    return f"{civil_moment(value):%Y-%m-%d %H:%M}" if value else ""


class FileView(OfficeActionView):
    permission_required = "add"
    form_class = FilingForm
    page_title = gettext_lazy("File with the office")
    submit_button_label = gettext_lazy("File with the office")
    explanation = gettext_lazy("The government office receives what you file here and answers it.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"units": units_open_to(self.request.user, today=civil_date(timezone.now()))}

    def perform(self, form: FilingForm) -> None:
        file_with_office(by=self.request.user, now=timezone.now(), **form.cleaned_data)

    def get_done_message(self) -> str:
        return _("Filed.")


class FilingView(OfficeActionView):
    """The filing to read; for the disclosure section with the decision below, as long as there is none."""

    permission_required = "view"
    template_name = "civic_office/filings/filing.html"
    page_title = gettext_lazy("Filing")
    submit_button_label = gettext_lazy("Decide")

    def get_form_class(self) -> type[DecisionForm]:
        return AccountDecisionForm if self.object.kind == FilingKind.ACCOUNT else DecisionForm

    def get_initial(self) -> dict[str, Any]:
        return {"username": self.object.facts.get("username", "")}

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission_for_instance("change", self.object):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def perform(self, form: DecisionForm) -> HttpResponse | None:
        data, by, now = form.cleaned_data, self.request.user, timezone.now()
        if data["decision"] == FilingState.ACCEPTED and data.get("username"):
            password = grant_account_request(
                self.object, username=data["username"], answer=data["answer"], by=by, now=now
            )
            return show_initial_password(self, data["username"], password)
        decide_filing(self.object, decision=data["decision"], answer=data["answer"], by=by, now=now)
        return None

    def get_done_message(self) -> str:
        return _("Decided.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        filing = self.object
        may_decide = filing.state == FilingState.FILED and self.user_has_permission_for_instance("change", filing)
        return context | {"rows": filing_rows(filing), "may_decide": may_decide}


def filing_rows(filing: Filing) -> list[tuple[str, str]]:
    """What the filing says, as labels and values; what is empty is left out."""
    facts = filing.facts if filing.kind == FilingKind.ACCOUNT else {}
    rows = [
        (_("Unit"), str(filing.unit or "")),
        (_("Kind"), filing.get_kind_display()),
        (_("What is the matter?"), str(Trouble(facts["trouble"]).label) if facts else ""),
        (_("Name of the applicant"), facts.get("name", "")),
        (_("Telephone"), facts.get("phone", "")),
        (_("Account name"), facts.get("username", "")),
        (pgettext("filing", "Text"), filing.text),
        (_("Filed by"), filed_by_of(filing)),
        (_("Filed at"), moment(filing.filed_at)),
        (_("State"), filing.get_state_display()),
        (_("Answer"), filing.answer),
        (_("Decided at"), moment(filing.decided_at)),
    ]
    return [(label, value) for label, value in rows if value]


class FilingViewSet(OfficeViewSet):
    model = Filing
    name = "civic_filings"
    url_prefix = "office/filings"
    icon = "mail"
    offered = ("index", "index_results", "add")
    index_view_class = FilingIndexView
    add_view_class = FileView
    search_fields = ("subject", "text", "unit__official_name", "unit__short_name")
    ordering = ("-filed_at", "-pk")
    filterset_class = FilingFilterSet

    def get_form_class(self, for_update: bool = False) -> Any:
        return FilingForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"edit_url_name": "civic_filings:edit", **kwargs})

    def more_urls(self) -> list[Any]:
        return [path("<int:pk>/", self.construct_view(FilingView), name="edit")]
