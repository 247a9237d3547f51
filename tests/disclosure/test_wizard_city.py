import datetime
import json
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from civic_disclosure.models import CityLoad, ColumnPage, Duty, UnitCatalogue
from civic_disclosure.tasks import load_city_table
from civic_office.enums import Role
from civic_office.models import Post, Unit
from tests.jobs import run_jobs

TABLE = "一级栏目,二级栏目,保障方式,更新频率,责任单位\n政务公开,预算,后台加载,每年,市财政局\n新闻,要闻,信息报送,每日,某某某\n"
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, django_user_model):
    """A user who is no superuser and holds the disclosure section."""
    user = django_user_model.objects.create_user("section", password="x")
    return signed_in(client, user, Role.DISCLOSURE_SECTION)


def signed_in(client, user, role=None):
    group, _made = Group.objects.get_or_create(name="后台")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    if role:
        unit = Unit.objects.create(
            code="O9", kind="government_office", official_name="市人民政府办公室", short_name="市政府办公室"
        )
        Post.objects.create(user=user, unit=unit, role=role, starts_on=datetime.date(2020, 1, 1))
    client.force_login(user)
    return client


def upload(client, content=TABLE, name="表.csv", city="", title="某某市"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(reverse("city:index"), {"city": city, "name": title, "table": SimpleUploadedFile(name, content)})


def field_of(html, label):
    """The name of the choice that carries `label`."""
    return re.search(rf'<select name="(q\d+)" aria-label="{label}"', html)[1]


def counts_of(html):
    return re.search(r'name="counts" value="([^"]*)"', html)[1].replace("&quot;", '"')


def test_wizard_reads_clarifies_and_does(office):
    answer = upload(office)
    load = CityLoad.objects.get()
    assert answer.url == reverse("city:clarify", args=[load.pk])
    page = office.get(answer.url)
    html = page.content.decode()
    assert html.index("某某某") < html.index("预算")
    assert not UnitCatalogue.objects.exists()
    again = office.post(answer.url, {field_of(html, "某某某"): ""})
    assert again.url == answer.url
    done = office.post(
        answer.url,
        {field_of(html, "某某某"): "new:institution", "kind-市财政局": "department", "name-市财政局": "某某市财政局"},
    )
    assert done.url == reverse("city:do", args=[load.pk])
    last = office.get(done.url).content.decode()
    assert not UnitCatalogue.objects.exists()
    counts = counts_of(last)
    assert str(json.loads(counts)["columns"]) in re.search(r'label">(.*?)</em>', last)[1]
    office.post(done.url, {"counts": counts})
    assert not UnitCatalogue.objects.exists()
    assert "data-civic-progress" in office.get(done.url).content.decode()
    assert office.get(answer.url).url == done.url, "what is under way is not changed any more"
    run_jobs()
    load.refresh_from_db()
    assert load.applied_by.username == "section"
    assert Duty.objects.get(column__title="要闻", column__feeds=None).unit.kind == "institution"
    assert office.get(done.url).status_code == 200


def test_wizard_does_nothing_twice(office):
    load_url = prepared(office)
    counts = counts_of(office.get(load_url).content.decode())
    office.post(load_url, {"counts": counts})
    office.post(load_url, {"counts": counts})
    assert DBTaskResult.objects.filter(task_path__endswith="load_city_table").count() == 1
    run_jobs()
    pages = ColumnPage.objects.count()
    office.post(load_url, {"counts": counts})
    load = CityLoad.objects.get()
    load_city_table.enqueue(load.pk, counts=json.loads(counts), hide_removed=False, user_id=load.applied_by_id)
    run_jobs()
    assert ColumnPage.objects.count() == pages


def test_wizard_says_what_stood_against_it_and_can_be_tried_again(office):
    load_url = prepared(office)
    office.post(load_url, {"counts": counts_of(office.get(load_url).content.decode())})
    Unit.objects.create(code="D99", kind="department", official_name="某某市审计局", short_name="市审计局")
    run_jobs()
    assert not UnitCatalogue.objects.exists()
    html = office.get(load_url).content.decode()
    assert "其间情况有变" in html
    office.post(load_url, {"counts": counts_of(html)})
    run_jobs()
    assert CityLoad.objects.get().applied_at


def prepared(client):
    upload(client, TABLE.replace("某某某", "市审计局"))
    return reverse("city:do", args=[CityLoad.objects.latest("pk").pk])


@pytest.mark.parametrize("counts", ["", "{}", "no json", '{"columns": 1}'])
def test_wizard_does_only_what_it_showed(office, counts):
    url = prepared(office)
    assert office.post(url, {"counts": counts}).status_code == 302
    assert not UnitCatalogue.objects.exists()


def test_wizard_asks_what_the_columns_hold(office):
    answer = upload(office, TABLE.replace("责任单位", "哪家管"))
    load = CityLoad.objects.get()
    assert answer.url == reverse("city:columns", args=[load.pk])
    html = office.get(answer.url).content.decode()
    assert "哪家管" in html
    choice = {"s0c0": "level1", "s0c1": "level2", "s0c2": "method", "s0c3": "cadence"}
    wrong = office.post(answer.url, {**choice, "s0c4": "level1"})
    assert wrong.status_code == 200
    assert 'value="level1" selected' in wrong.content.decode()
    right = office.post(answer.url, {**choice, "s0c4": "providers"})
    assert right.url == reverse("city:clarify", args=[load.pk])
    assert office.get(right.url).status_code == 200


def test_wizard_takes_a_shipped_city(office):
    answer = office.post(reverse("city:index"), {"city": "heilongjiang", "name": ""})
    assert answer.url == reverse("city:clarify", args=[CityLoad.objects.get().pk])
    assert office.get(answer.url.replace("clarify", "do")).status_code == 200


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xff\xd8\xff\xe0" + b"x" * 500, "照片.jpg"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 500, "加密.xlsx"),
        (b"PK\x03\x04" + b"0" * 500, "坏.xlsx"),
        (b"", "空.csv"),
        (b"\n\n\n", "空表.csv"),
        (b"a" * (10 * 1024 * 1024 + 1), "大.csv"),
    ],
)
def test_wizard_says_at_the_field_what_is_wrong_with_a_file(office, content, name):
    answer = upload(office, content, name)
    assert answer.status_code == 200
    assert len(answer.context["form"].errors["table"]) == 1
    assert "某某市" in answer.content.decode()
    assert not CityLoad.objects.exists()


def test_wizard_wants_a_name_for_a_table_of_ones_own(office):
    assert set(upload(office, title=" ").context["form"].errors) == {"name"}


def test_wizard_keeps_the_table_of_a_refused_form(office):
    refused = upload(office, title="")
    token = refused.context["form"]["table"].subwidgets[0].data["token"]

    office.post(reverse("city:index"), {"city": "", "name": "某某市", "table-kept": token})

    load = CityLoad.objects.get()
    assert (load.name, load.filename, bytes(load.content).decode()) == ("某某市", "表.csv", TABLE)


@pytest.mark.parametrize("role", [None, Role.INFORMATION_OFFICER, Role.PROOFREADER])
def test_wizard_is_closed_to_others_at_every_address(office, client, django_user_model, role):
    url = prepared(office)
    load = CityLoad.objects.get()
    counts = counts_of(office.get(url).content.decode())
    client.logout()
    user = django_user_model.objects.create_user("other", password="x")
    signed_in(client, user)
    if role:
        Post.objects.create(user=user, unit=Unit.objects.get(), role=role, starts_on=datetime.date(2020, 1, 1))
    urls = [reverse("city:index"), *(reverse(f"city:{name}", args=[load.pk]) for name in ("columns", "clarify", "do"))]
    for address in [*urls, reverse("trees:index"), reverse("trees:apply")]:
        for method in (client.get, client.post):
            answer = method(address, {"counts": counts, "open": Unit.objects.get().pk})
            assert (answer.status_code, answer.url) == (302, reverse("wagtailadmin_home"))
    assert not UnitCatalogue.objects.exists()
    assert CityLoad.objects.count() == 1


def test_wizard_sends_strangers_to_the_login(client):
    assert reverse("wagtailadmin_login") in client.get(reverse("city:index")).url


def test_wizard_answers_404_for_a_load_that_is_not(office):
    assert office.get(reverse("city:do", args=[999])).status_code == 404


def test_trees_screen_lists_opens_and_completes(office):
    unit = Unit.objects.get()
    page = office.get(reverse("trees:index"))
    assert [one.pk for one in page.context["without"]] == [unit.pk]
    office.post(reverse("trees:apply"), {"open": unit.pk})
    catalogue = UnitCatalogue.objects.get(unit=unit)
    ColumnPage.objects.get(code="news").delete()
    page = office.get(reverse("trees:index"), {"unit": unit.pk})
    assert [column.code for difference in page.context["differences"] for column in difference.missing] == ["news"]
    office.post(reverse("trees:apply"), {"catalogue": catalogue.pk})
    assert ColumnPage.objects.filter(code="news").exists()


@pytest.mark.parametrize(
    "query", [{"unit": "x"}, {"unit": "99999"}, {"p": "-1"}, {"template": "abc"}, {"unit": "²"}, {"template": "²"}]
)
def test_trees_screen_bears_any_query(office, query):
    assert office.get(reverse("trees:index"), query).status_code == 200


@pytest.mark.parametrize("data", [{"open": "²"}, {"catalogue": "²"}])
def test_trees_screen_does_nothing_for_what_is_no_number(office, data):
    assert office.post(reverse("trees:apply"), data).url == reverse("trees:index")
    assert not UnitCatalogue.objects.exists()
