"""Bars, and the baseline: `python -m tests.relevance` prints what stands behind the figures, `--write` sets it anew."""

import pytest

from tests.relevance.__main__ import BASELINE, CITIES
from tests.relevance.judgements import KINDS
from tests.relevance.judgements import MEANT as MEANT_KINDS
from tests.relevance.reports import read_baseline

ENGINES = ("fts5", "elasticsearch")
NDCG, KNOWN, MEANT = 0.90, 0.97, 0.95
#: Engines may differ by so much, and a change may cost less than so much.
ALIKE, DROP = 0.02, 0.02

pytestmark = pytest.mark.slow


@pytest.fixture(params=ENGINES)
def engine(request):
    return request.param


@pytest.fixture(params=CITIES)
def city(request):
    return request.param


@pytest.fixture
def answers(request, measured, city, engine):
    """Figures and outcomes of one engine over one city."""
    if engine == "elasticsearch":
        request.getfixturevalue("elasticsearch_url")
    return measured[city][engine]


def test_results_are_in_a_good_order(answers):
    assert answers["figures"]["ndcg"] >= NDCG


def test_known_items_are_found_first(answers):
    assert answers["figures"]["known"] >= KNOWN


def test_what_was_meant_is_among_the_first_three(answers):
    missed = [
        one["ask"] for one in answers["outcomes"] if one["kind"] in MEANT_KINDS and one["reciprocal_rank"] < 1 / 3
    ]

    assert answers["figures"]["meant"] >= MEANT, missed


def test_what_is_in_force_stands_before_what_it_replaced_and_numbers_before_all(answers):
    assert [one["ask"] for one in answers["outcomes"] if one["wrong"]] == []


def test_both_engines_order_alike(elasticsearch_url, measured, city):
    one, other = (measured[city][engine]["figures"]["ndcg"] for engine in ENGINES)

    assert abs(one - other) <= ALIKE


def test_nothing_has_become_worse(answers, city, engine):
    figures, before = answers["figures"], read_baseline(BASELINE)[city][engine]
    now = {"ndcg": figures["ndcg"], "known": figures["known"], "meant": figures["meant"], **figures["kinds"]}
    then = {"ndcg": before["ndcg"], "known": before["known"], "meant": before["meant"], **before["kinds"]}

    worse = {name: (value, now[name]) for name, value in then.items() if now[name] <= value - DROP}

    assert worse == {}


def test_judgements_are_about_things_that_are_there(measured, city):
    unmet = {one["ask"]: one["unmet"] for one in measured[city]["fts5"]["outcomes"] if one["unmet"]}

    assert unmet == {}


def test_there_are_questions_of_every_kind(measured):
    outcomes = [one for city in CITIES for one in measured[city]["fts5"]["outcomes"]]
    kinds = {one["kind"] for one in outcomes}

    assert len(measured["demo"]["fts5"]["outcomes"]) >= 80
    assert len(measured["wanglan"]["fts5"]["outcomes"]) >= 25
    assert kinds == set(KINDS)
