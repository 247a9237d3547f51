import pytest

from civic_office.enums import Role, UnitKind
from civic_office.models import Unit, UnitGroup
from tests.factories import make_post, make_section_officer, make_unit, make_user
from tests.lists import count_queries

pytestmark = pytest.mark.django_db
LIST, NEW = "/admin/office/units/", "/admin/office/units/new/"
GROUPS = "/admin/office/unit-groups/"


def unit_form(**changes):
    fields = {"official_name": "临州市财政局", "short_name": "财政局", "code": "CZJ", "kind": UnitKind.DEPARTMENT}
    return fields | {"position": 0, "aliases": ""} | changes


@pytest.fixture
def section(client):
    officer = make_section_officer()
    client.force_login(officer)
    return officer


def test_section_creates_a_unit_with_its_other_names(client, section):
    response = client.post(NEW, unit_form(aliases="市财政局\n\n 财政 \n市财政局"))

    unit = Unit.objects.get(code="CZJ")
    assert response.url == LIST
    assert [alias.name for alias in unit.aliases.order_by("pk")] == ["市财政局", "财政"]


def test_editing_a_unit_keeps_adds_and_removes_other_names(client, section):
    client.post(NEW, unit_form(aliases="市财政局\n财政"))
    unit = Unit.objects.get(code="CZJ")
    kept = unit.aliases.get(name="财政").pk

    page = client.get(f"/admin/office/units/edit/{unit.pk}/")
    client.post(f"/admin/office/units/edit/{unit.pk}/", unit_form(aliases="财政\n财政国资局", phone="8727000"))

    unit.refresh_from_db()
    assert page.context["form"]["aliases"].value() == "市财政局\n财政"
    assert list(unit.aliases.order_by("pk").values_list("name", flat=True)) == ["财政", "财政国资局"]
    assert (unit.aliases.get(name="财政").pk, unit.phone) == (kept, "8727000")
    assert unit.history.count() == 2


@pytest.mark.parametrize("changes", [{"code": "DUP"}, {"official_name": ""}, {"aliases": "长" * 121}])
def test_unit_form_says_what_is_wrong_and_keeps_what_was_typed(client, section, changes):
    make_unit(code="DUP")

    response = client.post(NEW, unit_form(fax="8727001") | changes)

    assert list(response.context["form"].errors) == list(changes)
    assert 'value="8727001"' in response.content.decode()


def test_unit_cannot_belong_to_a_unit_below_it(client, section):
    parent = make_unit()
    child = make_unit(parent=parent)

    response = client.post(f"/admin/office/units/edit/{parent.pk}/", unit_form(parent=child.pk))

    assert list(response.context["form"].errors) == ["parent"]


@pytest.mark.parametrize("role", [Role.SUPERVISING_LEADER, Role.INFORMATION_OFFICER])
def test_units_are_seen_by_staff_and_kept_by_the_section(client, role):
    unit = make_unit()
    client.force_login(make_post(unit=unit, role=role).user)

    client.post(NEW, unit_form())
    client.post(f"/admin/office/units/edit/{unit.pk}/", unit_form())
    client.post(f"{GROUPS}new/", {"name": "各县区"})

    unit.refresh_from_db()
    assert client.get(LIST).status_code == 200
    assert (Unit.objects.filter(code="CZJ").count(), UnitGroup.objects.count()) == (0, 0)


def test_people_without_a_post_see_no_units(client):
    client.force_login(make_user())

    assert client.get(LIST).status_code == 302


def test_list_searches_all_names_and_shows_every_unit_once(client, section):
    client.post(NEW, unit_form(aliases="市财政局\n财政国资局"))
    make_unit("民政局")

    assert [unit.code for unit in client.get(LIST, {"q": "财政"}).context["object_list"]] == ["CZJ"]
    assert [unit.code for unit in client.get(LIST, {"q": "国资"}).context["object_list"]] == ["CZJ"]


@pytest.mark.shows("R173", "R180")
def test_list_shows_which_units_lack_their_required_people(client, section):
    complete, lacking = make_unit(), make_unit()
    for role in (Role.SUPERVISING_LEADER, Role.INFORMATION_OFFICER):
        make_post(unit=complete, role=role)
    office = section.posts.get().unit

    found = client.get(LIST, {"people": "lacking"}).context["object_list"]

    assert set(found) == {lacking, office}


def test_list_takes_the_same_queries_for_3_rows_as_for_1(client):
    client.force_login(make_user(is_superuser=True))
    parent = make_unit()
    one = count_queries(client, LIST)
    make_unit(parent=parent)
    make_unit(parent=parent)

    assert count_queries(client, LIST) == one


@pytest.mark.shows("R053")
def test_section_keeps_groups_of_units(client, section):
    county, department = make_unit(kind=UnitKind.COUNTY), make_unit()

    client.post(
        f"{GROUPS}new/",
        {"name": "各县区", "kinds": [UnitKind.COUNTY], "members": [department.pk], "aliases": "县区\n各县（区）"},
    )

    group = UnitGroup.objects.get()
    assert (group.kinds, list(group.members.all())) == (["county"], [department])
    assert sorted(group.aliases.values_list("name", flat=True)) == ["县区", "各县（区）"]
    response = client.post(f"{GROUPS}new/", {"name": "别的", "aliases": "县区"})
    assert list(response.context["form"].errors) == ["aliases"]
    assert county.pk


def test_groups_take_the_same_queries_for_3_rows_as_for_1(client):
    client.force_login(make_user(is_superuser=True))
    UnitGroup.objects.create(name="一").members.add(make_unit())
    one = count_queries(client, GROUPS)
    UnitGroup.objects.create(name="二").members.add(make_unit(), make_unit())
    UnitGroup.objects.create(name="三", is_situational=True)

    assert count_queries(client, GROUPS) == one


def test_replaced_code_is_no_longer_provisional(client, section):
    unit = make_unit(code="D001", code_is_provisional=True)
    edit = f"/admin/office/units/edit/{unit.pk}/"

    shown = client.get(LIST, {"code": "True"})
    client.post(edit, unit_form(code="D001", code_is_provisional="on", phone="8727000"))
    unit.refresh_from_db()
    kept = unit.code_is_provisional
    client.post(edit, unit_form(code="113713000", code_is_provisional="on"))
    unit.refresh_from_db()

    assert [one.code for one in shown.context["object_list"]] == ["D001"]
    assert "临时代码，待补充" in shown.content.decode()
    assert "换成正式的机构代码" in client.get(edit).content.decode()
    assert (kept, unit.code, unit.code_is_provisional) == (True, "113713000", False)
    assert list(client.get(LIST, {"code": "True"}).context["object_list"]) == []


def test_replaced_code_still_leads_to_its_unit_and_to_no_other(client, section):
    unit = make_unit(code="D001")
    client.post(f"/admin/office/units/edit/{unit.pk}/", unit_form(code="113713000"))

    refused = client.post(NEW, unit_form(official_name="临州市审计局", code="D001"))

    assert list(refused.context["form"].errors) == ["code"]
    assert [Unit.objects.addressed_by(code).get() for code in ("D001", "113713000")] == [unit, unit]
    assert not Unit.objects.addressed_by("D002").exists()
