import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civic_interaction.domain.accept import accept_case
from civic_interaction.domain.duty.change_rule import change_duty_rule
from civic_interaction.domain.duty.escalate import escalate_unattended
from civic_interaction.models import DutyLevel, DutyRule, Escalation
from civic_office.enums import Role
from civic_office.models import Notice
from tests.interaction.duty.roster import make_roster
from tests.interaction.letters import case_of, group_of_departments, handler_of, moment, send_letter

pytestmark = pytest.mark.django_db


def arrive(city, at="2026-03-02T10:00"):
    return case_of(send_letter(city.channel, now=moment(at)))


def escalate(at):
    return escalate_unattended(now=moment(at))


def levels(case):
    return list(Escalation.objects.filter(case=case).order_by("level").values_list("level", flat=True))


def told(user):
    return Notice.objects.filter(user=user, kind="letter_unattended").count()


@pytest.mark.shows("R134")
def test_a_letter_nobody_accepts_goes_up_level_by_level():
    city = make_roster()
    case = arrive(city)

    assert escalate("2026-03-02T11:59") == 0
    assert escalate("2026-03-02T12:00") == 1
    assert [told(user) for user in (city.desk, city.second, city.chief, city.section)] == [1, 0, 0, 0]

    assert escalate("2026-03-02T14:00") == 1
    assert [told(user) for user in (city.desk, city.chief, city.section)] == [1, 1, 0]

    assert escalate("2026-03-03T09:00") == 1
    assert [told(user) for user in (city.desk, city.chief, city.section)] == [1, 1, 1]
    assert levels(case) == [1, 2, 3]


def test_each_level_once_however_often_it_is_looked_at():
    city = make_roster()
    arrive(city)

    assert escalate("2026-03-02T12:30") == 1
    assert escalate("2026-03-02T12:30") == 0
    assert escalate("2026-03-02T13:00") == 0
    assert told(city.desk) == 1


def test_after_a_downtime_everything_that_is_due_is_made_up_for_once():
    city = make_roster()
    cases = [arrive(city, f"2026-03-02T1{hour}:00") for hour in range(3)]

    assert escalate("2026-03-25T10:00") == 9
    assert escalate("2026-03-25T10:00") == 0
    assert [levels(case) for case in cases] == [[1, 2, 3]] * 3
    assert told(city.chief) == 3


def test_more_letters_than_one_step_takes():
    city = make_roster()
    for _number in range(5):
        arrive(city)

    assert escalate_unattended(now=moment("2026-03-02T12:00"), chunk=2) == 5


def test_nights_and_days_off_do_not_count():
    city = make_roster()
    late = arrive(city, "2026-03-06T17:00")  # a Friday

    assert escalate("2026-03-08T12:00") == 0
    assert escalate("2026-03-09T09:59") == 0
    assert escalate("2026-03-09T10:00") == 1
    assert levels(late) == [1]


def test_make_up_days_count():
    city = make_roster()
    arrive(city, "2026-10-09T17:00")  # the Saturday after is worked

    assert escalate("2026-10-10T10:00") == 1


def test_who_accepts_is_left_alone():
    city = make_roster()
    case = arrive(city)
    accept_case(case, by=city.desk, now=moment("2026-03-02T10:30"))

    assert escalate("2026-03-05T10:00") == 0


def test_without_a_roster_the_whole_desk_hears_of_it():
    city = make_roster(last=moment("2026-03-02T00:00").date())
    arrive(city, "2026-03-03T09:00")
    escalate("2026-03-03T11:00")

    assert [told(user) for user in (city.desk, city.second, city.third)] == [1, 1, 1]


def test_a_departments_own_letters_go_to_its_own_people():
    city = make_roster(receivers=group_of_departments())
    case_of(send_letter(city.channel, now=moment("2026-03-02T10:00"), addressed_to=city.unit))
    escalate("2026-03-03T17:00")

    assert [told(user) for user in (city.handler, city.leader, city.section)] == [1, 1, 1]
    assert [told(user) for user in (city.stranger, city.desk, city.chief)] == [0, 0, 0]


def test_the_office_leader_hears_of_the_offices_own_desk():
    city = make_roster()
    leader = handler_of(city.office, role=Role.OFFICE_LEADER)
    arrive(city)
    escalate("2026-03-04T10:00")

    assert told(leader) == 1


def test_a_units_own_rule_comes_before_the_one_for_all():
    city = make_roster()
    arrive(city)
    change_duty_rule(
        DutyRule(unit=None, person_after=1, leader_after=1, office_after=1),
        by=city.section,
        now=moment("2026-03-02T10:00"),
    )
    own = DutyRule(unit=city.office, person_after=6, leader_after=7, office_after=8)
    change_duty_rule(own, by=city.section, now=moment("2026-03-02T10:00"))

    assert escalate("2026-03-02T15:59") == 0
    assert escalate("2026-03-02T16:00") == 1
    assert DutyRule.objects.applying_to(city.unit).person_after == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"opens_at": datetime.time(18)}, "closes_at"),
        ({"person_after": 5, "leader_after": 4}, "office_after"),
        ({"person_after": 0}, "person_after"),
    ],
)
def test_what_is_no_rule_is_told_at_its_field(fields, field):
    city = make_roster()

    with pytest.raises(ValidationError) as refused:
        change_duty_rule(DutyRule(**fields), by=city.section, now=moment("2026-03-02T10:00"))

    assert field in refused.value.message_dict


def test_only_the_section_makes_rules():
    city = make_roster()

    for user in (city.chief, city.leader, city.desk):
        with pytest.raises(PermissionDenied):
            change_duty_rule(DutyRule(), by=user, now=moment("2026-03-02T10:00"))


def test_a_notice_says_how_long_and_holds_nothing_the_citizen_wrote():
    city = make_roster()
    case = arrive(city)
    escalate("2026-03-02T14:00")

    notice = Notice.objects.get(user=city.chief, kind="letter_unattended")
    assert notice.subject == f"新来信 {case.number} 已 4 个工作小时无人受理"
    assert "暖气" not in notice.body
    assert notice.url == f"/admin/letters/{case.pk}/"
    assert DutyLevel.LEADER in levels(case)
