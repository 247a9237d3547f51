"""Tables of the demo city add up, and the text says what the table says."""

import re

import pytest

from cms.demo.drafts import ItemDraft, Table
from cms.demo.writing.annual_report import APPLICANTS, OUTCOMES
from tests.cms.demo_units import all_drafts, drafts_of


def tables_of(draft: ItemDraft) -> list[Table]:
    return [block for block in draft.body if isinstance(block, Table)]


def request_rows(draft: ItemDraft) -> dict[str, list[int]]:
    table = next(table for table in tables_of(draft) if table.caption.startswith("三、"))
    return {row[0]: [int(cell) for cell in row[1:]] for row in table.rows[1:]}


def reports() -> list[ItemDraft]:
    return [draft for draft in all_drafts() if draft.column == "信息公开年报"]


@pytest.mark.shows("R013")
def test_annual_reports_balance_in_every_column() -> None:
    for draft in reports():
        rows = request_rows(draft)
        new, before, decided, left = (
            rows[name]
            for name in (
                "一、本年新收政府信息公开申请数量",
                "二、上年结转政府信息公开申请数量",
                "（七）总计",
                "四、结转下年度继续办理",
            )
        )
        outcomes = [
            row for name, row in rows.items() if row not in (new, before, decided, left) or name.startswith("三、")
        ]

        assert [a + b for a, b in zip(new, before, strict=True)] == [c + d for c, d in zip(decided, left, strict=True)]
        assert [row[-1] for row in rows.values()] == [sum(row[:-1]) for row in rows.values()]
        assert all(number >= 0 for row in rows.values() for number in row)
        assert len(rows) == len(OUTCOMES) + 4
        assert len(outcomes) <= len(OUTCOMES)


def test_annual_reports_have_six_parts_and_all_outcomes_add_up() -> None:
    draft = drafts_of("市财政局", "信息公开年报", count=1)[0]
    table = next(table for table in tables_of(draft) if table.caption.startswith("三、"))
    outcomes = [[int(cell) for cell in row[1:]] for row in table.rows[3 : 3 + len(OUTCOMES)]]
    decided = [int(cell) for cell in table.rows[3 + len(OUTCOMES)][1:]]

    assert [part for part in "一二三四五六" if f"{part}、" in draft.plain_text] == list("一二三四五六")
    assert table.rows[0] == ("事项", *APPLICANTS, "总计")
    assert [sum(column) for column in zip(*outcomes, strict=True)] == decided


def test_annual_reports_hand_over_from_year_to_year() -> None:
    this, last = drafts_of("市教育局", "信息公开年报", count=2)

    assert request_rows(this)["二、上年结转政府信息公开申请数量"] == request_rows(last)["四、结转下年度继续办理"]


def test_the_report_says_what_its_table_says() -> None:
    draft = drafts_of("市财政局", "信息公开年报", count=1)[0]
    rows = request_rows(draft)
    said = re.search(r"新收申请(\d+)件，加上上年结转(\d+)件，共办理(\d+)件，结转下年(\d+)件", draft.plain_text)

    assert said is not None
    assert [int(number) for number in said.groups()] == [
        rows[name][-1]
        for name in (
            "一、本年新收政府信息公开申请数量",
            "二、上年结转政府信息公开申请数量",
            "（七）总计",
            "四、结转下年度继续办理",
        )
    ]


def cents(cell: str) -> int:
    return round(float(cell) * 100) if cell else 0


def accounts() -> list[ItemDraft]:
    return [
        draft
        for draft in all_drafts()
        if draft.column == "财政资金" and ("部门预算" in draft.title or "部门决算" in draft.title)
    ]


def test_budgets_and_final_accounts_add_up_to_the_fen() -> None:
    assert accounts()
    for draft in accounts():
        balance, kinds, three = tables_of(draft)
        *lines, total = balance.rows[1:]
        income, outlay = sum(cents(row[1]) for row in lines), sum(cents(row[3]) for row in lines)
        money = {name.strip("　"): cents(value) for name, value in kinds.rows[1:]}
        whole, abroad, cars, bought, run, guests = (cents(cell) for cell in three.rows[1])

        assert (income, outlay) == (cents(total[1]), cents(total[3]))
        assert income == outlay == money["合计"] == money["基本支出"] + money["项目支出"]
        assert money["基本支出"] == money["其中：人员经费"] + money["公用经费"]
        assert whole == abroad + cars + guests
        assert cars == bought + run
        assert min(cents(cell) for row in lines for cell in (row[1], row[3])) >= 0


def test_budget_texts_say_what_their_tables_say() -> None:
    for draft in accounts():
        balance, _kinds, three = tables_of(draft)

        assert f"收入总计{balance.rows[-1][1]}万元，支出总计{balance.rows[-1][3]}万元" in draft.plain_text
        assert f"合计{three.rows[1][0]}万元" in draft.plain_text


def test_growth_is_worked_out_from_the_two_periods() -> None:
    for draft in (draft for draft in all_drafts() if draft.column == "统计信息"):
        for name, measure, now, before, change in tables_of(draft)[0].rows[1:]:
            if measure in "%‰":
                expected = f"{abs(float(now) - float(before)):.1f}个"
            else:
                expected = f"{abs(100 * (int(now) - int(before)) / int(before)):.1f}%"
            assert expected in change, (draft.title, name)


def test_the_lowest_bid_wins_and_saves_what_is_said() -> None:
    drafts = [draft for draft in all_drafts() if "中标（成交）结果" in draft.title]
    assert drafts
    for draft in drafts:
        prices = [cents(row[2]) for row in tables_of(draft)[0].rows[1:]]
        budget, price, saved = (
            cents(number)
            for number in re.search(
                r"预算([\d.]+)万元，成交金额([\d.]+)万元，节约资金([\d.]+)万元", draft.plain_text
            ).groups()
        )  # type: ignore[union-attr]

        assert price == min(prices) == prices[0]
        assert saved == budget - price
