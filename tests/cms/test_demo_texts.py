"""The demo city's texts: complete, unlike one another, well punctuated, and the same every time."""

import datetime
import re
from collections import Counter

import pytest

from civic_disclosure.api.structure import SITE_FACTS
from cms.demo.amounts import count_items
from cms.demo.drafts import Text
from cms.demo.facts import load_city_facts, load_domains
from cms.demo.writing import CODES, choose_writer, write_items
from tests.cms.demo_units import SEED, TODAY, all_drafts, drafts_of, make_facts, some_units

SLIPS = re.compile(r"[{}]|。。|，，|，。|。；|；。|：。|、、|、。|None|\bnan\b|(?<!\d)\.(?!\d)\B|(\w{2,4})、\1[、等在]")
SUBJECT_CLASSES = {
    "综合政务",
    "国民经济管理、国有资产监管",
    "财政、金融、审计",
    "国土资源、能源",
    "农业、林业、水利",
    "工业、交通",
    "商贸、海关、旅游",
    "市场监管、安全生产监管",
    "城乡建设、环境保护",
    "科技、教育",
    "文化、广电、新闻出版",
    "卫生、体育",
    "人口与计划生育、妇女儿童工作",
    "劳动、人事、监察",
    "公安、安全、司法",
    "民政、扶贫、救灾",
    "民族、宗教",
}
ASKED = (
    "低保",
    "公积金",
    "学区划分",
    "医保报销",
    "养老金认证",
    "老旧小区加装电梯",
    "新能源补贴",
    "垃圾清运",
    "停水停电",
    "不动产登记",
    "随迁子女入学",
    "就业补贴",
    "创业贷款",
)


def test_items_of_every_standard_column_are_written_for_every_unit() -> None:
    found = {(draft.unit_code, draft.column) for draft in all_drafts()}

    assert found == {(unit.code, column) for unit in some_units() for column in CODES.values()}


def test_items_are_the_same_for_the_same_seed_and_others_for_another() -> None:
    unit = make_facts("市财政局")

    first = list(write_items(unit, "news", seed=1, count=6, today=TODAY))
    again = list(write_items(unit, "工作动态", seed=1, count=6, today=TODAY))
    other = list(write_items(unit, "工作动态", seed=2, count=6, today=TODAY))

    assert first == again
    assert [draft.title for draft in first] != [draft.title for draft in other]


def test_items_that_are_asked_for_later_do_not_change_the_earlier_ones() -> None:
    few, many = drafts_of("市教育局", "政策文件", count=3), drafts_of("市教育局", "政策文件", count=12)

    assert many[:3] == few


def test_titles_are_nearly_all_different() -> None:
    titles = Counter(draft.title for draft in all_drafts())

    assert len(titles) / titles.total() >= 0.95


def test_no_two_items_read_the_same() -> None:
    texts = Counter(draft.plain_text for draft in all_drafts())

    assert [text for text, times in texts.items() if times > 1] == []


def test_refs_are_unique() -> None:
    refs = Counter(draft.ref for draft in all_drafts())

    assert [ref for ref, times in refs.items() if times > 1] == []


def test_texts_have_no_slips_of_the_pattern() -> None:
    slips = [
        (draft.title, line)
        for draft in all_drafts()
        for line in (draft.title, *draft.plain_text.split("\n"))
        if SLIPS.search(line)
    ]

    assert slips == []


def test_paragraphs_end_as_chinese_sentences_do() -> None:
    paragraphs = [
        p for draft in all_drafts() for block in draft.body if isinstance(block, Text) for p in block.paragraphs
    ]

    assert [p for p in paragraphs if len(p) > 60 and p[-1] not in "。”：；！？" and "http" not in p] == []


def test_items_fit_the_fields_they_are_meant_for() -> None:
    too_long = [
        draft.title
        for draft in all_drafts()
        if len(draft.title) > 120
        or len(draft.summary) > 300
        or len(" ".join(draft.keywords)) > 120
        or len(draft.author) > 60
        or len(draft.document_number) > 80
    ]

    assert too_long == []


def test_dates_lie_in_the_last_years_and_never_ahead() -> None:
    drafts = all_drafts()

    assert [
        d.title
        for d in drafts
        if d.published_at.date() > TODAY or (d.formed_on and d.formed_on > d.published_at.date())
    ] == []
    assert min(d.published_at.date() for d in drafts) >= TODAY - datetime.timedelta(days=5 * 366)


def test_news_are_denser_in_the_last_year_than_before() -> None:
    days = [
        draft.published_at.date()
        for unit in some_units()
        for draft in write_items(unit, "工作动态", seed=SEED, count=12, today=TODAY)
    ]
    recent = sum(day > TODAY - datetime.timedelta(days=365) for day in days)

    assert recent > len(days) * 0.4
    assert all(day.weekday() < 5 for day in days)


def test_subjects_come_from_the_classes_of_the_policy_library() -> None:
    assert {draft.subject[0] for draft in all_drafts()} <= SUBJECT_CLASSES
    assert all(draft.subject[1] for draft in all_drafts())


@pytest.mark.parametrize("words", ASKED)
def test_what_citizens_search_for_is_told_somewhere(words: str) -> None:
    guides = [
        draft
        for unit in some_units()
        for column in ("公共服务", "便民服务")
        for draft in write_items(unit, column, seed=SEED, count=count_items(unit, column, seed=SEED), today=TODAY)
    ]

    assert [
        draft.title for draft in guides if words in draft.title or any(words in keyword for keyword in draft.keywords)
    ]


def test_matters_belong_to_the_units_they_concern() -> None:
    titles = " ".join(draft.title for draft in drafts_of("市国税局", "公共服务", count=20))

    assert "税费优惠" in titles
    assert "国有企业房屋出租" not in titles


@pytest.mark.parametrize(
    ("city", "short_name", "area"), [("shuangyashan", "市教育局", "双鸭山市"), ("lianshui", "县教育局", "涟水县")]
)
def test_other_cities_speak_of_themselves(city: str, short_name: str, area: str) -> None:
    unit = make_facts(short_name, city=city)
    text = "".join(
        d.title + d.plain_text
        for column in CODES.values()
        for d in write_items(unit, column, seed=SEED, count=4, today=TODAY)
    )

    assert area in text
    assert "临沂" not in text
    if unit.city.level == "县":
        assert "全市" not in text
        assert "市级" not in text


def test_columns_of_a_portal_find_a_writer() -> None:
    wanted = {
        "部门动态": "工作动态",
        "通知公告": "公示公告",
        "政务要闻": "政务要闻",
        "热点头条": "政务要闻",
        "政策法规": "政策文件",
        "财政预算公开": "财政资金",
        "统计数据": "统计信息",
        "历史沿革": "市情",
        "招标采购": "公共资源配置",
    }

    assert {column: choose_writer(column) for column in wanted} == wanted


@pytest.mark.parametrize("today", [datetime.date(2026, month, 16) for month in (1, 4, 7, 11)])
@pytest.mark.parametrize("city", ["linyi", "lianshui", "shuangyashan"])
def test_headlines_are_of_the_last_weeks_each_told_once_in_its_season(city: str, today: datetime.date) -> None:
    place = load_city_facts(city)
    office = make_facts(f"{place.level}政府办公室", city=city, kind="government_office")

    drafts = list(write_items(office, "政务要闻", seed=SEED, count=12, today=today))

    assert len({draft.title for draft in drafts}) == len(drafts) == 12
    assert min(draft.published_at.date() for draft in drafts) > today - datetime.timedelta(days=35)
    assert [draft.title for draft in drafts if SLIPS.search(draft.title + draft.plain_text)] == []
    heating = {draft.published_at.month for draft in drafts if "供暖" in draft.title}
    assert heating <= {12, 1, 2, 3}


def test_every_city_has_the_facts_of_its_website() -> None:
    """Domain and links are the deployer's."""
    own = {name for name in SITE_FACTS if name != "domain" and not name.endswith("_url")}

    for city in ("linyi", "lianshui", "shuangyashan"):
        assert set(load_city_facts(city).site) == own


def test_portraits_of_the_city_are_its_own() -> None:
    draft = drafts_of("市政府办公室", "历史沿革", count=1)[0]

    assert draft.title == "临沂市历史沿革概览"
    assert load_city_facts("linyi").portraits["历史沿革"][0] in draft.plain_text


def test_vocabulary_names_each_mark_once() -> None:
    marks = Counter(fragment for domain in load_domains().values() for fragment in domain.marks)

    assert [fragment for fragment, times in marks.items() if times > 1] == []
