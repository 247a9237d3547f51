"""One answer for what many ask."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civic_interaction.domain.common_question import propose_question, publish_question, withdraw_question
from civic_interaction.enums import CaseState
from civic_interaction.models import CommonQuestion
from tests.factories import make_section_officer
from tests.interaction.letters import MONDAY, bring_to, make_city

pytestmark = pytest.mark.django_db
TEXTS = {"question": "暖气不热找谁？", "answer": "请拨打供热热线，二十四小时内上门。"}


@pytest.mark.shows("R140")
def test_a_common_question_is_made_from_answered_cases_and_published_by_the_office():
    """R140: 刊登共性问题。"""
    city = make_city()
    cases = [bring_to(CaseState.ANSWERED, city) for _number in range(2)]

    common = propose_question(cases=cases, by=city.handler, now=MONDAY, **TEXTS)
    assert not CommonQuestion.objects.public().exists()
    publish_question(common, by=city.section, now=MONDAY)

    common = CommonQuestion.objects.public().get()
    assert (common.unit, common.channel, set(common.cases.all())) == (city.unit, city.channel, set(cases))
    withdraw_question(common, by=city.section, now=MONDAY)
    assert not CommonQuestion.objects.public().exists()


def test_only_who_sees_the_cases_proposes_and_only_another_of_the_office_publishes():
    city = make_city()
    case = bring_to(CaseState.ANSWERED, city)
    with pytest.raises(PermissionDenied):
        propose_question(cases=[case], by=city.stranger, now=MONDAY, **TEXTS)
    common = propose_question(cases=[case], by=city.section, now=MONDAY, **TEXTS)

    for person in (city.section, city.handler, city.desk):
        with pytest.raises(PermissionDenied):
            publish_question(common, by=person, now=MONDAY)
    assert publish_question(common, by=make_section_officer(), now=MONDAY).published_at == MONDAY


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"question": " "}, "question"),
        ({"answer": ""}, "answer"),
        ({"answer": "请找李师傅，电话13800138000。"}, "answer"),
    ],
)
def test_it_says_something_and_holds_no_personal_data(change, field):
    city = make_city()
    case = bring_to(CaseState.ANSWERED, city)

    with pytest.raises(ValidationError) as refused:
        propose_question(cases=[case], by=city.handler, now=MONDAY, **{**TEXTS, **change})

    assert list(refused.value.message_dict) == [field]


def test_what_is_not_answered_makes_no_common_question():
    city = make_city()
    for cases in ([], [bring_to(CaseState.HANDLING, city)]):
        with pytest.raises(ValidationError) as refused:
            propose_question(cases=cases, by=city.handler, now=MONDAY, **TEXTS)
        assert list(refused.value.message_dict) == ["cases"]
