import io

import pytest
from openpyxl import Workbook

from civic_disclosure.tables import Row, Skipped, TableError, guess_mapping, normalise_rows, read_table

HEAD = "一级栏目,二级栏目,保障内容,更新频率,责任单位"


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


def rows_of(content):
    table = read_table(content)
    found = list(normalise_rows(table.sheets, guess_mapping(table.sheets)))
    return [row for row in found if isinstance(row, Row)], [row for row in found if isinstance(row, Skipped)]


def fields_of(content):
    table = read_table(content)
    mapping = guess_mapping(table.sheets)
    return [mapping.columns(name) for name in mapping.sheets]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_read_table_takes_every_encoding_and_separator(encoding, mark):
    text = f"{HEAD}\n政务公开,统计数据,统计公报,每年,市统计局\n".replace(",", mark)
    rows, _skipped = rows_of(text.encode(encoding))
    assert [row.get("providers") for row in rows] == ["市统计局"]


def test_read_table_fills_merged_cells():
    content = workbook(
        (
            "保障清单",
            [
                ["某市政府网站内容保障责任清单", None, None, None, None, None],
                ["序号", "一级栏目", "二级栏目", "保障方式", "更新频率", "责任单位"],
                [1, "政务公开", "统计数据", "后台加载", "每年", "市统计局"],
                [2, None, "财政信息", None, "每月", "市财政局"],
                [3, None, "审计信息", None, None, None],
            ],
            ["A1:F1", "B3:B5", "D3:D5", "F4:F5"],
        )
    )
    rows, skipped = rows_of(content)
    assert [(row.get("level1"), row.get("level2"), row.get("method"), row.get("providers")) for row in rows] == [
        ("政务公开", "统计数据", "后台加载", "市统计局"),
        ("政务公开", "财政信息", "后台加载", "市财政局"),
        ("政务公开", "审计信息", "后台加载", "市财政局"),
    ]
    assert rows[2].inferred == {"cadence"}
    assert rows[2].cell("providers") == "保障清单!F5"
    assert skipped == []


def test_read_table_understands_a_heading_of_two_rows():
    content = workbook(
        (
            "Sheet1",
            [
                ["栏目", None, None, "保障要求", None, "责任单位"],
                ["一级", "二级", "三级", "更新方式", "时限", None],
                ["公开", "财政", "预算", "后台更新", "每年", "市财政局"],
            ],
            ["A1:C1", "D1:E1", "F1:F2"],
        )
    )
    assert fields_of(content) == [{0: "level1", 1: "level2", 2: "level3", 3: "method", 4: "cadence", 5: "providers"}]


def test_read_table_reads_a_repeated_heading_as_levels():
    content = workbook(("Sheet1", [["栏目名称", None, "责任单位"], ["新闻", "要闻", "市政府办公室"]], ["A1:B1"]))
    assert fields_of(content) == [{0: "level1", 1: "level2", 2: "providers"}]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("所属频道", "channel"),
        ("栏目名称", "leaf"),
        ("内 容 保 障 单 位", "providers"),
        ("责任单位（部门）", "providers"),
        ("维护频率", "cadence"),
        ("相关要求", "cadence"),
        ("更新方式", "method"),
        ("牵头部门", "lead"),
        ("配合单位", "assist"),
        ("审核单位", "reviewer"),
        ("发布单位", "publisher"),
        ("责任人", "person"),
        ("联系电话", "ignore"),
        ("备　注", "note"),
    ],
)
def test_guess_mapping_knows_the_headings_of_offices(heading, field):
    text = f"二级栏目,{heading},责任单位\n甲,乙,丙\n" if field != "providers" else f"二级栏目,{heading}\n甲,乙\n"
    assert fields_of(text.encode())[0][1] == field


def test_guess_mapping_leaves_the_unknown_to_a_person():
    table = read_table("二级栏目,责任单位,天气\n甲,乙,晴\n".encode())
    mapping = guess_mapping(table.sheets)
    assert mapping.columns("")[2] == ""
    assert mapping.is_sure


def test_guess_mapping_says_what_is_missing():
    table = read_table("甲,乙\n1,2\n".encode())
    assert len(guess_mapping(table.sheets).problems()) == 2


def test_normalise_rows_takes_blank_levels_from_above_and_keeps_true_blanks():
    text = f"{HEAD}\n公开,财政,预算,每年,甲局\n,审计,报告,每年,乙局\n,,整改,每年,丙局\n概况,,,每年,丁局\n"
    rows, _skipped = rows_of(text.encode())
    assert [(row.get("level1"), row.get("level2")) for row in rows] == [
        ("公开", "财政"),
        ("公开", "审计"),
        ("公开", "审计"),
        ("概况", ""),
    ]


def test_normalise_rows_loses_no_row_silently():
    text = f"{HEAD}\n公开,财政,预算,每年,甲局\n,,,,\n{HEAD}\n公开,审计,报告,每年,乙局\n注：本表自发布之日起执行,,,,\n"
    rows, skipped = rows_of(text.encode())
    assert len(rows) + len(skipped) == 5
    assert [row.number for row in skipped] == [2, 3, 5]
    assert all(row.reason for row in skipped)


def test_normalise_rows_takes_the_sheet_as_channel():
    sheet = [["栏目名称", "责任单位"], ["要闻", "市政府办公室"], ["公告", "各部门"]]
    rows, _skipped = rows_of(workbook(("新闻中心", sheet, []), ("政务公开", sheet, [])))
    assert [row.get("channel") for row in rows] == ["新闻中心", "新闻中心", "政务公开", "政务公开"]


def test_normalise_rows_takes_a_banner_as_channel():
    content = workbook(
        (
            "Sheet1",
            [
                ["序号", "栏目名称", "更新频率", "责任单位"],
                ["一、新闻频道", None, None, None],
                [1, "要闻", "每日", "市政府办公室"],
                ["二、公开频道", None, None, None],
                [2, "预算", "每年", "市财政局"],
            ],
            ["A2:D2", "A4:D4"],
        )
    )
    rows, skipped = rows_of(content)
    assert [(row.get("channel"), row.get("leaf")) for row in rows] == [("新闻频道", "要闻"), ("公开频道", "预算")]
    assert len(skipped) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff\xe0" + b"x" * 99,
        b"%PDF-1.7 xxxx",
        b"",
        b"   \n",
        b"PK\x03\x04 broken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 99,
        b"\x00\x01\x02\x03" * 50,
        b"one column\nonly\n",
        b"a" * (10 * 1024 * 1024 + 1),
    ],
)
def test_read_table_says_in_one_sentence_why_it_cannot(content):
    with pytest.raises(TableError) as error:
        read_table(content)
    assert len(str(error.value)) > 5


def test_read_table_refuses_an_empty_workbook():
    with pytest.raises(TableError):
        read_table(workbook(("Sheet1", [], [])))


def test_normalise_rows_understands_as_above_and_notes_under_a_banner():
    content = workbook(
        (
            "Sheet1",
            [
                ["栏目名称", "更新频率", "责任单位"],
                ["要闻", "每日", "市政府办公室"],
                ["公告", "每周", "同上"],
                ["说明：更新不及时的予以通报。"],
            ],
            ["A4:C4"],
        )
    )
    rows, skipped = rows_of(content)
    assert [row.get("providers") for row in rows] == ["市政府办公室", "市政府办公室"]
    assert [row.number for row in skipped] == [3]


def test_guess_mapping_puts_the_column_above_its_subcolumn():
    assert fields_of("频道;栏目;子栏目;维护单位\n公开;法定;职能;各部门\n".encode()) == [
        {0: "channel", 1: "level1", 2: "level2", 3: "providers"}
    ]
