"""Letters a second through the real site, and what a hail of kill −9 leaves of them."""

import os
import pathlib
import statistics
import time

from django.conf import settings

from bench.letters.figures import Figure
from tests.interaction.letters import make_city
from tests.load.checking import check_letters
from tests.load.killing import survive
from tests.load.sending import letters_to_send, send_all
from tests.load.site import running_site

#: The bars of two cores: letters a second, and the longest that 99 of 100 wait (seconds), by database.
LEAST_A_SECOND, LONGEST_WAIT = 150, {"sqlite": 1.5, "postgresql": 0.5}


def measure_sending(*, vendor: str, letters: int, workers: int, clients: int) -> list[Figure]:
    """Proofs are found beforehand, a tenth of the letters warms the site up; mails wait in the queue meanwhile."""
    sent = letters_to_send(make_city().channel.code, letters + letters // 10)
    with running_site(os.environ, workers=workers, with_jobs=False) as site:
        send_all(sent[letters:], site.address, clients=clients)
        before, own = site.cpu_seconds(), time.process_time()
        seconds = send_all(sent[:letters], site.address, clients=clients)
        cpu, own = site.cpu_seconds() - before, time.process_time() - own
    check_letters(sent)
    waits = sorted(letter.seconds for letter in sent[:letters])
    p99 = waits[int(len(waits) * 0.99)]
    said = (
        f"{letters:,} letters, {workers} workers, {clients} clients at once; CPU for each: "
        f"{cpu / letters * 1000:.1f} ms of the site, {own / letters * 1000:.1f} ms of who sends"
    )
    return [
        Figure("letters sent", letters / seconds, "a second", LEAST_A_SECOND, is_least=True, said=said),
        Figure(
            "wait for the receipt: p99", p99, "s", LONGEST_WAIT[vendor], said=f"p50 {statistics.median(waits):.2f} s"
        ),
    ]


def measure_killing(*, letters: int, kills: int, workers: int, clients: int) -> list[Figure]:
    """Every letter that was acknowledged is looked at; the first that is not as it should be raises."""
    folder = pathlib.Path(settings.VAR)
    survived = survive(os.environ, folder=folder, letters=letters, kills=kills, workers=workers, clients=clients)
    killed = ", ".join(f"{name} {count}" for name, count in survived.killed.items())
    return [
        Figure("letters acknowledged", letters, "", said=f"in {survived.seconds:.0f} s; killed with −9: {killed}"),
        Figure("of them lost or doubled", 0, "", 0, said=f"{survived.sent_again} letters were sent more than once"),
        Figure(
            "of them acknowledged by no mail, or by two, though they left an address",
            0,
            "",
            0,
            said=f"{survived.mails_repeated} mails came again with the same Message-ID",
        ),
    ]
