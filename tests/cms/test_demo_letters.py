"""A year of letters to the demo city: in every state, read as people write, dealt with by the rules."""

import datetime
import re
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import Count
from django.utils import timezone

from civic_interaction.domain.load_channels import load_channels
from civic_interaction.domain.queries import cases_waiting_for
from civic_interaction.enums import CaseState, Event, Light, TextState
from civic_interaction.models import (
    Case,
    CaseClock,
    CaseEvent,
    CommonQuestion,
    DutyNote,
    DutyShift,
    HotTopic,
    Letter,
    PublicLetter,
    TextReview,
    TopicResponse,
)
from civic_office.domain.current_calendar import current_calendar
from civic_office.enums import Role, UnitKind
from civic_office.models import Post, Unit
from cms.demo.accounts import OFFICE, open_accounts
from cms.demo.facts import describe_unit, load_city_facts
from cms.demo.letters.compose import dress_answer
from cms.demo.letters.desks import Desks
from cms.demo.letters.moments import Hours
from cms.demo.letters.plan import FIRST, Plan, Planner
from cms.demo.letters.play import write_letters
from cms.demo.letters.texts import (
    read_concerns,
    read_duty_notes,
    read_manners,
    read_single_letters,
    read_topics,
)
from cms.demo.letters.world import World, spoken
from cms.demo.pen import Pen
from cms.demo.people import plan_accounts

NOW = timezone.make_aware(datetime.datetime(2026, 11, 20, 16))
SEED = 2018
#: Enough of a city for every field of work that people write about.
NAMES = (
    "市政府办公室",
    "市住建局",
    "市城管局",
    "市公安局",
    "市教育局",
    "市财政局",
    "市人社局",
    "市交通运输局",
    "兰山区",
)
KINDS = {"市政府办公室": UnitKind.GOVERNMENT_OFFICE, "兰山区": UnitKind.COUNTY}
SLIPS = re.compile(r"[{}]|。。|，，|，。|。；|；。|：。|、、|、。|None|(?<!\d)\.(?!\d)\B|！。|？。|。！")
#: Open, and still up to somebody.
STATES_AT_LEAST = {state: 5 for state in CaseState if state not in {CaseState.MERGED, CaseState.WITHDRAWN}}


def make_city() -> SimpleNamespace:
    city = load_city_facts("linyi")
    units = [
        Unit.objects.create(
            code=f"LY{number:03}", short_name=name, official_name=f"临沂市{name}", kind=KINDS.get(name, "department")
        )
        for number, name in enumerate(NAMES)
    ]
    facts = {
        unit.code: describe_unit(
            city, code=unit.code, official_name=unit.official_name, short_name=unit.short_name, kind=unit.kind
        )
        for unit in units
    }
    planned = [
        account
        for one in facts.values()
        for account in plan_accounts(one, seed=SEED, is_full=True, is_office=one.kind == OFFICE)
    ]
    open_accounts(planned, now=NOW)
    return SimpleNamespace(units=units, facts=facts)


@pytest.fixture
def city(db: None) -> SimpleNamespace:
    return make_city()


@pytest.fixture
def plans(city: SimpleNamespace) -> list[Plan]:
    load_channels("linyi", by=None, now=NOW)
    city.desks = Desks(city.units, city.facts, today=(NOW - datetime.timedelta(days=FIRST)).date())
    city.hours = Hours(current_calendar(), now=NOW)
    return Planner(city.desks, city.hours, seed=SEED).plan()


def texts_of(plan: Plan, city: SimpleNamespace) -> tuple[str, str, str]:
    world = World(city.desks, city.hours, lambda _life: None)
    moment = min(plan.received_at + datetime.timedelta(days=8), NOW)
    answer = dress_answer(plan.pen, plan.written.answer, spoken(plan, world, now=moment), is_answered=not plan.closes)
    return plan.written.title, plan.written.text, answer


def test_a_year_brings_five_hundred_letters_unlike_one_another(plans: list[Plan], city: SimpleNamespace) -> None:
    texts = Counter(plan.written.text for plan in plans)
    moments = [plan.received_at for plan in plans]

    assert len(plans) >= 480  # more in a city that has more units
    assert len(texts) / texts.total() >= 0.95
    assert max(moments) <= NOW
    assert min(moments) >= NOW - datetime.timedelta(days=FIRST + 1)


def test_letters_and_answers_have_no_slips_of_the_pattern(plans: list[Plan], city: SimpleNamespace) -> None:
    slips = [(plan.number, text) for plan in plans for text in texts_of(plan, city) if SLIPS.search(text)]

    assert slips == []
    assert [plan.number for plan in plans if len(plan.written.title) > 40] == []


def test_the_same_seed_writes_the_same_letters(plans: list[Plan], city: SimpleNamespace) -> None:
    again = Planner(city.desks, city.hours, seed=SEED).plan()

    assert [plan.written for plan in again] == [plan.written for plan in plans]


def test_every_text_of_the_vocabulary_fits_something() -> None:
    for concern in read_concerns():
        chosen = [concern.matching(letter) for letter in range(len(concern.letters))]
        assert {title for titles, _answers in chosen for title in titles} == set(concern.titles)
        assert {answer for _titles, answers in chosen for answer in answers} == set(concern.answers)
    assert all(single.text and single.answer for single in read_single_letters())
    assert {one["name"] for one in read_manners()["templates"]}


@pytest.fixture
def written(city: SimpleNamespace, settings: Any) -> Counter[str]:
    return write_letters("linyi", city.units, city.facts, now=NOW, seed=SEED, scale=0.15)


@pytest.mark.slow
def test_letters_stand_in_every_state_under_every_light_with_true_clocks(written: Counter[str]) -> None:
    assert {state: written[state] for state, least in STATES_AT_LEAST.items() if written[state] < least} == {}
    lights = Counter(Case.objects.open().order_by().values_list("light", flat=True))
    assert all(lights[light] >= 3 for light in Light)
    late = CaseClock.objects.filter(stopped_at=None, paused_since=None, overdue_on=None, due_on__lt=NOW.date())
    assert not late.exists()
    assert not CaseEvent.objects.filter(at__gt=NOW).exists()
    assert not Letter.objects.filter(received_at__gt=NOW).exists()
    happened = set(CaseEvent.objects.values_list("event", flat=True))
    assert {Event.TRANSFER_REFUSED, Event.EXTENSION_ASKED, Event.REOPENED, Event.RETURNED, Event.PAUSED} <= happened
    assert not any(name in row for row in PublicLetter.objects.values_list("page", flat=True) for name in ("1390000",))
    assert CommonQuestion.objects.exists()


@pytest.mark.slow
def test_everybody_who_answers_letters_has_some_to_answer(written: Counter[str]) -> None:
    posts = Post.objects.filter(role__in=(Role.CASE_HANDLER, Role.PRINCIPAL_LEADER)).select_related("user", "unit")

    idle = [str(post) for post in posts if not cases_waiting_for(post.user, today=NOW.date()).exists()]

    assert idle == []


@pytest.mark.slow
@pytest.mark.shows("R134", "R137", "R140")
def test_hot_topics_common_questions_and_rosters_can_be_looked_at(written: Counter[str]) -> None:
    topics = HotTopic.objects.annotate(said=Count("responses"))
    assert topics.public().filter(said__gte=2).exists()
    assert topics.public().filter(letters__isnull=False).exists()
    assert topics.filter(withdrawn_at__isnull=False).exists()
    assert set(TopicResponse.objects.values_list("state", flat=True)) == set(TextState) - {TextState.RETURNED}
    waiting = set(TextReview.objects.waiting().values_list("role", flat=True))
    assert waiting == {Role.SUPERVISING_LEADER, Role.DISCLOSURE_SECTION}
    assert not HotTopic.objects.filter(updated_at__gt=NOW).exists()

    assert CommonQuestion.objects.public().filter(useful__gt=0).exists()
    assert CommonQuestion.objects.waiting().exists()
    assert len(set(CommonQuestion.objects.public().values_list("published_at", flat=True))) > 1

    today = NOW.date()
    shifts = DutyShift.objects.all()
    assert {unit.pk for unit in Unit.objects.all()} == set(shifts.filter(day=today).values_list("unit", flat=True))
    assert shifts.filter(day__gt=today + datetime.timedelta(days=14)).exists()
    assert DutyNote.objects.open().exists()
    assert DutyNote.objects.filter(settled_at__isnull=False).exists()
    assert not DutyNote.objects.filter(written_at__gt=NOW).exists()


def test_texts_of_topics_and_of_the_log_have_no_slips(city: SimpleNamespace) -> None:
    facts = city.facts[city.units[0].code]
    parts = [
        text
        for topic in read_topics()
        for text in (topic["title"], topic["question"], *(one["text"] for one in topic["responses"]))
    ]
    spots = {"road": "甲路", "road2": "乙路", "estate": "丙苑", "town": "丁镇", "village": "戊村", "place": "己县"}
    written = [Pen(facts, SEED, text).write(text, **spots) for text in parts]
    written += [Pen(facts, SEED, note["text"]).write(note["text"]) for note in read_duty_notes()]

    assert [text for text in written if SLIPS.search(text.replace("……", ""))] == []
