"""Hot topics: reviewed level by level before anybody reads them, followed up, seen in every channel or in none."""

import datetime
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from civic_interaction.domain.hot_topic import (
    approve_response,
    change_topic,
    prepare_topic,
    publish_topic,
    recall_response,
    return_response,
    send_response,
    withdraw_topic,
    write_response,
)
from civic_interaction.domain.publish_letter import publish_letter, suggest_letter_masks, unpublish_letter
from civic_interaction.enums import CaseState, TextState
from civic_interaction.models import HotTopic, PublicLetter, TextReview, TopicResponse
from civic_search.domain.renew_vocabulary import renew_vocabulary
from tests import factories
from tests.interaction.letters import MONDAY, bring_to, make_city, moment
from tests.jobs import run_jobs
from tests.queries import count_queries
from tests.signing_in import is_refused, signed_in

pytestmark = pytest.mark.django_db
FIRST, SECOND = "积水路段已全部封闭，抢险队伍已到位。", "积水已退，学校周三复课。"
LATER = moment("2026-03-03T08:00")
NONE = PublicLetter.objects.none


@pytest.fixture
def city(search_on):
    return make_city()


def prepare(city, **fields):
    topic = HotTopic(
        **{
            "title": "三月二日暴雨应对",
            "question": "哪些道路封闭？学校停课吗？",
            "unit": city.unit,
            "items": {"A-1": "应急预案"},
            **fields,
        }
    )
    return prepare_topic(topic, text=FIRST, letters=PublicLetter.objects.all(), by=city.handler, now=MONDAY)


def review(topic, city):
    send_response(topic, by=city.handler, now=MONDAY)
    approve_response(topic, comment="同意", by=city.leader, now=MONDAY)
    return approve_response(topic, comment="同意", by=city.section, now=MONDAY)


def publish(city, **fields):
    topic = prepare(city, **fields)
    review(topic, city)
    return publish_topic(topic, by=city.section, now=MONDAY)


@pytest.mark.shows("R137")
def test_a_topic_is_answered_after_review_and_followed_up(city, client):
    topic = publish(city)
    write_response(topic, text=SECOND, by=city.handler, now=LATER)
    unseen = client.get(f"/api/v1/hot-topics/{topic.pk}/").json()
    review(topic, city)
    publish_topic(topic, by=city.section, now=LATER)

    page = client.get(f"/api/v1/hot-topics/{topic.pk}/").json()

    assert [one["text"] for one in unseen["responses"]] == [FIRST]
    assert [one["text"] for one in page["responses"]] == [SECOND, FIRST]
    moments = [datetime.datetime.fromisoformat(page[name]) for name in ("published_at", "updated_at")]
    assert moments == [MONDAY, LATER]
    assert page["items"] == [{"index_number": "A-1", "title": "应急预案"}]
    assert (page["unit"]["name"], page["question"]) == (city.unit.official_name, "哪些道路封闭？学校停课吗？")


def test_no_level_is_passed_over_and_nobody_reviews_their_own(city):
    topic = prepare(city)
    for person in (city.section, city.leader):
        with pytest.raises(ValidationError):
            publish_topic(topic, by=city.section, now=MONDAY)
        with pytest.raises(PermissionDenied):
            approve_response(topic, by=person, now=MONDAY)
    send_response(topic, by=city.leader, now=MONDAY)

    for person in (city.leader, city.section, city.handler, city.stranger):
        with pytest.raises(PermissionDenied):
            approve_response(topic, by=person, now=MONDAY)


def test_a_returned_response_is_followed_by_the_next_and_public_ones_stay(city):
    topic = prepare(city)
    send_response(topic, by=city.handler, now=MONDAY)
    with pytest.raises(ValidationError):
        return_response(topic, comment=" ", by=city.leader, now=MONDAY)
    return_response(topic, comment="写明时间", by=city.leader, now=MONDAY)
    write_response(topic, text=SECOND, by=city.handler, now=MONDAY)
    review(topic, city)
    recall_response(topic, by=city.handler, now=MONDAY)

    assert list(topic.responses.order_by("number").values_list("state", flat=True)) == [TextState.RETURNED] * 2
    public = publish(city).responses.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        TopicResponse.objects.filter(pk=public.pk).update(text="别的")
    assert TextReview.objects.filter(response=public, is_approved=True).count() == 2


def test_only_people_of_the_unit_and_the_section_write_and_only_the_section_publishes(city):
    topic = prepare(city)
    for verb in (
        lambda: write_response(topic, text="x", by=city.stranger, now=MONDAY),
        lambda: send_response(topic, by=city.stranger, now=MONDAY),
        lambda: prepare_topic(
            HotTopic(title="x", question="y", unit=city.unit), text="x", letters=NONE(), by=city.stranger, now=MONDAY
        ),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    review(topic, city)
    with pytest.raises(PermissionDenied):
        publish_topic(topic, by=city.handler, now=MONDAY)
    with pytest.raises(ValidationError, match="不能修改"):
        change_topic(topic, title="别的", letters=NONE(), by=city.handler, now=MONDAY)


CHANNELS = {
    "list": "/api/v1/hot-topics/",
    "page": "/api/v1/hot-topics/{pk}/",
    "feed": "/feeds/hot-topics.atom",
    "table": "/tables/hot-topics.csv",
    "sitemap": "/sitemap-hot-topics-{page}.xml",
    "search": "/api/v1/search/?q=积水路段",
    "suggestion": "/api/v1/suggest/?q=三月二日暴雨",
}


def said(client, channel, topic):
    client.raise_request_exception = False
    got = client.get(CHANNELS[channel].format(pk=topic.pk, page=topic.pk // 5000))
    return b"".join(got.streaming_content).decode() if got.streaming else got.content.decode()


def shows(text, topic):
    plain = re.sub(
        r'"\},\{"text":"|","marked":(true|false)', "", re.sub(r'"understood":\{.*?"is_cut":(true|false)\}', "", text)
    )
    return f"/hot-topics/{topic.pk}/" in text or "暴雨应对" in plain or "抢险" in plain


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_shows_what_is_public_and_none_what_is_not(city, client, channel):
    topic = publish(city)
    run_jobs()
    renew_vocabulary()
    seen = shows(said(client, channel, topic), topic)
    withdraw_topic(topic, reason="表述有误", by=city.section, now=LATER)
    at_once = shows(said(client, channel, topic), topic)
    run_jobs()

    assert (seen, at_once, shows(said(client, channel, topic), topic)) == (True, False, False)
    assert "表述有误" not in said(client, channel, topic)
    in_review = prepare(city)
    send_response(in_review, by=city.handler, now=MONDAY)
    assert not shows(said(client, channel, in_review), in_review)


def test_withdrawn_answers_410_and_unknown_404(city, client):
    topic = publish(city)
    withdraw_topic(topic, reason="表述有误", by=city.section, now=LATER)

    found = [client.get(f"/api/v1/hot-topics/{pk}/").status_code for pk in (topic.pk, prepare(city).pk, 424242)]

    assert found == [410, 404, 404]


def test_letters_are_named_only_while_they_are_public(city, client):
    case = bring_to(CaseState.ANSWERED, city, consents_to_publication=True)
    letter = publish_letter(case, masks=suggest_letter_masks(case), by=city.section, now=MONDAY)
    topic = publish(city)

    before = client.get(f"/api/v1/hot-topics/{topic.pk}/").json()["letters"]
    unpublish_letter(case, reason="隐私", by=city.section, now=LATER)

    assert before == [{"id": letter.pk, "url": f"/letters/{letter.pk}/", "title": letter.title}]
    assert client.get(f"/api/v1/hot-topics/{topic.pk}/").json()["letters"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_once_however_many_there_are(city, client, count):
    for _number in range(count):
        publish(city)

    assert count_queries(lambda: client.get("/api/v1/hot-topics/")) == 1
    assert count_queries(lambda: b"".join(client.get("/tables/hot-topics.csv").streaming_content)) == 1


@pytest.mark.shows("R137")
def test_the_whole_way_by_screens(city):
    factories.give_access(city.handler, city.leader, city.section, city.stranger)
    handler, leader, section = map(signed_in, (city.handler, city.leader, city.section))
    form = {"unit": city.unit.pk, "title": "暴雨应对", "question": "停课吗？", "text": FIRST, "items": "A-1 应急预案"}

    wrong = handler.post(reverse("civic_hot_topics:add"), {**form, "letters": "424242"})
    handler.post(reverse("civic_hot_topics:add"), form)
    topic = HotTopic.objects.get()

    def url(name):
        return reverse(f"civic_hot_topics:{name}", args=(topic.pk,))

    handler.post(url("change"), {"title": "三月暴雨应对", "question": "停课吗？", "items": "A-1 应急预案"})
    handler.post(url("send"))
    shown = leader.get(url("review")).content.decode()
    leader.post(url("review"), {"comment": "同意"})
    section.post(url("review"), {"comment": "", "return": "1"})
    section.post(url("review"), {"comment": "同意"})
    section.post(url("publish"))

    topic.refresh_from_db()
    assert wrong.context["form"].errors.keys() == {"letters"}
    assert (FIRST in shown, "三月暴雨应对" in shown) == (True, True)
    assert topic.is_public
    assert is_refused(signed_in(city.stranger).get(url("edit")))
    offered = [label for _url, label in section.get(url("edit")).context["offers"]]
    assert offered == ["写回应", "撤下公开信息"]
    section.post(url("withdraw"), {"reason": "表述有误"})
    topic.refresh_from_db()
    assert not topic.is_public
