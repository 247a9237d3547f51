"""Common questions as the public reads, finds and judges them; and how the desk makes them of letters."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from civic_interaction.domain.common_question import (
    propose_question,
    publish_question,
    revise_question,
    withdraw_question,
)
from civic_interaction.enums import CaseState
from civic_interaction.models import Category, CommonQuestion
from tests import factories
from tests.interaction.letters import MONDAY, bring_to
from tests.jobs import run_jobs
from tests.queries import count_queries
from tests.signing_in import is_refused, signed_in

pytestmark = pytest.mark.django_db
TEXTS = {"question": "暖气不热找谁？", "answer": "请拨打供热热线，二十四小时内上门。"}
ROOT = "/api/v1/common-questions/"


def propose(city, **texts):
    category, _is_new = Category.objects.get_or_create(channel=city.channel, name="供暖", concern="help")
    case = bring_to(CaseState.ANSWERED, city, category=category)
    return propose_question(cases=[case], by=city.handler, now=MONDAY, **{**TEXTS, **texts})


def publish(city, **texts):
    return publish_question(propose(city, **texts), by=city.section, now=MONDAY)


@pytest.mark.shows("R140")
def test_the_public_reads_common_questions_by_unit_channel_and_category(city, get):
    common = publish(city)
    propose(city, question="还没有公开的问题？")

    page = get(f"{ROOT}{common.pk}/").json()
    (row,) = get(ROOT).json()["results"]

    assert row == {name: page[name] for name in row}
    assert (page["answer"], page["useful"], page["category"]) == (TEXTS["answer"], 0, "供暖")
    assert page["unit"] == {"code": city.unit.code, "name": city.unit.official_name}
    for query in (f"unit={city.unit.code}", f"channel={city.channel.code}", "category=供暖"):
        assert [one["id"] for one in get(f"{ROOT}?{query}").json()["results"]] == [common.pk]
    assert get(f"{ROOT}?category=别的").json()["results"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_once(city, get, count):
    for _number in range(count):
        publish(city)

    assert count_queries(lambda: get(ROOT)) == 1


def test_pages_follow_one_another(city, get):
    numbers = [publish(city).pk for _number in range(3)]

    first = get(f"{ROOT}?page_size=2").json()
    second = get(first["next"]).json()

    assert [row["id"] for row in first["results"] + second["results"]] == numbers[::-1]


def test_search_finds_it_while_it_is_public_and_never_its_letters(city, get, search_on):
    common = publish(city)
    run_jobs()
    found = get("/api/v1/search/?q=供热热线").json()["results"]
    withdraw_question(common, by=city.section, now=MONDAY)

    assert [hit["url"] for hit in found] == [f"/common-questions/{common.pk}/"]
    assert get("/api/v1/search/?q=供热热线").json()["results"] == []
    assert get(f"{ROOT}{common.pk}/").status_code == 404
    assert get(ROOT).json()["results"] == []


def test_readers_are_counted_once_a_day_and_not_kept(city, get, send):
    common = publish(city)

    answers = [send(f"common-questions/{common.pk}/usefulness/", {"useful": True}) for _time in range(3)]
    unread = send(f"common-questions/{propose(city).pk}/usefulness/", {"useful": True})

    assert [answer.status_code for answer in answers] == [200] * 3
    assert unread.status_code == 404
    common.refresh_from_db()
    assert (common.useful, common.not_useful) == (1, 0)
    assert common.history.count() == 2  # proposed, published: a reader writes no history


def test_the_site_asks_for_many_readers(city, send, settings):
    settings.CIVIC_UNCOUNTED_ADDRESSES = frozenset({"127.0.0.1"})
    common = publish(city)

    for is_useful in (True, False, False):
        send(f"common-questions/{common.pk}/usefulness/", {"useful": is_useful})

    common.refresh_from_db()
    assert (common.useful, common.not_useful) == (1, 2)


@pytest.mark.shows("R140")
def test_the_desk_makes_one_question_of_several_letters(city):
    factories.give_access(city.handler, city.section, city.stranger)
    cases = [bring_to(CaseState.ANSWERED, city) for _number in range(2)]
    hidden = "".join(f"&case={case.pk}" for case in cases)
    handler, section = signed_in(city.handler), signed_in(city.section)
    add = reverse("civic_common_questions:add")

    inbox = handler.get("/admin/letters/?state=answered").content.decode()
    form = handler.get(f"{add}?{hidden}")
    refused = handler.post(
        add, {"case": [case.pk for case in cases], "question": "暖气？", "answer": "请找王小芳，电话13800138000"}
    )
    done = handler.post(add, {"case": [case.pk for case in cases], **TEXTS})

    common = CommonQuestion.objects.get()
    assert "合成一个共性问题" in inbox
    assert form.context["form"].initial["answer"] == "已安排检修，三日内恢复供暖。"
    assert refused.context["form"].errors.keys() == {"answer"}
    assert set(common.cases.all()) == set(cases)
    page = reverse("civic_common_questions:edit", args=(common.pk,))
    assert done["Location"] == page
    assert is_refused(signed_in(city.stranger).get(page))
    assert is_refused(handler.post(reverse("civic_common_questions:publish", args=(common.pk,))))
    section.post(reverse("civic_common_questions:publish", args=(common.pk,)))
    assert CommonQuestion.objects.public().exists()
    assert "已公开" in section.get(page).content.decode()
    section.post(reverse("civic_common_questions:withdraw", args=(common.pk,)))
    handler.post(page, {**TEXTS, "question": "暖气不热怎么报修？"})
    common.refresh_from_db()
    assert (common.question, common.is_public, common.is_waiting) == ("暖气不热怎么报修？", False, True)
    assert list(CommonQuestion.objects.waiting()) == [common]
    assert not CommonQuestion.objects.public().exists()


def test_letters_of_others_are_not_taken(city):
    factories.give_access(city.stranger)
    case = bring_to(CaseState.ANSWERED, city)

    answer = signed_in(city.stranger).post(reverse("civic_common_questions:add"), {"case": [case.pk], **TEXTS})

    assert answer.context["form"].non_field_errors()
    assert not CommonQuestion.objects.exists()


def test_who_words_it_anew_does_not_publish_it(city):
    common = propose(city)
    revise_question(common, by=city.section, now=MONDAY, **TEXTS)

    with pytest.raises(PermissionDenied):
        publish_question(common, by=city.section, now=MONDAY)
