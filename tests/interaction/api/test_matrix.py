"""Every address that answers the public, whichever is added: nothing hidden, nothing masked, nothing personal.

The addresses are read from the site itself: a new one is asked here without anybody thinking of it.
"""

import datetime
from urllib.parse import quote

import pytest
from django.core import mail
from django.utils import timezone

import civic_interaction.api.urls
import civic_interaction.urls
from civic_interaction.domain.collections.moderate import publish_opinion, suggest_opinion_masks, withhold_opinion
from civic_interaction.domain.common_question import propose_question, publish_question, withdraw_question
from civic_interaction.domain.hot_topic import withdraw_topic
from civic_interaction.domain.publish_letter import publish_letter, suggest_letter_masks, unpublish_letter
from civic_interaction.domain.rate import rate_answer
from civic_interaction.enums import CaseState
from civic_office.workdays import civil_date
from civic_search.domain.renew_vocabulary import renew_vocabulary
from tests.interaction.collections.asked import give, make_bureau, make_collection
from tests.interaction.domain.test_hot_topic import publish as publish_topic
from tests.interaction.letters import bring_to
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
#: Who they are, and words that stand only in what is not public.
PERSONAL = ("李明", "13800138000", "和平路18号", "li@example.cn")
HIDDEN = ("甲醛超标", "乱收停车费", "不作为", "扰民烧烤", "停运公告", "表述有误")
KEYS = ("letter_id", "question_id", "topic_id", "collection_id")


@pytest.fixture
def town(city, search_on):
    """Of every kind of thing one that is public, with what must be covered in it, and one that is not."""
    now = timezone.now() - 2 * DAY
    person = {"name": "李明", "phone": "13800138000", "mail": "li@example.cn"}
    told = {"consents_to_publication": True, "person": person}
    text = "我叫李明，家住和平路18号，电话13800138000，暖气不热。"

    def letter(state=CaseState.ANSWERED, *, title, words=text):
        return bring_to(state, city, now=now, title=title, text=words, **told)

    case = letter(title="暖气不热")
    public = publish_letter(case, masks=suggest_letter_masks(case), by=city.section, now=now)
    rate_answer(case, score=1, text="李明：你们不作为", now=now)
    letter(CaseState.IN_REVIEW, title="甲醛超标", words=f"{text}甲醛超标")
    gone = letter(title="乱收停车费")
    publish_letter(gone, masks=suggest_letter_masks(gone), by=city.section, now=now)
    unpublish_letter(gone, reason="表述有误", by=city.section, now=now)

    made = propose_question(cases=[case], question="暖气不热找谁？", answer="拨打热线。", by=city.handler, now=now)
    publish_question(made, by=city.section, now=now)
    other = propose_question(cases=[case], question="扰民烧烤归谁管？", answer="城管。", by=city.handler, now=now)
    publish_question(other, by=city.section, now=now)
    withdraw_question(other, by=city.section, now=now)

    topic = publish_topic(city)
    withdrawn = publish_topic(city, title="停运公告")
    withdraw_topic(withdrawn, reason="表述有误", by=city.section, now=now)

    bureau = make_bureau()
    asked = make_collection(bureau, now=now, opens_on=civil_date(now), closes_on=civil_date(now) + 40 * DAY)
    shown = give(asked, text, now=now, person=person).opinion
    publish_opinion(shown, masks=suggest_opinion_masks(shown), by=bureau.handler, now=now)
    kept = give(asked, "扰民烧烤", now=now, person=person).opinion
    withhold_opinion(kept, reason="unlawful", note="李明所提", by=bureau.handler, now=now)
    run_jobs()
    renew_vocabulary()
    numbers = {
        "letter_id": (public.pk, gone.pk),
        "question_id": (made.pk, other.pk),
        "topic_id": (topic.pk, withdrawn.pk),
        "collection_id": (asked.pk, asked.pk),
    }
    return numbers, city


def addresses(numbers, channel):
    """Every address below the site's own lists, with each thing that it may name."""
    for root, patterns in (
        ("/api/v1/", civic_interaction.api.urls.urlpatterns),
        ("/", civic_interaction.urls.urlpatterns),
    ):
        for pattern in patterns:
            for which in (0, 1):
                named = {
                    **{key: numbers[key][which] for key in KEYS},
                    "number": 1,
                    "position": 1,
                    "old": 1,
                    "new": 1,
                    "code": channel,
                }
                route = str(pattern.pattern)
                for kind in (
                    ("letters", "common-questions", "hot-topics", "collections") if ":kind>" in route else ("",)
                ):
                    filled = route.replace("<slug:kind>", kind)
                    if kind:
                        filled = filled.replace("<number:number>", "0")
                    for key, value in named.items():
                        for form in ("number", "slug", "str"):
                            filled = filled.replace(f"<{form}:{key}>", str(value))
                    assert "<" not in filled, f"{route}: say here what it names"
                    yield root + filled


def said_by(answer):
    content = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
    return content + str(dict(answer.headers))


def leaks(text, words):
    plain = text.encode().decode("unicode_escape", errors="ignore") if "\\u" in text else text
    return [word for word in words if word in text or word in plain or quote(word) in text]


def test_no_address_of_the_site_says_what_is_not_public(town, get):
    numbers, city = town
    asked = sorted(set(addresses(numbers, city.channel.code)))

    said = {address: said_by(get(address)) for address in asked}

    assert len(asked) > 35
    assert {address: found for address, text in said.items() if (found := leaks(text, PERSONAL + HIDDEN))} == {}
    assert sum(bool(leaks(text, ["暖气不热"])) for text in said.values()) >= 8  # what is public is seen there


def test_search_and_suggestion_find_and_show_nothing_of_it(town, get):
    for word in PERSONAL + HIDDEN:
        answer = get("/api/v1/search/", {"q": f"“{word}”"}).json()
        assert answer["results"] == [], word
        assert word not in said_by(get("/api/v1/suggest/", {"q": word[:2]})), word
    assert get("/api/v1/search/", {"q": "“暖气不热”"}).json()["results"] != []


def test_no_error_says_what_is_not_public(town, get, send, settings):
    settings.CIVIC_INTERACTION_REQUIRE_PROOF = False
    numbers, city = town
    for address in sorted(set(addresses(numbers, city.channel.code))):
        if not address.startswith("/api/v1/"):
            continue
        path = address.removeprefix("/api/v1/")
        sent = {"receipt_number": "1", "query_code": "1", "text": "x", "channel": city.channel.code, "useful": "?"}
        for answer in (send(path, {}), send(path, sent), get(f"{address}?x=1")):
            assert answer.status_code < 500, address
            assert leaks(said_by(answer), PERSONAL + HIDDEN) == [], address


def test_no_mail_names_anybody(town):
    said = [f"{letter.subject} {letter.body}" for letter in mail.outbox]

    assert any("受理" in text for text in said)
    assert [text for text in said if leaks(text, PERSONAL + HIDDEN)] == []
