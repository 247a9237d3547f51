"""Every page of the desk without a foreign word: the case in each state, and every step that is open in it."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from civic_interaction.viewsets.letters.steps import ANNOTATIONS, STEPS
from tests.house.admin_walk import Screen, english_in
from tests.interaction.letters import WAY, bring_to
from tests.signing_in import signed_in

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
