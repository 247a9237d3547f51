import dataclasses
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from civic_office.clocks import registered_clocks
from civic_office.domain.check_notice import NoticeData, NoticeDay, NoticeRefused, find_doubts
from civic_office.domain.current_calendar import current_calendar
from civic_office.domain.load_notice import days_of, load_notice, refuse_faults
from civic_office.domain.read_notice import LARGEST_FILE, read_notice
from civic_office.domain.withdraw_notice import withdraw_notice
from civic_office.forms.kept_files import keep_files
from civic_office.models import CalendarVersion, HolidayNotice
from civic_office.permissions import may_change_calendar
from civic_office.viewsets.calendar_forms import (
    ConfirmForm,
    HolidayRows,
    ImportForm,
    NoticeForm,
    WithdrawForm,
    initial_rows,
)
from civic_office.viewsets.calendar_months import group_days, lay_out_year
from civic_office.workdays import civil_date


class CalendarView(WagtailAdminTemplateMixin, TemplateView):
    """What all screens of the calendar share: title, way back, and who may change."""

    viewset: Any = None
    page_title = gettext_lazy("Working calendar")

    def url(self, name: str, *args: Any) -> str:
        return reverse(self.viewset.get_url_name(name), args=args)

    def may_change(self) -> bool:
        return may_change_calendar(self.request.user, today=civil_date(timezone.now()))

    def get_notice(self) -> HolidayNotice:
        notice = HolidayNotice.objects.filter(year=self.kwargs["year"]).first()
        if notice is None:
            raise Http404
        return notice

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [*super().get_breadcrumbs_items(), {"url": self.url("index"), "label": self.page_title}]
        subtitle = self.get_page_subtitle()
        return [*items, {"url": "", "label": subtitle}] if subtitle else items


class ChangingView(CalendarView):
    """A screen that only those who may change the calendar see or post to."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may_change():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def announce_loaded(self, notice: HolidayNotice) -> HttpResponse:
        messages.success(
            self.request,
            _("The notice for %(year)d is loaded. Due dates are being computed again.") % {"year": notice.year},
        )
        return redirect(self.url("year", notice.year))


class YearsView(CalendarView):
    template_name = "civic_office/calendar/years.html"

    def get_header_buttons(self) -> list[HeaderButton]:
        if not self.may_change():
            return []
        return [
            HeaderButton(_("Enter a notice"), self.url("add"), icon_name="plus"),
            HeaderButton(_("Import a notice"), self.url("import"), icon_name="upload"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notices = HolidayNotice.objects.annotate(
            days_off=Count("days", filter=Q(days__is_working=False)),
            make_up_days=Count("days", filter=Q(days__is_working=True)),
        ).order_by("-year")
        version = CalendarVersion.objects.first()
        return super().get_context_data(notices=notices, version=version, **kwargs)


class YearView(CalendarView):
    template_name = "civic_office/calendar/year.html"

    def get_page_subtitle(self) -> str:
        return str(self.kwargs["year"])

    def get_header_buttons(self) -> list[HeaderButton]:
        if not self.may_change():
            return []
        year = self.kwargs["year"]
        return [
            HeaderButton(_("Change"), self.url("edit", year), icon_name="edit"),
            HeaderButton(pgettext("calendar", "Withdraw"), self.url("withdraw", year), icon_name="bin"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notice = self.get_notice()
        return super().get_context_data(
            notice=notice,
            rows=group_days(notice_days(notice)),
            months=lay_out_year(notice.year, current_calendar()),
            versions=CalendarVersion.objects.of_year(notice.year).select_related("made_by"),
            **kwargs,
        )


class EntryView(ChangingView):
    """The form in which a notice is typed as it is printed: a row for each holiday."""

    template_name = "civic_office/calendar/entry.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.make_form(), HolidayRows(initial=self.initial_rows(), prefix="rows"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        year = form.cleaned_data.get("year") if form.is_valid() else None
        rows: Any = HolidayRows(request.POST, prefix="rows", form_kwargs={"year": year})
        if rows.is_valid() and form.is_valid():
            try:
                notice = load_notice(
                    form.notice(rows.days(), source=self.source()), by=request.user, now=timezone.now()
                )
            except NoticeRefused as refused:
                form.add_faults(rows.add_faults(refused))
            else:
                return self.announce_loaded(notice)
        return self.show(form, rows)

    def show(self, form: NoticeForm, rows: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, rows=rows, media=form.media + rows.media))

    def make_form(self, posted: Any = None) -> NoticeForm:
        return NoticeForm(posted, initial=self.initial())

    def initial(self) -> dict[str, Any]:
        return {"year": max(current_calendar().years, default=civil_date(timezone.now()).year) + 1}

    def initial_rows(self) -> list[dict[str, Any]]:
        return [{"name": name} for name in ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")]

    def source(self) -> str:
        return ""


class AddView(EntryView):
    page_subtitle = gettext_lazy("Enter a notice")


class EditView(EntryView):
    """The year is the one of the address, whatever is posted."""

    def get_page_subtitle(self) -> str:
        return _("Change %(year)d") % {"year": self.kwargs["year"]}

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.notice = self.get_notice()

    def make_form(self, posted: Any = None) -> NoticeForm:
        form = super().make_form(posted)
        form.fields["year"].disabled = True
        return form

    def initial(self) -> dict[str, Any]:
        notice = self.notice
        return {"year": notice.year, "document_number": notice.document_number, "issued_on": notice.issued_on}

    def initial_rows(self) -> list[dict[str, Any]]:
        return initial_rows(notice_days(self.notice))

    def source(self) -> str:
        return self.notice.source


class ImportView(ChangingView):
    """Upload; what the file says is shown, and nothing happens yet."""

    page_subtitle = gettext_lazy("Import a notice")
    template_name = "civic_office/calendar/import.html"
    preview_template_name = "civic_office/calendar/preview.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=ImportForm()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                data = self.read(form)
                refuse_faults(data, now=timezone.now())
            except NoticeRefused as refused:
                form.add_faults(refused)
            else:
                return self.preview(data, ConfirmForm.carrying(data))
        keep_files(form, now=timezone.now())
        return self.render_to_response(self.get_context_data(form=form))

    def read(self, form: ImportForm) -> NoticeData:
        cleaned = form.cleaned_data
        file = cleaned["file"]
        found = read_notice(file.read(LARGEST_FILE + 1), year=cleaned["year"])
        return dataclasses.replace(
            found,
            document_number=cleaned["document_number"] or found.document_number,
            issued_on=cleaned["issued_on"] or found.issued_on,
            source=(found.source or file.name)[:120],
            reason=cleaned["reason"],
        )

    def preview(self, data: NoticeData, form: ConfirmForm) -> HttpResponse:
        self.template_name = self.preview_template_name
        notice = HolidayNotice.objects.filter(year=data.year).first()
        context = self.get_context_data(
            form=form,
            data=data,
            rows=group_days(data.days),
            days_off=sum(not day.is_working for day in data.days),
            make_up_days=sum(day.is_working for day in data.days),
            doubts=find_doubts(data),
            notice=notice,
            running=sum(model.objects.running().count() for model in registered_clocks()),
        )
        return self.render_to_response(context)


class ConfirmImportView(ImportView):
    """The button of the preview. Nothing of the preview is trusted: the notice is checked again."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.url("import"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("The preview can no longer be read. Choose the file again."))
            return redirect(self.url("import"))
        data = form.notice(form.cleaned_data["days"], source=form.cleaned_data["source"])
        try:
            notice = load_notice(data, by=request.user, now=timezone.now())
        except NoticeRefused as refused:
            form.add_faults(refused)
            return self.preview(data, form)
        return self.announce_loaded(notice)


class WithdrawView(ChangingView):
    template_name = "civic_office/calendar/withdraw.html"

    def get_page_subtitle(self) -> str:
        return _("Withdraw %(year)d") % {"year": self.kwargs["year"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"notice": self.get_notice(), "form": WithdrawForm(), **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        notice, form = self.get_notice(), WithdrawForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(notice=notice, form=form))
        withdraw_notice(notice, by=request.user, now=timezone.now(), reason=form.cleaned_data["reason"])
        messages.success(request, _("The notice for %(year)d is withdrawn.") % {"year": self.kwargs["year"]})
        return redirect(self.url("index"))


def notice_days(notice: HolidayNotice) -> list[NoticeDay]:
    return [NoticeDay(date, *state) for date, state in days_of(notice).items()]
