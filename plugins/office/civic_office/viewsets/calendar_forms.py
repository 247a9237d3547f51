import datetime
import json
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from civic_office.domain.check_notice import NoticeData, NoticeDay, NoticeRefused
from civic_office.domain.read_notice import LONGEST_EVENT, read_json
from civic_office.forms.kept_files import KeptFileField
from civic_office.models.calendar import FIRST_YEAR, LAST_YEAR
from civic_office.viewsets.calendar_months import group_days
from civic_office.workdays.civil import ONE_DAY

SPARE_ROWS = 3
#: 2027-02-14, 2027年2月14日, 2月14日, 2/14; without a year, the notice's is meant.
WRITTEN_DAY = re.compile(r"(?:(\d{4})[-年/.])?(\d{1,2})[-月/.](\d{1,2})日?$")


class NoticeForm(forms.Form):
    """The head of a notice."""

    year = forms.IntegerField(label=_("year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    document_number = forms.CharField(
        label=_("document number"), max_length=60, help_text=_("As on the notice, such as 国办发明电〔2025〕7号.")
    )
    issued_on = forms.DateField(label=_("issued on"), required=False, widget=AdminDateInput)
    reason = forms.CharField(
        label=_("reason"),
        max_length=200,
        required=False,
        help_text=_("Required when a year that has a notice is changed; kept with the change."),
    )

    def add_faults(self, refused: NoticeRefused) -> None:
        """Show each fault at its field; what has none, on top."""
        for fault in refused.faults:
            self.add_error(fault.field if fault.field in self.fields else None, fault.message)

    def notice(self, days: tuple[NoticeDay, ...], *, source: str = "") -> NoticeData:
        cleaned = self.cleaned_data
        return NoticeData(
            year=cleaned["year"],
            days=days,
            document_number=cleaned["document_number"],
            issued_on=cleaned["issued_on"],
            source=source,
            reason=cleaned["reason"],
        )


class HolidayRowForm(forms.Form):
    """One holiday as the notice has it: its days off, and the weekend days worked for it."""

    name = forms.CharField(label=_("holiday"), max_length=60, required=False)
    first = forms.DateField(label=_("off from"), required=False, widget=AdminDateInput)
    last = forms.DateField(label=_("off until"), required=False, widget=AdminDateInput)
    make_up = forms.CharField(
        label=_("make-up working days"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"placeholder": "2026-02-14、2026-02-28"}),
    )

    def __init__(self, *args: Any, year: int | None = None, **kwargs: Any) -> None:
        self.year = year
        super().__init__(*args, **kwargs)

    def clean_make_up(self) -> list[datetime.date]:
        words = re.split(r"[\s,，、;；]+", self.cleaned_data["make_up"])
        return [self._read_day(word) for word in words if word]

    def clean(self) -> None:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if self.errors or not self.has_changed():
            return
        if last and not first:
            raise ValidationError({"first": _("Since when?")})
        if first and last and last < first:
            raise ValidationError({"last": _("The holiday cannot end before it begins.")})
        if first and last and (last - first).days >= LONGEST_EVENT:
            raise ValidationError({"last": _("The holiday is longer than a month.")})
        if not first and not self.cleaned_data["make_up"]:
            raise ValidationError({"first": _("Name the days off or the make-up working days.")})
        if not self.cleaned_data["name"]:
            raise ValidationError({"name": _("Which holiday is it?")})

    def days(self) -> list[NoticeDay]:
        first: datetime.date | None = self.cleaned_data.get("first")
        last: datetime.date | None = self.cleaned_data.get("last") or first
        name = self.cleaned_data.get("name", "")
        off = []
        if first and last:
            off = [NoticeDay(first + ONE_DAY * number, False, name) for number in range((last - first).days + 1)]
        return off + [NoticeDay(date, True, name) for date in self.cleaned_data.get("make_up", [])]

    def _read_day(self, word: str) -> datetime.date:
        match = WRITTEN_DAY.match(word)
        try:
            year, month, day = match.groups()  # type: ignore[union-attr]
            return datetime.date(int(year or self.year or 0), int(month), int(day))
        except (AttributeError, ValueError) as error:
            raise ValidationError(_("“%(word)s” is no date; write 2026-02-14."), params={"word": word}) from error


class BaseHolidayRows(BaseFormSet):
    def days(self) -> tuple[NoticeDay, ...]:
        return tuple(day for form in self.forms for day in form.days())

    def add_faults(self, refused: NoticeRefused) -> NoticeRefused:
        """Show the fault of a day at the first row that names the day; return those that belong to no row."""
        left = []
        for fault in refused.faults:
            row = next((form for form in self.forms if fault.date in {day.date for day in form.days()}), None)
            if row is None or fault.date is None:
                left.append(fault)
            else:
                row.add_error("make_up" if fault.date in row.cleaned_data["make_up"] else "first", fault.message)
        return NoticeRefused(left)


HolidayRows = formset_factory(HolidayRowForm, formset=BaseHolidayRows, extra=SPARE_ROWS, max_num=40)


def initial_rows(days: list[NoticeDay]) -> list[dict[str, Any]]:
    """What the row forms begin with to say `days`."""
    return [
        {
            "name": row.name,
            "first": row.first,
            "last": row.last,
            "make_up": "、".join(date.isoformat() for date in row.make_up),
        }
        for row in group_days(days)
    ]


class ImportForm(NoticeForm):
    """A file; what the head of the notice does not say is taken from it."""

    file = KeptFileField(
        label=_("file"), help_text=_("JSON, or an iCalendar feed (.ics) that marks days 休 and 班; at most 1 MB.")
    )
    field_order = ("file", "year", "document_number", "issued_on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("year", "document_number"):
            self.fields[name].required = False
        self.fields["year"].help_text = _("Needed when the file holds several years.")
        self.fields["document_number"].help_text = _("Needed unless the file names it.")


class ConfirmForm(NoticeForm):
    """The notice that was previewed, carried along to the button that loads it."""

    source = forms.CharField(max_length=120, required=False)
    days = forms.CharField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("year", "document_number", "issued_on", "source", "days"):
            self.fields[name].widget = forms.HiddenInput()

    def clean_days(self) -> tuple[NoticeDay, ...]:
        text = f'{{"year": 0, "days": {self.cleaned_data["days"]}}}'
        return read_json(text).days

    @classmethod
    def carrying(cls, data: NoticeData) -> "ConfirmForm":
        return cls(
            initial={
                "year": data.year,
                "document_number": data.document_number,
                "issued_on": data.issued_on,
                "reason": data.reason,
                "source": data.source,
                "days": dump_days(data.days),
            }
        )


def dump_days(days: tuple[NoticeDay, ...]) -> str:
    entries = [{"date": day.date.isoformat(), "name": day.name, "is_working": day.is_working} for day in days]
    return json.dumps(entries, ensure_ascii=False)


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("reason"), max_length=200, help_text=_("Kept with the change."))
