"""Asking for columns, carrying out what the office accepted, hiding; index number rules; templates."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from civic_disclosure.domain.change_column import carry_out_filing, set_hidden
from civic_disclosure.domain.check_rule import check_rule
from civic_disclosure.models import ColumnPage, ColumnTemplate, Duty, ItemPage, NumberRule, Subject
from civic_office.enums import FilingKind, FilingState, Role
from civic_office.models import Filing
from civic_office.signals import filing_decided
from tests import factories
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return factories.open_unit("市财政局")[0]


@pytest.fixture
def section(unit):
    return factories.holder_of(Role.DISCLOSURE_SECTION, unit)


def ask(unit, place, **fields):
    data = {"kind": "column_added", "title": "预算绩效", "item_kind": "general", "reason": "按上级要求", **fields}
    return signed_in(factories.make_officer(unit)).post(reverse("civic_disclosure_ask_column", args=(place.pk,)), data)


def requests():
    """What units asked for; appointments are filed too, by themselves."""
    return Filing.objects.exclude(kind=FilingKind.PERSONNEL)


def accept(filing, by):
    filing.state, filing.decided_by, filing.decided_at = FilingState.ACCEPTED, by, timezone.now()
    filing.save()
    filing_decided.send(sender=Filing, filing=filing, by=by)


@pytest.mark.shows("R005")
def test_unit_asks_for_a_column_and_gets_it_when_the_office_accepts(unit, section):
    response = ask(unit, unit.catalogue)

    filing = requests().get()
    assert response["Location"] == reverse("wagtailadmin_home")
    assert (filing.unit, filing.kind, filing.subject) == (unit, FilingKind.COLUMN_ADDED, "增设栏目“预算绩效”")
    assert not ColumnPage.objects.exists()

    accept(filing, section)
    accept(filing, section)

    column = ColumnPage.objects.get()
    assert (column.title, column.owning_unit, column.live) == ("预算绩效", unit, True)


@pytest.mark.shows("R005")
def test_rename_and_removal_are_carried_out_on_the_column(unit, section):
    column = factories.make_column(unit.catalogue, "旧名")
    ask(unit, column, kind="column_changed", title="新名")
    accept(requests().get(), section)
    requests().delete()
    ask(unit, column, kind="column_removed", title="")
    accept(requests().get(), section)

    column = ColumnPage.objects.get()
    assert (column.title, column.is_hidden) == ("新名", True)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "财政资金"}, "title"),
        ({"reason": " "}, "reason"),
        ({"kind": "column_removed"}, "kind"),
        ({"kind": "outage"}, "kind"),
    ],
)
def test_bad_request_is_a_sentence_at_the_field(unit, fields, field):
    factories.make_column(unit.catalogue, "财政资金")

    response = ask(unit, unit.catalogue, **fields)

    assert list(response.context["form"].errors) == [field]
    assert response.context["form"]["item_kind"].value() == "general"
    assert not requests().exists()


def test_refused_filing_changes_nothing(unit, section):
    ask(unit, unit.catalogue)
    filing = requests().get()
    filing.state = FilingState.REFUSED

    assert carry_out_filing(filing, by=section, today=timezone.localdate()) is None
    assert not ColumnPage.objects.exists()


def test_filing_whose_column_is_gone_is_not_accepted(unit, section):
    column = factories.make_column(unit.catalogue, "旧名")
    ask(unit, column, kind="column_changed", title="新名")
    filing = requests().get()
    column.delete()

    response = signed_in(section).post(
        reverse("civic_filings:edit", args=(filing.pk,)), {"decision": "accepted", "answer": "同意改名"}
    )

    filing.refresh_from_db()
    assert response.context["form"].errors == {"decision": ["所涉栏目已不存在，无法同意，请选择不同意并说明理由。"]}
    assert response.context["form"]["answer"].value() == "同意改名"
    assert (filing.state, filing.answer) == (FilingState.FILED, "")


def test_another_units_officer_cannot_ask_here(unit):
    stranger = factories.make_officer(factories.open_unit("市审计局")[0])

    response = signed_in(stranger).post(reverse("civic_disclosure_ask_column", args=(unit.catalogue.pk,)), {})

    assert response["Location"] == reverse("wagtailadmin_home")


@pytest.mark.shows("R021")
def test_office_hides_a_column_and_no_item_can_be_added(unit, section):
    column = factories.make_column(unit.catalogue)
    officer = factories.make_officer(unit)

    with pytest.raises(PermissionDenied):
        set_hidden(column, is_hidden=True, by=officer, today=timezone.localdate())
    set_hidden(column, is_hidden=True, by=section, today=timezone.localdate())

    add = reverse("wagtailadmin_pages:add", args=("civic_disclosure", "itempage", column.pk))
    signed_in(officer).post(add, factories.item_form())
    assert ColumnPage.objects.get().is_hidden
    assert not ItemPage.objects.exists()


def test_link_column_needs_its_address(unit, section):
    add = reverse("wagtailadmin_pages:add", args=("civic_disclosure", "columnpage", unit.catalogue.pk))

    response = signed_in(section).post(
        add, {"title": "办事", "kind": "link", "item_kind": "general", "action-publish": "1"}
    )

    assert response.context["form"].errors["link_url"] == ["请填写栏目链接的网址。"]


@pytest.mark.parametrize(
    ("pattern", "scopes"),
    [
        ("{unit_code}/{year}", {}),
        ("{unit_code}/{year}-{serial}-{serial}", {}),
        ("{unit_code}/{jahr}-{serial}", {}),
        ("{unit_code.__class__}/{year}-{serial}", {}),
        ("{unit_code!r}/{year}-{serial}", {}),
        ("{unit_code:>900000000}/{year}-{serial}", {}),
        ("{unit_code}/{year}-{serial:999999999d}", {}),
        ("{unit_code}/{year-{serial}", {}),
        ("{}/{serial}", {}),
        ("{year}-{serial}", {}),
        ("{unit_code}-{serial}", {}),
        ("{unit_code}/{year}-{serial}", {"per_column": True}),
    ],
)
def test_rule_whose_numbers_could_collide_is_refused(pattern, scopes):
    with pytest.raises(ValidationError) as refused:
        check_rule(NumberRule(name="试", pattern=pattern, **scopes))

    assert list(refused.value.message_dict) == ["pattern"]


def test_national_form_is_a_good_rule():
    check_rule(NumberRule(name="国家格式"))


def test_number_rule_screen_keeps_what_was_typed_and_shows_the_next_number(unit, section):
    factories.make_column(unit.catalogue)
    client = signed_in(section)
    data = {"name": "新规则", "pattern": "{year}-{serial}", "per_unit": "on", "per_year": "on"}

    refused = client.post(reverse("number_rules:add"), data)
    shown = client.get(reverse("number_rules:preview"), {**data, "pattern": "{unit_code}/{year}-{serial:05d}"})
    client.post(reverse("number_rules:add"), {**data, "pattern": "{unit_code}-{year}-{serial}"})

    assert refused.context["form"]["pattern"].value() == "{year}-{serial}"
    assert "pattern" in refused.context["form"].errors
    assert shown.json() == {"number": f"{unit.code}/{timezone.localdate().year}-00001", "sentence": ""}
    assert NumberRule.objects.get().pattern == "{unit_code}-{year}-{serial}"


@pytest.mark.shows("R051")
def test_template_is_written_with_its_columns_in_one_form(section):
    client = signed_in(section)
    data = {
        "name": "标准栏目",
        "year": "2027",
        "basis": "",
        "columns-TOTAL_FORMS": "1",
        "columns-INITIAL_FORMS": "0",
        "columns-MIN_NUM_FORMS": "0",
        "columns-MAX_NUM_FORMS": "1000",
        "columns-0-name": "财政资金",
        "columns-0-code": "budget",
        "columns-0-item_kind": "general",
        "columns-0-openness": "",
        "columns-0-description": "",
        "columns-0-required_elements": ["formed_on", "source"],
        "columns-0-ORDER": "1",
    }

    response = client.post(reverse("column_templates:add"), data)

    assert response.status_code == 302, response.context["form"].errors
    column = ColumnTemplate.objects.get().columns.get()
    assert (column.name, column.required_elements) == ("财政资金", ["formed_on", "source"])


@pytest.mark.parametrize(
    ("address", "make"),
    [
        (
            "subjects:index",
            lambda n: Subject.objects.create(name=f"预算{n}", parent=Subject.objects.get_or_create(name="财政")[0]),
        ),
        ("number_rules:index", lambda n: NumberRule.objects.create(name=f"规则{n}")),
        ("column_templates:index", lambda n: ColumnTemplate.objects.create(name=f"模板{n}", year=2026)),
    ],
)
def test_list_costs_the_same_for_one_and_three(section, address, make):
    client = signed_in(section)
    make(1)

    def count_queries():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(address))
        return len(queries)

    count_queries()
    one = count_queries()
    make(2)
    make(3)

    assert (one <= 40, count_queries()) == (True, one)


def test_column_with_duties_or_fed_by_items_is_not_deleted(unit, section):
    owed, fed, free = (factories.make_portal_column(title) for title in ("机构概况", "政府文件", "空栏目"))
    Duty.objects.create(column=owed, unit=unit)
    factories.make_item(factories.make_column(unit.catalogue, "文件通知", feeds=fed))
    client = signed_in(section)

    for column in (owed, fed, free):
        client.post(reverse("wagtailadmin_pages:delete", args=(column.pk,)))
    testers = [column.permissions_for_user(section) for column in (owed, fed)]

    assert set(ColumnPage.objects.filter(pk__in=(owed.pk, fed.pk, free.pk))) == {owed, fed}
    assert [(tester.can_delete(), tester.can_move()) for tester in testers] == [(False, True), (False, False)]
    with pytest.raises(ProtectedError):
        owed.delete()
