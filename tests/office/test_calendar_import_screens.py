import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from civic_office.domain.check_notice import NoticeDay
from civic_office.domain.load_notice import load_notice
from civic_office.models import HolidayNotice
from civic_office.viewsets.calendar_forms import dump_days
from tests.office.calendar_screens import url
from tests.office.calendars import day
from tests.office.notices import NOW, make_event, make_full_ics, make_ics, make_json, make_notice

pytestmark = pytest.mark.django_db


def upload(content, name="2027.json", **fields):
    return {
        "file": SimpleUploadedFile(name, content.encode()),
        "year": "",
        "document_number": "",
        "issued_on": "",
        "reason": "",
        **fields,
    }


@pytest.mark.parametrize(
    ("content", "name"), [(make_json(), "2027.json"), (make_full_ics(), "holidays.ics")], ids=["json", "ics"]
)
def test_import_shows_a_preview_and_loads_on_confirmation(client, officer, content, name):
    preview = client.post(url("import"), upload(content, name, document_number="国办发明电〔2026〕9号"))
    assert not HolidayNotice.objects.filter(year=2027).exists()
    assert "载入2027年安排：放假27天、调休上班4天" in preview.content.decode()
    form = preview.context["form"]

    response = client.post(url("confirm"), {field.html_name: field.value() or "" for field in form})

    assert response.url == url("year", 2027)
    notice = HolidayNotice.objects.get(year=2027)
    assert (notice.document_number, notice.source, notice.days.count()) == ("国办发明电〔2026〕9号", name, 31)


def test_import_of_a_feed_with_several_years_takes_the_one_asked_for(client, officer):
    text = make_ics(
        make_event("国庆节（休）", "2026-10-01"),
        make_event("春节（休）", "2027-02-06"),
        make_event("立春", "2027-02-04"),
    )

    without = client.post(url("import"), upload(text, document_number="国办发明电〔2026〕9号"))
    chosen = client.post(url("import"), upload(text, document_number="国办发明电〔2026〕9号", year="2027"))

    assert "文件含有多个年度（2026、2027），请填写要载入的一年。" in without.content.decode()
    assert 'value="国办发明电〔2026〕9号"' in without.content.decode()
    page = chosen.content.decode()
    assert "有1条既没写“休”也没写“班”，没有载入：立春。" in page
    assert "放假安排没有提到：元旦、清明、劳动、端午、中秋、国庆。" in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "上传的文件是空的"),
        ("{", "这个文件既不是 JSON，也不是 iCalendar（.ics）文件。"),
        (make_json(days=[]), "放假安排里没有放假日。"),
        (make_json(days=[{"date": "2027-02-30", "isOffDay": True}]), "第1条读不出来"),
        (make_json(), "请填写发文字号。"),
        (make_ics(make_event("春节（班）", "2027-02-16")), "2027年2月16日（周二）不是周六或周日，不能作为调休上班日。"),
        ("<script>alert(1)</script>", "这个文件既不是 JSON"),
    ],
)
def test_import_says_what_is_wrong_with_the_file(client, officer, content, sentence):
    response = client.post(url("import"), upload(content))

    assert response.status_code == 200
    assert sentence in response.content.decode()


def test_import_of_a_year_that_is_there_asks_for_the_reason_before_the_preview(client, officer):
    load_notice(make_notice(), by=None, now=NOW)
    shorter = make_json(document_number="国办发明电〔2026〕12号").replace('"isOffDay": true', '"isOffDay": true', 1)

    refused = client.post(url("import"), upload(shorter))
    preview = client.post(url("import"), upload(shorter, reason="国办更正"))

    assert "这一年已有放假安排，请写明为什么修改。" in refused.content.decode()
    assert "2027年已有放假安排（国办发明电〔2026〕9号），载入后将被替换。" in preview.content.decode()


@pytest.mark.parametrize("found", ["", "{", "[{}]", '[], "year": 2027, "x": [', "null"])
def test_a_preview_that_was_tampered_with_loads_nothing(client, officer, found):
    posted = {
        "year": 2027,
        "document_number": "国办发明电〔2026〕9号",
        "issued_on": "",
        "reason": "",
        "source": "",
        "days": found,
    }

    assert client.post(url("confirm"), posted).url == url("import")
    assert not HolidayNotice.objects.filter(year=2027).exists()


def test_a_confirmation_is_checked_again(client, officer):
    wrong = (*make_notice().days, NoticeDay(day("2027-07-06"), True, "春节"))
    posted = {
        "year": 2027,
        "document_number": "国办发明电〔2026〕9号",
        "issued_on": "",
        "reason": "",
        "source": "",
        "days": dump_days(wrong),
    }

    response = client.post(url("confirm"), posted)

    assert response.status_code == 200
    assert "2027年7月6日（周二）不是周六或周日，不能作为调休上班日。" in response.content.decode()
    assert not HolidayNotice.objects.filter(year=2027).exists()
