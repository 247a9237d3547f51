"""Tables as other cities may keep them: every row is read as a person would, or asked about; nothing is guessed."""

import datetime
import io

import pytest
from openpyxl import Workbook

from civic_disclosure.domain.city.choices import Choices
from civic_disclosure.domain.city.profile import profile_of
from civic_disclosure.domain.plan_city import plan_city
from civic_disclosure.tables import guess_mapping, read_table

TODAY = datetime.date(2026, 11, 20)
pytestmark = pytest.mark.django_db


def workbook(*sheets):
    """`sheets`: (title, rows, merged ranges)."""
    book = Workbook()
    book.remove(book.active)
    for title, rows, merged in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(content, *, city="临江市", answers=None):
    """Of every row that makes a column: its path, who provides, and how often; and the plan."""
    content = content if isinstance(content, bytes) else content.encode()
    plan = plan_city(read_table(content), profile=profile_of(city), choices=Choices(answers or {}), today=TODAY)
    rows = [
        (
            "/".join(row.path),
            "、".join(duty.party.name for duty in row.duties if duty.part == "provides"),
            row.duties[0].cadence_text if row.duties else "",
        )
        for row in plan.rows
        if row.outcome != "skipped"
    ]
    return rows, plan


TWO_HEADINGS = workbook(
    (
        "责任分解表",
        [
            ["附件1"],
            ["市人民政府门户网站栏目内容保障责任分解表", None, None, None, None, None, None, None, None],
            ["（2025年修订版）"],
            ["序号", "栏目设置", None, None, "保障内容及要求", None, "责任分工", None, "备注"],
            [None, "一级栏目", "二级栏目", "三级栏目", "内容要素", "更新周期", "牵头单位", "配合单位", None],
            [1, "政务公开", "政策", "政策文件", "市政府文件", "印发后２０个工作日内", "市府办", "各部门", None],
            [2, None, None, "政策解读", "解读材料", "与文件同步", "市府办", None, "图文并茂"],
            [3, None, "财政", "预决算", "部门预决算", "每年３月、９月", "市财政局", "市直各单位", None],
            [None] * 9,
            [4, "走进临江", None, None, "概况", "适时", "市地方志办", None, None],
            ["注：“各部门”指市政府组成部门。", None, None, None, None, None, None, None, None],
            ["2.本表由市政府办公室负责解释。"],
        ],
        ["A2:I2", "A4:A5", "B4:D4", "E4:F4", "G4:H4", "I4:I5", "B6:B8", "C6:C7", "A11:I11"],
    )
)


def test_title_rows_two_headings_merged_cells_and_footnotes():
    rows, plan = read(TWO_HEADINGS)

    assert rows == [
        ("政务公开/政策/政策文件", "市府办、各部门", "印发后20个工作日内"),
        ("政务公开/政策/政策解读", "市府办", "与文件同步"),
        ("政务公开/财政/预决算", "市财政局、直属各单位", "每年3月、9月"),
        ("走进临江/走进临江", "市地方志办", "适时"),
    ]
    assert [row.reasons for row in plan.rows if row.outcome == "skipped"] == [["空行"], ["表下说明"], ["表下说明"]]
    assert [unit.kind for unit in plan.registry.new_units()] == ["government_office", "department", "department"]


def test_headings_in_everyday_words_and_columns_nobody_needs():
    text = (
        "类目,子类,要公开什么,多久更新一次,谁来负责,怎么报\n"
        "领导之窗,市长,简历分工,变动后3日,市政府办公室,后台发布\n"
        "新闻,政务要闻,,每个工作日,融媒体中心 市政府办公室,投稿\n"
    )
    assert read(text.encode("gb18030"))[0] == [
        ("领导之窗/市长", "市政府办公室", "变动后3日"),
        ("新闻/政务要闻", "市政府办公室、融媒体中心", "每个工作日"),
    ]


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("市教育局/市人社局", ["市教育局", "市人社局"]),
        ("市卫健委；市医保局。", ["市卫健委", "市医保局"]),
        ("1.市住建局\n2.市自然资源局", ["市住建局", "市自然资源局"]),
        ("市民政局 市财政局", ["市民政局", "市财政局"]),
        ("市 民 政 局", ["市民政局"]),
        ("①市水利局②市生态环境局", ["市水利局", "市生态环境局"]),
        ("牵头：市统计局；配合：国家统计局临江调查队", ["市统计局", "国家统计局临江调查队"]),
        ("市农业农村局，各乡镇（街道）", ["各镇街", "市农业农村局"]),
        ("市应急局（牵头），市气象局（配合）", ["市应急局", "市气象局"]),
    ],
)
def test_lists_of_units_are_cut_at_whatever_separates_them(cell, units):
    (row,), _plan = read(f'频道,栏目,责任单位\n民生,公告,"{cell}"\n')
    assert sorted(row[1].replace(" ", "").split("、")) == sorted(units)


def test_table_by_unit_takes_the_unit_from_above():
    text = "单位名称,负责栏目,更新要求\n市财政局,政府采购,及时\n,财政预算,每年\n市审计局,审计公告,每年\n"
    assert read(text)[0] == [
        ("网站栏目/政府采购", "市财政局", "及时"),
        ("网站栏目/财政预算", "市财政局", "每年"),
        ("网站栏目/审计公告", "市审计局", "每年"),
    ]


def test_ways_that_begin_at_the_home_page():
    text = (
        "编号,栏目路径,内容保障单位,联系人,电话,更新时限\n"
        "1,首页>政务公开>机构职能,市委编办,张三,123,变动及时\n"
        "2,首页 - 政民互动 - 市长信箱,市信访局,王五,123,5个工作日\n"
    )
    assert [row[0] for row in read(text)[0]] == ["政务公开/机构职能", "政民互动/市长信箱"]


def test_banners_counts_and_signatures():
    content = workbook(
        (
            "Sheet1",
            [
                ["网站栏目责任表"],
                ["栏目名称", "子栏目", "主办单位", "协办单位", "频次"],
                ["一、政务公开（12项）"],
                ["机构概况", "机构职能", "县政府办", "各单位", "及时"],
                [None, "领导信息", "县政府办", None, "及时"],
                ["二、政务服务"],
                ["便民查询", None, "县大数据局", None, "每月"],
                ["合计", None, "3项"],
                ["制表人：张三", None, "审核人：李四", None, "日期：2025.1.1"],
            ],
            ["A1:E1", "A3:E3", "A4:A5", "A6:E6"],
        )
    )
    rows, plan = read(content, city="临江县")
    assert rows == [
        ("政务公开/机构概况/机构职能", "县政府办、各单位", "及时"),
        ("政务公开/机构概况/领导信息", "县政府办", "及时"),
        ("政务服务/便民查询", "县大数据局", "每月"),
    ]
    assert [row.reasons for row in plan.rows if row.outcome == "skipped"] == [
        ["小标题"],
        ["小标题"],
        ["表下说明"],
        ["表下说明"],
    ]


def test_full_width_digits_and_spaced_out_words():
    text = (
        "序　号,一 级 栏 目,二 级 栏 目,责 任 单 位,更 新 频 率\n１,政 务 公 开,　１０项指引　,市 政 府 办 公 室,７天\n"
    )
    assert read(text)[0] == [("政务公开/10项指引", "市政府办公室", "7天")]


def test_missing_levels_in_the_middle():
    text = (
        "一级栏目,二级栏目,三级栏目,责任单位,更新时限\n"
        "政务公开,,政府会议,市政府办公室,会后5日\n,政策,,市政府办公室,及时\n,,解读,市司法局,及时\n"
    )
    assert [row[0] for row in read(text)[0]] == ["政务公开/政府会议", "政务公开/政策", "政务公开/政策/解读"]


def test_what_names_no_unit_is_asked_and_not_guessed():
    rows, plan = read("所属板块,栏目名称,责任处（科）室,分管领导\n要闻,政务要闻,秘书科,张副主任\n")
    assert (rows, [question.text for question in plan.questions]) == ([("要闻/政务要闻", "", "")], ["秘书科"])


def test_units_as_headings_are_left_to_a_person():
    mapping = guess_mapping(read_table("栏目,市财政局,市审计局\n预算,√,\n审计,,√\n".encode()).sheets)
    assert mapping.problems() == ["CSV：哪一列是责任单位？"]


@pytest.mark.shows("R055", "R064")
def test_a_cadence_nobody_knows_is_asked_with_the_address_of_its_cell():
    text = "栏目名称,责任单位,更新时限\n预算,市财政局,看情况\n决算,市财政局,每年7月底前\n"
    _rows, plan = read(text)
    _rows, noted = read(text, answers={"cadence:看情况": "note"})

    assert [(question.kind, question.text, question.address) for question in plan.questions] == [
        ("cadence", "看情况", "C2")
    ]
    assert noted.questions == []
    assert noted.rows[0].duties[0].cadence_text == "看情况"
