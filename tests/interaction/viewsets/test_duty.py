"""The duty roster on the screen: who sees and changes which, and what comes back when it does not work."""

import datetime

import pytest
from django.utils import timezone

from civic_interaction.domain.duty.plan import plan_duty
from civic_interaction.domain.duty.write_log import write_note
from civic_interaction.models import DutyNote, DutyRule, DutyShift
from civic_office.domain.current_calendar import current_calendar
from civic_office.enums import Role
from civic_office.workdays import civil_date, next_working_day
from tests import factories
from tests.interaction.letters import handler_of
from tests.lists import count_queries
from tests.signing_in import is_refused, signed_in

pytestmark = pytest.mark.django_db
ROSTER, PLAN = "/admin/duty/", "/admin/duty/plan/"


@pytest.fixture
def roster(city):
    """The handling unit with two people who take turns for three working days from the next one on."""
    city.second = handler_of(city.unit)
    factories.give_access(city.second)
    calendar = current_calendar()
    city.days = [next_working_day(civil_date(timezone.now()), calendar=calendar)]
    for _number in range(2):
        city.days.append(next_working_day(city.days[-1], calendar=calendar))
    plan_duty(
        city.unit,
        people=[city.handler, city.second],
        first=city.days[0],
        last=city.days[-1],
        by=city.leader,
        now=timezone.now(),
    )
    return city


def week_of(city, day=None):
    return f"{ROSTER}?unit={city.unit.pk}&day={(day or city.days[0]).isoformat()}"


def shift_of(city, number):
    return DutyShift.objects.get(unit=city.unit, day=city.days[number])


def test_week_shows_who_has_the_duty_and_the_telephone_of_the_desk(roster):
    roster.handler.posts.update(phone="0000-8888")
    page = signed_in(roster.leader).get(week_of(roster)).content.decode()

    assert roster.handler.get_full_name() in page
    assert "0000-8888" in page


@pytest.mark.parametrize(
    ("who", "sees", "plans", "writes"),
    [
        ("leader", True, True, True),
        ("handler", True, False, True),
        ("section", True, True, False),
        ("desk", False, False, False),
        ("stranger", False, False, False),
    ],
)
def test_each_does_what_is_theirs_by_address_and_by_post(roster, who, sees, plans, writes):
    client, plan = signed_in(getattr(roster, who)), f"{PLAN}?unit={roster.unit.pk}"
    form = {"people": [roster.handler.pk], "first": roster.days[0], "last": roster.days[0]}

    assert is_refused(client.get(week_of(roster))) is not sees
    assert is_refused(client.get(plan)) is not plans
    assert is_refused(client.post(plan, form)) is not plans
    client.post(week_of(roster), {"text": "电话三件"})
    assert DutyNote.objects.exists() is writes


def test_plan_is_made_from_the_form(roster):
    later = roster.days[-1] + datetime.timedelta(days=30)
    form = {"people": [roster.second.pk], "first": later, "last": later + datetime.timedelta(days=6)}
    signed_in(roster.leader).post(f"{PLAN}?unit={roster.unit.pk}", form)

    made = DutyShift.objects.filter(day__gte=later)
    assert {shift.user for shift in made} == {roster.second}


def test_a_plan_that_cannot_be_keeps_what_was_typed(roster):
    form = {"people": [roster.second.pk], "first": "2020-01-01", "last": "2020-01-02"}
    response = signed_in(roster.leader).post(f"{PLAN}?unit={roster.unit.pk}", form)

    assert response.context["form"].errors == {"first": ["过去的日子不能再排班。"]}
    assert "2020-01-01" in response.content.decode()


def test_who_has_the_day_swaps_it(roster):
    shift, other = shift_of(roster, 0), shift_of(roster, 1)
    signed_in(roster.handler).post(f"/admin/duty/shifts/{shift.pk}/", {"with_": other.pk})

    assert (shift_of(roster, 0).user, shift_of(roster, 1).user) == (roster.second, roster.handler)


@pytest.mark.parametrize("who", ["second", "desk", "stranger"])
def test_whose_day_it_is_not_is_sent_away(roster, who):
    client, address = signed_in(getattr(roster, who)), f"/admin/duty/shifts/{shift_of(roster, 0).pk}/"

    assert is_refused(client.get(address))
    assert is_refused(client.post(address, {"to": roster.second.pk}))
    assert shift_of(roster, 0).user == roster.handler


def test_neither_or_both_is_refused_at_the_field(roster):
    client, address = signed_in(roster.leader), f"/admin/duty/shifts/{shift_of(roster, 0).pk}/"
    both = {"to": roster.second.pk, "with_": shift_of(roster, 1).pk}

    for form in ({}, both):
        assert list(client.post(address, form).context["form"].errors) == ["to"]


def test_open_points_are_followed_up_by_people_of_the_unit(roster):
    note = write_note(roster.unit, text="请回电", needs_follow_up=True, by=roster.handler, now=timezone.now())
    address = f"/admin/duty/notes/{note.pk}/settle/"

    assert is_refused(signed_in(roster.stranger).post(address))
    assert "请回电" in signed_in(roster.second).get(week_of(roster)).content.decode()
    signed_in(roster.second).post(address)

    note.refresh_from_db()
    assert note.settled_by == roster.second


def test_a_note_that_says_nothing_is_refused_at_its_field(roster):
    response = signed_in(roster.handler).post(week_of(roster), {"text": " ", "needs_follow_up": "on"})

    assert list(response.context["form"].errors) == ["text"]


@pytest.mark.parametrize("question", ["?unit=x", "?day=heute", "?unit=&day=2026-13-01", "?day=0001-01-01", "?unit=１"])
def test_odd_addresses_show_the_own_unit_and_this_week(roster, question):
    assert signed_in(roster.handler).get(f"{ROSTER}{question}").status_code == 200


def test_home_names_who_has_the_duty_and_what_is_open(roster):
    today = civil_date(timezone.now())
    working = current_calendar().is_working(today)
    write_note(roster.unit, text="请回电", needs_follow_up=True, by=roster.handler, now=timezone.now())
    if working:
        DutyShift.objects.create(unit=roster.unit, day=today, user=roster.second)
    page = signed_in(roster.handler).get("/admin/").content.decode()

    assert "1 项待跟进" in page
    assert (roster.second.get_full_name() if working else "今天休息，不排值守") in page


def test_rules_are_the_sections(roster):
    address = "/admin/letters-duty-rules/new/"
    form = {"opens_at": "09:00", "closes_at": "17:00", "person_after": 1, "leader_after": 3, "office_after": 6}

    assert is_refused(signed_in(roster.leader).post(address, form))
    section = signed_in(roster.section)
    assert "2个工作小时后提醒值守人员" in section.get("/admin/letters-duty-rules/").content.decode()
    section.post(address, form)
    assert DutyRule.objects.get().hours_until(3) == 6
    again = section.post(address, form)
    assert again.context["form"].errors == {"unit": ["已有这个单位的规则。"]}
    backwards = section.post(address, {**form, "unit": roster.unit.pk, "closes_at": "08:00"})
    assert list(backwards.context["form"].errors) == ["closes_at"]


def test_week_costs_the_same_with_many_notes_and_points(roster):
    client, address = signed_in(roster.handler), f"{ROSTER}?unit={roster.unit.pk}"
    write = {"needs_follow_up": True, "by": roster.handler, "now": timezone.now()}
    write_note(roster.unit, text="一", **write)
    one = count_queries(client, address)
    for text in ("二", "三"):
        write_note(roster.unit, text=text, **write)

    assert count_queries(client, address) == one


def test_a_unit_without_people_is_shown_to_the_office(roster):
    handler_of(roster.office, role=Role.SUPERVISOR)
    page = signed_in(roster.section).get(f"{ROSTER}?unit={roster.other.pk}")

    working = current_calendar().is_working(civil_date(timezone.now()))
    assert ("没有人值守" if working else "休息，不排值守") in page.content.decode()


def test_on_a_day_off_the_screens_say_so_and_miss_nobody(roster, monkeypatch):
    saturday = timezone.make_aware(datetime.datetime(2026, 3, 7, 10))
    monkeypatch.setattr(timezone, "now", lambda: saturday)
    client = signed_in(roster.handler)

    for address in (ROSTER, "/admin/"):
        page = client.get(address).content.decode()
        assert "休息，不排值守" in page
        assert "没有人值守" not in page
