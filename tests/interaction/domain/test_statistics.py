"""Published figures, against cases counted by hand. 2026-03-02 is a Monday; the limit is five working days."""

import datetime

import pytest

from civic_interaction.domain.answer import answer_case
from civic_interaction.domain.close import withdraw_case
from civic_interaction.domain.merge import merge_case
from civic_interaction.domain.rate import rate_answer, reopen_case
from civic_interaction.domain.statistics import FIGURES, Figures, hide_few, letter_statistics, years_with_letters
from civic_interaction.domain.sweep import sweep
from civic_interaction.enums import CaseState
from civic_office.domain.current_calendar import current_calendar
from tests.interaction.letters import MONDAY, bring_to, case_of, make_channel, make_city, moment, send_letter
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def count(year=2026, *, minimum=1):
    return letter_statistics(year, calendar=current_calendar(), minimum=minimum)


def answer_after(days, city, *, score=None):
    """A letter of Monday that is answered so many days later."""
    case = bring_to(CaseState.REVIEWED, city)
    answer_case(case, by=city.handler, now=MONDAY + days * DAY)
    if score is not None:
        rate_answer(case, score=score, now=MONDAY + (days + 1) * DAY)
    return case


def test_figures_are_those_counted_by_hand():
    """Answered on Wednesday (2 days) and on the Tuesday after (6, late); one open and late, one withdrawn, one merged."""
    city = make_city()
    answer_after(2, city, score=5)
    answer_after(8, city, score=2)
    first = bring_to(CaseState.HANDLING, city)
    withdraw_case(case_of(send_letter(city.channel)), now=MONDAY)
    merge_case(case_of(send_letter(city.channel)), into=first, by=city.desk, now=MONDAY)
    sweep(now=MONDAY + 20 * DAY)

    figures = count().total.as_json(minimum=1)

    assert figures == {
        "received": 4,
        "accepted": 3,
        "answered": 2,
        "on_time": 1,
        "due": 3,
        "on_time_share": 33.3,
        "average_days": 4.0,
        "rated": 2,
        "satisfaction": 3.5,
        "satisfied_share": 50.0,
    }
    assert figures.keys() == FIGURES.keys()


def test_cases_are_counted_for_who_answers_and_before_that_for_who_receives():
    city = make_city()
    other = make_channel(city.office, name="网上咨询", kind="consultation")
    answer_after(1, city)
    send_letter(city.channel, now=MONDAY)
    send_letter(other, now=MONDAY)

    statistics = count()

    assert {unit: figures.received for unit, figures in statistics.units} == {city.unit: 1, city.office: 2}
    assert {channel: figures.received for channel, figures in statistics.channels} == {city.channel: 2, other: 1}
    assert statistics.total.received == 3


def test_a_second_round_changes_nothing_about_the_first_answer():
    city = make_city()
    case = answer_after(2, city, score=1)
    reopen_case(case, now=MONDAY + 4 * DAY)

    figures = count().total

    assert (figures.answered, figures.on_time, figures.due, figures.days) == (1, 1, 1, 2)


@pytest.mark.parametrize(("text", "year"), [("2025-12-31T23:59", 2025), ("2026-01-01T00:00", 2026)])
def test_a_year_is_one_of_china(text, year):
    city = make_city()
    send_letter(city.channel, now=moment(text))

    assert [count(one).total.received for one in (year, 4051 - year)] == [1, 0]
    assert years_with_letters() == (year, year)


def test_few_opinions_are_hidden_and_cannot_be_subtracted():
    def groups(*sizes):
        return [Figures(rated=size, satisfied=size, grades=5.0 * size) for size in sizes]

    few = groups(2, 7, 30)
    enough = groups(3, 4, 30)
    none = groups(5, 6)
    for one in (few, enough, none):
        hide_few(one, minimum=5)

    assert [one.is_opinion_hidden for one in few] == [True, True, False]
    assert [one.is_opinion_hidden for one in enough] == [True, True, False]
    assert [one.is_opinion_hidden for one in none] == [False, False]
    assert few[1].as_json(minimum=5)["satisfaction"] is None
    assert few[2].as_json(minimum=5)["satisfaction"] == 5.0


def test_shares_and_averages_of_few_cases_are_empty():
    city = make_city()
    answer_after(1, city, score=4)

    shown = count().total.as_json(minimum=5)

    hidden = {name for name, figure in shown.items() if figure is None}
    assert hidden == {"on_time_share", "average_days", "satisfaction", "satisfied_share"}


def test_no_letters_no_figures():
    statistics = count()

    assert (statistics.channels, statistics.units, years_with_letters()) == ([], [], None)
    assert statistics.total.as_json(minimum=0)["average_days"] is None


def test_queries_do_not_grow_with_cases():
    city = make_city()
    answer_after(1, city, score=4)
    calendar = current_calendar()

    def ask():
        letter_statistics(2026, calendar=calendar, minimum=5)

    assert count_queries(ask) == 6
    answer_after(2, city, score=1)
    bring_to(CaseState.HANDLING, city)
    assert count_queries(ask) == 6
