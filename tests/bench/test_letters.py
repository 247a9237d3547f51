"""The measurements run, with sizes too small to mean anything."""

import pytest

from bench.letters.clocks import measure_clocks
from bench.letters.desk import LONGEST, MOST_QUERIES, measure_desk
from bench.letters.figures import Figure, page_of
from civic_interaction.models import Case, CaseEvent

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_clocks_are_measured_over_cases_that_are_open():
    figures = measure_clocks(cases=120)

    assert Case.objects.open().count() == 120
    assert [figure.what for figure in figures][:2] == ["new calendar", "sweep with nothing to do"]
    assert CaseEvent.objects.filter(event="overdue").exists()


def test_the_desk_is_measured_with_few_queries(settings):
    settings.CIVIC_READS_PER_MINUTE = 0
    figures = {figure.what: figure for figure in measure_desk(cases=300, requests=1)}

    assert figures["office, inbox: p95"].bar == LONGEST
    lists = figures["queries of one list, at most"]
    assert (lists.bar, lists.value <= MOST_QUERIES) == (MOST_QUERIES, True)
    assert set(Case.objects.values_list("state", flat=True)) >= {"received", "answered", "closed"}


def test_a_page_says_what_was_missed():
    figures = [Figure("slow", 11, "s", 10), Figure("fast", 200, "a second", 150, is_least=True)]

    page = page_of("clocks on sqlite", figures)

    assert page[-2:] == ["| slow | 11.0 s | ✗ (bar ≤10) |  |", "| fast | 200.0 a second | ✓ (bar ≥150) |  |"]
