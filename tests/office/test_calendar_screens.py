import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from civic_office.enums import Role
from civic_office.models import CalendarVersion, HolidayNotice
from civic_office.viewsets.calendar_forms import dump_days
from tests.factories import make_post, make_user
from tests.office.calendar_screens import entry, url
from tests.office.notices import make_notice

pytestmark = pytest.mark.django_db


def test_years_are_listed_newest_first(client, outsider, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        response = client.get(url("index"))

    assert [notice.year for notice in response.context["notices"]] == list(range(2026, 2003, -1))
    newest = response.context["notices"][0]
    assert (newest.days_off, newest.make_up_days) == (33, 6)
    page = response.content.decode()
    assert "放假安排已录入至2026-12-31（日历第1版）" in page
    assert url("add") not in page


def test_years_cost_the_same_queries_for_one_and_for_all(client, outsider):
    client.get(url("index"))
    with CaptureQueriesContext(connection) as of_all:
        client.get(url("index"))
    HolidayNotice.objects.filter(year__lt=2026).delete()
    with CaptureQueriesContext(connection) as of_one:
        client.get(url("index"))

    assert len(of_all) == len(of_one)
    assert len([query for query in of_one if "civic_office_holidaynotice" in query["sql"]]) == 1


def test_year_shows_twelve_months_with_every_day_marked(client, outsider):
    response = client.get(url("year", 2026))

    months = response.context["months"]
    assert len(months) == 12
    special = [
        (cell.day, cell.why) for month in months for week in month.weeks for cell in week if cell and cell.is_special
    ]
    assert len(special) == 39
    page = response.content.decode()
    assert page.count('civic-day--holiday" title="春节"') == 9
    assert "16个工作日" in page  # February 2026
    assert "这一年自日历建立以来没有改动过。" in page


def test_year_without_a_notice_is_not_found(client, officer):
    for name in ("year", "edit", "withdraw"):
        assert client.get(url(name, 2027)).status_code == 404
        assert client.post(url(name, 2027)).status_code in {404, 405}


def test_officers_are_offered_to_change(client, officer):
    page = client.get(url("index")).content.decode()

    assert url("add") in page
    assert url("import") in page
    assert url("edit", 2026) in client.get(url("year", 2026)).content.decode()


CHANGING = [("add",), ("import",), ("confirm",), ("edit", 2026), ("withdraw", 2026)]


@pytest.mark.parametrize("name", CHANGING)
@pytest.mark.parametrize("method", ["get", "post"])
def test_others_are_turned_away_from_every_changing_address(client, outsider, name, method):
    data = {**entry(make_notice().days), "reason": "改", "days": dump_days(make_notice().days)}

    response = getattr(client, method)(url(*name), data)

    assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))
    assert CalendarVersion.objects.count() == 1
    assert HolidayNotice.objects.count() == 23


@pytest.mark.parametrize("name", [("index",), ("year", 2026), *CHANGING])
def test_strangers_are_asked_to_log_in(client, name):
    for response in (client.get(url(*name)), client.post(url(*name), {"reason": "改"})):
        assert response.status_code == 302
        assert response.url.startswith(reverse("wagtailadmin_login"))


def test_a_person_without_access_to_the_admin_sees_nothing(client):
    client.force_login(make_user())

    assert client.get(url("index")).status_code == 302


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.OFFICE_LEADER, Role.PROOFREADER, Role.PRINCIPAL_LEADER])
def test_other_posts_give_no_right_to_post(client, role):
    user = make_user()
    make_post(user, role=role)
    client.force_login(user)

    client.post(url("add"), entry(make_notice().days))

    assert not HolidayNotice.objects.filter(year=2027).exists()


def test_superusers_may(client, admin_user):
    client.force_login(admin_user)

    assert client.post(url("add"), entry(make_notice().days)).url == url("year", 2027)
