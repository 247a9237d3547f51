"""What became of letters that were acknowledged: each is there, once, with all that belongs to it."""

import email
from collections.abc import Iterator, Sequence
from email import policy
from email.message import EmailMessage
from pathlib import Path

from django_tasks_db.models import DBTaskResult

from civic_interaction.domain.query_code import digest_of_code
from civic_interaction.domain.tell_citizen import SENDER
from civic_interaction.models import Attachment, Case, CaseClock, CaseEvent, Letter, QueryCode, Sender
from civic_office.enums import DeliveryState
from civic_office.models import Delivery
from tests.load.sending import Sent

ACKNOWLEDGEMENT = "letter_received"
TELLING = ("civic_interaction.tasks.tell_people", "civic_office.tasks.deliver_message")
#: What every new letter of the channel has.
CLOCKS = ("accept", "final")
#: Between two mails in a file of Django's.
RULE = b"-" * 79


def check_letters(sent: Sequence[Sent]) -> None:
    """Raise `AssertionError` unless nothing was lost and nothing doubled."""
    by_number = {letter.receipt["receipt_number"]: letter for letter in sent}
    assert len(by_number) == len(sent)
    titles = dict(Letter.objects.values_list("receipt_number", "title"))
    assert titles == {number: letter.title for number, letter in by_number.items()}
    codes = dict(QueryCode.objects.values_list("letter__receipt_number", "digest"))
    assert codes == {number: digest_of_code(number, one.receipt["query_code"]) for number, one in by_number.items()}
    assert Sender.objects.exclude(phone_digest="").count() == len(sent)
    check_cases(sorted(by_number))
    check_files([letter for letter in sent if letter.attached])


def check_cases(numbers: Sequence[str]) -> None:
    """One case each, with its clocks and its first event."""
    assert sorted(Case.objects.values_list("number", flat=True)) == numbers
    events = CaseEvent.objects.values_list("case__number", "seq", "event", "to_state")
    assert sorted(events) == [(number, 1, "received", "received") for number in numbers]
    clocks = CaseClock.objects.filter(due_on__isnull=False).values_list("case__number", "kind")
    assert sorted(clocks) == [(number, kind) for number in numbers for kind in CLOCKS]


def check_files(sent: Sequence[Sent]) -> None:
    found = {}
    for attachment in Attachment.objects.select_related("letter", "upload"):
        assert attachment.upload is not None
        with attachment.upload.file.open("rb") as file:
            found[attachment.letter.receipt_number] = file.read().decode()
    assert found == {letter.receipt["receipt_number"]: letter.attached for letter in sent}
    assert Attachment.objects.count() == len(sent)


def check_mails(sent: Sequence[Sent], folder: Path, *, most_repeated: int) -> int:
    """Each citizen who left an address got one mail, about the own letter, and nobody else any.

    A worker that is killed between sending and noting it sends again, with the same Message-ID: `most_repeated` times
    at most. Returns how often that happened.
    """
    pk_of = dict(Letter.objects.values_list("receipt_number", "pk"))
    told = {pk_of[letter.receipt["receipt_number"]]: _outcome_for(letter) for letter in sent}
    deliveries = Delivery.objects.filter(kind=ACKNOWLEDGEMENT, addressee=SENDER)
    assert sorted(deliveries.values_list("addressee_id", "state")) == sorted(told.items())
    mails = list(mails_in(folder))
    number_of = {letter.mail: letter.receipt["receipt_number"] for letter in sent if letter.mail}
    assert all(number_of[mail["To"]] in mail["Subject"] for mail in mails)
    messages = {(mail["To"], mail["Message-ID"]) for mail in mails}
    assert sorted(to for to, _number in messages) == sorted(number_of)
    assert len(mails) - len(messages) <= most_repeated
    return len(mails) - len(messages)


def _outcome_for(letter: Sent) -> str:
    """Everybody leaves a telephone number, and no adapter of this site reaches one."""
    return DeliveryState.SENT if letter.mail else DeliveryState.UNREACHABLE


def mails_in(folder: Path) -> Iterator[EmailMessage]:
    for path in folder.iterdir():
        for said in path.read_bytes().split(RULE):
            if said.strip():
                yield email.message_from_bytes(said.lstrip(), policy=policy.default)


def mails_wait() -> bool:
    """Whether a job that tells people of letters has still to be done."""
    return DBTaskResult.objects.filter(task_path__in=TELLING).exclude(status="SUCCESSFUL").exists()
