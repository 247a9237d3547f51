"""Citizens who send letters at once, and try again with the same key until they are told that theirs has arrived."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import altcha

from civic_interaction.api.proof import ALGORITHM, proof_secret
from civic_interaction.app_settings import app_settings

CREATED, SERVER_ERROR = 201, 500
PATIENCE, PAUSE = 300, 0.05
BOUNDARY = "boundary-of-a-form"
FORM = (
    '--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="附件.txt"\r\n'
    "Content-Type: text/plain\r\n\r\n{text}\r\n--{boundary}--\r\n"
)


@dataclass
class Sent:
    """A letter on its way. `seconds`: of the attempt that was answered; `attempts`: how many it took."""

    number: int
    channel: str
    proof: str
    attached: str = ""
    attempts: int = 0
    seconds: float = 0.0
    receipt: dict[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return f"小区暖气不热（{self.number}）"

    @property
    def mail(self) -> str:
        """Where the citizen wants to hear of the letter; every second one leaves no address."""
        return f"citizen-{self.number}@example.org" if self.number % 2 else ""

    def body(self, uploads: list[str]) -> bytes:
        said = {
            "channel": self.channel,
            "title": self.title,
            "text": "我家暖气一直不热，已报修三次，请尽快解决。" * 4,
            "name": "李明",
            "phone": f"138{self.number:08d}",
            "mail": self.mail,
            "proof": self.proof,
            "uploads": uploads,
        }
        return json.dumps(said).encode()


def letters_to_send(channel: str, count: int, *, attached_to_each: int = 0) -> list[Sent]:
    """With their proofs of work found beforehand; every `attached_to_each`th has a file, none has one for 0."""
    return [
        Sent(
            number,
            channel,
            find_proof(),
            attached=f"附件正文{number}" if attached_to_each and not number % attached_to_each else "",
        )
        for number in range(count)
    ]


def find_proof() -> str:
    """As a browser finds it, but at the first try: for the site, checking it is the same work."""
    challenge = altcha.create_challenge(
        ALGORITHM,
        app_settings.PROOF_COST,
        counter=0,
        expires_at=int(time.time()) + app_settings.PROOF_MINUTES * 60,
        hmac_secret=proof_secret(),
        key_length=16,
    )
    return altcha.Payload(challenge, altcha.solve_challenge(challenge)).to_base64()


def send_all(
    letters: Iterable[Sent], address: str, *, clients: int, on_receipt: Callable[[int], None] = lambda count: None
) -> float:
    """Send every letter, so many at once; returns the seconds it took. `on_receipt` is told how many have arrived."""
    waiting, guard, errors, arrived = iter(letters), threading.Lock(), [], 0

    def work() -> None:
        nonlocal arrived
        try:
            for letter in _taken(waiting, guard):
                send(letter, address)
                with guard:
                    arrived += 1
                    count = arrived
                on_receipt(count)
        except BaseException as error:  # noqa: BLE001 (raised again where the threads are waited for)
            errors.append(error)

    began = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return time.perf_counter() - began


def _taken(waiting: Iterator[Sent], guard: threading.Lock) -> Iterator[Sent]:
    while True:
        with guard:
            letter = next(waiting, None)
        if letter is None:
            return
        yield letter


def send(letter: Sent, address: str) -> None:
    uploads = [upload(letter.attached, address)] if letter.attached else []
    headers = {"Content-Type": "application/json", "Idempotency-Key": f"key-of-the-request-{letter.number:08d}"}
    letter.receipt, letter.seconds, letter.attempts = _until_created(
        address, "/api/v1/letters/", letter.body(uploads), headers
    )


def upload(text: str, address: str) -> str:
    """The token of a file that was sent ahead of its letter."""
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    body = FORM.format(text=text, boundary=BOUNDARY).encode()
    kept, _seconds, _attempts = _until_created(address, "/api/v1/uploads/", body, headers)
    return str(kept["token"])


def _until_created(address: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[dict[str, Any], float, int]:
    """Ask again and again, as a browser does while the site is away; a refusal is an error."""
    deadline, attempts, last = time.monotonic() + PATIENCE, 0, ""
    while time.monotonic() < deadline:
        attempts += 1
        began = time.perf_counter()
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        try:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            said = answer.read()
        except (OSError, http.client.HTTPException) as error:
            last = repr(error)
            time.sleep(PAUSE)
            continue
        finally:
            connection.close()
        if answer.status == CREATED:
            return json.loads(said), time.perf_counter() - began, attempts
        if answer.status < SERVER_ERROR:
            raise AssertionError(f"{path}: {answer.status} {said.decode()}")
        last = f"{answer.status} {said[:200].decode(errors='replace')}"
        time.sleep(PAUSE)
    raise TimeoutError(f"{path} was not answered in {PATIENCE} s and {attempts} attempts; at last: {last}")
