"""The sign that a person sends something: one for each letter, supplement, rating, opinion and wish to be told."""

import base64
import datetime
import io

import pytest
from django.core.cache import cache
from django.utils import timezone
from PIL import Image

from civic_interaction.api import pictures
from civic_interaction.api import proof as proofs
from civic_interaction.enums import CaseState
from civic_interaction.models import CodeFailure, Follower, Letter, Opinion, Rating, Supplement
from civic_office.workdays import civil_date
from tests.interaction.api.test_submit import ask, errors_of
from tests.interaction.collections.asked import make_bureau, make_collection
from tests.interaction.letters import bring_to, send_letter

pytestmark = pytest.mark.django_db
PICTURE = "/api/v1/letters/proof/picture/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def picture(get, monkeypatch):
    """A picture as somebody reads it: its token and the figures in it."""
    chosen = []

    def offer():
        monkeypatch.setattr(proofs, "choose_number", lambda: chosen.append(pictures.choose_number()) or chosen[-1])
        return {"question_token": get(PICTURE).json()["question_token"], "question_answer": str(chosen[-1])}

    return offer


def test_a_picture_shows_five_figures_and_does_not_name_them(get, picture):
    answer = get(PICTURE)
    read = picture()
    drawn = answer.json()["picture"].removeprefix("data:image/png;base64,")

    assert answer["Cache-Control"] == "no-store"
    assert Image.open(io.BytesIO(base64.b64decode(drawn))).size == (200, 64)
    assert len(read["question_answer"]) == 5
    assert read["question_answer"] not in read["question_token"]


def test_two_pictures_differ():
    assert pictures.draw_number(23456) != pictures.draw_number(23456)
    assert set(str(pictures.choose_number())) <= set(pictures.FIGURES)


def test_who_reads_the_picture_sends_a_letter_once(send, letter, picture):
    read = picture()
    sent = letter(proof="", **read)

    assert send("letters/", sent).status_code == 201
    assert errors_of(send("letters/", sent)).keys() == {"question_answer"}
    assert Letter.objects.count() == 1


def test_a_wrong_answer_uses_the_picture_up(send, letter, picture):
    read = picture()
    wrong = send("letters/", letter(proof="", **{**read, "question_answer": "11111"}))
    right = send("letters/", letter(proof="", **read))

    assert [answer.status_code for answer in (wrong, right)] == [400, 400]
    assert not Letter.objects.exists()


def test_an_old_picture_is_open_no_more(send, letter, picture, settings):
    read = picture()
    settings.CIVIC_INTERACTION_PROOF_MINUTES = 0

    assert errors_of(send("letters/", letter(proof="", **read))).keys() == {"question_answer"}


@pytest.mark.parametrize(
    "tamper", [lambda token: token[:-1], lambda token: token.swapcase(), lambda token: "x" + token]
)
def test_a_changed_token_is_nobodys(send, letter, picture, tamper):
    read = picture()

    answer = send("letters/", letter(proof="", **{**read, "question_token": tamper(read["question_token"])}))

    assert errors_of(answer).keys() == {"question_answer"}


def test_a_token_of_one_picture_does_not_answer_another(send, letter, picture):
    first, second = picture(), picture()
    while first["question_answer"] == second["question_answer"]:
        second = picture()

    answer = send("letters/", letter(proof="", **{**first, "question_answer": second["question_answer"]}))

    assert errors_of(answer).keys() == {"question_answer"}


def test_of_many_guesses_at_once_one_counts(get, send, letter, monkeypatch):
    """While the first wrong guess is on its way, the right one comes: the question is taken already."""
    token, number = ask(get)
    answers = []
    was = cache.add

    def add(key, *args, **kwargs):
        if key.startswith("civic-question:") and not answers:
            answers.append(None)
            answers[0] = send("letters/", letter(proof="", question_token=token, question_answer=str(number + 1)))
        return was(key, *args, **kwargs)

    monkeypatch.setattr(cache, "add", add)
    late = send("letters/", letter(proof="", question_token=token, question_answer=str(number)))

    assert [answers[0].status_code, late.status_code] == [400, 400]


def test_offers_are_counted(get, settings):
    settings.CIVIC_INTERACTION_PROOFS_PER_HOUR = 2

    asked = [get(address).status_code for address in (PICTURE, "/api/v1/letters/proof/", PICTURE)]

    assert asked == [200, 200, 429]


def test_supplement_and_rating_need_a_proof_and_are_counted(city, send, proof, settings):
    settings.CIVIC_INTERACTION_SENDS_PER_HOUR = 5
    now = timezone.now() - datetime.timedelta(hours=1)
    receipt = send_letter(city.channel, now=now)
    codes = {"receipt_number": receipt.receipt_number, "query_code": receipt.query_code}

    without = [send("letters/supplement/", {**codes, "text": "3号楼"}), send("letters/rate/", {**codes, "score": 5})]
    once = proof()
    first = send("letters/supplement/", {**codes, "text": "3号楼", "proof": once})
    again = send("letters/supplement/", {**codes, "text": "3号楼", "proof": once})
    early = send("letters/rate/", {**codes, "score": 5, "proof": proof()})
    many = send("letters/supplement/", {**codes, "text": "3号楼", "proof": proof()})

    assert [errors_of(answer).keys() for answer in (*without, again)] == [{"proof"}] * 3
    assert (first.status_code, early.status_code, many.status_code) == (200, 400, 429)
    assert (Supplement.objects.count(), Rating.objects.count(), CodeFailure.objects.count()) == (1, 0, 0)


def test_a_wrong_code_leaves_the_proof_good(city, send, proof):
    case = bring_to(CaseState.RECEIVED, city)
    once = proof()
    sent = {"receipt_number": case.number, "query_code": "0" * 16, "text": "x", "proof": once}

    assert [send("letters/supplement/", sent).status_code for _time in range(2)] == [403, 403]


@pytest.fixture
def collection(db):
    now = timezone.now()
    return make_collection(make_bureau(), now=now, opens_on=civil_date(now), closes_on=civil_date(now) + 40 * DAY)


@pytest.mark.shows("R131")
def test_opinions_and_wishes_to_be_told_need_a_proof_and_are_counted(send, proof, collection, settings):
    settings.CIVIC_INTERACTION_SENDS_PER_HOUR = 5
    opinions, followers = f"collections/{collection.pk}/opinions/", f"collections/{collection.pk}/followers/"
    once = proof()

    without = [send(opinions, {"text": "好"}), send(followers, {"mail": "li@example.cn"})]
    trapped = send(opinions, {"text": "好", "website": "http://spam.example", "proof": once})
    given = send(opinions, {"text": "好", "proof": once})
    told = send(followers, {"mail": "li@example.cn", "proof": once})
    many = send(opinions, {"text": "好", "proof": proof()})

    assert [errors_of(answer).keys() for answer in (*without, trapped, told)] == [
        {"proof"},
        {"proof"},
        {"website"},
        {"proof"},
    ]
    assert (given.status_code, many.status_code) == (201, 429)
    assert (Opinion.objects.count(), Follower.objects.count()) == (1, 0)


def test_wrong_codes_of_the_site_lock_the_number_and_not_the_site(send, collection, settings):
    """The public site asks for everybody: five slips of five people lock none of them."""
    settings.CIVIC_UNCOUNTED_ADDRESSES = frozenset({"127.0.0.1"})
    wrong = [
        send("opinions/open/", {"receipt_number": f"YJ{number}", "query_code": "0" * 16}).status_code
        for number in range(7)
    ]

    assert wrong == [403] * 7
