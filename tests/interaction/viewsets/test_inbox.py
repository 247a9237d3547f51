"""The desk's list: what is on it for whom, found how, at what cost; and many letters assigned at once."""

import pytest
from django.urls import reverse
from django.utils import timezone

from civic_interaction.domain.split import split_case
from civic_interaction.enums import CaseState
from tests.factories import make_officer, make_unit
from tests.interaction.letters import PERSON, bring_to, fresh
from tests.lists import count_queries
from tests.signing_in import is_refused, signed_in

pytestmark = pytest.mark.django_db
INBOX = "/admin/letters/"


def numbers_on(response):
    return {case.number for case in response.context["object_list"]}


@pytest.fixture
def new(city):
    return bring_to(CaseState.RECEIVED, city, now=timezone.now())


@pytest.fixture
def led(city):
    return bring_to(CaseState.HANDLING, city, now=timezone.now(), title="占道经营", text="每天早上占道。")


def test_desk_sees_what_it_receives_and_a_unit_what_it_leads(city, new, led):
    assert numbers_on(signed_in(city.desk).get(INBOX)) == {new.number, led.number}
    assert numbers_on(signed_in(city.handler).get(INBOX)) == {led.number}
    assert numbers_on(signed_in(city.stranger).get(INBOX)) == set()


def test_row_says_light_number_matter_unit_time_and_state(city, led):
    page = signed_in(city.desk).get(INBOX).content.decode()

    said = ("●", "正常", led.number, "占道经营", str(city.unit), "还有", "个工作日", "办理中")
    assert [word for word in said if word not in page] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=received", {"new"}),
        ("state=handling", {"led"}),
        ("state=all", {"new", "led"}),
        ("light=red", set()),
        ("mine=turn", {"new"}),
        ("mine=handler", set()),
        ("q=占道", {"led"}),
        ("q=无此事", set()),
    ],
)
def test_list_is_narrowed(city, new, led, query, found):
    cases = {"new": new, "led": led}

    response = signed_in(city.desk).get(f"{INBOX}?{query}")

    assert numbers_on(response) == {cases[name].number for name in found}


def test_ended_letters_are_listed_on_request_and_found_by_number(city):
    answered = bring_to(CaseState.ANSWERED, city, now=timezone.now())
    client = signed_in(city.desk)

    assert numbers_on(client.get(INBOX)) == set()
    assert numbers_on(client.get(f"{INBOX}?state=all")) == {answered.number}
    assert numbers_on(client.get(f"{INBOX}?q={answered.number}")) == {answered.number}


def test_telephone_finds_letters_for_those_who_may_see_the_sender_only(city):
    case = bring_to(CaseState.HANDLING, city, now=timezone.now(), assisting=[city.other])
    query = f"{INBOX}?q={PERSON['phone']}"

    assert numbers_on(signed_in(city.handler).get(query)) == {case.number}
    assert numbers_on(signed_in(city.section).get(query)) == {case.number}
    assert numbers_on(signed_in(city.stranger).get(query)) == set()  # it assists, and sees the letter


def test_list_has_pages_and_the_same_queries_however_many_rows(city):
    case = bring_to(CaseState.ACCEPTED, city, now=timezone.now())
    client = signed_in(city.desk)
    one = count_queries(client, INBOX)

    for number in range(24):
        split_case(case, title=f"事项{number}", by=city.desk, now=timezone.now())

    assert count_queries(client, INBOX) == one <= 30
    assert len(client.get(INBOX).context["object_list"]) == 20


def test_many_letters_are_assigned_at_once_and_new_ones_accepted_first(city, new):
    accepted = bring_to(CaseState.ACCEPTED, city, now=timezone.now())
    client, url = signed_in(city.desk), reverse("civic_letters:assign_many")

    shown = client.get(url, {"case": [new.pk, accepted.pk]})
    response = client.post(url, {"case": [new.pk, accepted.pk], "lead": city.unit.pk})

    assert [case.pk for case in shown.context["cases"]] == [new.pk, accepted.pk]
    assert response.status_code == 302
    assert [fresh(case).lead_unit for case in (new, accepted)] == [city.unit, city.unit]


def test_letters_that_cannot_be_assigned_stay_with_their_reason(city, new):
    answered = bring_to(CaseState.ANSWERED, city, now=timezone.now())
    client = signed_in(city.desk)

    response = client.post(
        reverse("civic_letters:assign_many"),
        {"case": [new.pk, answered.pk], "lead": city.other.pk, "instructions": "请速办"},
    )

    assert fresh(new).lead_unit == city.other
    page = response.content.decode()
    assert answered.number in page
    assert "已答复" in page
    assert "请速办" in page


def test_nobody_assigns_letters_of_other_desks_together(city, new):
    response = signed_in(city.stranger).post(
        reverse("civic_letters:assign_many"), {"case": [new.pk], "lead": city.other.pk}
    )

    assert response["Location"] == INBOX
    assert fresh(new).state == CaseState.RECEIVED


def test_who_handles_no_letters_has_no_list(city):
    assert is_refused(signed_in(make_officer(make_unit())).get(INBOX))
