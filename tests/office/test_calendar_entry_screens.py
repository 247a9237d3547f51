import pytest
from django.contrib.messages import get_messages

from civic_office.domain.check_notice import NoticeDay
from civic_office.domain.current_calendar import current_calendar
from civic_office.domain.load_notice import load_notice
from civic_office.models import CalendarVersion, HolidayNotice
from civic_office.viewsets.calendar_forms import HolidayRows
from tests.office.calendar_screens import entry, url
from tests.office.calendars import day
from tests.office.notices import NOW, make_notice

pytestmark = pytest.mark.django_db


def test_entering_a_notice_loads_it(client, officer):
    response = client.post(url("add"), entry(make_notice().days))

    assert response.url == url("year", 2027)
    notice = HolidayNotice.objects.get(year=2027)
    assert {(e.date, e.is_working, e.name) for e in notice.days.all()} == {
        (e.date, e.is_working, e.name) for e in make_notice().days
    }
    assert CalendarVersion.objects.first().made_by == officer
    assert [str(message).strip() for message in get_messages(response.wsgi_request)] == [
        "已载入2027年放假安排，正在重新计算到期日。"
    ]


def test_entry_form_is_empty_for_the_first_year_without_a_notice(client, officer):
    response = client.get(url("add"))

    assert response.context["form"].initial["year"] == 2027
    assert [row.initial.get("name", "") for row in response.context["rows"]][:2] == ["元旦", "春节"]


def test_make_up_days_may_be_written_as_in_the_notice(client, officer):
    posted = entry(make_notice().days)
    number = next(key for key, value in posted.items() if value == "2027-02-14").split("-")[1]
    posted[f"rows-{number}-make_up"] = "2月14日，2027年2月20日"

    client.post(url("add"), posted)

    assert current_calendar().is_working(day("2027-02-20"))
    assert current_calendar().is_working(day("2027-02-14"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"year": "1900"}, "不能小于 2000"),
        ({"year": ""}, "此项必填"),
        ({"document_number": ""}, "此项必填"),
        ({"issued_on": "gestern"}, "有效的日期"),
        ({"issued_on": "2099-01-01"}, "成文日期不能晚于今天。"),
        ({"rows-0-first": "2027-01-05"}, "止日不能早于起日。"),
        ({"rows-0-last": "2027-03-05"}, "放假超过一个月，请核对。"),
        ({"rows-0-first": ""}, "请填写从哪天起放假。"),
        ({"rows-0-name": ""}, "请填写节日名称。"),
        ({"rows-0-make_up": "明天"}, "“明天”不是日期，请写成 2026-02-14。"),
        ({"rows-0-make_up": "2027-02-30"}, "“2027-02-30”不是日期，请写成 2026-02-14。"),
        ({"rows-0-make_up": "2027-01-05"}, "2027年1月5日（周二）不是周六或周日，不能作为调休上班日。"),
        ({"rows-0-make_up": "2028-01-08"}, "2028年1月8日（周六）不属于2027年的安排：只能写当年和上一年12月的日子。"),
        ({"rows-0-make_up": "2027-01-02"}, "2027年1月2日（周六）出现了不止一次。"),
    ],
)
def test_what_is_wrong_is_said_at_its_place_and_nothing_typed_is_lost(client, officer, change, sentence):
    posted = entry(make_notice().days) | change

    response = client.post(url("add"), posted)

    assert response.status_code == 200
    page = response.content.decode()
    assert sentence in page
    assert all(f'value="{value}"' in page for key, value in change.items() if value)
    assert 'value="端午节"' in page
    assert not HolidayNotice.objects.filter(year=2027).exists()


@pytest.mark.parametrize(
    "posted", [{}, {"rows-TOTAL_FORMS": "x"}, {"rows-TOTAL_FORMS": "100000", "rows-INITIAL_FORMS": "0"}]
)
def test_a_broken_form_is_no_server_error(client, officer, posted):
    assert client.post(url("add"), posted).status_code == 200


def test_edit_form_says_what_the_notice_says_for_every_year(client, officer):
    for notice in HolidayNotice.objects.prefetch_related("days"):
        stored = [NoticeDay(e.date, e.is_working, e.name) for e in notice.days.all()]
        rows = HolidayRows(entry(stored), prefix="rows", form_kwargs={"year": notice.year})
        assert rows.is_valid()
        assert set(rows.days()) == set(stored)


def test_changing_needs_a_reason_and_shows_in_the_history(client, officer):
    stored = [NoticeDay(e.date, e.is_working, e.name) for e in HolidayNotice.objects.get(year=2026).days.all()]
    posted = entry(
        [*stored, NoticeDay(day("2026-12-31"), False, "放假")],
        year=1999,
        document_number="国办发明电〔2025〕7号",
        issued_on="2025-11-04",
    )

    refused = client.post(url("edit", 2026), posted)
    accepted = client.post(url("edit", 2026), posted | {"reason": "临时放假"})

    assert "这一年已有放假安排，请写明为什么修改。" in refused.content.decode()
    assert accepted.url == url("year", 2026)
    assert not current_calendar().is_working(day("2026-12-31"))
    page = client.get(url("year", 2026)).content.decode()
    assert "临时放假" in page
    assert "国办发明电〔2025〕7号" in page
    newest = HolidayNotice.objects.get(year=2026).history.first()
    assert (newest.history_user, newest.history_change_reason) == (officer, "临时放假")


def test_withdrawing_asks_why_and_takes_the_year_back(client, officer):
    load_notice(make_notice(), by=None, now=NOW)

    assert "此项必填" in client.post(url("withdraw", 2027), {"reason": ""}).content.decode()
    assert HolidayNotice.objects.filter(year=2027).exists()
    assert client.post(url("withdraw", 2027), {"reason": "年度录错"}).url == url("index")
    assert not HolidayNotice.objects.filter(year=2027).exists()
