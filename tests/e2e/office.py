"""The office's side of a letter, in a process of its own beside the served one: `python -m tests.e2e.office answer 20261121…`."""

import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import django

from tests.e2e.small_city import CITY, city_environment
from tooling.places import ROOT


def ask_office(var: Path, deed: str, number: str = "") -> str:
    """What the office prints when it has done it."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.e2e.office", deed, number]
    done = subprocess.run(command, cwd=ROOT, env=city_environment(var), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def main(deed: str, number: str) -> None:
    django.setup()
    {
        "open": open_channels,
        "answer": answer,
        "publish": publish,
        "question": ask_for_all,
        "topic": respond,
        "editor": sign_up,
        "scripts": collect,
    }[deed](number)


def open_channels(_number: str) -> None:
    from django.core.management import call_command  # plc0415: Django is set up only now

    call_command("load_channels", CITY)


def answer(number: str) -> None:
    from django.utils import timezone  # plc0415: Django is set up only now

    from civic_interaction.domain.accept import accept_case  # plc0415: Django is set up only now
    from civic_interaction.domain.answer import answer_case  # plc0415: Django is set up only now
    from civic_interaction.domain.assign import assign_case  # plc0415: Django is set up only now
    from civic_interaction.domain.draft_reply import draft_reply  # plc0415: Django is set up only now
    from civic_interaction.domain.review_reply import approve_reply, send_reply_for_review  # plc0415: as above
    from civic_interaction.models import Case  # plc0415: Django is set up only now
    from civic_office.enums import OFFICE_ROLES, Role  # plc0415: Django is set up only now
    from civic_office.models import Unit  # plc0415: Django is set up only now

    case, now = Case.objects.get(number=number), timezone.now()
    lead = Unit.objects.filter(kind="department").order_by("pk").first()
    desk, handler = somebody(case.desk, Role.CASE_HANDLER), somebody(lead, Role.CASE_HANDLER)
    accept_case(case, by=desk, now=now)
    assign_case(case, lead=lead, by=desk, now=now)
    draft_reply(case, text="路灯已经修好，\n今后每周巡查一次。", by=handler, now=now)
    send_reply_for_review(case, by=handler, now=now)
    for role in case.channel.levels:
        approve_reply(case, comment="同意", by=somebody(None if role in OFFICE_ROLES else lead, role), now=now)
    answer_case(case, by=handler, now=now)


def publish(number: str) -> None:
    """Prints the number of the public letter."""
    from django.utils import timezone  # plc0415: Django is set up only now

    from civic_interaction.domain.publish_letter import (  # plc0415: Django is set up only now
        publish_letter,
        suggest_letter_masks,
    )
    from civic_interaction.models import Case  # plc0415: Django is set up only now
    from civic_office.enums import Role  # plc0415: Django is set up only now

    case = Case.objects.get(number=number)
    section = somebody(None, Role.DISCLOSURE_SECTION)
    print(publish_letter(case, masks=suggest_letter_masks(case), by=section, now=timezone.now()).pk)


def ask_for_all(number: str) -> None:
    """Make a common question out of an answered letter; prints its number."""
    from django.utils import timezone  # plc0415: Django is set up only now

    from civic_interaction.domain.common_question import propose_question, publish_question  # plc0415: as above
    from civic_interaction.models import Case  # plc0415: Django is set up only now
    from civic_office.enums import Role  # plc0415: Django is set up only now

    case, now = Case.objects.get(number=number), timezone.now()
    handler, section = somebody(case.lead_unit, Role.CASE_HANDLER), somebody(None, Role.DISCLOSURE_SECTION)
    question = propose_question(
        cases=[case], question="路灯坏了找谁？", answer="拨打 12345，三天内修好。", by=handler, now=now
    )
    publish_question(question, by=section, now=now)
    print(question.pk)


def respond(index_number: str) -> None:
    """Publish a hot topic with a response and what followed; it names the item of `index_number`. Prints its number."""
    from django.utils import timezone  # plc0415: Django is set up only now

    from civic_interaction.domain import hot_topic  # plc0415: Django is set up only now
    from civic_interaction.models import HotTopic, PublicLetter  # plc0415: Django is set up only now
    from civic_office.enums import OFFICE_ROLES, Role  # plc0415: Django is set up only now
    from civic_office.models import Unit  # plc0415: Django is set up only now

    unit, now = Unit.objects.filter(kind="department").order_by("pk").first(), timezone.now()
    handler, section = somebody(unit, Role.CASE_HANDLER), somebody(None, Role.DISCLOSURE_SECTION)
    topic = hot_topic.prepare_topic(
        HotTopic(title="停水期间怎么用水", question="停水多久？", unit=unit, items={index_number: "停水通告"}),
        text="停水两天，每个社区设临时供水点。",
        letters=PublicLetter.objects.all(),
        by=section,
        now=now,
    )
    for text in ("", "已经恢复供水，\n水质检测合格。"):
        if text:
            hot_topic.write_response(topic, text=text, by=handler, now=now)
        hot_topic.send_response(topic, by=handler, now=now)
        for role in topic.levels:
            reviewer = somebody(None if role in OFFICE_ROLES else unit, role)
            hot_topic.approve_response(topic, comment="同意", by=reviewer, now=now)
        hot_topic.publish_topic(topic, by=section, now=now)
    print(topic.pk)


def collect(_number: str) -> None:
    """What the admin's pages need to work in a browser."""
    from django.core.management import call_command  # plc0415: Django is set up only now

    call_command("collectstatic", interactive=False, verbosity=0)


def sign_up(_number: str) -> None:
    """Prints the name of a new account that may edit everything; its password is that of the factories."""
    from tests.factories import make_user  # plc0415: Django is set up only now

    print(make_user(f"editor-{uuid4().hex[:8]}", is_superuser=True).username)


def somebody(unit, role):
    """A new person in a post of `unit`; without one in the government office."""
    from civic_office.models import Unit  # plc0415: Django is set up only now
    from tests.factories import make_post, make_user  # plc0415: Django is set up only now
    from tests.interaction.letters import LONG_AGO  # plc0415: Django is set up only now

    office = unit or Unit.objects.get(kind="government_office")
    superuser = make_user(f"chief-{uuid4().hex[:8]}", is_superuser=True)
    person = make_user(f"person-{uuid4().hex[:8]}")
    return make_post(person, unit=office, role=role, today=LONG_AGO, by=superuser).user


if __name__ == "__main__":
    main(*sys.argv[1:])
