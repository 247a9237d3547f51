"""Filters, facets, order and pages."""

import datetime

import pytest

from tests.search.engines.entries import ask, entry, fill, find, numbered

DAYS = [datetime.date(2020, 1, 1), datetime.date(2024, 5, 1), datetime.date(1949, 10, 1), datetime.date(2022, 2, 28)]


@pytest.fixture
def city(engine):
    """Six items: two units, two years, and subjects of which an item may have several."""
    return fill(
        engine,
        entry(1, "财政预算", facets={"unit": ("D01",), "year": ("2024",), "subject": ("财政", "税务")}),
        entry(2, "财政预算", facets={"unit": ("D01",), "year": ("2025",), "subject": ("财政",)}),
        entry(3, "财政预算", facets={"unit": ("D02",), "year": ("2025",), "subject": ("税务",)}),
        entry(4, "财政预算", facets={"unit": ("D03",), "year": ("2025",)}),
        entry(5, "卫生健康", facets={"unit": ("D01",), "year": ("2025",), "subject": ("卫生",)}),
        entry(6, "财政决算"),
    )


def test_filter_keeps_any_of_its_values_and_filters_narrow_together(city):
    assert sorted(find(city, "预算", filters={"unit": ("D01",)})) == ["1", "2"]
    assert sorted(find(city, "预算", filters={"unit": ("D01", "D02")})) == ["1", "2", "3"]
    assert sorted(find(city, "预算", filters={"unit": ("D01", "D02"), "year": ("2025",)})) == ["2", "3"]
    assert sorted(find(city, "预算", filters={"subject": ("税务",)})) == ["1", "3"]
    assert sorted(find(city, filters={"unit": ("D01",)})) == ["1", "2", "5"]
    assert find(city, "预算", filters={"unit": ("D99",)}) == []
    assert find(city, "预算", filters={"subject": ("' OR 1=1 --",)}) == []


def test_filter_without_values_does_not_narrow(city):
    assert sorted(find(city, "预算", filters={"unit": ()})) == ["1", "2", "3", "4"]


def test_facets_count_what_matches(city):
    found = ask(city, "财政", facets=("unit", "year", "subject", "validity"))

    assert found.total == 5
    assert found.facets == {
        "unit": {"D01": 2, "D02": 1, "D03": 1},
        "year": {"2024": 1, "2025": 3},
        "subject": {"财政": 2, "税务": 2},
        "validity": {},
    }


def test_facets_survive_selection(city):
    """Each is counted under the filters of the others, so that what was not chosen can still be chosen."""
    found = ask(city, "财政", facets=("unit", "year"), filters={"unit": ("D01",), "year": ("2025",)})

    assert found.total == 1
    assert found.facets == {"unit": {"D01": 1, "D02": 1, "D03": 1}, "year": {"2024": 1, "2025": 1}}


def test_facet_that_is_not_filtered_counts_under_all_filters(city):
    found = ask(city, "财政", facets=("unit", "subject"), filters={"year": ("2025",), "subject": ("税务",)})

    assert found.facets == {"unit": {"D02": 1}, "subject": {"财政": 1, "税务": 1}}


def test_facets_count_lists_without_a_question(city):
    assert ask(city, facets=("unit",)).facets == {"unit": {"D01": 3, "D02": 1, "D03": 1}}
    assert ask(city, facets=("unit",), without="预算").facets == {"unit": {"D01": 1}}


def test_only_facets_that_were_asked_for_are_counted(city):
    assert ask(city, "财政").facets == {}


def test_facets_count_replacements_and_removals(city):
    city.write([entry(1, "财政预算", facets={"unit": ("D02",)}), entry(7, "财政", facets={"unit": ("D07",)})])
    city.remove(["item:3"])

    assert ask(city, "财政", facets=("unit",)).facets == {"unit": {"D01": 1, "D02": 1, "D03": 1, "D07": 1}}
    assert ask(city, facets=("unit",)).facets == {"unit": {"D01": 2, "D02": 1, "D03": 1, "D07": 1}}


@pytest.mark.parametrize("text", ["预算", ""])
def test_sorting_by_date(engine, text):
    fill(
        engine,
        entry("undated", "预算", dated_on=None),
        *(entry(day.isoformat(), "预算" * place, dated_on=day) for place, day in enumerate(DAYS, 1)),
    )
    dated = sorted(day.isoformat() for day in DAYS)

    assert find(engine, text, sort="newest") == [*reversed(dated), "undated"]
    assert find(engine, text, sort="oldest") == [*dated, "undated"]


def test_list_without_a_question_begins_with_the_newest(engine):
    fill(engine, *(entry(day.isoformat(), "预算", dated_on=day) for day in DAYS))

    assert find(engine) == sorted((day.isoformat() for day in DAYS), reverse=True)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("text", ["预算", "", "第1"])
def test_pages_join_without_gap_or_repetition(engine, sort, text):
    """All of the same day and the same length: nothing but the engine's own care keeps them in order."""
    fill(engine, *numbered(90))

    whole = find(engine, text, sort=sort, size=100)
    pages = [find(engine, text, sort=sort, start=start, size=7) for start in range(0, 91, 7)]

    assert [key for page in pages for key in page] == whole
    assert len(set(whole)) == len(whole) == ask(engine, text, sort=sort, size=1).total


def test_page_beyond_the_end_is_empty_and_still_counts(engine):
    fill(engine, *numbered(3))

    found = ask(engine, "预算", start=9_980, size=20)

    assert (found.total, found.candidates) == (3, [])


def test_no_results_but_counts(city):
    found = ask(city, "财政", size=0, facets=("year",))

    assert (found.total, found.candidates, found.facets) == (5, [], {"year": {"2024": 1, "2025": 3}})
