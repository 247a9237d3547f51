"""How long a letter may take: pauses, extensions, exceptions, other channels, other calendars, other limits."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civic_interaction.domain.accept import accept_case
from civic_interaction.domain.change_policy import apply_policies, change_policy
from civic_interaction.domain.except_from_limit import except_from_limit
from civic_interaction.domain.extend import ask_extension, grant_extension, refuse_extension
from civic_interaction.domain.pause import pause_case, resume_case
from civic_interaction.domain.reclassify import reclassify_case
from civic_interaction.domain.sweep import sweep
from civic_interaction.enums import CaseState, ClockKind, ExtensionState, Light
from civic_interaction.models import CaseEvent, ReplyPolicy
from civic_office import workdays
from civic_office.domain.current_calendar import current_calendar
from civic_office.domain.recompute_due_dates import recompute_due_dates
from civic_office.models import DueChange, JobProgress
from tests.interaction.letters import (
    MONDAY,
    bring_to,
    case_of,
    change_days,
    events_of,
    fresh,
    group_of_departments,
    make_channel,
    make_city,
    make_policy,
    moment,
    send_letter,
    working_days,
    write_reply,
)
from tests.jobs import run_jobs
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + datetime.timedelta(days) for days in (1, 2, 3))


def final(case):
    return case.clocks.get(kind=ClockKind.FINAL, round=fresh(case).round)


@pytest.mark.shows("R126", "R127")
def test_five_working_days_over_a_holiday_with_a_make_up_day():
    """2026-05-01—05-05 off, 05-09 (Saturday) worked."""
    case = case_of(send_letter(make_channel(), now=moment("2026-04-29T16:00")))

    assert fresh(case).due_on.isoformat() == "2026-05-09"
    assert any("5月9日" in sentence for sentence in final(case).explanation())


@pytest.mark.shows("R128")
def test_limits_are_data_with_a_source_and_may_count_natural_days_or_hours():
    for period, due in (
        ({"amount": 15, "unit": "natural_days", "rolls": True}, "2026-03-17"),
        ({"amount": 20, "unit": "working_days"}, "2026-03-30"),
        ({"amount": 24, "unit": "hours"}, "2026-03-03"),
    ):
        case = case_of(send_letter(make_channel(policy={"reply_within": period})))
        assert fresh(case).due_on.isoformat() == due
        assert case.policy.basis


def test_amber_begins_when_the_share_of_the_days_is_used_up():
    for share, day in ((60, "2026-03-05"), (1, "2026-03-03"), (80, "2026-03-06"), (100, "2026-03-09")):
        case = case_of(send_letter(make_channel(policy={"amber_share": share})))
        assert final(case).amber_on.isoformat() == day


def test_days_of_a_pause_are_not_counted():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)

    pause_case(case, reason="third_party", explanation="征求供热公司意见", by=city.handler, now=TUESDAY)
    paused = fresh(case)
    resume_case(case, by=city.handler, now=THURSDAY)

    assert (paused.state, paused.due_on) == (CaseState.PAUSED, None)
    assert (fresh(case).state, fresh(case).due_on.isoformat()) == (CaseState.HANDLING, "2026-03-12")
    [closing, internal] = case.events.get(event="resumed").clocks
    assert ("due_on" in closing["old"], closing["new"]["due_on"]) == (False, "2026-03-12")
    assert internal["clock"] == "internal"


def test_a_pause_needs_a_reason_and_a_policy_that_allows_it():
    city = make_city(policy={"may_pause": False})
    case = bring_to(CaseState.HANDLING, city)

    for arguments in (
        {"reason": "lunch", "explanation": "x"},
        {"reason": "citizen", "explanation": " "},
        {"reason": "citizen", "explanation": "请补充"},
    ):
        with pytest.raises(ValidationError):
            pause_case(case, by=city.handler, now=TUESDAY, **arguments)
    assert fresh(case).state == CaseState.HANDLING


def test_pausing_hides_no_delay():
    """The clock of the site stood still: the case is noted as overdue before anything else happens to it."""
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)

    pause_case(case, reason="citizen", explanation="请补充", by=city.handler, now=moment("2026-03-20T10:00"))

    case = fresh(case)
    assert (case.light, case.overdue_on.isoformat()) == (Light.RED, "2026-03-10")
    assert events_of(case)[-3:] == ["overdue", "overdue", "paused"]


@pytest.mark.shows("R126")
def test_an_extension_is_asked_for_with_a_reason_and_granted_by_a_leader():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)

    ask_extension(case, reason="需要会同多部门踏勘。", by=city.handler, now=WEDNESDAY)
    extension = grant_extension(case, by=city.leader, now=THURSDAY)

    assert (extension.state, extension.decided_by) == (ExtensionState.GRANTED, city.leader)
    assert (extension.original_due_on.isoformat(), extension.extended_due_on.isoformat()) == (
        "2026-03-09",
        "2026-03-16",
    )
    assert fresh(case).due_on.isoformat() == "2026-03-16"
    granted = case.events.get(event="extended")
    [entry] = [entry for entry in granted.clocks if entry["clock"] == "final"]
    assert (entry["old"]["due_on"], entry["new"]["due_on"]) == ("2026-03-09", "2026-03-16")


def test_a_case_is_extended_once_by_default():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)
    ask_extension(case, reason="踏勘", by=city.handler, now=WEDNESDAY)
    grant_extension(case, by=city.leader, now=WEDNESDAY)

    with pytest.raises(ValidationError):
        ask_extension(case, reason="再踏勘", by=city.handler, now=THURSDAY)


@pytest.mark.parametrize(
    ("arguments", "when"),
    [
        ({"reason": " "}, TUESDAY),
        ({"reason": "踏勘", "period": workdays.Policy(6, "working_days")}, TUESDAY),
        ({"reason": "踏勘", "period": workdays.Policy(5, "natural_days")}, TUESDAY),
        ({"reason": "踏勘"}, moment("2026-03-10T00:00")),
    ],
)
def test_an_extension_has_a_reason_a_measure_and_comes_in_time(arguments, when):
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)

    with pytest.raises(ValidationError):
        ask_extension(case, by=city.handler, now=when, **arguments)


def test_nobody_grants_what_they_asked_for_and_strangers_decide_nothing():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)
    ask_extension(case, reason="踏勘", by=city.leader, now=TUESDAY)

    for person in (city.leader, city.handler, city.stranger, city.desk):
        with pytest.raises(PermissionDenied):
            grant_extension(case, by=person, now=TUESDAY)
    refused = refuse_extension(case, answer="请按期答复。", by=city.section, now=TUESDAY)

    assert (refused.state, fresh(case).due_on.isoformat()) == (ExtensionState.REFUSED, "2026-03-09")


def test_an_extension_that_nobody_granted_in_time_is_granted_no_more():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)
    ask_extension(case, reason="踏勘", by=city.handler, now=TUESDAY)

    with pytest.raises(ValidationError):
        grant_extension(case, by=city.leader, now=moment("2026-03-10T09:00"))


@pytest.mark.shows("R126")
def test_an_exception_of_the_rules_is_recorded_and_stops_the_clocks():
    """R126: 除反映情况不属实等特殊情况外。"""
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)

    except_from_limit(case, exception="反映情况不属实", explanation="现场无此井盖。", by=city.desk, now=TUESDAY)
    sweep(now=moment("2026-06-01T09:00"))

    case = fresh(case)
    assert (case.state, case.exception, case.due_on, case.light) == ("handling", "反映情况不属实", None, "green")
    assert "overdue" not in events_of(case)
    assert case.events.get(event="excepted").data["explanation"] == "现场无此井盖。"


def test_only_exceptions_of_the_policy_are_known_and_only_the_desk_grants_them():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)

    with pytest.raises(ValidationError):
        except_from_limit(case, exception="太忙", explanation="x", by=city.desk, now=TUESDAY)
    with pytest.raises(PermissionDenied):
        except_from_limit(case, exception="反映情况不属实", explanation="x", by=city.handler, now=TUESDAY)


@pytest.mark.shows("R129", "R130")
def test_a_petition_is_counted_as_one_from_the_day_the_letter_came():
    city = make_city()
    days = {"amount": 60, "unit": "natural_days", "rolls": True}
    petition = make_channel(
        city.other, kind="petition", name="信访信箱", policy={"reply_within": days, "accept_within": None}
    )
    case = bring_to(CaseState.RECEIVED, city)

    reclassify_case(case, channel=petition, reason="属于信访事项。", by=city.desk, now=TUESDAY)

    case = fresh(case)
    assert (case.channel, case.desk, case.policy.channel) == (petition, city.other, petition)
    assert case.due_on == workdays.due(MONDAY, workdays.Policy(60, "natural_days"), calendar=current_calendar()).on
    moved = case.events.get(event="reclassified")
    assert {entry["clock"]: "stopped_at" in entry["new"] for entry in moved.clocks} == {"accept": True, "final": False}
    assert (moved.data["was"], moved.data["channel"]) == (city.channel.code, petition.code)
    with pytest.raises(PermissionDenied):
        accept_case(case, by=city.desk, now=TUESDAY)


def test_a_channel_whose_receiver_is_chosen_wants_one_of_its_units():
    city = make_city()
    channel = make_channel(receivers=group_of_departments())
    case = bring_to(CaseState.RECEIVED, city)

    for receiver, where in ((None, "receiver"), (city.office, "receiver")):
        with pytest.raises(ValidationError) as refused:
            reclassify_case(case, channel=channel, receiver=receiver, reason="咨询", by=city.desk, now=MONDAY)
        assert list(refused.value.message_dict) == [where]
    assert reclassify_case(case, channel=channel, receiver=city.unit, reason="咨询", by=city.desk, now=MONDAY)


def test_a_change_of_the_calendar_moves_the_due_date_and_is_recorded_old_to_new():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)
    change_days("2026-03-06")

    recompute_due_dates(now=TUESDAY)

    case = fresh(case)
    assert (case.due_on.isoformat(), final(case).due_on.isoformat()) == ("2026-03-10", "2026-03-10")
    moved = case.events.filter(event="recomputed")
    final_entry = next(entry for event in moved for entry in event.clocks if entry["clock"] == "final")
    assert (final_entry["old"]["due_on"], final_entry["new"]["due_on"]) == ("2026-03-09", "2026-03-10")
    assert DueChange.objects.of_clock(final(case)).count() == 1
    recompute_due_dates(now=TUESDAY)
    assert case.events.filter(event="recomputed").count() == moved.count()


def test_what_was_overdue_by_the_old_calendar_only_is_overdue_no_more():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)
    sweep(now=moment("2026-03-10T09:00"))
    assert fresh(case).light == Light.RED
    change_days("2026-03-06", "2026-03-09")

    sweep(now=moment("2026-03-10T10:00"))

    case = fresh(case)
    assert (case.light, case.overdue_on, case.due_on.isoformat()) == (Light.AMBER, None, "2026-03-11")
    sweep(now=moment("2026-03-12T09:00"))
    assert fresh(case).overdue_on.isoformat() == "2026-03-12"


def test_what_is_late_by_the_new_calendar_only_is_red_on_the_clock_and_on_the_case():
    """The Saturday of make-up work is entered on the day when, counting it, the time is already over."""
    case = bring_to(CaseState.HANDLING, make_city())
    change_days("2026-03-07", is_working=True)

    sweep(now=moment("2026-03-09T09:00"))

    case = fresh(case)
    assert (final(case).due_on.isoformat(), final(case).overdue_on.isoformat()) == ("2026-03-07", "2026-03-08")
    assert (case.due_on.isoformat(), case.overdue_on and case.overdue_on.isoformat()) == ("2026-03-07", "2026-03-08")
    assert case.light == Light.RED
    assert len(set(noted_delays(case))) == len(noted_delays(case)) == 2


def noted_delays(case):
    return [event.data["clock"] for event in case.events.filter(event="overdue")]


@pytest.mark.shows("R125", "R126")
def test_a_changed_policy_is_applied_to_open_cases_and_recorded():
    city = make_city()
    open_case, answered = bring_to(CaseState.HANDLING, city), bring_to(CaseState.ANSWERED, city)
    policy = ReplyPolicy.objects.get(channel=city.channel)
    policy.reply_within = working_days(15)

    change_policy(policy, by=city.section, now=TUESDAY)
    assert apply_policies(city.channel, now=TUESDAY) == 1

    assert [fresh(case).due_on.isoformat() for case in (open_case, answered)] == ["2026-03-23", "2026-03-09"]
    [entry] = open_case.events.get(event="recomputed").clocks
    assert (entry["old"]["period"]["amount"], entry["new"]["period"]["amount"]) == (5, 15)
    assert apply_policies(city.channel, now=TUESDAY) == 0


def test_the_job_that_applies_a_policy_shows_its_way_and_asks_the_same_of_many_cases():
    city = make_city()
    cases = [bring_to(CaseState.HANDLING, city)]
    policy = ReplyPolicy.objects.get(channel=city.channel)
    few = count_queries(lambda: apply_policies(city.channel, now=TUESDAY))
    cases += [bring_to(CaseState.HANDLING, city) for _ in range(3)]
    assert count_queries(lambda: apply_policies(city.channel, now=TUESDAY)) == few

    policy.reply_within = working_days(15)
    change_policy(policy, by=city.section, now=TUESDAY)
    run_jobs()

    assert {fresh(case).due_on.isoformat() for case in cases} == {"2026-03-23"}
    progress = JobProgress.objects.get()
    assert (progress.started_by, progress.done, progress.total) == (city.section, 4, 4)
    assert progress.finished_at is not None


def test_a_new_version_applies_to_letters_from_its_day_on():
    city = make_city()
    before, after = (bring_to(CaseState.RECEIVED, city, now=day) for day in (MONDAY, WEDNESDAY))
    make_policy(city.channel, effective_from=TUESDAY.date(), reply_within=working_days(2))

    assert apply_policies(city.channel, now=WEDNESDAY) == 1

    assert [fresh(case).due_on.isoformat() for case in (before, after)] == ["2026-03-09", "2026-03-06"]


def test_limits_are_changed_by_the_section_of_the_office_only():
    city = make_city()
    policy = ReplyPolicy.objects.get(channel=city.channel)

    for person in (city.desk, city.leader):
        with pytest.raises(PermissionDenied):
            change_policy(policy, by=person, now=MONDAY)
    policy.reply_within = {"amount": 0, "unit": "working_days"}
    with pytest.raises(ValidationError):
        change_policy(policy, by=city.section, now=MONDAY)


def test_the_units_clock_stops_when_it_hands_in_its_reply():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)

    write_reply(case, city, now=WEDNESDAY)

    running = set(case.clocks.filter(stopped_at=None).values_list("kind", flat=True))
    assert running == {ClockKind.FINAL}


def test_a_case_beyond_the_last_notice_is_provisional():
    case = case_of(send_letter(make_channel(), now=moment("2027-01-04T10:00")))

    assert final(case).is_provisional
    assert CaseEvent.objects.get(case=case).clocks[-1]["new"]["is_provisional"] is True
