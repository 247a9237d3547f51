"""A holiday notice from a file: JSON, or one of the iCalendar feeds that mark days 休 and 班."""

import datetime
import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from civic_office.domain.check_notice import DECEMBER, Fault, NoticeData, NoticeDay, NoticeRefused
from civic_office.workdays.civil import ONE_DAY, civil_date

LARGEST_FILE = 1_000_000
LONGEST_EVENT = 31
#: Words with which a feed says that a day is worked, or off; the first list is asked first (「调休上班」 is worked).
WORKED_WORDS, OFF_WORDS = ("班",), ("休", "假")
#: Apple's feed, and those that copy it, say it in a property of their own.
APPLE_MARKS = {"WORK-HOLIDAY": False, "ALTERNATE-WORKDAY": True}
NOT_A_NAME = re.compile(r"[（(\[【].*?[)）\]】]|第\s*\d+\s*天.*|调休|补休|补班|上班|放假|假期|[休班假]|[\s·:：,，/-]+$")


def read_notice(content: bytes, *, year: int | None = None) -> NoticeData:
    """Recognise the format by what the file begins with; `NoticeRefused` says what cannot be read."""
    text = _decode(content)
    if text.lstrip().startswith("BEGIN:VCALENDAR"):
        return read_ics(text, year=year)
    return read_json(text, year=year)


def read_json(text: str, *, year: int | None = None) -> NoticeData:
    """`{"year": 2027, "document_number": …, "issued_on": …, "days": [{"date": …, "name": …, "isOffDay": true}]}`.

    A day says `isOffDay` (as the widespread holiday lists do) or `is_working`. `year` is asked for when the file has none.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _refuse(_("The file is neither JSON nor an iCalendar file.")) from error
    if not isinstance(data, dict) or not isinstance(data.get("days"), list):
        raise _refuse(_("The file has no list of days (“days”)."))
    found = data.get("year", year)
    if isinstance(found, bool) or not isinstance(found, int):
        raise _refuse(_("The file does not say for which year it is."), "year")
    if year is not None and found != year:
        raise _refuse(_("The file is for %(found)d, not for %(year)d.") % {"found": found, "year": year}, "year")
    days, faults = _read_entries(data["days"])
    if faults:
        raise NoticeRefused(faults)
    return NoticeData(
        year=found,
        days=tuple(days),
        document_number=_text(data.get("document_number")),
        issued_on=_read_issued_on(data.get("issued_on")),
        source=_text(data.get("source")),
    )


def read_ics(text: str, *, year: int | None = None) -> NoticeData:
    """The days that the feed's events mark as off or worked, of the notice for `year`.

    Without `year` the feed must hold one notice only. Events with no mark (solar terms, festivals as such) are `ignored`.
    """
    from icalendar import Calendar  # plc0415: half a second of imports that only this reader needs

    try:
        events = [event for calendar in Calendar.from_ical(text, multiple=True) for event in calendar.walk("VEVENT")]
    except (ValueError, IndexError, KeyError) as error:
        raise _refuse(_("The iCalendar file is damaged.")) from error
    days, ignored = [], []
    for event in events:
        marked = list(_read_event(event))
        days.extend(marked)
        if not marked:
            ignored.append(_text(event.get("SUMMARY")))
    return _notice_of_year(days, ignored, year)


def notice_year_of(day: NoticeDay) -> int:
    """New Year's days of December belong to the notice for the next year."""
    return day.date.year + (day.date.month == DECEMBER and "元旦" in day.name)


def _notice_of_year(days: list[NoticeDay], ignored: list[str], year: int | None) -> NoticeData:
    years = sorted({notice_year_of(day) for day in days})
    if not years:
        raise _refuse(_("No event of the file says 休 or 班."))
    if year is None and len(years) > 1:
        raise _refuse(
            _("The file holds several years (%(years)s). Choose one.") % {"years": "、".join(map(str, years))}, "year"
        )
    chosen = years[0] if year is None else year
    if chosen not in years:
        raise _refuse(_("The file holds no day of %(year)d.") % {"year": chosen}, "year")
    unique = dict.fromkeys(day for day in days if notice_year_of(day) == chosen)
    return NoticeData(year=chosen, days=tuple(unique), ignored=tuple(filter(None, dict.fromkeys(ignored))))


def _read_event(event: Any) -> Iterator[NoticeDay]:
    summary = _text(event.get("SUMMARY"))
    is_working = _find_mark(event, summary)
    if is_working is None:
        return
    name = _clean_name(summary)
    for date in _dates_of(event, summary):
        yield NoticeDay(date, is_working, name)


def _find_mark(event: Any, summary: str) -> bool | None:
    mark = APPLE_MARKS.get(_text(event.get("X-APPLE-SPECIAL-DAY")))
    if mark is not None:
        return mark
    if any(word in summary for word in WORKED_WORDS):
        return True
    return False if any(word in summary for word in OFF_WORDS) else None


def _dates_of(event: Any, summary: str) -> list[datetime.date]:
    """The civil days of an event; its end is the first moment that does not belong to it."""
    try:
        begin, end = event.start, event.end
        is_moment = isinstance(begin, datetime.datetime)
        last = _civil(end - (datetime.timedelta(microseconds=1) if is_moment and end > begin else datetime.timedelta()))
        first, last = _civil(begin), last if is_moment or end == begin else last - ONE_DAY
        length = (last - first).days + 1
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise _refuse(_("The days of “%(event)s” cannot be read.") % {"event": summary}) from error
    if not 1 <= length <= LONGEST_EVENT:
        raise _refuse(_("“%(event)s” lasts %(length)d days.") % {"event": summary, "length": length})
    return [first + ONE_DAY * number for number in range(length)]


def _civil(moment: datetime.date | datetime.datetime) -> datetime.date:
    """A floating time of a feed is meant in China."""
    if isinstance(moment, datetime.datetime) and moment.tzinfo is None:
        return moment.date()
    return civil_date(moment)


def _clean_name(summary: str) -> str:
    return NOT_A_NAME.sub("", summary).strip()[:60]


def _read_entries(entries: list[Any]) -> tuple[list[NoticeDay], list[Fault]]:
    days, faults = [], []
    for number, entry in enumerate(entries, 1):
        try:
            days.append(_read_entry(entry))
        except (KeyError, TypeError, ValueError):
            shown = json.dumps(entry, ensure_ascii=False)[:80]
            faults.append(
                Fault(
                    _(
                        "Entry %(number)d cannot be read: %(entry)s. It needs a date (YYYY-MM-DD), a name, and “isOffDay”."
                    )
                    % {"number": number, "entry": shown}
                )
            )
    return days, faults


def _read_entry(entry: dict[str, Any]) -> NoticeDay:
    is_working = entry["is_working"] if "is_working" in entry else not _flag(entry["isOffDay"])
    return NoticeDay(datetime.date.fromisoformat(entry["date"]), _flag(is_working), _text(entry.get("name")))


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _read_issued_on(value: Any) -> datetime.date | None:
    if value in (None, ""):
        return None
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise _refuse(_("The date of issue cannot be read; it is written YYYY-MM-DD."), "issued_on") from error


def _decode(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise _refuse(_("The file is larger than 1 MB."))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refuse(_("The file is no text in UTF-8 or GB18030."))


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _refuse(message: str, field: str = "days") -> NoticeRefused:
    return NoticeRefused([Fault(message, field)])
