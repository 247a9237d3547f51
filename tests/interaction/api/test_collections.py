import datetime
import json

import pytest
from django.utils import timezone

from civic_interaction.api import collection_shapes as shapes
from civic_interaction.domain.collections.close import close_collection
from civic_interaction.domain.collections.decide_outcome import decide_group, decide_opinion
from civic_interaction.domain.collections.follow import token_of
from civic_interaction.domain.collections.group_opinions import group_opinions
from civic_interaction.domain.collections.moderate import publish_opinion, withhold_opinion
from civic_interaction.domain.collections.revise_draft import write_version
from civic_interaction.enums import CollectionKind, CollectionState, Decision, Moderation
from civic_interaction.models import Follower, Opinion
from civic_office.workdays import civil_date
from tests.interaction.clauses.drafts import SECOND
from tests.interaction.collections.asked import give, make_bureau, make_collection, report, revise

DAY = datetime.timedelta(days=1)
ROOT = "/api/v1/collections/"


@pytest.fixture
def bureau(db):
    return make_bureau()


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def collection(bureau, now):
    """Announced now, open from today on."""
    return make_collection(bureau, now=now, opens_on=civil_date(now), closes_on=civil_date(now) + 40 * DAY)


@pytest.fixture
def send(client, settings):
    """Proofs of a person: `test_proof.py`."""
    settings.CIVIC_INTERACTION_REQUIRE_PROOF = False

    def post(address, body, **headers):
        return client.post(address, json.dumps(body), content_type="application/json", headers=headers)

    return post


def keys_of(shape):
    return set(shape().get_fields())


def test_the_list_names_what_is_announced_and_nothing_else(client, bureau, collection):
    make_collection(bureau, CollectionState.DRAFT)

    body = client.get(ROOT).json()

    assert [row["id"] for row in body["results"]] == [collection.pk]
    assert body["results"][0].keys() == keys_of(shapes.CollectionRow)
    assert body["results"][0]["phase"] == "open"


def test_pages_follow_one_another(client, bureau, now):
    pks = [
        make_collection(
            bureau, now=now + n * DAY, opens_on=(now + 4 * DAY).date(), closes_on=(now + 50 * DAY).date()
        ).pk
        for n in range(3)
    ]

    first = client.get(ROOT, {"page_size": 2}).json()
    second = client.get(first["next"]).json()

    assert [row["id"] for row in first["results"] + second["results"]] == pks[::-1]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"phase": "open"}, 200),
        ({"phase": "draft"}, 400),
        ({"cursor": "x"}, 400),
        ({"page_size": "0"}, 400),
        ({"page_size": "100"}, 200),
        ({"page_size": "101"}, 400),
        ({"q": "x"}, 400),
        ({"unit": "nowhere"}, 400),
    ],
)
def test_parameters_are_read_or_refused(client, collection, query, status):
    assert client.get(ROOT, query).status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_once(client, bureau, now, count, django_assert_num_queries):
    for _number in range(count):
        make_collection(bureau, now=now, opens_on=civil_date(now) + DAY, closes_on=civil_date(now) + 50 * DAY)

    with django_assert_num_queries(1):
        client.get(ROOT)


@pytest.mark.shows("R132")
def test_a_collection_says_what_is_asked_why_and_until_when(client, bureau, collection):
    body = client.get(f"{ROOT}{collection.pk}/").json()

    assert body.keys() == keys_of(shapes.CollectionDetail)
    assert "第十五条" in body["basis"]
    assert [(row["step"], row["reason"]) for row in body["timeline"]] == [("announced", "")]


def test_a_source_that_nobody_has_checked_is_no_basis_for_the_public(client, bureau, now):
    collection = make_collection(
        bureau,
        kind=CollectionKind.NORMATIVE_DOCUMENT,
        now=now,
        opens_on=civil_date(now) + DAY,
        closes_on=civil_date(now) + 50 * DAY,
    )

    assert "由办公室" in collection.rule.basis
    assert client.get(f"{ROOT}{collection.pk}/").json()["basis"] == ""


def test_one_in_preparation_is_not_found_anywhere(client, send, bureau):
    hidden = make_collection(bureau, CollectionState.DRAFT)

    addresses = ("", "versions/1/", "versions/1/compare/1/", "opinions/", "results/")
    assert {client.get(f"{ROOT}{hidden.pk}/{one}").status_code for one in addresses} == {404}
    assert send(f"{ROOT}{hidden.pk}/opinions/", {"text": "x"}).status_code == 404
    assert send(f"{ROOT}{hidden.pk}/followers/", {"mail": "a@example.cn"}).status_code == 404


def test_a_version_that_is_not_published_is_not_found(client, bureau, collection):
    write_version(collection, text=SECOND, by=bureau.drafter, now=timezone.now())

    assert client.get(f"{ROOT}{collection.pk}/versions/2/").status_code == 404
    assert client.get(f"{ROOT}{collection.pk}/versions/1/compare/2/").status_code == 404


def test_versions_are_compared_in_public(client, bureau, collection, now):
    revise(collection, bureau, SECOND, now=now)

    body = client.get(f"{ROOT}{collection.pk}/versions/1/compare/2/").json()

    assert body.keys() == keys_of(shapes.DraftComparison)
    assert body["counts"]["moved"] == 1
    changed = next(one for one in body["clauses"] if one["new_anchor"] == "article-6-item-2")
    assert changed.keys() == keys_of(shapes.ChangedClause)
    assert [piece["text"] for piece in changed["pieces"] if piece["kind"] != "same"] == ["三十日", "十五日"]


@pytest.mark.shows("R131")
def test_an_opinion_is_given_read_and_shown_at_its_clause(client, send, bureau, collection, now):
    sent = {
        "text": "期限太长，应当缩短。",
        "anchor": "article-4-item-2",
        "quoted": "在三十日内",
        "name": "李明",
        "phone": "13800138000",
        "consents_to_publication": True,
    }
    answer = send(f"{ROOT}{collection.pk}/opinions/", sent)
    assert answer.status_code == 201
    assert answer["Cache-Control"] == "no-store"
    assert answer.json().keys() == keys_of(shapes.ReceiptOfOpinion)
    assert client.get(f"{ROOT}{collection.pk}/opinions/").json()["results"] == []

    publish_opinion(Opinion.objects.get(), masks=[], by=bureau.handler, now=now)

    text = client.get(f"{ROOT}{collection.pk}/opinions/").content.decode()
    (row,) = json.loads(text)["results"]
    assert row.keys() == keys_of(shapes.PublicOpinion)
    assert (row["quote"]["anchor"], row["quote"]["standing"]) == ("article-4-item-2", "kept")
    for secret in ("李明", "13800138000", answer.json()["receipt_number"], answer.json()["query_code"]):
        assert secret not in text
    clauses = client.get(f"{ROOT}{collection.pk}/versions/1/").json()["clauses"]
    assert {one["anchor"]: one["opinions"] for one in clauses if one["opinions"]} == {"article-4-item-2": 1}


def test_opinions_are_narrowed_by_the_clause_they_stand_at_now(client, bureau, collection, now):
    on_item = {"anchor": "article-4-item-2", "quoted": "在三十日内"}
    for fields in (on_item, {"anchor": "article-1", "quoted": "保障行人通行安全"}, {}):
        publish_opinion(give(collection, now=now, **fields).opinion, masks=[], by=bureau.handler, now=now)
    give(collection, now=now, **on_item)  # nobody has read it
    revise(collection, bureau, SECOND, now=now)

    def found(clause):
        answer = client.get(f"{ROOT}{collection.pk}/opinions/", {"clause": clause}).json()
        return [row["quote"]["anchor"] for row in answer["results"]]

    assert (found("article-6-item-2"), found("article-1")) == (["article-6-item-2"], ["article-1"])
    assert found("article-4-item-2") == found("nowhere") == []
    for odd in ("x" * 121, "\0"):
        assert client.get(f"{ROOT}{collection.pk}/opinions/", {"clause": odd}).status_code == 400


def test_mistakes_are_told_at_their_fields_in_chinese(send, collection):
    answer = send(f"{ROOT}{collection.pk}/opinions/", {"text": "好", "mail": "nobody", "phone": "x"})

    assert answer.status_code == 400
    assert {error["name"] for error in answer.json()["errors"]} == {"mail", "phone"}
    assert all(not error["detail"].isascii() for error in answer.json()["errors"])


@pytest.mark.parametrize(
    "sent", [{}, {"text": ""}, {"text": "好", "version": 10**9}, {"text": "好", "voice": "king"}, []]
)
def test_what_cannot_be_read_is_a_problem(send, collection, sent):
    answer = send(f"{ROOT}{collection.pk}/opinions/", sent)

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_the_same_request_gives_the_same_receipt(send, collection):
    once, twice = (
        send(f"{ROOT}{collection.pk}/opinions/", {"text": "好"}, **{"Idempotency-Key": "0123456789abcdef"}).json()
        for _time in range(2)
    )

    assert once == twice
    assert Opinion.objects.count() == 1


@pytest.mark.parametrize("state", [CollectionState.CLOSED, CollectionState.REPORTED, CollectionState.CANCELLED])
def test_an_ended_collection_refuses_by_direct_link(send, bureau, state):
    ended = make_collection(bureau, state)

    answer = send(f"{ROOT}{ended.pk}/opinions/", {"text": "晚到的意见"})

    assert answer.status_code == 400
    assert not Opinion.objects.exists()


def finish(collection, bureau, now):
    """Two equal opinions, one of them shown, and a third that is not; closed, decided and reported."""
    for text in ("建议缩短期限。", "建议缩短清理期限。", "不同意公开的意见。"):
        give(collection, text, now=now)
    third, second, first = collection.opinions.all()
    publish_opinion(first, masks=[], by=bureau.handler, now=now)
    for opinion in (second, third):
        withhold_opinion(opinion, reason="no_consent", by=bureau.handler, now=now)
    later = now + 41 * DAY
    close_collection(collection, now=later)
    group = group_opinions(collection, [first, second], title="缩短期限", by=bureau.handler, now=later)
    decide_group(group, decision=Decision.PARTLY, reason="改为二十日。", by=bureau.handler, now=later)
    decide_opinion(third, decision=Decision.NOT_ADOPTED, reason="只答复本人。", by=bureau.handler, now=later)
    return group, later


def test_outcomes_are_public_with_the_results_and_not_before(client, bureau, collection, now):
    group, later = finish(collection, bureau, now)
    opinions, results = f"{ROOT}{collection.pk}/opinions/", f"{ROOT}{collection.pk}/results/"

    (before,) = client.get(opinions).json()["results"]
    assert (before["outcome"], before["group"]) == (None, None)
    assert client.get(results).status_code == 404
    report(collection, bureau, now=later)

    (after,) = client.get(opinions).json()["results"]
    assert after["outcome"] == {"decision": "partly", "reason": "改为二十日。"}
    body = client.get(results).json()
    assert body.keys() == keys_of(shapes.CollectionResults)
    assert body["groups"] == [
        {"group": group.pk, "title": "缩短期限", "opinions": 2, "decision": "partly", "reason": "改为二十日。"}
    ]
    assert body["figures"]["not_adopted"] == 1
    for address in (opinions, results, f"{ROOT}{collection.pk}/", f"{ROOT}{collection.pk}/versions/1/"):
        text = client.get(address).content.decode()
        assert "不同意公开" not in text
        assert "只答复本人" not in text


def test_a_giver_sees_what_became_of_the_own_opinion(send, bureau, collection, now):
    receipt = give(collection, now=now)
    asked = {"receipt_number": receipt.receipt_number, "query_code": receipt.query_code}

    body = send("/api/v1/opinions/open/", asked).json()

    assert body.keys() == keys_of(shapes.OwnOpinion)
    assert (body["standing"], body["outcome"]) == (Moderation.WAITING, None)


def test_wrong_codes_are_refused_then_locked(send, collection, now, settings):
    settings.CIVIC_INTERACTION_CODE_ATTEMPTS = 3
    receipt = give(collection, now=now)
    wrong = {"receipt_number": receipt.receipt_number, "query_code": "0" * 16}

    assert [send("/api/v1/opinions/open/", wrong).status_code for _try in range(4)] == [403, 403, 403, 429]


def test_an_address_follows_by_its_own_mail_only(send, collection):
    assert send(f"{ROOT}{collection.pk}/followers/", {"mail": "li@example.cn"}).status_code == 202
    follower = Follower.objects.get()
    assert follower.confirmed_at is None

    assert send(f"{ROOT}followers/confirm/", {"token": f"{follower.pk}-{'0' * 32}"}).status_code == 404
    assert send(f"{ROOT}followers/confirm/", {"token": token_of(follower)}).status_code == 200
    assert Follower.objects.confirmed().exists()
    assert send(f"{ROOT}followers/stop/", {"token": token_of(follower)}).status_code == 200
    assert not Follower.objects.exists()


@pytest.mark.parametrize("verb", ["confirm", "stop"])
def test_nothing_is_read_of_a_token_that_is_too_long(send, db, verb):
    refused = send(f"{ROOT}followers/{verb}/", {"token": "9" * 300_000})

    assert (refused.status_code, refused.json()["detail"]) == (400, "提交的内容太长。")
