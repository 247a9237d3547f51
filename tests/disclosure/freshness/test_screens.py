"""The lights: in the explorer, on the home screen, in the list that can be filtered, in the API; and limits entered by the office."""

import pytest
from django.urls import reverse
from django.utils import timezone

from civic_disclosure.domain.limits import load_limits
from civic_disclosure.domain.sweep_freshness import sweep_freshness
from civic_disclosure.domain.vetoes import count_vetoes
from civic_disclosure.models import Duty, Freshness, FreshnessLimit
from civic_office.enums import Role
from civic_office.workdays import civil_date
from tests import factories
from tests.jobs import run_jobs
from tests.lists import count_queries
from tests.office.calendars import day
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return factories.open_unit("市财政局")[0]


@pytest.fixture
def late(unit):
    """A column that should have been fed long ago."""
    column = factories.make_column(unit.catalogue, "部门预算")
    Duty.objects.create(column=column, unit=unit, cadence_text="每周")
    factories.make_published(column, on=day("2024-03-01"))
    run_jobs()
    return column


def page_of(user, address):
    response = signed_in(user).get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_explorer_shows_a_light_in_words_and_shape_and_filters_by_it(unit, late):
    factories.make_column(unit.catalogue, "领导分工")
    run_jobs()
    officer = factories.make_officer(unit)
    address = reverse("wagtailadmin_explore", args=(unit.catalogue.pk,))

    page = page_of(officer, address)
    assert '<span aria-hidden="true">■</span> 逾期未更新' in page
    assert '<span aria-hidden="true">○</span> 无固定时限' in page
    assert reverse("civic_freshness:column", args=(late.pk,)) in page
    assert "2024-03-08到期" in page

    filtered = page_of(officer, f"{address}?freshness=overdue")
    assert ("部门预算" in filtered, f"page_{late.pk}_title" in filtered) == (True, True)
    assert "page_" in filtered
    assert "领导分工" not in filtered


def test_items_are_listed_in_the_explorer_of_their_column_as_before(unit, late):
    address = reverse("wagtailadmin_explore", args=(late.pk,))

    assert "2026年部门预算" in page_of(factories.make_officer(unit), address)


def test_the_home_screen_lists_what_must_be_fed_and_lights_the_tree(unit, late):
    home = page_of(factories.make_officer(unit), reverse("wagtailadmin_home"))
    assert "需要更新的栏目" in home
    assert home.count("逾期未更新") >= 2

    factories.make_published(late)
    run_jobs()
    assert "需要更新的栏目" not in page_of(factories.make_officer(unit), reverse("wagtailadmin_home"))


def test_the_list_is_filtered_and_shows_a_unit_its_own_columns_only(unit, late):
    other = factories.open_unit("市教育局")[0]
    factories.make_column(other.catalogue, "招生信息")
    factories.make_column(unit.catalogue, "重大项目")
    run_jobs()
    address = reverse("civic_freshness:index")

    mine = page_of(factories.make_officer(unit), address)
    assert ("部门预算" in mine, "重大项目" in mine, "招生信息" in mine) == (True, True, False)
    assert "单项否决" not in mine

    office = factories.holder_of(Role.DISCLOSURE_SECTION, unit)
    assert all(title in page_of(office, address) for title in ("部门预算", "招生信息"))
    overdue = page_of(office, f"{address}?state=overdue")
    assert ("部门预算" in overdue, "招生信息" in overdue) == (True, False)
    bare = page_of(office, f"{address}?content=bare")
    assert ("部门预算" in bare, "招生信息" in bare) == (False, True)


@pytest.mark.parametrize("name", ["civic_freshness:index", "wagtailadmin_explore", "wagtailadmin_home"])
def test_lists_cost_the_same_queries_for_one_column_and_for_many(unit, name):
    officer = factories.make_officer(unit)
    address = reverse(name, args=(unit.catalogue.pk,) if name == "wagtailadmin_explore" else ())
    factories.make_column(unit.catalogue, "工作动态")
    run_jobs()
    few = count_queries(signed_in(officer), address)

    for number in range(6):
        factories.make_column(unit.catalogue, f"工作动态{number}")
    run_jobs()

    assert count_queries(signed_in(officer), address) == few


def test_the_api_says_how_fresh_columns_are_and_why(client, unit, late):
    unfed = factories.make_column(unit.catalogue, "领导分工")
    run_jobs()

    tree = client.get(f"/api/v1/units/{unit.code}/catalogue/").json()["columns"]
    one = client.get(f"/api/v1/columns/{late.pk}/").json()

    assert {node["id"]: node["freshness"]["state"]["code"] for node in tree} == {
        late.pk: "overdue",
        unfed.pk: "no_clock",
    }
    said = one["freshness"]
    assert (said["last_fed_on"], said["due_on"], said["overdue_since"]) == ("2024-03-01", "2024-03-08", "2024-03-09")
    assert said["state"]["label"] == "逾期未更新"
    assert "责任表写明“每周”：每7日至少一次。" in said["explanation"]
    assert one["status_note"] is None


@pytest.mark.shows("R060")
def test_the_office_enters_a_limit_and_mistakes_are_said_at_their_field(unit):
    section = factories.holder_of(Role.DISCLOSURE_SECTION, unit)
    address = reverse("civic_limits:add")
    data = {
        "code": "news-weekly",
        "effective_from": "2027-01-01",
        "name": "动态类每两周更新",
        "scope": "column",
        "words": "动态、要闻",
        "amount": "",
        "unit": "",
        "basis": "某某文件",
        "is_applied": "on",
    }
    refused = signed_in(section).post(address, data).content.decode()
    assert "请填写期限的数值和单位。" in refused
    assert "动态类每两周更新" in refused

    signed_in(section).post(address, data | {"amount": "14", "unit": "natural_days"})

    newest = FreshnessLimit.objects.get(code="news-weekly", effective_from=day("2027-01-01"))
    assert (newest.words, newest.amount) == (["动态", "要闻"], 14)
    assert "动态类每两周更新" in page_of(section, reverse("civic_limits:index"))
    assert signed_in(factories.make_officer(unit)).post(address, data).status_code in {302, 403}
    assert FreshnessLimit.objects.filter(code="news-weekly").count() == 2


def test_vetoes_are_counted_in_the_portal(unit):
    channel = factories.make_channel("新闻中心")
    columns = [factories.make_column(channel, f"工作动态{number}") for number in range(5)]
    hidden = factories.make_column(channel, "图片要闻", is_hidden=True)
    factories.make_published(columns[0])
    sweep_freshness(now=timezone.now())
    assert Freshness.objects.get(pk=hidden.pk).why == "hidden"
    load_limits()

    found = {veto.name: (veto.number, veto.fails) for veto in count_vetoes(today=civil_date(timezone.now()))}

    assert found == {
        "近2周未更新的动态、要闻类一级栏目；近6个月未更新的通知公告、政策文件类一级栏目": (4, False),
        "应更新但长期未更新的栏目": (0, False),
        "空白栏目": (4, False),
        "首页不更新：监测2周无更新": (0, False),
    }
    factories.withdraw(factories.make_published(columns[1]).__class__.objects.get(column_id=columns[0].pk))
    factories.make_column(channel, "政策文件")
    sweep_freshness(now=timezone.now())
    again = {veto.name: veto.number for veto in count_vetoes(today=civil_date(timezone.now()))}
    assert (again["空白栏目"], again["首页不更新：监测2周无更新"]) == (5, 0)
    assert "单项否决" in page_of(factories.holder_of(Role.DISCLOSURE_SECTION, unit), reverse("civic_freshness:index"))
