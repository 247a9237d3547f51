import datetime

import pytest

from civic_disclosure.enums import ColumnKind
from civic_disclosure.models import SiteFacts
from civic_office.enums import UnitKind
from tests import factories

pytestmark = pytest.mark.django_db


def titles(nodes):
    return [(node["title"], titles(node["children"])) for node in nodes]


@pytest.mark.shows("R103")
def test_site_says_what_the_footer_must_show(city, get):
    facts = SiteFacts.objects.get()
    facts.icp_number, facts.police_number = "鲁ICP备05000001号", "鲁公网安备37130002000001号"
    facts.sponsor, facts.operator, facts.contact = "临州市人民政府办公室", "临州市大数据局", "0539-8000000"
    facts.save()

    site = get("/api/v1/site/").json()

    assert site == {
        "name": "临州市人民政府",
        "domain": "www.langya.gov.cn",
        "identification_code": "3713000001",
        "icp_number": "鲁ICP备05000001号",
        "police_number": "鲁公网安备37130002000001号",
        "sponsor": "临州市人民政府办公室",
        "operator": "临州市大数据局",
        "contact": "0539-8000000",
        "about_url": "",
        "help_url": "",
        "statement_url": "",
        "error_report_url": "",
        "meta": {"SiteName": "临州市人民政府", "SiteDomain": "www.langya.gov.cn", "SiteIDCode": "3713000001"},
    }


def test_reading_the_site_writes_nothing(db, get):
    assert get("/api/v1/site/").json()["name"] == ""
    assert not SiteFacts.objects.exists()


@pytest.mark.shows("R009", "R021", "R033")
def test_portal_tree_has_links_and_leaves_out_what_is_hidden(city, get):
    factories.make_column(city.files, "申请指引", kind=ColumnKind.LINK, link_url="https://ysq.langya.gov.cn/")
    hidden = factories.make_column(city.channel, "隐藏的", is_hidden=True)
    factories.make_column(hidden, "在隐藏的下面")
    factories.make_column(city.channel, "最后的")

    (channel,) = get("/api/v1/columns/").json()["channels"]

    assert channel["title"] == "政务公开"
    assert titles(channel["columns"]) == [("政府文件", [("规范性文件", []), ("申请指引", [])]), ("最后的", [])]
    link = channel["columns"][0]["children"][1]
    assert (link["kind"], link["link_url"]) == ("link", "https://ysq.langya.gov.cn/")


def test_column_knows_its_unit_the_way_to_it_and_what_is_in_it(city, get):
    column = get(f"/api/v1/columns/{city.files.pk}/").json()

    assert [step["title"] for step in column["breadcrumbs"]] == ["政务公开", "政府文件"]
    assert titles(column["children"]) == [("规范性文件", [])]
    assert column["unit"]["name"] == "临州市人民政府办公室"


def test_column_that_is_not_shown_is_not_found(city, get):
    hidden = factories.make_column(city.catalogue, "隐藏的", is_hidden=True)
    below = factories.make_column(hidden, "在隐藏的下面")

    answers = [get(f"/api/v1/columns/{pk}/").status_code for pk in (hidden.pk, below.pk, city.documents.pk, 424242)]

    assert answers == [404, 404, 404, 404]


def test_units_are_those_of_today_by_kind(city, get):
    factories.make_unit("撤销的局", active_until=datetime.date(2020, 1, 1))
    factories.make_unit("蒙山县", kind=UnitKind.COUNTY)

    assert [unit["short_name"] for unit in get("/api/v1/units/?kind=county").json()["results"]] == ["蒙山县"]
    assert "撤销的局" not in [unit["short_name"] for unit in get("/api/v1/units/").json()["results"]]
    assert get("/api/v1/units/?kind=castle").status_code == 400


@pytest.mark.shows("R026", "R027")
def test_unit_says_how_to_reach_it_and_where_its_functions_stand(city, get):
    unit = city.unit
    unit.address, unit.office_hours, unit.phone = "北京路8号", "工作日9:00—17:00", "0539-8311111"
    unit.fax, unit.web_contact = "0539-8311112", "czj@langya.gov.cn"
    unit.save()

    facts = get(f"/api/v1/units/{unit.code}/").json()

    assert [facts[name] for name in ("official_name", "address", "office_hours", "phone", "fax", "web_contact")] == [
        "临州市市财政局",
        "北京路8号",
        "工作日9:00—17:00",
        "0539-8311111",
        "0539-8311112",
        "czj@langya.gov.cn",
    ]
    assert facts["standard_columns"] == [{"id": city.budgets.pk, "code": "budgets", "title": "财政资金"}]
    assert get("/api/v1/units/nobody/").status_code == 404


def test_closed_unit_still_answers_and_names_its_successor(city, get):
    closed = factories.make_unit("市粮食局", active_until=datetime.date(2020, 1, 1), succeeded_by=city.unit)

    assert get(f"/api/v1/units/{closed.code}/").json()["succeeded_by"]["code"] == city.unit.code
    assert [unit["code"] for unit in get(f"/api/v1/units/{city.unit.code}/").json()["predecessors"]] == [closed.code]


@pytest.mark.shows("R002")
def test_catalogue_counts_public_items_and_leaves_out_what_feeds_the_portal(city, get):
    below = factories.make_column(city.budgets, "部门预算")
    factories.make_published(below)
    factories.make_published(city.budgets)
    factories.make_published(city.documents)

    tree = get(f"/api/v1/units/{city.unit.code}/catalogue/").json()

    assert titles(tree["columns"]) == [("财政资金", [("部门预算", [])])]
    assert (tree["columns"][0]["items"], tree["columns"][0]["children"][0]["items"]) == (2, 1)
    assert get("/api/v1/units/nobody/catalogue/").status_code == 404
