import dataclasses
import datetime

import pytest
from django.core.exceptions import PermissionDenied

from civic_office.domain.check_notice import NoticeDay, NoticeRefused, find_doubts
from civic_office.domain.current_calendar import current_calendar
from civic_office.domain.load_notice import load_notice
from civic_office.domain.withdraw_notice import withdraw_notice
from civic_office.enums import Role
from civic_office.models import CalendarVersion, HolidayNotice, Post
from civic_office.signals import holiday_notice_loaded
from tests.factories import make_post, make_section_officer, make_user
from tests.office.calendars import day
from tests.office.notices import NOW, make_notice

pytestmark = pytest.mark.django_db


def replace_days(*changed):
    """The invented notice with the given days put in the place of, or added to, its own."""
    dates = {entry.date for entry in changed}
    return make_notice(days=(*(entry for entry in make_notice().days if entry.date not in dates), *changed))


def test_loading_a_notice_makes_a_version_and_changes_the_calendar():
    officer = make_section_officer()

    notice = load_notice(make_notice(), by=officer, now=NOW)

    version = CalendarVersion.objects.first()
    assert (notice.year, notice.document_number, notice.days.count()) == (2027, "国办发明电〔2026〕9号", 31)
    assert (version.number, version.year, version.made_by, version.made_at) == (2, 2027, officer, NOW)
    assert version.covers_until == datetime.date(2027, 12, 31)
    assert version.changes[0] == ["2026-12-27", None, "work 元旦"]
    assert len(version.changes) == 31
    calendar = current_calendar()
    assert calendar.version == 2
    assert not calendar.is_working(day("2027-02-08"))
    assert calendar.is_working(day("2027-02-14"))


def test_loading_announces_year_version_and_actor():
    heard = []

    def listen(sender, **facts):
        heard.append((sender, facts["year"], facts["version"].number, facts["by"]))

    holiday_notice_loaded.connect(listen)
    load_notice(make_notice(), by=None, now=NOW)
    holiday_notice_loaded.disconnect(listen)

    assert heard == [(HolidayNotice, 2027, 2, None)]


def test_loading_fails_whole_when_a_listener_fails():
    def fail(**facts):
        raise RuntimeError("the ledger is full")

    holiday_notice_loaded.connect(fail)
    with pytest.raises(RuntimeError):
        load_notice(make_notice(), by=None, now=NOW)
    holiday_notice_loaded.disconnect(fail)

    assert not HolidayNotice.objects.filter(year=2027).exists()
    assert current_calendar().version == 1


def test_loading_the_same_notice_again_changes_nothing():
    load_notice(make_notice(), by=None, now=NOW)
    load_notice(make_notice(), by=None, now=NOW + datetime.timedelta(hours=1))

    notice = HolidayNotice.objects.get(year=2027)
    assert (CalendarVersion.objects.count(), notice.history.count(), notice.loaded_at) == (2, 1, NOW)


def test_changing_a_year_needs_a_reason_and_is_kept_with_it():
    officer = make_section_officer()
    load_notice(make_notice(), by=officer, now=NOW)
    longer = replace_days(NoticeDay(day("2027-02-12"), False, "春节"))

    with pytest.raises(NoticeRefused) as refused:
        load_notice(longer, by=officer, now=NOW)
    notice = load_notice(dataclasses.replace(longer, reason="春节假期延长"), by=officer, now=NOW)

    assert [fault.field for fault in refused.value.faults] == ["reason"]
    version = CalendarVersion.objects.first()
    assert (version.number, version.reason) == (3, "春节假期延长")
    assert version.changes == [["2027-02-12", None, "off 春节"]]
    newest = notice.history.first()
    assert (newest.history_change_reason, newest.history_user) == ("春节假期延长", officer)
    assert not current_calendar().is_working(day("2027-02-12"))


def test_changing_only_the_document_number_keeps_the_version():
    load_notice(make_notice(document_number="国办发明电〔2026〕6号"), by=None, now=NOW)

    load_notice(make_notice(reason="更正文号"), by=None, now=NOW)

    assert CalendarVersion.objects.count() == 2
    assert HolidayNotice.objects.get(year=2027).document_number == "国办发明电〔2026〕9号"


@pytest.mark.parametrize(
    ("wrong", "date"),
    [
        (NoticeDay(day("2027-02-09"), True, "春节"), "2027-02-09"),  # a Tuesday cannot make up for anything
        (NoticeDay(day("2026-02-09"), False, "春节"), "2026-02-09"),  # the year before
        (NoticeDay(day("2028-01-01"), False, "元旦"), "2028-01-01"),  # the year after
        (NoticeDay(day("2027-07-01"), False, ""), "2027-07-01"),  # off for nothing
        (NoticeDay(day("2027-07-01"), False, "节" * 61), "2027-07-01"),
    ],
)
def test_a_wrong_day_is_refused_with_its_date(wrong, date):
    with pytest.raises(NoticeRefused) as refused:
        load_notice(replace_days(wrong), by=None, now=NOW)

    assert [(fault.field, fault.date) for fault in refused.value.faults] == [("days", day(date))]
    assert not HolidayNotice.objects.filter(year=2027).exists()


def test_a_day_named_twice_is_refused_once():
    twice = make_notice(days=(*make_notice().days, NoticeDay(day("2027-02-14"), False, "春节")))

    with pytest.raises(NoticeRefused) as refused:
        load_notice(twice, by=None, now=NOW)

    assert [fault.date for fault in refused.value.faults] == [day("2027-02-14")]


def test_a_day_of_another_notice_is_refused():
    load_notice(make_notice(), by=None, now=NOW)
    days = (NoticeDay(day("2026-12-27"), True, "元旦"), NoticeDay(day("2026-01-01"), False, "元旦"))

    with pytest.raises(NoticeRefused) as refused:
        load_notice(make_notice(year=2026, days=days, reason="更正"), by=None, now=NOW)

    assert [fault.date for fault in refused.value.faults] == [day("2026-12-27")]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"year": 1900}, "year"),
        ({"issued_on": datetime.date(2026, 11, 21)}, "issued_on"),
        ({"document_number": ""}, "document_number"),
        ({"document_number": "国" * 61}, "document_number"),
        ({"reason": "因" * 201}, "reason"),
        ({"days": ()}, "days"),
        ({"days": (NoticeDay(datetime.date(2027, 2, 14), True, "春节"),)}, "days"),
    ],
)
def test_a_wrong_field_is_refused_by_name(fields, expected):
    with pytest.raises(NoticeRefused) as refused:
        load_notice(make_notice(**fields), by=None, now=NOW)

    assert expected in {fault.field for fault in refused.value.faults}


def test_doubts_name_the_festivals_that_are_missing():
    without = make_notice(days=tuple(entry for entry in make_notice().days if entry.name != "端午节"))

    assert find_doubts(make_notice()) == []
    assert len(find_doubts(without)) == 1
    assert "端午" in find_doubts(without)[0]


@pytest.mark.parametrize("role", [Role.INFORMATION_OFFICER, Role.SUPERVISOR, Role.OFFICE_LEADER])
def test_other_roles_do_not_change_the_calendar(role):
    user = make_user()
    make_post(user, role=role)

    with pytest.raises(PermissionDenied):
        load_notice(make_notice(), by=user, now=NOW)
    with pytest.raises(PermissionDenied):
        withdraw_notice(HolidayNotice.objects.get(year=2026), by=user, now=NOW, reason="误录")


def test_a_post_that_has_ended_gives_no_right():
    user = make_user()
    post = make_post(user, role=Role.DISCLOSURE_SECTION, today=datetime.date(2020, 1, 1))
    Post.objects.filter(pk=post.pk).update(ends_on=datetime.date(2026, 11, 19))

    with pytest.raises(PermissionDenied):
        load_notice(make_notice(), by=user, now=NOW)


def test_withdrawing_takes_the_year_back_and_keeps_the_history():
    officer = make_section_officer()
    notice = load_notice(make_notice(), by=officer, now=NOW)

    withdraw_notice(notice, by=officer, now=NOW, reason="年度录错")

    assert not HolidayNotice.objects.filter(year=2027).exists()
    version = CalendarVersion.objects.first()
    assert (version.number, version.reason, version.covers_until) == (3, "年度录错", datetime.date(2026, 12, 31))
    assert version.changes[0] == ["2026-12-27", "work 元旦", None]
    assert HolidayNotice.history.filter(year=2027).first().history_type == "-"
    assert 2027 not in current_calendar().years


def test_withdrawing_needs_a_reason():
    with pytest.raises(NoticeRefused):
        withdraw_notice(HolidayNotice.objects.get(year=2026), by=None, now=NOW, reason=" ")
