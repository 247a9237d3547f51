"""Django and the built site as processes, as a city runs them."""

import contextlib
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.e2e.small_city import CITY, city_environment
from tooling.frontend import site_command, site_environment
from tooling.places import ROOT
from tooling.servers import free_port

PATIENCE = 120


@contextlib.contextmanager
def running(command: list[str], environment: dict[str, str], *, url: str) -> Iterator[None]:
    """The process, once `url` answers anything at all; stopped at the end."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        deadline = time.monotonic() + PATIENCE
        while not answers(url):
            assert process.poll() is None, f"{command} stopped by itself."
            assert time.monotonic() < deadline, f"{url} does not answer."
            time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait(20)


def answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=10).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


@contextlib.contextmanager
def django_served(var: Path, **settings: str) -> Iterator[str]:
    """Address of the API of the city in `var`. It counts nobody's requests: limits are tested with the API."""
    port = free_port()
    environment = city_environment(var) | {
        "UNCOUNTED_ADDRESSES": "127.0.0.1",
        "NUM_PROXIES": "1",
        "READS_PER_MINUTE": "0",
        **settings,
    }
    bind = ["--bind", f"127.0.0.1:{port}", "--threads", "4", "--log-level", "warning"]
    command = [sys.executable, "-W", "ignore", "-m", "gunicorn", *bind, "cms.wsgi:application"]
    with running(command, environment, url=f"http://127.0.0.1:{port}/api/v1/site/"):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def site_served(api: str, **settings: str) -> Iterator[str]:
    """Address of the built site, in front of `api`; at a port of its own, unless the settings name one."""
    port = int(settings.get("PORT", free_port()))
    environment = (
        site_environment(bind="127.0.0.1", port=port, api_port=0, city=CITY)
        | {"API_URL": api, "WORKERS": "1"}
        | settings
    )
    with running(site_command(), environment, url=f"http://127.0.0.1:{port}/robots.txt"):
        yield f"http://127.0.0.1:{port}"
