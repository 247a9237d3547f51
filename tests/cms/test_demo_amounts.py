"""How much the demo city holds."""

import pytest

from cms.demo.amounts import count_items
from cms.demo.writing import CODES, choose_writer
from tests.cms.demo_units import make_facts, some_units


@pytest.mark.shows("R022")
def test_no_standard_column_is_blank() -> None:
    assert min(count_items(unit, column, seed=1) for unit in some_units() for column in CODES.values()) == 1


def test_a_smaller_city_still_has_one_of_everything() -> None:
    assert {count_items(make_facts(), column, seed=1, scale=0.01) for column in CODES.values()} == {1}


def test_columns_that_live_on_letters_stay_empty() -> None:
    assert [
        count_items(make_facts(), column, seed=1) for column in ("市长信箱", "在线咨询", "依申请公开", "在线访谈")
    ] == [0, 0, 0, 0]


def test_interpretations_never_outnumber_their_documents() -> None:
    assert all(count_items(unit, "政策解读", seed=1) <= count_items(unit, "政策文件", seed=1) for unit in some_units())


def test_columns_beside_the_standard_ones_have_one_item() -> None:
    assert choose_writer("部门动态") == "工作动态"
    assert count_items(make_facts(), "部门动态", seed=1) == 1
