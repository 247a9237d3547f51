"""Citizens send letters while web and worker are killed again and again."""

from collections.abc import Callable, Sequence

from tests.load.sending import Sent, send_all
from tests.load.site import Site


def send_under_fire(letters: Sequence[Sent], site: Site, *, clients: int, kills: int) -> float:
    """Send them all; at even distances kill in turn a worker of gunicorn, the worker of jobs, and all of web."""
    acts: list[Callable[[], None]] = [site.kill_a_worker_of_web, lambda: site.kill("jobs"), lambda: site.kill("web")]
    step = max(len(letters) // (kills + 1), 1)

    def kill_something(arrived: int) -> None:
        if arrived % step == 0 and arrived // step <= kills:
            acts[arrived // step % len(acts)]()

    return send_all(letters, site.address, clients=clients, on_receipt=kill_something)
