"""A changed table that calls columns differently: told from new columns, asked about where it is not plain, applied."""

import datetime
import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from civic_disclosure.domain.apply_city import apply_city
from civic_disclosure.domain.city.choices import Choices
from civic_disclosure.domain.city.plan import Outcome
from civic_disclosure.domain.city.profile import profile_of
from civic_disclosure.domain.plan_city import plan_city
from civic_disclosure.domain.prepare_city import start_load
from civic_disclosure.models import ChannelPage, ColumnPage, Duty, PublishedItem, UnitCatalogue
from civic_disclosure.tables import read_table
from tests import factories
from tests.redressing import assert_fresh, run_jobs

NOW = datetime.datetime(2026, 11, 20, 2, tzinfo=datetime.UTC)
TABLE = (
    "频道,一级栏目,二级栏目,保障内容,保障方式,更新频率,责任单位\n"
    "政务公开,财政信息,部门预算,预算报告,后台加载,每年,市财政局\n"
    "政务公开,财政信息,部门决算,决算报告,后台加载,每年,市财政局\n"
    "政务公开,审计信息,,审计报告,后台加载,每年,市审计局\n"
    "新闻中心,要闻,,,信息报送,每日,市政府办公室\n"
    "新闻中心,公告,,,信息报送,每日,市政府办公室\n"
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


def renames_in(plan):
    return [(was.taken.path[-1], was.path[-1]) for was in plan.renames]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("部门预算,预算报告", "部门预算公开,预算报告", [("部门预算", "部门预算公开")]),
        ("部门预算,预算报告", "财政收支安排,预算报告", [("部门预算", "财政收支安排")]),
        ("政务公开,审计信息", "政务公开,审计结果", [("审计信息", "审计结果")]),
        ("财政信息", "财政资金", [("财政信息", "财政资金")]),
        ("政务公开", "政府信息公开", [("政务公开", "政府信息公开")]),
    ],
)
def test_plan_takes_a_plain_rename(old, new, expected):
    load(TABLE)

    plan = plan_of(TABLE.replace(old, new))

    assert (renames_in(plan), plan.removed, plan.new_columns, plan.questions) == (expected, [], 0, [])
    assert plan.outcomes()[Outcome.CREATED] == 0
    assert sum("改名" in " ".join(row.reasons) for row in plan.rows) == plan.outcomes()[Outcome.UPDATED]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("审计信息,,审计报告,后台加载,每年,市审计局", "招标采购,,采购公告,后台加载,每年,市住建局"),
        ("新闻中心,要闻,,,信息报送,每日,市政府办公室\n", "新闻中心,专题,,,信息报送,每日,市融媒体中心\n"),
    ],
)
def test_plan_takes_other_units_for_another_column(old, new):
    load(TABLE)

    plan = plan_of(TABLE.replace(old, new))

    assert (plan.renamings, len(plan.removed), plan.questions) == ([], 1, [])


def test_plan_asks_where_only_place_and_units_agree():
    load(TABLE)

    plan = plan_of(TABLE.replace("公告,,", "专题,,"))

    assert [question.text for question in plan.questions] == ["“公告”是否改名为“专题”？"]
    assert plan.outcomes() == {Outcome.UNCLEAR: 1, Outcome.UNCHANGED: 4}
    with pytest.raises(ValidationError):
        apply_city(plan, by=None, now=NOW)


def test_plan_asks_which_of_two_was_renamed():
    load(TABLE)
    changed = TABLE.replace("部门预算,预算报告", "部门预决算,").replace(
        "政务公开,财政信息,部门决算,决算报告,后台加载,每年,市财政局\n", ""
    )

    plan = plan_of(changed)
    (question,) = plan.questions
    settled = plan_of(changed, answers={question.key: question.renamed[1].answer})

    assert {was.path[-1] for was in question.renamed} == {"部门预算", "部门决算"}
    assert renames_in(settled) == [(question.renamed[1].path[-1], "部门预决算")]
    assert [path[-1] for _pk, path, _is_empty in settled.removed] == [question.renamed[0].path[-1]]


@pytest.mark.parametrize(("how", "renamed", "removed"), [("best", 1, 0), ("new", 0, 1)])
def test_choices_answer_for_all_renames(how, renamed, removed):
    load(TABLE)

    plan = plan_of(TABLE.replace("公告,,", "专题,,"), renames=how)

    assert (len(plan.renames), len(plan.removed), plan.is_clear) == (renamed, removed, True)


def test_plan_leaves_out_an_unclear_rename_when_told_to():
    load(TABLE)

    plan = plan_of(TABLE.replace("公告,,", "专题,,"), skip_unclear=True)

    assert plan.outcomes() == {Outcome.SKIPPED: 1, Outcome.UNCHANGED: 4}
    assert ([path[-1] for _pk, path, _is_empty in plan.removed], plan.new_columns) == (["公告"], 0)


def test_renamed_column_keeps_its_page_its_duties_and_what_feeds_it():
    load(TABLE)
    page = ColumnPage.objects.get(title="部门预算", feeds=None)
    duties = set(Duty.objects.values_list("pk", flat=True))

    load(TABLE.replace("部门预算,", "部门预算公开,"))

    page.refresh_from_db()
    assert (page.title, page.draft_title) == ("部门预算公开", "部门预算公开")
    assert [column.title for column in ColumnPage.objects.filter(feeds=page)] == ["部门预算公开"]
    assert set(Duty.objects.values_list("pk", flat=True)) == duties
    assert plan_of(TABLE.replace("部门预算,", "部门预算公开,")).is_nothing


def test_renamed_parent_and_child_are_both_found():
    load(TABLE)
    child = ColumnPage.objects.get(title="部门预算", feeds=None)
    changed = TABLE.replace("财政信息", "财政资金").replace("部门预算,", "部门预算公开,")

    plan = load(changed, answers={"rename:政务公开/财政资金": f"was:{child.get_parent().pk}"})

    assert renames_in(plan) == [("财政信息", "财政资金"), ("部门预算", "部门预算公开")]
    child.refresh_from_db()
    assert (child.title, child.get_parent().title) == ("部门预算公开", "财政资金")


def test_renamed_channel_keeps_its_page():
    load(TABLE)
    channel = ChannelPage.objects.get(title="新闻中心")

    load(TABLE.replace("新闻中心", "新闻发布中心"))

    channel.refresh_from_db()
    assert (channel.title, ChannelPage.objects.count()) == ("新闻发布中心", 2)


def test_records_equal_a_fresh_rendering_after_a_rename():
    load(TABLE)
    portal = ColumnPage.objects.get(title="部门预算", feeds=None)
    factories.make_published(ColumnPage.objects.get(feeds=portal), "2026年预算")
    run_jobs()

    load(TABLE.replace("部门预算,", "部门预算公开,").replace("政务公开", "政府信息公开"))
    assert "部门预算公开" not in PublishedItem.objects.get().page
    jobs = run_jobs()

    assert set(jobs) == {"dress_column_again"}
    page = json.loads(PublishedItem.objects.get().page)
    assert [step["title"] for step in page["breadcrumbs"]] == ["政府信息公开", "财政信息", "部门预算公开"]
    assert_fresh()


def test_records_equal_a_fresh_rendering_after_a_column_above_is_hidden():
    load(TABLE)
    column = ColumnPage.objects.get(title="审计信息", feeds=None)
    kept = ColumnPage.objects.get(feeds=ColumnPage.objects.get(title="部门预算", feeds=None))
    factories.make_published(kept, "2026年预算")
    run_jobs()
    without = TABLE.replace("政务公开,审计信息,,审计报告,后台加载,每年,市审计局\n", "")

    apply_city(plan_of(without), by=None, now=NOW, hide_removed=True)
    run_jobs()

    column.refresh_from_db()
    assert (column.is_hidden, column.live, column.latest_revision is not None) == (True, True, True)
    assert_fresh()


def test_records_of_a_standard_column_are_listed_in_the_portal_once_it_feeds_it():
    load(TABLE)
    catalogue = UnitCatalogue.objects.get(unit__short_name="市财政局")
    standard = ColumnPage.objects.child_of(catalogue).get(code="annual-report")
    factories.make_published(standard, "2025年度报告")
    run_jobs()

    load(TABLE + "政务公开,政府信息公开年报,,,后台加载,每年,市财政局\n")
    run_jobs()

    portal = ColumnPage.objects.get(title="政府信息公开年报")
    assert PublishedItem.objects.public().in_column(portal.pk).count() == 1
    assert_fresh()


def test_load_city_command_reports_renames_and_stops_where_it_is_not_plain(tmp_path, capsys):
    load(TABLE)
    file = tmp_path / "某某市.csv"
    file.write_text(TABLE.replace("部门预算,", "部门预算公开,").replace("公告,,", "专题,,"), encoding="utf-8")

    with pytest.raises(CommandError):
        call_command("load_city", str(file))
    stopped = capsys.readouterr().out
    call_command("load_city", str(file), renames="best")

    assert "“公告”是否改名为“专题”？" in stopped
    done = capsys.readouterr().out
    assert "改名：部门预算 → 部门预算公开" in done
    assert "改名：公告 → 专题" in done
    assert set(ColumnPage.objects.filter(feeds=None, title__in=("公告", "专题")).values_list("title", flat=True)) == {
        "专题"
    }


def test_wizard_shows_a_rename_which_the_office_may_turn_down(client):
    load(TABLE)
    officer = factories.make_section_officer()
    client.force_login(officer)
    changed = TABLE.replace("部门预算,", "部门预算公开,").replace("公告,,", "专题,,")
    loading = start_load(city="", name="某某市", filename="表.csv", content=changed.encode(), by=officer, now=NOW)
    url = reverse("city:clarify", args=[loading.pk])

    html = client.get(url).content.decode()
    plain, open_one = select_named(html, "部门预算 → 部门预算公开"), select_named(html, "“公告”是否改名为“专题”？")
    client.post(url, {plain: "new", open_one: "new"})
    after = client.get(url).content.decode()
    page = client.get(reverse("city:do", args=[loading.pk]))

    assert page.context["plan"].renames == []
    assert {path[-1] for path in page.context["empty"]} == {"部门预算", "公告"}
    assert re.search(r'<option value="new" selected', after)
    client.post(url, {select_named(after, "部门预算 → 部门预算公开"): page_answer("部门预算")})
    done = client.get(reverse("city:do", args=[loading.pk]))
    assert "改名：部门预算 → 部门预算公开" in done.content.decode()


def select_named(html, label):
    return re.search(rf'<select name="([qr]\d+)" aria-label="{label}"', html)[1]


def page_answer(title):
    return f"was:{ColumnPage.objects.get(title=title, feeds=None).pk}"
