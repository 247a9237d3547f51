"""An invented notice for 2027, in the shapes in which one can arrive."""

import datetime
import json

from civic_office.domain.check_notice import NoticeData, NoticeDay
from civic_office.workdays.civil import CHINA
from tests.office.calendars import day, days

NOW = datetime.datetime(2026, 11, 20, 10, 0, tzinfo=CHINA)

OFF = {
    "元旦": ("2027-01-01", "2027-01-03"),
    "春节": ("2027-02-05", "2027-02-11"),
    "清明节": ("2027-04-03", "2027-04-05"),
    "劳动节": ("2027-05-01", "2027-05-05"),
    "端午节": ("2027-06-09", "2027-06-09"),
    "中秋节": ("2027-09-15", "2027-09-15"),
    "国庆节": ("2027-10-01", "2027-10-07"),
}
WORKED = {"2026-12-27": "元旦", "2027-02-14": "春节", "2027-04-25": "劳动节", "2027-10-09": "国庆节"}


def make_notice(**fields):
    """The invented notice as data; any field can be given otherwise."""
    off = [NoticeDay(date, False, name) for name, span in OFF.items() for date in days(*span)]
    worked = [NoticeDay(day(text), True, name) for text, name in WORKED.items()]
    return NoticeData(
        **{
            "year": 2027,
            "days": (*off, *worked),
            "document_number": "国办发明电〔2026〕9号",
            "issued_on": datetime.date(2026, 11, 10),
            **fields,
        }
    )


def make_json(**fields):
    notice = make_notice()
    entries = [
        {"date": entry.date.isoformat(), "name": entry.name, "isOffDay": not entry.is_working} for entry in notice.days
    ]
    return json.dumps({"year": 2027, "days": entries, **fields}, ensure_ascii=False)


def make_event(summary, first, last=None, *extra):
    """One all-day event; DTEND is the day after the last."""
    end = day(last or first) + datetime.timedelta(1)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{summary}-{first}",
        f"DTSTART;VALUE=DATE:{day(first):%Y%m%d}",
        f"DTEND;VALUE=DATE:{end:%Y%m%d}",
        f"SUMMARY:{summary}",
        *extra,
        "END:VEVENT",
    ]
    return "\r\n".join(lines)


def make_ics(*events):
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tests//", *events, "END:VCALENDAR", ""])


def make_full_ics():
    return make_ics(
        *(make_event(f"{name}（休）", *span) for name, span in OFF.items()),
        *(make_event(f"{name}（班）", date) for date, name in WORKED.items()),
    )
