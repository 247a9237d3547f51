"""The texts of notices: the office changes them, looks at them with examples, and sees what they were before."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn

from civic_office.domain.notice_texts import change_notice_template
from civic_office.forms.notices import NoticeTemplateForm
from civic_office.models import NoticeTemplate
from civic_office.notices.kinds import Text, kinds
from civic_office.notices.texts import fill
from civic_office.viewsets.base import OfficeEditView, OfficeIndexView, OfficeViewSet

VERSIONS_SHOWN = 10


class NoticeTemplateIndexView(OfficeIndexView):
    paginate_by = 50

    def get_base_queryset(self) -> Any:
        """Those of plugins that are installed."""
        return super().get_base_queryset().filter(kind__in=kinds)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("kind", label=gettext_lazy("Kind"), accessor=str, get_url=self.get_edit_url),
            Column("subject", label=pgettext_lazy("notice", "Subject")),
            Column("for", label=gettext_lazy("For"), accessor=audience_of),
        ]


def audience_of(template: NoticeTemplate) -> Any:
    group = kinds[template.kind].group
    return _("Outside the office") if group is None else group.label


class NoticeTemplateEditView(OfficeEditView):
    template_name = "civic_office/notices/template.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The button of the preview shows what is typed and saves nothing."""
        if "preview" not in request.POST:
            response: HttpResponse = super().post(request, *args, **kwargs)
            return response
        self.object = self.get_object()
        form = self.get_form()
        return self.render_to_response(self.get_context_data(form=form, preview=preview_of(form)))

    def save_instance(self) -> NoticeTemplate:
        return change_notice_template(self.form.instance, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        versions = self.object.history.select_related("history_user").order_by("-history_date", "-history_id")
        return {"preview": preview_of(context["form"]), **context, "versions": versions[:VERSIONS_SHOWN]}


def preview_of(form: NoticeTemplateForm) -> Text:
    """The text as it stands in the form, with an example in each place."""
    samples = kinds[form.instance.kind].samples
    return Text(*(fill(form[name].value() or "", samples) for name in ("subject", "body")))


class NoticeTemplateViewSet(OfficeViewSet):
    model = NoticeTemplate
    name = "civic_notice_templates"
    url_prefix = "notice-texts"
    icon = "edit"
    menu_label = gettext_lazy("Texts of notices")
    offered = ("index", "index_results", "edit")
    index_view_class = NoticeTemplateIndexView
    edit_view_class = NoticeTemplateEditView
    search_fields = ("subject", "body")
    ordering = ("kind",)

    def get_form_class(self, for_update: bool = False) -> Any:
        return NoticeTemplateForm
