"""The real site for tests and measurements: gunicorn and a worker of jobs, in processes that can be killed."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tooling.places import ROOT, SOURCES
from tooling.serve import web_command
from tooling.servers import free_port

SECONDS_TO_START = 120


class Site:
    """`web` has children of its own, the workers of gunicorn; `jobs` runs what was enqueued."""

    def __init__(self, environment: Mapping[str, str], *, workers: int) -> None:
        self.environment = {**environment, "PYTHONPATH": os.pathsep.join(map(str, SOURCES)), "PYTHONUTF8": "1"}
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.commands = {
            "web": web_command("127.0.0.1", self.port, workers=workers, threads=1),
            "jobs": [sys.executable, "-W", "ignore", "-m", "django", "worker", "--interval", "0.2"],
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.killed = {"web": 0, "a worker of web": 0, "jobs": 0}

    def start(self, name: str) -> None:
        self.processes[name] = subprocess.Popen(
            self.commands[name], cwd=ROOT, env=self.environment, start_new_session=True, stderr=subprocess.DEVNULL
        )

    def kill(self, name: str) -> None:
        """With its children, at once and without a word (SIGKILL); then it is started again."""
        os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait()
        self.killed[name] += 1
        self.start(name)

    def kill_a_worker_of_web(self) -> None:
        """Gunicorn starts another by itself."""
        if workers := _children_of(self.processes["web"].pid):
            os.kill(workers[self.killed["a worker of web"] % len(workers)], signal.SIGKILL)
            self.killed["a worker of web"] += 1

    def wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{self.address}/api/v1/letters/proof/", timeout=20).close()
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
            else:
                return
        raise TimeoutError(f"The site did not answer within {SECONDS_TO_START} seconds.")

    def cpu_seconds(self) -> float:
        """What web and its workers have used so far."""
        pid = self.processes["web"].pid
        return sum(map(_cpu_of, (pid, *_children_of(pid))))

    def stop(self) -> None:
        for process in self.processes.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _children_of(pid: int) -> list[int]:
    return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()))


def _cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running_site(environment: Mapping[str, str], *, workers: int, with_jobs: bool = True) -> Iterator[Site]:
    site = Site(environment, workers=workers)
    try:
        site.start("web")
        if with_jobs:
            site.start("jobs")
        site.wait_until_it_answers()
        yield site
    finally:
        site.stop()
