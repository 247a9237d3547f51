"""The words of the tables, of the circulars and of other cities' tables, each as the rules it means."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import civic_disclosure
from civic_disclosure.cadence import CadenceKind, CadenceRule, UnknownCadenceError, YearDay, read_cadence
from civic_office.workdays import Policy

TABLES = Path(civic_disclosure.__file__).parent / "data" / "cities"
K = CadenceKind
DAILY, WEEK = Policy(1, "natural_days", rolls=False), Policy(7, "natural_days")
CONTINUOUS = CadenceRule(K.CONTINUOUS)
AT_ONCE = CadenceRule(K.AFTER_EVENT)
BY_NINE = CadenceRule(K.AFTER_EVENT, DAILY, hour=9)

#: Every distinct text of the four tables that are shipped.
OF_TABLES = {
    "随时": [CONTINUOUS],
    "随时更新": [CONTINUOUS],
    "动态维护": [CONTINUOUS],
    "动态维护，报送网站中心": [CONTINUOUS],
    "按要求维护": [CadenceRule(K.AS_ASKED)],
    "外链": [CadenceRule(K.ELSEWHERE)],
    "工作日每天维护": [CadenceRule(K.EVERY, Policy(1, "working_days"))],
    "每日": [CadenceRule(K.EVERY, DAILY)],
    "每周": [CadenceRule(K.EVERY, WEEK)],
    "工作日报送至邮箱，每周至少一篇": [CadenceRule(K.EVERY, WEEK)],
    "两周": [CadenceRule(K.EVERY, Policy(14, "natural_days"))],
    "每月": [CadenceRule(K.EVERY, Policy(1, "months"))],
    "季度": [CadenceRule(K.EVERY, Policy(3, "months"))],
    "每季度": [CadenceRule(K.EVERY, Policy(3, "months"))],
    "每年": [CadenceRule(K.EVERY, Policy(1, "years"))],
    "每五年": [CadenceRule(K.EVERY, Policy(5, "years"))],
    "每年1月31日前": [CadenceRule(K.YEARLY, days=(YearDay(1, 31),))],
    "每年1月31日、3月31日前": [CadenceRule(K.YEARLY, days=(YearDay(1, 31), YearDay(3, 31)))],
    "7月底前更新": [CadenceRule(K.YEARLY, days=(YearDay(7, 31),))],
    "每年7月30日前更新，并将信息发布时间调整为当年日期": [CadenceRule(K.YEARLY, days=(YearDay(7, 30),))],
    "15日内": [CadenceRule(K.AFTER_EVENT, Policy(15, "natural_days"))],
    "五日内回复": [CadenceRule(K.AFTER_EVENT, Policy(5, "natural_days"))],
    "第一时间更新": [AT_ONCE],
    "能快则快，信息形成后第一时间发布和更新": [AT_ONCE],
    "即时更新、当日更新，最迟不超过次日上午9点": [BY_NINE],
    "即时更新、当日更新，最迟不超过次日上午9点；主要领导活动新闻图片、视频6小时内提供": [
        BY_NINE,
        CadenceRule(K.AFTER_EVENT, Policy(6, "hours"), about="主要领导活动新闻图片、视频"),
    ],
    "即时更新、当日更新，最迟不超过次日上午9点；主要领导活动视频6小时内提供": [
        BY_NINE,
        CadenceRule(K.AFTER_EVENT, Policy(6, "hours"), about="主要领导活动视频"),
    ],
    "工作动态至少一周一更新；简报类与本单位网站更新时间一致": [
        CadenceRule(K.EVERY, WEEK, about="工作动态"),
        CadenceRule(K.AS_SOURCE, about="简报类"),
    ],
}


@pytest.mark.parametrize("text", OF_TABLES)
@pytest.mark.shows(
    "R055", "R056", "R057", "R058", "R059", "R064", "R065", "R066", "R067", "R068", "R069", "R070", "R071", "R072",
    "R073", "R074",
)  # fmt: skip
def test_every_cadence_of_the_shipped_tables_is_known(text):
    assert list(read_cadence(text)) == OF_TABLES[text]


def test_those_are_all_the_texts_that_the_tables_hold():
    texts = set()
    for table in TABLES.glob("*/matrix.csv"):
        with table.open(encoding="utf-8-sig", newline="") as file:
            texts |= {row[name].strip() for row in csv.DictReader(file) for name in ("cadence", "cadence_inferred")}

    assert texts - {""} == set(OF_TABLES)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("动态、要闻类信息至少每周更新一次", CadenceRule(K.EVERY, WEEK, about="动态、要闻类信息")),
        ("通知公告、政策文件类信息，至少每月更新一次", CadenceRule(K.EVERY, Policy(1, "months"), about="通知公告、政策文件类信息")),
        ("人事、规划计划类信息,至少每季度更新一次", CadenceRule(K.EVERY, Policy(3, "months"), about="人事、规划计划类信息")),
        ("于新闻发生后的6小时内提供", CadenceRule(K.AFTER_EVENT, Policy(6, "hours"))),
        ("7月15日前完成", CadenceRule(K.ONCE, days=(YearDay(7, 15),))),
        ("于7月30日前报送到市信息数据中心邮箱", CadenceRule(K.ONCE, days=(YearDay(7, 30),))),
        ("2026年12月21日前报送到县政府办309室", CadenceRule(K.ONCE, days=(YearDay(12, 21),), year=2026)),
        ("有变化时及时更新", CadenceRule(K.ON_CHANGE)),
        ("变动及时", CadenceRule(K.ON_CHANGE)),
        ("及时", AT_ONCE),
        ("会后5日", CadenceRule(K.AFTER_EVENT, Policy(5, "natural_days"))),
        ("自收到之日起20个工作日内答复", CadenceRule(K.AFTER_EVENT, Policy(20, "working_days"))),
        ("每半年", CadenceRule(K.EVERY, Policy(6, "months"))),
        ("2月底前", CadenceRule(K.YEARLY, days=(YearDay(2, 29),))),
    ],
)  # fmt: skip
@pytest.mark.shows("R060", "R061", "R062", "R075", "R076", "R077")
def test_what_circulars_and_other_tables_say_is_known(text, rule):
    assert read_cadence(text) == (rule,)


@pytest.mark.parametrize(
    "text", ["尽量每周", "看情况", "2月30日前更新", "13月1日前", "每月5日前", "0日内", "次日25点前", "十二三日内", "7天", "每周；看情况"]
)  # fmt: skip
def test_what_is_not_known_is_refused_and_not_guessed(text):
    with pytest.raises(UnknownCadenceError, match=text):
        read_cadence(text)


@given(st.text(alphabet="每周月日年内一二三十0123456789更新前底，；、工作动态类随时（）"))
def test_no_words_whatever_break_the_reader(text):
    try:
        rules = read_cadence(text)
    except UnknownCadenceError:
        return
    assert all(isinstance(rule, CadenceRule) for rule in rules)
