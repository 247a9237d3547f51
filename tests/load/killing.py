"""Citizens send letters while web and worker are killed again and again; then every one of the letters is looked at."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from tests.interaction.letters import make_city
from tests.load.checking import check_letters, check_mails, mails_wait
from tests.load.sending import Sent, letters_to_send, send_all
from tests.load.site import Site, running_site

#: A letter in so many has a file.
ATTACHED_TO_EACH = 25
#: Seconds until a killed worker's jobs are taken up again, and until one letter's mail is sent on a slow machine.
PATIENCE, PATIENCE_A_LETTER = 120, 0.5


@dataclass(frozen=True)
class Survived:
    """What the letters went through: `seconds` until all were acknowledged, how many `sent_again`, the `mails_repeated`."""

    seconds: float
    killed: Mapping[str, int]
    sent_again: int
    mails_repeated: int


def survive(
    environment: Mapping[str, str], *, folder: Path, letters: int, kills: int, workers: int, clients: int
) -> Survived:
    """Send `letters` to a site with a city of its own in the database of `environment`, and kill `kills` times meanwhile.

    `folder` is where that site writes mails and files. Raises `AssertionError` unless each letter that was acknowledged
    is there once, with all that belongs to it, and each citizen who left an address got one mail.
    """
    sent = letters_to_send(make_city().channel.code, letters, attached_to_each=ATTACHED_TO_EACH)
    connection.close()
    with running_site(environment, workers=workers) as site:
        seconds = send_under_fire(sent, site, clients=clients, kills=kills)
        check_letters(sent)
        _wait_for_mails(PATIENCE + PATIENCE_A_LETTER * letters)
    return Survived(
        seconds=seconds,
        killed=site.killed,
        sent_again=sum(letter.attempts > 1 for letter in sent),
        mails_repeated=check_mails(sent, folder / "mail", most_repeated=site.killed["jobs"]),
    )


def send_under_fire(letters: Sequence[Sent], site: Site, *, clients: int, kills: int) -> float:
    """Send them all; at even distances kill in turn a worker of gunicorn, the worker of jobs, and all of web."""
    acts: list[Callable[[], None]] = [site.kill_a_worker_of_web, lambda: site.kill("jobs"), lambda: site.kill("web")]
    step = max(len(letters) // (kills + 1), 1)

    def kill_something(arrived: int) -> None:
        if arrived % step == 0 and arrived // step <= kills:
            acts[arrived // step % len(acts)]()

    return send_all(letters, site.address, clients=clients, on_receipt=kill_something)


def _wait_for_mails(seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while mails_wait():
        assert time.monotonic() < deadline, f"After {seconds:.0f} seconds mails still wait."
        time.sleep(0.2)
