"""A letter comes in."""

import datetime
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from civic_interaction.domain.attach_uploads import attach_uploads
from civic_interaction.domain.change import Change, beginning
from civic_interaction.domain.check_submission import check_submission, receiving_unit
from civic_interaction.domain.keep_clocks import start_clock
from civic_interaction.domain.query_code import derive_code, keep_code
from civic_interaction.enums import ClockKind, Event, Part
from civic_interaction.models import Case, CaseClock, Category, Channel, Letter, ReplyPolicy, Sender
from civic_interaction.permissions import may_enter_letters
from civic_interaction.privacy.digest import digest_of
from civic_office.domain.insert_rows import insert_rows
from civic_office.models import Unit
from civic_office.workdays import civil_date

#: A receipt number is the day and six digits: nobody can tell from it how many letters came.
DIGITS = 6
ATTEMPTS = 20
SHORTEST_REQUEST_KEY = 16


@dataclass(frozen=True, slots=True)
class Submission:
    """What a citizen sends. `person` holds the fields of `Sender`; `uploads` the tokens of the upload step."""

    channel: Channel
    title: str
    text: str
    person: dict[str, str] = field(default_factory=dict)
    category: Category | None = None
    addressed_to: Unit | None = None
    consents_to_publication: bool = False
    uploads: Sequence[str] = ()

    def digest(self) -> str:
        """Keyed, of all that was sent."""
        facts = {
            "channel": self.channel.pk,
            "category": self.category and self.category.pk,
            "addressed_to": self.addressed_to and self.addressed_to.pk,
            "title": self.title,
            "text": self.text,
            "person": self.person,
            "consents": self.consents_to_publication,
            "uploads": sorted(self.uploads),
        }
        return digest_of(json.dumps(facts, sort_keys=True, ensure_ascii=False), purpose="letter")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the citizen is given, once: the number, and the code that is stored nowhere in clear.

    `case` and `clocks` are what the letter began as.
    """

    letter: Letter
    query_code: str
    case: Case
    clocks: Sequence[CaseClock]

    @property
    def receipt_number(self) -> str:
        return self.letter.receipt_number


def receive_letter(
    submission: Submission, *, by: Any = Part.CITIZEN, request_key: str = "", now: datetime.datetime
) -> Receipt:
    """Save a letter for good and open its case (R116–R119, R125).

    1. Check it against its channel; who writes it down for a citizen must be allowed to.
    2. The same `request_key` (Idempotency-Key) with the same content gives the same receipt and code again; with other
       content it is refused.
    3. Save letter, sender (encrypted) and the digest of the query code; the uploads become the letter's.
    4. Open the case under the policy of the day; the clocks to accept and to answer start (`case_changed`).

    Raises `ValidationError` by field, `PermissionDenied`.
    """
    today = civil_date(now)
    policy = check_submission(submission, today=today)
    unit = receiving_unit(submission)
    if not isinstance(by, Part) and not may_enter_letters(by, submission.channel, unit, today=today):
        raise PermissionDenied
    if request_key and len(request_key) < SHORTEST_REQUEST_KEY:
        raise ValidationError({"request_key": _("The key of a request has at least 16 characters.")})
    secret = request_key or secrets.token_urlsafe(32)
    for _attempt in range(ATTEMPTS):
        letter = _letter_of(submission, unit, request_key=request_key, by=by, now=now)
        try:
            return _save(letter, submission, policy, secret=secret, by=by)
        except IntegrityError:
            # The same request came before; or the number is somebody's already. Nearly no letter is, so none is looked for first.
            known = _earlier_letter(request_key, submission)
            if known is not None:
                return _receipt_again(known, secret)
            if not Letter.objects.filter(receipt_number=letter.receipt_number).exists():
                raise
    raise ValidationError(_("So many letters came today that no number is left. Please write again tomorrow."))


def _earlier_letter(request_key: str, submission: Submission) -> Letter | None:
    if not request_key:
        return None
    letter = Letter.objects.filter(request_key=digest_of(request_key, purpose="request")).first()
    if letter is not None and not hmac.compare_digest(letter.digest, submission.digest()):
        raise ValidationError({"request_key": _("This request has been sent before with another content.")})
    return letter


def _receipt_again(letter: Letter, secret: str) -> Receipt:
    case = letter.cases.select_related("desk", "lead_unit").order_by("pk")[0]
    return Receipt(letter, derive_code(letter, secret), case, list(CaseClock.objects.of_round(case)))


def _letter_of(submission: Submission, unit: Unit, *, request_key: str, by: Any, now: datetime.datetime) -> Letter:
    return Letter(
        receipt_number=f"{civil_date(now):%Y%m%d}{secrets.randbelow(10**DIGITS):0{DIGITS}}",
        channel=submission.channel,
        category=submission.category,
        addressed_to=unit,
        title=submission.title,
        text=submission.text,
        consents_to_publication=submission.consents_to_publication,
        received_at=now,
        entered_by=None if isinstance(by, Part) else by,
        digest=submission.digest(),
        request_key=digest_of(request_key, purpose="request") if request_key else None,
    )


@transaction.atomic
def _save(letter: Letter, submission: Submission, policy: ReplyPolicy, *, secret: str, by: Any) -> Receipt:
    """All of it or nothing. On SQLite nobody else writes meanwhile: what can be reckoned before is."""
    insert_rows(Letter, [letter])
    _save_sender(letter, submission.person)
    attach_uploads(submission.uploads, letter=letter, now=letter.received_at)
    code = derive_code(letter, secret)
    keep_code(letter, code)
    opened = open_case(letter, policy, by=by)
    return Receipt(letter, code, opened.case, opened.new_clocks)


def _save_sender(letter: Letter, person: dict[str, str]) -> None:
    digests = {f"{name}_digest": digest_of(person.get(name, ""), purpose=name) for name in Sender.DIGESTED}
    insert_rows(Sender, [Sender(letter=letter, **person, **digests)])


def open_case(letter: Letter, policy: ReplyPolicy, *, by: Any) -> Change:
    """The case of a new letter, under the policy that holds for the day it came."""
    case = Case(
        letter=letter,
        number=letter.receipt_number,
        title=letter.title,
        channel=letter.channel,
        category=letter.category,
        policy=policy,
        desk=letter.channel.desk or letter.addressed_to,
        received_at=letter.received_at,
    )
    with beginning(case, Event.RECEIVED, by=by, now=letter.received_at) as change:
        start_first_clocks(change)
    return change


def start_first_clocks(change: Change) -> None:
    """To accept, and to answer: both run from the moment the letter came."""
    policy, received_at = change.case.policy, change.case.received_at
    start_clock(change, ClockKind.ACCEPT, policy.accept_within, started_at=received_at)
    start_clock(change, ClockKind.FINAL, policy.reply_within, started_at=received_at)
