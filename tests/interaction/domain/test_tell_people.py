"""What happened to a letter is told to whom it concerns, and to nobody else."""

import datetime
import json

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from civic_interaction.domain.accept import accept_case
from civic_interaction.domain.anonymise import anonymise_letter
from civic_interaction.domain.answer import answer_case
from civic_interaction.domain.assign import assign_case, refuse_transfer
from civic_interaction.domain.close import close_without_answer
from civic_interaction.domain.extend import ask_extension, grant_extension, refuse_extension
from civic_interaction.domain.merge import merge_case
from civic_interaction.domain.pause import pause_case
from civic_interaction.domain.rate import rate_answer, reopen_case
from civic_interaction.domain.review_reply import approve_reply, return_reply
from civic_interaction.domain.sweep import sweep
from civic_interaction.domain.tell_people import tell_of_events
from civic_interaction.enums import CaseState, ClosingReason, PauseReason
from civic_interaction.models import Case
from civic_office.models import Delivery, Notice
from tests.interaction.letters import (
    MONDAY,
    bring_to,
    case_of,
    fresh,
    handler_of,
    make_city,
    moment,
    review,
    send_letter,
    write_reply,
)
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db
PERSON = {"name": "李明", "phone": "13800138000", "mail": "liming@example.cn"}
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def city():
    city = make_city()
    for user in (city.desk, city.section, city.handler, city.leader, city.stranger):
        user.email = f"{user.username}@gov.example.cn"
        user.save()
    return city


def tell(case, *, now=MONDAY):
    """As the job does, for all events of the case."""
    with_events = list(case.events.values_list("pk", flat=True))
    return tell_of_events(with_events, now=now)


def told(user, kind=""):
    notices = Notice.objects.of(user)
    return list((notices.filter(kind=kind) if kind else notices).order_by("pk").values_list("kind", flat=True))


def to_citizen():
    kinds = Delivery.objects.filter(addressee="letter_sender").order_by("pk")
    return list(kinds.values_list("kind", flat=True))


def outbox_to(address=PERSON["mail"]):
    return [message for message in mail.outbox if message.to == [address]]


def test_citizen_hears_of_every_step_that_concerns_them(city):
    case = bring_to(CaseState.HANDLING, city, person=PERSON)
    ask_extension(case, reason="需要现场勘查", by=city.handler, now=MONDAY)
    grant_extension(case, by=city.leader, now=MONDAY)
    pause_case(case, reason=PauseReason.CITIZEN, explanation="请补充房号", by=city.handler, now=MONDAY)

    tell(case)

    assert to_citizen() == [
        "letter_received",
        "letter_accepted",
        "letter_passed_on",
        "letter_extended",
        "letter_needs_material",
    ]


def test_citizen_hears_of_the_answer_and_the_end(city):
    case = bring_to(CaseState.ANSWERED, city, person=PERSON)
    tell(case)
    assert to_citizen()[-1] == "letter_answered"

    later = MONDAY + datetime.timedelta(days=60)
    sweep(now=later)
    tell(case, now=later)

    assert to_citizen()[-1] == "letter_closed"
    assert len(to_citizen()) == 5


def test_mail_holds_number_and_channel_and_nothing_that_anybody_wrote(city):
    case = bring_to(CaseState.ANSWERED, city, person=PERSON, title="张三丰占道", text="张三丰在人民路12号占道经营")
    other = bring_to(CaseState.ACCEPTED, city, person=PERSON)
    close_without_answer(other, reason=ClosingReason.UNTRUE, explanation="经查王五并未占道", by=city.desk, now=MONDAY)
    run_jobs_at(MONDAY, case, other)

    mails = outbox_to()
    text = "".join(f"{message.subject}{message.body}" for message in mails)
    assert len(mails) == 7
    assert case.number in text
    assert "市长信箱" in text
    for secret in ("张三丰", "人民路", "王五", "李明", "13800138000", "检修", "liming"):
        assert secret not in text


def run_jobs_at(now, *cases):
    for case in cases:
        tell(case, now=now)
    run_jobs()


def test_text_says_what_the_tracking_page_says(city):
    case = bring_to(CaseState.ACCEPTED, city, person=PERSON)
    run_jobs_at(MONDAY, case)

    body = outbox_to()[1].body
    assert f"{city.office.official_name}已受理" in body
    assert "3月9日（周一）" in body
    assert "/letters/track/" in body


def test_nothing_is_decrypted_or_stored_before_it_is_sent(city):
    case = bring_to(CaseState.RECEIVED, city, person=PERSON)
    tell(case)

    stored = json.dumps(list(Delivery.objects.values()), default=str, ensure_ascii=False)
    jobs = json.dumps(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))
    for secret in ("李明", "liming", "13800138000", "暖气"):
        assert secret not in stored
        assert secret not in jobs


def test_a_citizen_without_mail_gets_nothing_and_nothing_fails(city):
    case = bring_to(CaseState.ANSWERED, city)

    run_jobs_at(MONDAY, case)

    assert all("gov.example.cn" in message.to[0] for message in mail.outbox)
    assert set(Delivery.objects.filter(addressee="letter_sender").values_list("state", flat=True)) == {"unreachable"}


def test_a_telephone_is_enough_where_the_deployer_has_an_adapter_for_it(city, settings, tmp_path):
    settings.CIVIC_OFFICE_NOTICE_ADAPTERS = (
        "civic_office.notices.mail.MailAdapter",
        "civic_office.notices.files.FileAdapter",
    )
    settings.CIVIC_OFFICE_NOTICE_FOLDER = tmp_path
    run_jobs_at(MONDAY, bring_to(CaseState.RECEIVED, city))

    (line,) = (tmp_path / "letter_received.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["phone"] == "13800138000"


def test_an_erased_citizen_is_told_nothing(city):
    case = bring_to(CaseState.RECEIVED, city, person=PERSON)
    tell(case)
    close = bring_to(CaseState.ACCEPTED, city, person=PERSON)
    close_without_answer(close, reason=ClosingReason.ABUSIVE, explanation="广告", by=city.desk, now=MONDAY)
    tell(close)
    anonymise_letter(close.letter, now=MONDAY)
    run_jobs()

    assert len(outbox_to()) == 1


def test_who_was_merged_hears_of_the_answer_too(city):
    first = bring_to(CaseState.HANDLING, city, person=PERSON)
    second = bring_to(CaseState.ACCEPTED, city, person={**PERSON, "mail": "wang@example.cn"})
    merge_case(second, into=first, by=city.desk, now=MONDAY)
    write_reply(fresh(first), city, now=MONDAY)
    review(fresh(first), city, now=MONDAY)
    answer_case(fresh(first), by=city.handler, now=MONDAY)
    run_jobs_at(MONDAY, first)

    (message,) = outbox_to("wang@example.cn")
    assert second.number in message.subject
    assert first.number not in f"{message.subject}{message.body}"


def test_a_change_of_assisting_units_is_inner_work(city):
    case = bring_to(CaseState.HANDLING, city, person=PERSON)
    later = MONDAY + HOUR
    assign_case(case, lead=city.unit, assisting=[city.other], by=city.desk, now=later)
    tell(case, now=later)

    assert to_citizen().count("letter_passed_on") == 1
    assert told(city.stranger) == ["letter_assigned"]
    assert told(city.handler) == ["letter_assigned"]


def test_each_unit_hears_of_what_is_assigned_to_it_and_not_who_did_it(city):
    tell(bring_to(CaseState.HANDLING, city, assisting=[city.other]))

    assert told(city.handler) == ["letter_assigned"]
    assert told(city.stranger) == ["letter_assigned"]
    assert told(city.leader) == told(city.desk) == told(city.section) == []
    notice = Notice.objects.get(user=city.handler)
    assert notice.url == f"/admin/letters/{Case.objects.get().pk}/"
    assert "2026年3月9日（周一）" in notice.subject


def test_leaders_stand_in_where_a_unit_has_nobody_who_handles(city):
    city.handler.posts.update(is_ended=True, ends_on=MONDAY.date())

    tell(bring_to(CaseState.HANDLING, city))

    assert told(city.leader) == ["letter_assigned"]


def test_a_named_handler_is_told_alone(city):
    named = handler_of(city.unit)
    case = bring_to(CaseState.ACCEPTED, city)
    assign_case(case, lead=city.unit, handler=named, by=city.desk, now=MONDAY)
    tell(case)

    assert (told(named), told(city.handler)) == (["letter_assigned"], [])


def test_a_refused_letter_comes_back_to_the_desk(city):
    case = bring_to(CaseState.HANDLING, city)
    refuse_transfer(case, reason="不属于我局职责", by=city.handler, now=MONDAY)
    tell(case)

    assert told(city.desk) == told(city.section) == ["letter_returned"]
    assert "职责" not in Notice.objects.filter(user=city.desk).get().body


def test_review_is_told_level_by_level_once(city):
    case = bring_to(CaseState.IN_REVIEW, city)
    tell(case)
    assert (told(city.leader), told(city.section)) == (["letter_to_review"], [])

    approve_reply(case, by=city.leader, now=MONDAY)
    tell(case)
    assert (told(city.leader), told(city.section)) == (["letter_to_review"], ["letter_to_review"])

    return_reply(case, comment="请补充依据", by=city.section, now=MONDAY)
    tell(case)
    assert told(city.handler) == ["letter_assigned", "letter_returned"]


def test_warning_and_overdue_reach_who_has_to_act(city):
    case = bring_to(CaseState.HANDLING, city)
    amber, red = moment("2026-03-06T10:00"), moment("2026-03-10T10:00")
    sweep(now=amber)
    tell(case, now=amber)
    assert "letter_due_soon" in told(city.handler)
    assert "letter_due_soon" not in told(city.leader)

    sweep(now=red)
    tell(case, now=red)
    assert "letter_overdue" in told(city.handler)
    assert "letter_overdue" in told(city.leader)
    assert told(city.stranger) == []


def test_an_unaccepted_letter_is_the_desks(city):
    case = bring_to(CaseState.RECEIVED, city)
    late = moment("2026-03-04T10:00")
    sweep(now=late)
    tell(case, now=late)

    assert told(city.desk, "letter_overdue") == ["letter_overdue"]
    assert told(city.handler) == []
    assert "受理" in Notice.objects.filter(user=city.desk, kind="letter_overdue").get().subject


def test_an_unsatisfied_citizen_brings_it_back_to_the_unit(city):
    case = bring_to(CaseState.ANSWERED, city)
    rate_answer(case, score=1, now=MONDAY)
    reopen_case(fresh(case), now=MONDAY)
    tell(case)

    assert "letter_reopened" in told(city.handler)
    assert "letter_reopened" in told(city.leader)


def test_a_job_that_runs_twice_tells_nobody_twice(city):
    case = bring_to(CaseState.ANSWERED, city, person=PERSON)

    assert tell(case) > 0
    assert tell(case) == 0
    run_jobs()
    run_jobs()
    subjects = [(message.to[0], message.subject) for message in mail.outbox]
    assert len(subjects) == len(set(subjects))


def test_a_change_enqueues_one_job_and_a_sweep_one_for_many(city):
    jobs = DBTaskResult.objects.filter(task_path="civic_interaction.tasks.tell_people")
    cases = [case_of(send_letter(city.channel)) for _number in range(3)]
    assert jobs.count() == 3
    jobs.delete()

    sweep(now=moment("2026-03-12T10:00"))

    assert jobs.count() == 1
    assert len(jobs.get().args_kwargs["args"][0]) == 6
    assert len(cases) == 3


def test_a_change_that_is_rolled_back_tells_nobody(city):
    case = bring_to(CaseState.ACCEPTED, city)
    DBTaskResult.objects.all().delete()

    with pytest.raises(Exception, match="受理"):
        accept_case(case, by=city.desk, now=MONDAY)

    assert not DBTaskResult.objects.exists()


def test_what_happened_long_ago_is_told_to_nobody(city):
    case = bring_to(CaseState.ANSWERED, city, person=PERSON)

    assert tell(case, now=MONDAY + datetime.timedelta(days=60)) == 0


def test_who_decides_about_more_time_is_told_and_then_who_asked(city):
    case = bring_to(CaseState.HANDLING, city, now=MONDAY)
    ask_extension(case, reason="需要现场勘查", by=city.handler, now=MONDAY)
    tell(case)
    tell(case)

    assert told(city.leader, "letter_extension_asked") == ["letter_extension_asked"]
    assert told(city.handler, "letter_extension_asked") == told(city.section, "letter_extension_asked") == []
    assert "勘查" not in Notice.objects.of(city.leader).get(kind="letter_extension_asked").body

    refuse_extension(case, answer="请抓紧办理", by=city.leader, now=MONDAY + HOUR)
    tell(case)
    assert told(city.handler, "letter_extension_decided") == ["letter_extension_decided"]
    assert told(city.leader, "letter_extension_decided") == []


def test_more_time_that_the_leader_asks_for_is_the_offices_to_decide(city):
    case = bring_to(CaseState.HANDLING, city, now=MONDAY)
    ask_extension(case, reason="需要现场勘查", by=city.leader, now=MONDAY)
    tell(case)

    assert told(city.section, "letter_extension_asked") == ["letter_extension_asked"]

    grant_extension(case, by=city.section, now=MONDAY + HOUR)
    tell(case)
    assert told(city.leader, "letter_extension_decided") == ["letter_extension_decided"]
