"""Every page of the desk without a foreign word: the case in each state, and every step that is open in it."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from civic_interaction.domain.duty.plan import plan_duty
from civic_interaction.domain.duty.write_log import write_note
from civic_interaction.domain.tell_people import tell_of_events
from civic_interaction.enums import CaseState
from civic_interaction.models import DutyShift
from civic_interaction.viewsets.letters.steps import ANNOTATIONS, STEPS
from civic_office.models import NoticeTemplate
from civic_office.workdays import civil_date
from tests.house.admin_walk import Screen, english_in
from tests.interaction.letters import WAY, bring_to
from tests.signing_in import signed_in

DAY = datetime.timedelta(days=1)
REGISTERS = ("channels", "limits", "categories", "templates")


def foreign_on(client, url):
    response = client.get(url)
    if response.status_code != 200:
        return set()
    found = english_in(Screen(url, 200, BeautifulSoup(response.content, "html.parser")))
    return {text for text in found if "user" not in text}  # the account's name


@pytest.mark.django_db
@pytest.mark.parametrize("state", WAY)
def test_desk_speaks_chinese(city, state):
    case = bring_to(state, city, now=timezone.now(), consents_to_publication=True)
    slugs = [step.slug for step in (*STEPS, *ANNOTATIONS)]
    urls = ["/admin/letters/", f"/admin/letters/{case.pk}/", *(f"/admin/letters/{case.pk}/{slug}/" for slug in slugs)]

    for person in (city.section, city.handler, city.leader):
        client = signed_in(person)
        assert {url: found for url in urls if (found := foreign_on(client, url))} == {}


@pytest.mark.django_db
def test_registers_speak_chinese(city):
    client = signed_in(city.section)
    urls = [f"/admin/letters-{name}/{page}" for name in REGISTERS for page in ("", "new/")]

    assert {url: found for url in urls if (found := foreign_on(client, url))} == {}


@pytest.mark.django_db
def test_duty_roster_and_notices_speak_chinese(city):
    now = timezone.now()
    today = civil_date(now)
    plan_duty(city.unit, people=[city.handler], first=today, last=today + 9 * DAY, by=city.leader, now=now)
    write_note(city.unit, text="请回电", needs_follow_up=True, by=city.handler, now=now)
    case = bring_to(CaseState.HANDLING, city, now=now)
    tell_of_events(list(case.events.values_list("pk", flat=True)), now=now)
    shift = DutyShift.objects.order_by("day").first()
    texts = NoticeTemplate.objects.values_list("pk", flat=True)
    urls = [
        f"/admin/duty/?unit={city.unit.pk}",
        f"/admin/duty/?unit={city.unit.pk}&day=2026-10-01",
        f"/admin/duty/plan/?unit={city.unit.pk}",
        f"/admin/duty/shifts/{shift.pk}/",
        "/admin/letters-duty-rules/",
        "/admin/letters-duty-rules/new/",
        "/admin/notices/",
        "/admin/notices/?state=read",
        "/admin/notices/choices/",
        "/admin/notice-texts/",
        *(f"/admin/notice-texts/edit/{pk}/" for pk in texts),
    ]

    for person in (city.section, city.handler, city.leader):
        client = signed_in(person)
        assert {url: found for url in urls if (found := foreign_on(client, url))} == {}
