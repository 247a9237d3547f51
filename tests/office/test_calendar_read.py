import json

import pytest
from django.core.management import CommandError, call_command

from civic_office.domain.check_notice import NoticeDay, NoticeRefused
from civic_office.domain.read_notice import read_ics, read_json, read_notice
from civic_office.models import CalendarVersion, HolidayNotice
from tests.office.calendars import day, days
from tests.office.notices import make_event, make_full_ics, make_ics, make_json, make_notice


def as_set(notice):
    return {(entry.date, entry.is_working, entry.name) for entry in notice.days}


def test_json_is_read_as_it_says():
    text = make_json(document_number="国办发明电〔2026〕9号", issued_on="2026-11-10")

    assert read_json(text) == make_notice()


def test_json_may_say_is_working_instead_of_is_off_day():
    text = '{"year": 2027, "days": [{"date": "2027-02-14", "name": "春节", "is_working": true}]}'

    assert read_json(text).days == (NoticeDay(day("2027-02-14"), True, "春节"),)


def test_json_without_a_year_takes_the_one_that_is_given():
    data = json.loads(make_json())
    del data["year"]

    assert read_json(json.dumps(data), year=2027).year == 2027


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("", "days"),
        ("{", "days"),
        ("[" * 100_000, "days"),
        ("[]", "days"),
        ('{"year": 2027}', "days"),
        ('{"year": 2027, "days": {}}', "days"),
        ('{"days": []}', "year"),
        ('{"year": "2027", "days": []}', "year"),
        ('{"year": true, "days": []}', "year"),
        ('{"year": 2027, "days": [], "issued_on": "gestern"}', "issued_on"),
        ('{"year": 2027, "days": [], "issued_on": 20261110}', "issued_on"),
        ('{"year": 2027, "days": ["2027-01-01"]}', "days"),
        ('{"year": 2027, "days": [null]}', "days"),
        ('{"year": 2027, "days": [{"date": "2027-02-30", "isOffDay": true}]}', "days"),
        ('{"year": 2027, "days": [{"date": "2027-02-20"}]}', "days"),
        ('{"year": 2027, "days": [{"date": "2027-02-20", "isOffDay": "yes"}]}', "days"),
        ('{"year": 2027, "days": [{"date": "2027-02-20", "is_working": 1}]}', "days"),
        ('{"year": 2027, "days": [{"date": 20270220, "isOffDay": true}]}', "days"),
    ],
)
def test_json_that_cannot_be_read_is_refused_at_its_field(text, field):
    with pytest.raises(NoticeRefused) as refused:
        read_json(text)

    assert [fault.field for fault in refused.value.faults] == [field]


def test_json_names_every_entry_that_cannot_be_read():
    text = '{"year": 2027, "days": [{"date": "x"}, {"date": "2027-01-01", "isOffDay": true}, 7]}'

    with pytest.raises(NoticeRefused) as refused:
        read_json(text)

    assert len(refused.value.faults) == 2
    assert refused.value.messages[1].startswith("第3条读不出来：7")


def test_json_of_another_year_is_refused():
    with pytest.raises(NoticeRefused) as refused:
        read_json(make_json(), year=2026)

    assert [fault.field for fault in refused.value.faults] == ["year"]


def test_ics_marked_with_rest_and_work_is_read():
    notice = read_ics(make_full_ics())

    assert as_set(notice) == as_set(make_notice())
    assert notice.year == 2027


@pytest.mark.parametrize(
    ("summary", "extra", "expected"),
    [
        ("春节（休）", (), (False, "春节")),
        ("春节(班)", (), (True, "春节")),
        ("春节 休", (), (False, "春节")),
        ("国庆节 补班", (), (True, "国庆节")),
        ("国庆节调休上班", (), (True, "国庆节")),
        ("元旦 假期 第1天/共3天", (), (False, "元旦")),
        ("国庆节、中秋节放假", (), (False, "国庆节、中秋节")),
        ("[休] 端午节", (), (False, "端午节")),
        ("春节", ("X-APPLE-SPECIAL-DAY:WORK-HOLIDAY",), (False, "春节")),
        ("春节", ("X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY",), (True, "春节")),
    ],
)
def test_ics_of_the_common_feeds_is_understood(summary, extra, expected):
    notice = read_ics(make_ics(make_event(summary, "2027-02-14", None, *extra)))

    assert [(entry.date, entry.is_working, entry.name) for entry in notice.days] == [(day("2027-02-14"), *expected)]


def test_ics_leaves_out_what_says_neither_and_tells():
    notice = read_ics(
        make_ics(
            make_event("元旦（休）", "2027-01-01"), make_event("立春", "2027-02-04"), make_event("情人节", "2027-02-14")
        )
    )

    assert (len(notice.days), notice.ignored) == (1, ("立春", "情人节"))


def test_ics_end_is_the_day_after_the_last():
    notice = read_ics(make_ics(make_event("国庆节（休）", "2027-10-01", "2027-10-07")))

    assert [entry.date for entry in notice.days] == days("2027-10-01", "2027-10-07")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("DTSTART:20270101T000000", "DTEND:20270102T000000", ["2027-01-01"]),
        ("DTSTART:20261231T160000Z", "DTEND:20270102T160000Z", ["2027-01-01", "2027-01-02"]),
        ("DTSTART;VALUE=DATE:20270101", "DURATION:P3D", ["2027-01-01", "2027-01-02", "2027-01-03"]),
        ("DTSTART;VALUE=DATE:20270101", "X-NOTHING:1", ["2027-01-01"]),
        ("DTSTART:20270101T090000", "X-NOTHING:1", ["2027-01-01"]),
        ("DTSTART;VALUE=DATE:20270101", "DTEND;VALUE=DATE:20270101", ["2027-01-01"]),
    ],
)
def test_ics_days_are_civil_days_in_china(start, end, expected):
    event = f"BEGIN:VEVENT\r\nUID:1\r\n{start}\r\n{end}\r\nSUMMARY:元旦（休）\r\nEND:VEVENT"

    assert [entry.date for entry in read_ics(make_ics(event)).days] == [day(text) for text in expected]


def test_ics_of_several_years_needs_a_choice_and_puts_december_right():
    text = make_ics(
        make_event("元旦（休）", "2026-12-31", "2027-01-02"),
        make_event("国庆节（休）", "2026-10-01"),
        make_event("春节（休）", "2027-02-06"),
    )

    with pytest.raises(NoticeRefused) as refused:
        read_ics(text)
    assert [fault.field for fault in refused.value.faults] == ["year"]
    assert [entry.date for entry in read_ics(text, year=2027).days] == [
        *days("2026-12-31", "2027-01-02"),
        day("2027-02-06"),
    ]
    with pytest.raises(NoticeRefused):
        read_ics(text, year=2025)


@pytest.mark.parametrize(
    "event",
    [
        make_event("立春", "2027-02-04"),
        make_event("春节（休）", "2027-02-04", "2027-12-31"),
        "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:春节（休）\r\nEND:VEVENT",
        "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:gestern\r\nSUMMARY:春节（休）\r\nEND:VEVENT",
        "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20270204\r\nDTEND;VALUE=DATE:20270101\r\nSUMMARY:春节（休）\r\nEND:VEVENT",
        "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20270204\r\nDTSTART;VALUE=DATE:20270205\r\nSUMMARY:春节（休）\r\nEND:VEVENT",
        "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20270204\r\nDTEND:20270205T000000Z\r\nSUMMARY:春节（休）\r\nEND:VEVENT",
        "BEGIN:VEVENT",
        "nonsense",
        "",
    ],
)
def test_ics_that_cannot_be_read_is_refused(event):
    with pytest.raises(NoticeRefused):
        read_ics(make_ics(event))


def test_notice_is_recognised_by_its_content_in_either_encoding():
    assert read_notice(make_full_ics().encode("gb18030")).year == 2027
    assert read_notice(b"\xef\xbb\xbf" + make_json().encode()).year == 2027


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xff\xff\xff", b"\x00" * 10, b"{" + b" " * 1_000_001, b"BEGIN:VCALENDAR"]
)
def test_notice_that_is_no_file_of_ours_is_refused(content):
    with pytest.raises(NoticeRefused):
        read_notice(content)


@pytest.mark.django_db
def test_command_loads_a_file(tmp_path, capsys):
    file = tmp_path / "2027.ics"
    file.write_text(make_full_ics(), encoding="utf-8")

    call_command("load_holidays", str(file), document_number="国办发明电〔2026〕9号")

    notice = HolidayNotice.objects.get(year=2027)
    assert (notice.document_number, notice.source, notice.days.count()) == ("国办发明电〔2026〕9号", "2027.ics", 31)
    assert CalendarVersion.objects.current_number() == 2
    assert "2027" in capsys.readouterr().out


@pytest.mark.django_db
def test_command_says_what_is_wrong(tmp_path):
    file = tmp_path / "2027.json"
    file.write_text(make_json(), encoding="utf-8")

    with pytest.raises(CommandError, match="发文字号"):
        call_command("load_holidays", str(file))
    with pytest.raises(CommandError, match=r"missing\.json"):
        call_command("load_holidays", str(tmp_path / "missing.json"))
    assert not HolidayNotice.objects.filter(year=2027).exists()


@pytest.mark.django_db
def test_command_without_a_file_seeds(capsys):
    call_command("load_holidays")

    assert capsys.readouterr().out == "0 years entered.\n"
