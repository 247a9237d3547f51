"""What became of letters that were acknowledged: each is there, once, with all that belongs to it."""

import email
from collections import Counter
from collections.abc import Iterator, Sequence
from email import policy
from pathlib import Path

from django_tasks_db.models import DBTaskResult

from civic_interaction.domain.query_code import digest_of_code
from civic_interaction.models import Attachment, Case, CaseClock, CaseEvent, Letter, QueryCode, Sender
from tests.load.sending import Sent

ACKNOWLEDGE = "tests.load.outbox.tasks.acknowledge"
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


def check_mails(sent: Sequence[Sent], folder: Path) -> None:
    """Enqueued once for each letter, and sent at least once."""
    numbers = {letter.receipt["receipt_number"] for letter in sent}
    jobs = DBTaskResult.objects.filter(task_path=ACKNOWLEDGE).values_list("args_kwargs", flat=True)
    assert Counter(arguments["args"][0] for arguments in jobs) == dict.fromkeys(numbers, 1)
    assert set(addressees_in(folder)) == {f"{number}@example.org" for number in numbers}


def addressees_in(folder: Path) -> Iterator[str]:
    for path in folder.iterdir():
        for said in path.read_bytes().split(RULE):
            if said.strip():
                yield str(email.message_from_bytes(said.lstrip(), policy=policy.default)["To"])


def mails_wait() -> bool:
    return DBTaskResult.objects.filter(task_path=ACKNOWLEDGE).exclude(status="SUCCESSFUL").exists()
