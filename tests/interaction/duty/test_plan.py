import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civic_interaction.domain.duty.change_shift import give_shift, swap_shifts
from civic_interaction.domain.duty.plan import keep_rosters, plan_duty
from civic_interaction.domain.duty.queries import person_on_duty
from civic_interaction.domain.duty.start_day import start_duty_day
from civic_interaction.models import DutyShift
from civic_office.domain.current_calendar import current_calendar
from civic_office.domain.end_post import end_post
from civic_office.domain.hand_over import hand_over
from civic_office.domain.load_notice import load_notice
from civic_office.enums import Role
from civic_office.models import Notice
from tests.factories import make_post, make_user
from tests.interaction.duty.roster import DAY, FRIDAY, TODAY, make_roster, planned
from tests.interaction.letters import LONG_AGO, MONDAY, handler_of
from tests.office.notices import NOW, make_notice

pytestmark = pytest.mark.django_db


def told(user, kind):
    return Notice.objects.filter(user=user, kind=kind).count()


@pytest.mark.shows("R134")
def test_people_take_turns_over_working_days():
    city = make_roster(last=TODAY + 8 * DAY)

    one, two, three = city.people
    assert planned(city.office, last=TODAY + 8 * DAY) == {0: one, 1: two, 2: three, 3: one, 4: two, 7: three, 8: one}


def test_holidays_have_no_duty_and_make_up_days_have_one():
    """National Day of 2026: off from October 1 to 7, worked on the Saturdays September 20 (a Sunday) and October 10."""
    city = make_roster()
    first = datetime.date(2026, 9, 30)

    plan_duty(city.office, people=city.people, first=first, last=datetime.date(2026, 10, 10), by=city.chief, now=MONDAY)

    days = [shift.day for shift in DutyShift.objects.of(city.office, first=first, last=datetime.date(2026, 10, 11))]
    assert days == [
        datetime.date(2026, 9, 30),
        datetime.date(2026, 10, 8),
        datetime.date(2026, 10, 9),
        datetime.date(2026, 10, 10),
    ]
    assert person_on_duty(city.office, datetime.date(2026, 10, 1), calendar=current_calendar()) is None


def test_the_next_plan_goes_on_where_the_last_one_ended():
    city = make_roster()  # ends with the second
    first = FRIDAY + 3 * DAY

    plan_duty(city.office, people=city.people, first=first, last=first, by=city.chief, now=MONDAY)

    assert planned(city.office, first=first, last=first) == {0: city.third}


def test_a_new_plan_replaces_the_days_it_covers_and_tells_whose_days_changed():
    city = make_roster()
    before = told(city.second, "duty_changed")

    plan_duty(
        city.office,
        people=[city.desk],
        first=TODAY,
        last=FRIDAY,
        by=city.chief,
        now=MONDAY + datetime.timedelta(hours=1),
    )

    assert set(planned(city.office).values()) == {city.desk}
    assert told(city.second, "duty_changed") == before + 1
    assert "等，共" not in Notice.objects.filter(user=city.second, kind="duty_changed").latest("pk").body


@pytest.mark.parametrize("who", ["stranger", "handler", "leader", "desk"])
def test_only_leaders_of_the_unit_and_the_section_plan(who):
    city = make_roster()

    with pytest.raises(PermissionDenied):
        plan_duty(city.office, people=city.people, first=TODAY, last=FRIDAY, by=getattr(city, who), now=MONDAY)
    plan_duty(city.unit, people=[city.handler], first=TODAY, last=FRIDAY, by=city.section, now=MONDAY)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"people": []}, "people"),
        ({"first": TODAY - DAY}, "first"),
        ({"last": TODAY - DAY}, "last"),
        ({"last": TODAY + 400 * DAY}, "last"),
    ],
)
def test_what_makes_no_plan_is_told_at_its_field(change, field):
    city = make_roster()
    plan = {"people": city.people, "first": TODAY, "last": FRIDAY, **change}

    with pytest.raises(ValidationError) as refused:
        plan_duty(city.office, **plan, by=city.chief, now=MONDAY)

    assert list(refused.value.message_dict) == [field]


def test_people_of_other_units_take_no_turns():
    city = make_roster()

    with pytest.raises(ValidationError):
        plan_duty(city.office, people=[city.handler], first=TODAY, last=FRIDAY, by=city.chief, now=MONDAY)


def test_somebody_takes_a_day_and_both_hear_of_it():
    city = make_roster()
    shift = DutyShift.objects.get(day=TODAY + DAY)
    before = {user: told(user, "duty_changed") for user in city.people}

    give_shift(shift, to=city.third, by=city.second, now=MONDAY + datetime.timedelta(hours=1))

    assert planned(city.office)[1] == city.third
    assert told(city.third, "duty_changed") == before[city.third] + 1
    assert told(city.second, "duty_changed") == before[city.second]  # they did it themselves
    assert shift.history.count() == 2


def test_two_people_swap_their_days():
    city = make_roster()
    monday, tuesday = DutyShift.objects.order_by("day")[:2]

    swap_shifts(monday, with_=tuesday, by=city.desk, now=MONDAY)

    assert (planned(city.office)[0], planned(city.office)[1]) == (city.second, city.desk)


def test_whose_day_it_is_not_changes_nothing():
    city = make_roster()
    shift = DutyShift.objects.get(day=TODAY + DAY)

    for user in (city.third, city.stranger, city.handler):
        with pytest.raises(PermissionDenied):
            give_shift(shift, to=city.third, by=user, now=MONDAY)


def test_the_past_and_other_units_are_not_swapped():
    city = make_roster()
    plan_duty(city.unit, people=[city.handler], first=TODAY, last=TODAY, by=city.leader, now=MONDAY)
    monday, tuesday = DutyShift.objects.filter(unit=city.office).order_by("day")[:2]
    elsewhere = DutyShift.objects.get(unit=city.unit)

    with pytest.raises(ValidationError):
        give_shift(monday, to=city.third, by=city.chief, now=MONDAY + DAY)
    with pytest.raises(ValidationError):
        swap_shifts(tuesday, with_=monday, by=city.chief, now=MONDAY + DAY)
    with pytest.raises(ValidationError):
        swap_shifts(tuesday, with_=elsewhere, by=city.chief, now=MONDAY)
    with pytest.raises(ValidationError):
        give_shift(tuesday, to=city.handler, by=city.chief, now=MONDAY)


def test_the_roster_follows_the_calendar():
    """Until the notice for 2027 every weekday is taken to be worked; it makes a week free and a Sunday worked."""
    city = make_roster()
    first, last = datetime.date(2027, 2, 5), datetime.date(2027, 2, 15)
    plan_duty(city.office, people=city.people, first=first, last=last, by=city.chief, now=NOW)
    assert set(planned(city.office, first=first, last=last)) == {0, 3, 4, 5, 6, 7, 10}

    load_notice(make_notice(), by=city.section, now=NOW)

    assert set(planned(city.office, first=first, last=last)) == {7, 9, 10}


def test_who_leaves_hands_their_days_to_the_successor():
    city = make_roster()
    heir = make_user()

    hand_over(city.second.posts.get(), to=heir, by=city.section, now=MONDAY)

    assert planned(city.office) == {0: city.desk, 1: heir, 2: city.third, 3: city.desk, 4: heir}


def test_without_a_successor_the_others_take_over():
    city = make_roster()

    end_post(city.second.posts.get(), by=city.section, now=MONDAY)

    assert planned(city.office) == {0: city.desk, 1: city.third, 2: city.third, 3: city.desk, 4: city.third}


def test_another_post_in_the_unit_keeps_the_days():
    city = make_roster()
    make_post(city.second, unit=city.office, role=Role.SUPERVISING_LEADER, today=LONG_AGO)

    end_post(city.second.posts.get(role=Role.CASE_HANDLER), by=city.section, now=MONDAY)

    assert planned(city.office)[1] == city.second


def test_when_nobody_is_left_the_days_are_empty():
    city = make_roster()
    plan_duty(city.other, people=[city.stranger], first=TODAY, last=FRIDAY, by=city.section, now=MONDAY)

    end_post(city.stranger.posts.get(), by=city.section, now=MONDAY)

    assert planned(city.other) == {}


def test_a_post_that_ends_by_its_own_date_is_noticed_in_the_morning():
    city = make_roster()
    city.second.posts.update(ends_on=TODAY)
    tomorrow = MONDAY + DAY
    assert person_on_duty(city.office, tomorrow.date(), calendar=current_calendar()) is None

    start_duty_day(now=tomorrow)

    assert person_on_duty(city.office, tomorrow.date(), calendar=current_calendar()) == city.third


def test_in_the_morning_whose_day_it_is_hears_of_it_once():
    city = make_roster()

    assert start_duty_day(now=MONDAY) == 1
    assert start_duty_day(now=MONDAY) == 1

    assert [told(user, "duty_today") for user in city.people] == [1, 0, 0]
    assert start_duty_day(now=MONDAY + 5 * DAY) == 0  # a Saturday


def test_keeping_the_roster_twice_changes_nothing():
    city = make_roster()
    before = planned(city.office)

    keep_rosters(now=MONDAY)
    keep_rosters(now=MONDAY)

    assert planned(city.office) == before
    assert DutyShift.history.count() == 5


def test_leaders_may_stand_on_the_roster_themselves():
    city = make_roster()
    boss = handler_of(city.unit, role=Role.PRINCIPAL_LEADER)

    assert plan_duty(city.unit, people=[boss], first=TODAY, last=TODAY, by=city.leader, now=MONDAY) == 1
