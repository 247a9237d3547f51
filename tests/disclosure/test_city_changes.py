import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from civic_disclosure.domain.add_pages import add_pages
from civic_disclosure.domain.apply_city import apply_city
from civic_disclosure.domain.city.choices import Choices
from civic_disclosure.domain.city.plan import Outcome
from civic_disclosure.domain.city.profile import profile_of
from civic_disclosure.domain.load_city import load_city
from civic_disclosure.domain.plan_city import plan_city
from civic_disclosure.models import ColumnPage, Duty, ItemPage, PortalPage, UnitCatalogue
from civic_disclosure.tables import read_table
from civic_office.models import Unit, UnitAlias
from tests import factories
from tests.redressing import assert_fresh, run_jobs

NOW = datetime.datetime(2026, 11, 20, 2, tzinfo=datetime.UTC)
HEAD = "所属频道,一级栏目,二级栏目,保障内容,保障方式,更新频率,责任单位,责任人\n"
TABLE = (
    HEAD
    + "政务公开,财政信息,预算,预算报告,后台加载,每年,市财政局,张三\n政务公开,财政信息,决算,决算报告,后台加载,每年,市财政局,\n"
    "互动交流,在线咨询,,,后台受理,五日内,各部门,\n新闻,要闻,,,信息报送,每日,市政府办公室,\n"
)
pytestmark = pytest.mark.django_db


def plan_of(text, **choices):
    return plan_city(
        read_table(text.encode()), profile=profile_of("某某市"), choices=Choices(**choices), today=NOW.date()
    )


def load(text, **choices):
    plan = plan_of(text, **choices)
    apply_city(plan, by=None, now=NOW)
    return plan


def column(*titles):
    page = PortalPage.objects.get()
    for title in titles:
        page = page.get_children().get(title=title)
    return page.specific


def add_item(page):
    add_pages([(page, ItemPage(title="一条信息", slug="i1"))], now=NOW)


def test_load_creates_the_units_an_unknown_city_names():
    load(TABLE)
    assert {(unit.short_name, unit.kind, unit.code) for unit in Unit.objects.all()} == {
        ("市财政局", "department", "D001"),
        ("市政府办公室", "government_office", "O001"),
    }
    assert Unit.objects.get(code="D001").official_name == "某某市财政局"
    assert PortalPage.objects.get().unit.code == "O001"
    assert Duty.objects.get(column=column("政务公开", "财政信息", "预算")).responsible_person == "张三"


def test_load_of_a_changed_table_applies_the_difference():
    load(TABLE)
    feeds = ColumnPage.objects.filter(feeds__isnull=False).count()
    plan = load(
        TABLE.replace("决算报告,后台加载,每年", "决算报告,后台加载,每月")
        + "政务公开,审计信息,,,后台加载,每年,市审计局,\n"
    )
    assert plan.outcomes() == {Outcome.UPDATED: 1, Outcome.UNCHANGED: 3, Outcome.CREATED: 1}
    assert Duty.objects.get(column=column("政务公开", "财政信息", "决算")).cadence_text == "每月"
    assert Duty.objects.get(column=column("政务公开", "财政信息", "决算")).history.count() == 2
    assert ColumnPage.objects.filter(feeds__isnull=False).count() == feeds + 1


def test_load_hands_a_column_to_another_unit():
    load(TABLE)
    plan = load(TABLE.replace("每日,市政府办公室", "每日,市融媒体中心"))
    duty = Duty.objects.get(column=column("新闻", "要闻"))
    assert (str(duty.unit), len(plan.duty_removals)) == ("市融媒体中心", 1)


def test_load_reports_removed_columns_and_deletes_none():
    load(TABLE)
    pages = ColumnPage.objects.count()
    add_item(column("政务公开", "财政信息", "预算"))
    without = (
        "\n".join(line for line in TABLE.splitlines() if "预算" not in line and "决算" not in line)
        + "\n政务公开,年报,,,后台加载,每年,市财政局,\n"
    )
    plan = plan_of(without)
    assert {(path, is_empty) for _pk, path, is_empty in plan.removed} == {
        (("政务公开", "财政信息"), False),
        (("政务公开", "财政信息", "预算"), False),
        (("政务公开", "财政信息", "决算"), True),
    }
    apply_city(plan, by=None, now=NOW, hide_removed=True)
    assert ColumnPage.objects.count() >= pages
    assert {page.title for page in ColumnPage.objects.filter(is_hidden=True)} == {"决算"}


def test_a_column_with_items_in_a_feeding_column_is_not_empty():
    load(TABLE)
    page = column("政务公开", "财政信息", "预算")
    add_item(ColumnPage.objects.get(feeds=page))
    plan = plan_of(TABLE.replace("预算,预算报告,后台加载,每年,市财政局", "审计,审计报告,后台加载,每年,市审计局"))
    assert [(path[-1], is_empty) for _pk, path, is_empty in plan.removed] == [("预算", False)]


def test_plan_asks_about_a_name_much_like_a_known_one_and_takes_the_answer():
    load(TABLE)
    changed = TABLE.replace("每日,市政府办公室", "每日,市政府办")
    plan = plan_of(changed)
    assert [(question.key, question.suggestions[0].party.name) for question in plan.questions] == [
        ("unit:市政府办", "市政府办公室")
    ]
    assert plan.outcomes()[Outcome.UNCLEAR] == 1
    with pytest.raises(ValidationError):
        apply_city(plan, by=None, now=NOW)
    load(changed, answers={"unit:市政府办": "unit:O001"})
    assert UnitAlias.objects.filter(name="市政府办", unit__code="O001").exists()
    assert plan_of(changed).is_nothing


def test_plan_keeps_the_duties_of_an_unclear_row():
    load(TABLE)
    plan = plan_of(TABLE.replace("每日,市政府办公室", "每日,某某某"))
    assert (plan.duty_removals, [question.text for question in plan.questions]) == ([], ["某某某"])


def test_plan_asks_for_a_responsible_unit_and_for_an_unknown_method():
    text = HEAD + "新闻,要闻,,,心灵感应,每日,,\n"
    plan = plan_of(text)
    assert {question.kind for question in plan.questions} == {"method", "provider"}
    row = next(question.key for question in plan.questions if question.kind == "provider")
    clear = plan_of(text, answers={"method:心灵感应": "backend", row: "skip"})
    assert clear.outcomes() == {Outcome.SKIPPED: 1}


def test_plan_changes_kind_and_name_of_a_proposed_unit():
    plan = plan_of(TABLE, kinds={"市财政局": "institution"}, names={"市财政局": "某某市财政管理局"})
    unit = next(unit for unit in plan.registry.new_units() if unit.short_name == "市财政局")
    assert (unit.kind, unit.official_name) == ("institution", "某某市财政管理局")


def test_rows_of_the_same_column_are_joined():
    load(
        HEAD
        + "新闻,要闻,,文字,信息报送,每日,市财政局,\n新闻,要闻,,图片,信息报送,每周,市财政局,\n新闻,要闻,,图片,信息报送,每月,市财政局,\n"
    )
    duties = Duty.objects.filter(column=column("新闻", "要闻"))
    assert {(duty.content, duty.cadence_text) for duty in duties} == {("文字", "每日"), ("图片", "每周；每月")}


def test_apply_city_refuses_others(django_user_model):
    with pytest.raises(PermissionDenied):
        apply_city(plan_of(TABLE), by=django_user_model.objects.create_user("editor"), now=NOW)
    assert not UnitCatalogue.objects.exists()


def test_load_city_command_plans_loads_and_says_why_not(tmp_path, capsys):
    file = tmp_path / "某某市.csv"
    file.write_text(TABLE, encoding="gb18030")
    call_command("load_city", str(file), plan=True)
    assert not Unit.objects.exists()
    call_command("load_city", str(file))
    assert Unit.objects.get(code="D001").official_name == "某某市财政局"
    with pytest.raises(CommandError):
        call_command("load_city", "atlantis")
    assert "新建: 4" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("cell", "path"),
    [
        ("政务公开/财政信息/预算", ("政务公开", "财政信息", "预算")),
        ("政务公开 > 财政信息", ("政务公开", "财政信息")),
        ("财政信息", ("网站栏目", "财政信息")),
    ],
)
def test_plan_reads_steps_written_in_one_cell(cell, path):
    assert plan_of(f"栏目,责任单位\n{cell},市财政局\n").rows[0].path == path


def test_plan_reads_counties_and_districts_as_one_group():
    plan = plan_of("栏目,责任单位\n动态,各县、区人民政府\n")
    assert [duty.party.name for duty in plan.rows[0].duties] == ["各县区"]


def test_plan_keeps_a_reviewing_person_as_a_remark():
    (duty,) = plan_of("栏目,责任单位,审核单位\n动态,市财政局,王某\n").rows[0].duties
    assert duty.note == "审核发布：王某"


def test_plan_leaves_out_unclear_rows_when_told_to():
    plan = plan_of("栏目,责任单位\n动态,某某某\n要闻,市财政局\n", skip_unclear=True)
    assert plan.outcomes() == {Outcome.SKIPPED: 1, Outcome.CREATED: 1}


def test_load_gives_provisional_codes_and_says_so(tmp_path, capsys):
    file = tmp_path / "某某市.csv"
    file.write_text(TABLE, encoding="utf-8")

    call_command("load_city", str(file))

    assert set(Unit.objects.values_list("code_is_provisional", flat=True)) == {True}
    assert "待补充：2 个单位的机构代码，现为临时代码。" in capsys.readouterr().out


def test_load_finds_a_unit_whose_code_was_replaced():
    load_city("shuangyashan", by=None, now=NOW)
    county = Unit.objects.get(code="230500C01")
    county.code, county.code_is_provisional = "11230521000", False
    county.save()

    plan = load_city("shuangyashan", by=None, now=NOW)

    assert plan.is_nothing
    assert plan.registry.groups["各县"].members[0] == "11230521000"


def test_load_gives_no_code_that_another_unit_had():
    load(TABLE)
    unit = Unit.objects.get(code="D001")
    unit.code = "113713000"
    unit.save()

    load(TABLE + "政务公开,审计信息,,,后台加载,每年,市审计局,\n")

    assert Unit.objects.get(short_name="市审计局").code == "D002"


def test_index_numbers_given_keep_the_old_code_and_new_ones_use_the_new():
    load(TABLE)
    column_of_unit = ColumnPage.objects.get(feeds=column("政务公开", "财政信息", "预算"))
    first = factories.make_published(column_of_unit, "2025年预算")
    unit = Unit.objects.get(code="D001")
    unit.code = "113713000"
    unit.save()
    run_jobs()

    second = factories.make_published(column_of_unit, "2026年预算")

    first.refresh_from_db()
    assert (first.index_number[:4], second.index_number[:9]) == ("D001", "113713000")
    assert json.loads(first.page)["unit"]["code"] == "113713000"
    assert_fresh()


def test_plan_says_of_which_groups_no_unit_is_known():
    plan = plan_of("栏目,责任单位\n动态,各乡镇、市财政局\n服务,相关部门\n")
    assert plan.empty_groups == ["各镇街"]
