"""Whether a person sends something: a proof of work that a browser finds by itself, figures in a picture, or a plain question.

The picture is for those whose browser runs no scripts, and for those whose device is too slow; the question is for those
who cannot see the picture: it is text, so that every reader of screens reads it. All are signed and stateless; each lets
one thing through that is sent, and none after some hours. Letters, supplements, ratings, opinions and what else is sent
without an account ask for one by `one_sending`.
"""

import hashlib
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import altcha
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from civic_interaction.api.pictures import LENGTH, choose_number, draw_number
from civic_interaction.app_settings import app_settings
from civic_interaction.privacy.digest import digest_of

ALGORITHM = "PBKDF2/SHA-256"
#: What the derived key begins with: one try in 4,096 finds it. Many cheap tries are the same work for a browser as few dear
#: ones, and the server does one of them for each letter.
KEY_PREFIX = "000"
SALT = "civic_interaction.question"
NUMBERS = "零一二三四五六七八九十"
TEN = 10
#: What the cache notes of a question that was answered wrongly; no sender has this digest.
WRONG = "wrong"


def offer_proof(*, now: datetime) -> dict[str, Any]:
    """A challenge as the altcha widget takes it, a question, and until when they are good."""
    until = now + timedelta(minutes=app_settings.PROOF_MINUTES)
    challenge = altcha.create_challenge(
        ALGORITHM,
        app_settings.PROOF_COST,
        key_prefix=KEY_PREFIX,
        expires_at=until,
        hmac_secret=proof_secret(),
        key_length=16,
    )
    first, second = secrets.randbelow(TEN) + 1, secrets.randbelow(TEN) + 1
    return {
        "is_required": app_settings.REQUIRE_PROOF,
        "challenge": challenge.to_dict(),
        "question": _("How much is %(first)s plus %(second)s?") % {"first": NUMBERS[first], "second": NUMBERS[second]},
        "question_token": _token_for(first + second),
        "expires_at": until.isoformat(),
    }


def proof_secret() -> str:
    """What challenges are signed with; made of the key of digests, so that every process has the same."""
    return digest_of("altcha", purpose="proof")


def offer_picture(*, now: datetime) -> dict[str, str]:
    """Five figures in a picture; answered like the question, with the picture's own token."""
    number = choose_number()
    return {
        "picture": draw_number(number),
        "question_token": _token_for(number),
        "expires_at": (now + timedelta(minutes=app_settings.PROOF_MINUTES)).isoformat(),
    }


def _token_for(number: int) -> str:
    nonce = secrets.token_urlsafe(12)
    return signing.dumps([nonce, _seal(nonce, number)], salt=SALT)


@contextmanager
def one_sending(sent: dict[str, Any], *, request_key: str) -> Iterator[None]:
    """Let what follows happen once for the proof in `sent`; if it fails, the proof stays good for the mended form.

    The same request, by its `request_key`, may come again: it gets the answer that was lost on the way. Who guesses has
    one guess, however many come at once: a proof is taken before its answer is looked at. Which proofs are taken is noted
    in the cache; processes that do not share one let a proof through once each. Raises `ValidationError`.
    """
    proof, token = sent.pop("proof"), sent.pop("question_token")
    answer = sent.pop("question_answer")
    sent.pop("website")
    if not app_settings.REQUIRE_PROOF:
        yield
        return
    is_question = bool(token and not proof)
    key, is_right = _read_question(token, answer) if is_question else (_check_work(proof), True)
    sender = hashlib.sha256(request_key.encode()).hexdigest() if request_key else ""
    is_first = cache.add(key, sender if is_right else WRONG, timeout=app_settings.PROOF_MINUTES * 60)
    if not is_first and not (is_right and sender and cache.get(key) == sender):
        field = "question_answer" if is_question else "proof"
        raise ValidationError({field: _("This has been used already. Please ask for another one.")})
    if not is_right:
        raise ValidationError({"question_answer": _("This is not the answer. Please answer the new question.")})
    try:
        yield
    except BaseException:
        if is_first:
            cache.delete(key)
        raise


def _check_work(proof: str) -> str:
    if not proof:
        raise ValidationError({"proof": _("Please answer the question, or let your browser do its small task.")})
    result = altcha.verify_solution(proof, proof_secret())
    if result.expired:
        raise ValidationError(
            {"proof": _("This took longer than we can wait. Please let your browser do it once more.")}
        )
    if not result.verified:
        raise ValidationError(
            {"proof": _("Your browser has not done its small task. Please try again, or answer the question.")}
        )
    challenge = altcha.Payload.from_base64(proof).challenge
    return f"civic-proof:{challenge.signature}"


def _read_question(token: str, answer: str) -> tuple[str, bool]:
    """Under which key the question is taken, and whether the answer is right."""
    try:
        nonce, sealed = signing.loads(token, salt=SALT, max_age=timedelta(minutes=app_settings.PROOF_MINUTES))
    except signing.BadSignature as wrong:
        raise ValidationError(
            {"question_answer": _("This question is not open any more. Please answer the new one.")}
        ) from wrong
    number = read_number(answer)
    if number is None:
        raise ValidationError({"question_answer": _("Please answer with a number, such as 12.")})
    return f"civic-question:{nonce}", constant_time_compare(_seal(nonce, number), sealed)


def read_number(answer: str) -> int | None:
    """12, １２ or 十二."""
    text = unicodedata.normalize("NFKC", answer).strip()
    if text.isascii() and text.isdecimal():
        return int(text[: LENGTH + 1])
    if not text or set(text) - set(NUMBERS) or len(text) > 3:  # noqa: PLR2004 (as 二十一)
        return None
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return NUMBERS.index(text) if len(text) == 1 else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (NUMBERS.index(tens) if tens else 1) * TEN + (NUMBERS.index(ones) if ones else 0)


def _seal(nonce: str, number: int) -> str:
    return digest_of(f"{nonce} {number}", purpose="question")
