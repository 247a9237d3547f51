"""The duty roster: whose day it is, the log, what is left open; and the steps that change it."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from civic_interaction.domain.duty.change_shift import give_shift, may_change_shift, swap_shifts
from civic_interaction.domain.duty.plan import plan_duty
from civic_interaction.domain.duty.queries import (
    WEEK,
    monday_of,
    notes_of_week,
    open_points,
    person_on_duty,
    phones_in,
    shifts_of_week,
)
from civic_interaction.domain.duty.write_log import settle_note, write_note
from civic_interaction.forms.duty import NoteForm, PlanForm, ShiftForm, name_of
from civic_interaction.models import DutyNote, DutyShift
from civic_interaction.permissions.duty import (
    DUTY_ROLES,
    may_arrange_duty,
    may_see_roster,
    may_write_log,
    units_with_roster,
)
from civic_interaction.policies import sees_a_desk
from civic_office.domain.current_calendar import current_calendar
from civic_office.enums import OFFICE_ROLES
from civic_office.models import Unit
from civic_office.permissions import posts_of
from civic_office.viewsets.base import OfficeActionView
from civic_office.workdays import civil_date
from civic_office.workdays.trace import Why

#: A plan that is begun without a wish covers four weeks.
USUAL_PLAN = datetime.timedelta(days=27)


def today_here() -> datetime.date:
    return civil_date(timezone.now())


@dataclass(frozen=True, slots=True)
class DutyDay:
    """One row of the week."""

    day: datetime.date
    is_today: bool
    why: str
    shift: DutyShift | None
    name: str
    phone: str
    may_change: bool
    notes: list[DutyNote]


def unit_asked_for(request: HttpRequest) -> Unit:
    """The unit of the address, else the first of one's own, else the first that one sees. `PermissionDenied` without any."""
    today, user = today_here(), request.user
    units = units_with_roster(user, today=today)
    number = request.GET.get("unit", "")
    if number.isascii() and number.isdecimal():
        unit = get_object_or_404(Unit, pk=number)
        if not may_see_roster(user, unit, today=today):
            raise PermissionDenied
        return unit
    own = [unit for role, unit in posts_of(user, today=today) if role in DUTY_ROLES | OFFICE_ROLES]
    found = units.filter(pk__in=own).first() or units.first()
    if found is None:
        raise PermissionDenied
    return found


def day_asked_for(request: HttpRequest) -> datetime.date:
    """The day of the address; today where it is none that the calendar of a life knows."""
    try:
        day = datetime.date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today_here()
    return day if abs((day - today_here()).days) < 366 * 10 else today_here()


def roster_url(unit: Unit, day: datetime.date | None = None) -> str:
    return f"{reverse('civic_duty:index')}?unit={unit.pk}" + (f"&day={day.isoformat()}" if day else "")


class WeekView(WagtailAdminTemplateMixin, TemplateView):
    """A week of one unit. Posting writes a note into today's log."""

    template_name = "civic_interaction/duty/week.html"
    page_title = gettext_lazy("Duty roster")
    header_icon = "calendar-check"

    @cached_property
    def unit(self) -> Unit:
        return unit_asked_for(self.request)

    @cached_property
    def monday(self) -> datetime.date:
        return monday_of(day_asked_for(self.request))

    def get_page_subtitle(self) -> str:
        return str(self.unit)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    @cached_property
    def header_buttons(self) -> list[Button]:
        if not may_arrange_duty(self.request.user, self.unit, today=today_here()):
            return []
        url = f"{reverse('civic_duty:plan')}?unit={self.unit.pk}"
        return [HeaderButton(_("Plan"), url=url, icon_name="plus")]

    def post(self, request: HttpRequest) -> HttpResponse:
        if not may_write_log(request.user, self.unit, today=today_here()):
            raise PermissionDenied
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        write_note(self.unit, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("Written into today's log."))
        return redirect(roster_url(self.unit))

    def days(self) -> list[DutyDay]:
        user, today, calendar = self.request.user, today_here(), current_calendar()
        shifts, notes = shifts_of_week(self.unit, self.monday), notes_of_week(self.unit, self.monday)
        phones = phones_in(self.unit, today=today)
        arranges = may_arrange_duty(user, self.unit, today=today)
        writes = may_write_log(user, self.unit, today=today)
        rows = []
        for number in range(WEEK):
            day = self.monday + datetime.timedelta(days=number)
            why, name = calendar.explain(day)
            shift = shifts.get(day) if calendar.is_working(day) else None
            mine = shift is not None and writes and shift.user_id == user.pk
            rows.append(
                DutyDay(
                    day=day,
                    is_today=day == today,
                    why=_say_why(why, name),
                    shift=shift,
                    name=name_of(shift.user) if shift is not None else "",
                    phone=phones.get(shift.user_id, "") if shift is not None else "",
                    may_change=shift is not None and day >= today and (arranges or mine),
                    notes=notes.get(day, []),
                )
            )
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, today_here()
        week = datetime.timedelta(days=WEEK)
        person = person_on_duty(self.unit, today, calendar=current_calendar())
        return {
            "form": NoteForm(),
            **super().get_context_data(**kwargs),
            "unit": self.unit,
            "units": units_with_roster(user, today=today),
            "today": today,
            "is_day_off": not current_calendar().is_working(today),
            "days": self.days(),
            "monday": self.monday,
            "sunday": self.monday + datetime.timedelta(days=WEEK - 1),
            "earlier_url": roster_url(self.unit, self.monday - week),
            "later_url": roster_url(self.unit, self.monday + week),
            "this_week_url": roster_url(self.unit),
            "on_duty": name_of(person) if person is not None else "",
            "points": open_points(self.unit),
            "may_write": may_write_log(user, self.unit, today=today),
        }


def _say_why(why: Why, name: str) -> str:
    """What is said of a day beside its date; nothing of an ordinary working day."""
    if why == Why.MAKE_UP:
        return _("make-up working day")
    if why == Why.HOLIDAY:
        return name or _("holiday")
    return _("weekend") if why == Why.WEEKEND else ""


class DutyStepView(OfficeActionView):
    """A step that changes the roster; whose it is, `allows` says before anything is shown."""

    index_url_name = "civic_duty:index"
    template_name = "civic_interaction/duty/step.html"
    header_icon = "calendar-check"

    @cached_property
    def unit(self) -> Unit:
        return unit_asked_for(self.request)

    def allows(self) -> bool:
        raise NotImplementedError

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.allows():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def object(self) -> Any:
        return None

    def get_page_subtitle(self) -> str:
        return f"{self.page_title} · {self.unit}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": roster_url(self.unit), "label": _("Duty roster")},
            {"url": "", "label": self.page_title},
        ]

    def back(self, day: datetime.date) -> HttpResponse:
        messages.success(self.request, self.get_done_message())
        return redirect(roster_url(self.unit, day))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"back_url": roster_url(self.unit)}


class PlanView(DutyStepView):
    form_class = PlanForm
    page_title = gettext_lazy("Plan the duty roster")
    submit_button_label = gettext_lazy("Plan")

    def allows(self) -> bool:
        return may_arrange_duty(self.request.user, self.unit, today=today_here())

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"unit": self.unit, "today": today_here()}

    def get_initial(self) -> dict[str, Any]:
        """After what is planned already."""
        planned = DutyShift.objects.filter(unit=self.unit, day__gte=today_here()).order_by("-day").first()
        first = planned.day + datetime.timedelta(days=1) if planned is not None else today_here()
        return {"first": first, "last": first + USUAL_PLAN}

    def perform(self, form: PlanForm) -> HttpResponse:
        data = form.cleaned_data
        self.count = plan_duty(
            self.unit,
            people=form.people_in_order(),
            first=data["first"],
            last=data["last"],
            by=self.request.user,
            now=timezone.now(),
        )
        return self.back(data["first"])

    def get_done_message(self) -> str:
        return _("Planned: %(count)d working days.") % {"count": self.count}


class ShiftView(DutyStepView):
    form_class = ShiftForm
    page_title = gettext_lazy("Change a duty")
    submit_button_label = pgettext_lazy("duty", "Change")

    @cached_property
    def shift(self) -> DutyShift:
        return get_object_or_404(DutyShift.objects.select_related("unit", "user"), pk=self.kwargs["pk"])

    @cached_property
    def unit(self) -> Unit:
        return self.shift.unit

    def allows(self) -> bool:
        return may_change_shift(self.request.user, self.shift, today=today_here())

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"shift": self.shift, "today": today_here()}

    def perform(self, form: ShiftForm) -> HttpResponse:
        data, by, now = form.cleaned_data, self.request.user, timezone.now()
        if data["to"] is not None:
            give_shift(self.shift, to=data["to"], by=by, now=now)
        else:
            swap_shifts(self.shift, with_=data["with_"], by=by, now=now)
        return self.back(self.shift.day)

    def get_done_message(self) -> str:
        return _("Changed. Both have been told.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"shift": self.shift, "name": name_of(self.shift.user)}


class SettleView(View):
    """An open point was followed up."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        note = get_object_or_404(DutyNote.objects.select_related("unit"), pk=pk)
        settle_note(note, by=request.user, now=timezone.now())
        messages.success(request, _("Noted as followed up."))
        return redirect(roster_url(note.unit))


class DutyItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        """For whom letters reach; the answer is kept with the user, so the menu asks for no post twice."""
        return sees_a_desk(request.user)


class DutyViewSet(ViewSet):
    name = "civic_duty"
    url_prefix = "duty"
    icon = "calendar-check"
    menu_label = gettext_lazy("Duty roster")
    menu_order = 122
    add_to_admin_menu = True
    menu_item_class = DutyItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", WeekView.as_view(), name="index"),
            path("plan/", PlanView.as_view(), name="plan"),
            path("shifts/<int:pk>/", ShiftView.as_view(), name="shift"),
            path("notes/<int:pk>/settle/", SettleView.as_view(), name="settle"),
        ]
