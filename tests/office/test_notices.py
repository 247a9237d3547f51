"""Who is told, how often, and by which way."""

import datetime
import json

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from civic_office.domain.choose_notices import choose_notices
from civic_office.domain.clear_notices import clear_notices
from civic_office.domain.deliver import UndeliverableError, deliver
from civic_office.domain.read_notices import read_notices
from civic_office.domain.send_digests import send_digests
from civic_office.domain.tell_outside import tell_outside
from civic_office.domain.tell_staff import tell_staff
from civic_office.enums import DeliveryState, NoticeMode
from civic_office.models import DeadLetter, Delivery, Notice
from tests.factories import make_user
from tests.jobs import run_jobs
from tests.office.telling import DAY, HOUR, INSIDE, MONDAY, OUTSIDE, Box, test_kinds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("test_kinds")]
__all__ = ["test_kinds"]
HERE = "tests.office.telling"
MAIL = "civic_office.notices.mail.MailAdapter"


def tell(*people, key="1", happened_at=MONDAY, now=MONDAY, **facts):
    return tell_staff(
        INSIDE,
        key=key,
        people=[user.pk for user in people],
        facts={"number": key, **facts},
        url="/admin/letters/7/",
        happened_at=happened_at,
        now=now,
    )


def tell_out(number, *, key="1", now=MONDAY):
    tell_outside(OUTSIDE, key=key, addressee="tests", numbers=[number], facts={"number": key, "link": "/"}, now=now)
    return Delivery.objects.get(kind=OUTSIDE, key=key, addressee_id=number)


def staff(mode="", **fields):
    user = make_user(**{"email": "wang@example.cn", **fields})
    if mode:
        choose_notices(user, {"tests": mode})
    return user


def test_everybody_is_told_once_on_the_list_and_by_mail():
    one, other = staff(), staff(email="li@example.cn")

    assert tell(one, other) == 2
    assert tell(one, other) == 0
    run_jobs()

    assert list(Notice.objects.of(one).values_list("subject", "url")) == [("事项1", "/admin/letters/7/")]
    assert sorted(message.to[0] for message in mail.outbox) == ["li@example.cn", "wang@example.cn"]
    assert "/admin/letters/7/" in mail.outbox[0].body


def test_jobs_are_enqueued_with_the_change_and_hold_numbers_only():
    tell(staff(email="secret@example.cn"))

    (job,) = DBTaskResult.objects.all()
    assert job.args_kwargs == {"args": [Delivery.objects.get().pk], "kwargs": {}}
    assert "secret" not in json.dumps(Delivery.objects.values()[0], default=str)


@pytest.mark.parametrize(
    ("mode", "mails", "waits"),
    [(NoticeMode.AT_ONCE, 1, False), (NoticeMode.DIGEST, 0, True), (NoticeMode.LIST_ONLY, 0, False)],
)
def test_each_is_told_as_they_chose(mode, mails, waits):
    user = staff(mode)

    tell(user)
    run_jobs()

    assert (len(mail.outbox), Notice.objects.get(user=user).awaits_digest) == (mails, waits)


def test_who_left_or_has_no_address_gets_no_mail_and_nothing_fails():
    gone, without = staff(is_active=False), staff(email="")

    assert tell(gone, without) == 1
    run_jobs()

    assert mail.outbox == []
    assert Delivery.objects.get().state == DeliveryState.UNREACHABLE


def test_a_job_that_runs_twice_sends_one_mail():
    tell(staff())
    number = Delivery.objects.get().pk

    assert deliver(number, now=MONDAY) == DeliveryState.SENT
    assert deliver(number, now=MONDAY) == DeliveryState.SENT
    assert len(mail.outbox) == 1


def test_what_another_worker_has_in_hand_is_left_alone_until_it_must_have_died():
    tell(staff())
    Delivery.objects.update(claimed_until=MONDAY + HOUR)
    number = Delivery.objects.get().pk

    assert deliver(number, now=MONDAY) == DeliveryState.WAITING
    assert mail.outbox == []
    assert DBTaskResult.objects.filter(run_after=MONDAY + HOUR).count() == 1
    assert deliver(number, now=MONDAY + HOUR) == DeliveryState.SENT


def test_more_than_so_many_mails_an_hour_wait_for_the_digest(settings):
    settings.CIVIC_OFFICE_NOTICE_MAILS_PER_HOUR = 2
    user = staff()

    for number in range(4):
        tell(user, key=str(number))
    tell(user, key="later", now=MONDAY + 2 * HOUR)

    assert Delivery.objects.count() == 3
    assert Notice.objects.filter(awaits_digest=True).count() == 2


def test_old_news_are_told_to_nobody():
    assert tell(staff(), happened_at=MONDAY - 32 * DAY) == 0


def test_digest_holds_what_is_unread_once_a_working_day():
    user = staff(NoticeMode.DIGEST)
    for key in ("1", "2", "3"):
        tell(user, key=key)
    read_notices(user, Notice.objects.get(key="2").pk, now=MONDAY)

    assert send_digests(now=MONDAY) == 1
    assert send_digests(now=MONDAY + HOUR) == 0
    run_jobs()

    (message,) = mail.outbox
    assert "2 条" in message.subject
    assert "事项1" in message.body
    assert "事项2" not in message.body


def test_after_a_downtime_one_digest_holds_everything_and_ends_somewhere():
    user = staff(NoticeMode.DIGEST)
    for number in range(60):
        tell(user, key=f"{number:02}", happened_at=MONDAY + number * HOUR, now=MONDAY + 9 * DAY)

    assert send_digests(now=MONDAY + 9 * DAY) == 1
    assert send_digests(now=MONDAY + 10 * DAY) == 0
    run_jobs()

    (message,) = mail.outbox
    assert "60 条" in message.subject
    assert "事项59" in message.body
    assert "事项09" not in message.body


def test_the_second_digest_of_a_day_waits_for_the_next():
    user = staff(NoticeMode.DIGEST)
    tell(user, key="1")
    send_digests(now=MONDAY)
    tell(user, key="2")

    assert send_digests(now=MONDAY + HOUR) == 0
    assert send_digests(now=MONDAY + DAY) == 1


@pytest.mark.parametrize(
    ("moment", "sent"),
    [("2026-03-01T08:30", 0), ("2026-02-28T08:30", 1), ("2026-10-01T08:30", 0), ("2026-10-10T08:30", 1)],
)
def test_no_digest_on_days_off_but_on_make_up_days(moment, sent):
    now = datetime.datetime.fromisoformat(f"{moment}+08:00")
    tell(staff(NoticeMode.DIGEST), happened_at=now, now=now)

    assert send_digests(now=now) == sent


def test_first_adapter_that_reaches_somebody_carries_the_message(settings, monkeypatch):
    settings.CIVIC_OFFICE_NOTICE_ADAPTERS = (MAIL, f"{HERE}.Box")
    monkeypatch.setattr(Box, "taken", [])

    by_mail, by_phone, nowhere = (tell_out(number) for number in (1, 2, 3))
    run_jobs()

    assert [message.to for message in mail.outbox] == [["li@example.cn"]]
    assert [message.phone for message in Box.taken] == ["13800138000"]
    for delivery, adapter, state in (
        (by_mail, "mail", "sent"),
        (by_phone, "box", "sent"),
        (nowhere, "", "unreachable"),
    ):
        delivery.refresh_from_db()
        assert (delivery.adapter, delivery.state) == (adapter, state)


def test_what_only_its_owner_may_read_is_looked_up_when_sending():
    delivery = tell_out(1)

    run_jobs()

    assert "（本人）" in mail.outbox[0].body
    assert "本人" not in json.dumps(delivery.facts, ensure_ascii=False)


def test_a_refused_message_goes_by_the_next_adapter_and_then_is_settled(settings):
    settings.CIVIC_OFFICE_NOTICE_ADAPTERS = (f"{HERE}.Closed", MAIL)
    sent, refused = tell_out(1), tell_out(2)

    run_jobs()

    sent.refresh_from_db()
    refused.refresh_from_db()
    assert (sent.state, sent.adapter) == (DeliveryState.SENT, "mail")
    assert (refused.state, refused.reason) == (DeliveryState.REFUSED, "closed")


def test_while_nobody_takes_it_the_pauses_grow_and_others_go_through(settings):
    settings.CIVIC_OFFICE_NOTICE_ADAPTERS = (f"{HERE}.Busy",)
    delivery = tell_out(1)

    assert deliver(delivery.pk, now=MONDAY) == DeliveryState.WAITING
    assert deliver(delivery.pk, now=MONDAY + HOUR) == DeliveryState.WAITING
    again = DBTaskResult.objects.filter(run_after__lt=MONDAY + DAY).order_by("run_after")
    assert [job.run_after - MONDAY for job in again] == [datetime.timedelta(minutes=1), datetime.timedelta(minutes=62)]

    settings.CIVIC_OFFICE_NOTICE_ADAPTERS = (MAIL,)
    assert deliver(delivery.pk, now=MONDAY + 2 * HOUR) == DeliveryState.SENT


def test_after_two_days_the_job_fails_and_waits_for_a_supervisor(settings):
    settings.CIVIC_OFFICE_NOTICE_ADAPTERS = (f"{HERE}.Busy",)
    settings.CIVIC_OFFICE_JOB_ATTEMPTS = 1
    delivery = tell_out(1, now=MONDAY - 3 * DAY)

    with pytest.raises(UndeliverableError):
        deliver(delivery.pk, now=MONDAY)
    run_jobs(may_fail=True)

    letter = DeadLetter.objects.get()
    assert letter.reason == "UndeliverableError: busy"
    assert "li@example.cn" not in f"{letter.traceback}{letter.arguments}"
    delivery.refresh_from_db()
    assert (delivery.state, delivery.claimed_until) == (DeliveryState.WAITING, None)


def test_old_notices_are_deleted_read_or_not():
    user = staff()
    tell(user, key="old")
    tell(user, key="new", happened_at=MONDAY + 100 * DAY, now=MONDAY + 100 * DAY)
    run_jobs()

    assert clear_notices(now=MONDAY + 181 * DAY) == 1
    assert Notice.objects.get().key == "new"
