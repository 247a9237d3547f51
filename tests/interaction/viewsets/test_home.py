"""The home screen says what waits for whom, and costs the same however much that is."""

import re

import pytest
from django.utils import timezone

from civic_interaction.domain.common_question import propose_question
from civic_interaction.domain.hot_topic import approve_response, prepare_topic, send_response
from civic_interaction.enums import CaseState
from civic_interaction.models import HotTopic, PublicLetter
from civic_office.enums import OFFICE_ROLES, Role
from tests import factories
from tests.interaction.letters import bring_to
from tests.lists import count_queries, repeated_questions
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def test_home_says_what_waits_for_whom(city):
    case = bring_to(CaseState.IN_REVIEW, city, now=timezone.now(), title="待审的答复")
    bring_to(CaseState.RECEIVED, city, now=timezone.now(), title="待受理的来信")

    leader = signed_in(city.leader).get("/admin/").content.decode()
    desk = signed_in(city.desk).get("/admin/").content.decode()

    assert f"/admin/letters/{case.pk}/review/" in leader
    assert "待受理的来信" in desk


def test_home_costs_the_same_however_many_letters_wait(city):
    client = signed_in(city.desk)
    bring_to(CaseState.RECEIVED, city, now=timezone.now())
    one = count_queries(client, "/admin/")

    for _number in range(2):
        bring_to(CaseState.RECEIVED, city, now=timezone.now())

    assert count_queries(client, "/admin/") == one


def send_topic(city, *, title="路面塌陷处置情况"):
    """A hot topic whose response the city's handler has sent for review."""
    now = timezone.now()
    topic = HotTopic(title=title, question="何时恢复通车？", unit=city.unit)
    prepare_topic(topic, text="已封闭两条车道。", letters=PublicLetter.objects.none(), by=city.handler, now=now)
    send_response(topic, by=city.handler, now=now)
    return topic


def propose(city, question):
    case = bring_to(CaseState.ANSWERED, city, now=timezone.now())
    return propose_question(cases=[case], question=question, answer="次日生效。", by=city.handler, now=timezone.now())


def waiting_texts(who):
    """Where the rows of the panel lead."""
    page = signed_in(who).get("/admin/").content.decode()
    panel = page.partition("等我处理的公开文本")[2].partition("</section>")[0]
    return re.findall(r'<li><a href="([^"]+)"', panel)


def test_home_says_which_hot_topics_and_common_questions_wait_for_whom(city):
    topic = send_topic(city)
    common = propose(city, "在外地办的证有效吗？")
    review, edit = f"/admin/hot-topics/{topic.pk}/review/", f"/admin/hot-topics/{topic.pk}/"
    question = f"/admin/common-questions/{common.pk}/"

    assert (waiting_texts(city.leader), waiting_texts(city.section)) == ([review], [question])
    assert waiting_texts(city.handler) == waiting_texts(city.stranger) == []

    approve_response(topic, by=city.leader, now=timezone.now())
    assert (waiting_texts(city.leader), waiting_texts(city.section)) == ([], [review, question])

    approve_response(topic, by=city.section, now=timezone.now())
    assert waiting_texts(city.section) == [edit, question]


def test_home_costs_the_same_however_many_texts_wait(city):
    client = signed_in(city.section)
    send_topic(city)
    propose(city, "第一个问题？")
    approve_response(HotTopic.objects.get(), by=city.leader, now=timezone.now())
    one = count_queries(client, "/admin/")

    for number in range(2):
        approve_response(send_topic(city, title=f"热点{number}"), by=city.leader, now=timezone.now())
        propose(city, f"又一个问题{number}？")

    assert count_queries(client, "/admin/") == one


@pytest.mark.parametrize("role", Role.values)
def test_home_asks_nothing_twice_whoever_comes(city, role):
    now = timezone.now()
    for state in (CaseState.RECEIVED, CaseState.HANDLING, CaseState.IN_REVIEW):
        bring_to(state, city, now=now)
    send_topic(city)
    propose(city, "在外地办的证有效吗？")
    somebody = factories.make_post(unit=None if role in OFFICE_ROLES else city.unit, role=role).user
    factories.give_access(somebody)

    assert repeated_questions(signed_in(somebody), "/admin/") == []
