"""The measures themselves, against figures computed by hand."""

import math

import pytest

from tests.relevance.measures import discounted, gain_of, mean, ndcg, reciprocal_rank


def test_gains_grow_with_the_grade():
    assert [gain_of(grade) for grade in range(4)] == [0, 1, 3, 7]


def test_places_further_down_count_less():
    assert discounted([3, 0, 1]) == 7 / math.log2(2) + 1 / math.log2(4)


def test_the_best_order_is_one():
    assert ndcg([3, 2, 1], [1, 2, 3]) == 1.0


def test_nothing_of_worth_is_nought():
    assert ndcg([0, 0], [3, 1]) == 0.0


def test_a_wrong_order_is_less():
    assert ndcg([1, 3], [3, 1]) == pytest.approx((1 + 7 / math.log2(3)) / (7 + 1 / math.log2(3)))


def test_what_was_not_found_counts_against_it():
    assert ndcg([3], [3, 3]) == pytest.approx(7 / (7 + 7 / math.log2(3)))


def test_only_the_first_ten_count():
    assert ndcg([0] * 10 + [3], [3]) == 0.0
    assert ndcg([3] * 10, [3] * 20) == 1.0


def test_nothing_judged_is_an_error():
    with pytest.raises(ValueError, match="Nothing"):
        ndcg([1], [0, 0])


@pytest.mark.parametrize(("found", "rank"), [([3], 1.0), ([0, 2, 3], 1 / 3), ([2, 1], 0.0), ([], 0.0)])
def test_rank_is_that_of_the_first_that_was_wanted(found, rank):
    assert reciprocal_rank(found, wanted=3) == rank


def test_mean():
    assert mean([1.0, 0.5, 0.0]) == 0.5
