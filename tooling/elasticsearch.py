"""An Elasticsearch for the tests and for `./run --with-elasticsearch`: one node, or a cluster whose nodes can be killed."""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tooling.elasticsearch_archive import find_archive, find_java, unpack
from tooling.tell import Trouble

ELASTICSEARCH_URL = "ELASTICSEARCH_URL"
SECONDS_TO_START = 240
SECONDS_TO_DIE = 10
MEMORY = "-Xms512m -Xmx512m"
#: Starts with little more than half the work; in the long run it would be slower.
SOON_OVER = "-XX:TieredStopAtLevel=1"
#: It refuses to run as root; this user owns nothing else.
USER = "nobody"


class Node:
    """One Elasticsearch, with a folder of its own for settings, data, logs and temporary files."""

    def __init__(self, name: str, home: Path, java: Path, ports: tuple[int, int], options: str) -> None:
        self.name, self.home, self.java, self.options = name, home, java, options
        self.http, self.transport = ports
        self.folder = home.parent / name
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http}"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def configure(self, settings: dict[str, Any]) -> None:
        shutil.copytree(self.home / "config", self.folder / "config")
        (self.folder / "tmp").mkdir()
        own = {
            "node.name": self.name,
            "path.data": str(self.folder / "data"),
            "path.logs": str(self.folder / "logs"),
            "network.host": "127.0.0.1",
            "http.port": self.http,
            "transport.port": self.transport,
            "xpack.security.enabled": False,
            # A full disk of a developer's machine is no reason to refuse a test's few documents.
            "cluster.routing.allocation.disk.threshold_enabled": False,
        }
        lines = [f"{key}: {json.dumps(value)}\n" for key, value in {**own, **settings}.items()]
        (self.folder / "config" / "elasticsearch.yml").write_text("".join(lines), encoding="utf-8")

    def start(self) -> None:
        """In a process group of its own, which `kill` ends as a whole: the server is a child of its launcher."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("ES_", "JAVA_"))}
        environment |= {
            "ES_JAVA_HOME": str(self.java),
            "ES_PATH_CONF": str(self.folder / "config"),
            "ES_TMPDIR": str(self.folder / "tmp"),
            "ES_JAVA_OPTS": self.options,
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [self.home / "bin" / "elasticsearch"],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=USER if runs_as_root() else None,
                start_new_session=True,
            )

    def kill(self) -> None:
        """With −9, as a power cut would; nothing is written any more when it returns."""
        if self.process is None:
            return
        group, deadline = self.process.pid, time.monotonic() + SECONDS_TO_DIE
        while is_alive(group) and time.monotonic() < deadline:
            os.killpg(group, signal.SIGKILL)
            self.process.poll()
            time.sleep(0.05)
        self.process.wait()
        self.process = None

    def health(self, **parameters: str) -> dict[str, Any]:
        """What the node says of its cluster; nothing while it cannot say."""
        query = "&".join(f"{key}={value}" for key, value in parameters.items())
        try:
            with urllib.request.urlopen(f"{self.url}/_cluster/health?{query}", timeout=10) as answer:
                return dict(json.load(answer))
        except OSError:
            return {}


@contextmanager
def elasticsearch_server(options: str = "") -> Iterator[str | None]:
    """The URL of `ELASTICSEARCH_URL`, or of a throwaway node; None where there is no Java or no Maven."""
    given = os.environ.get(ELASTICSEARCH_URL, "")
    if given:
        yield given
    elif can_start():
        with throwaway_nodes(1, options) as nodes:
            yield nodes[0].url
    else:
        yield None


def can_start() -> bool:
    return find_java() is not None and find_archive() is not None


@contextmanager
def throwaway_nodes(count: int, options: str = "") -> Iterator[Sequence[Node]]:
    """A cluster of `count` nodes, green, in a temporary folder. Whatever happens, nothing of it is left.

    `options`: Java's, beside the memory; `SOON_OVER` for tests.
    """
    java, archive = find_java(), find_archive()
    if java is None or archive is None:
        raise Trouble("需要 Java 17 与 Maven。", "Java 17 and Maven are needed.")
    folder = Path(tempfile.mkdtemp(prefix="civic-elasticsearch-"))
    nodes: list[Node] = []
    try:
        home = unpack(archive, folder)
        ports = free_ports(2 * count)
        options = f"{MEMORY} {options}"
        nodes = [Node(f"node-{one}", home, java, (ports.pop(), ports.pop()), options) for one in range(1, count + 1)]
        settings = discovery_settings(folder.name, nodes)
        for node in nodes:
            node.configure(settings)
        hand_over(folder)
        for node in nodes:
            node.start()
        wait_for_nodes(nodes)
        yield nodes
    finally:
        for node in nodes:
            node.kill()
        shutil.rmtree(folder, ignore_errors=True)


def discovery_settings(name: str, nodes: Sequence[Node]) -> dict[str, Any]:
    if len(nodes) == 1:
        return {"cluster.name": name, "discovery.type": "single-node"}
    return {
        "cluster.name": name,
        "discovery.seed_hosts": [f"127.0.0.1:{node.transport}" for node in nodes],
        "cluster.initial_master_nodes": [node.name for node in nodes],
    }


def wait_for_nodes(nodes: Sequence[Node], *, status: str = "green", seconds: float = SECONDS_TO_START) -> None:
    """Until each node sees all of them, and the cluster is as healthy as `status`."""
    deadline = time.monotonic() + seconds
    for node in nodes:
        while node.health(wait_for_status=status, wait_for_nodes=str(len(nodes)), timeout="1s").get("timed_out", True):
            has_stopped = node.process is None or node.process.poll() is not None
            if has_stopped or time.monotonic() > deadline:
                raise Trouble(
                    f"测试用的 Elasticsearch 没有启动：\n{node.log.read_text(encoding='utf-8')[-4000:]}",
                    "Elasticsearch for the tests did not start.",
                )
            time.sleep(0.2)


def free_ports(count: int) -> list[int]:
    """So many different ones: all are held until all are known."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def runs_as_root() -> bool:
    return os.geteuid() == 0


def hand_over(folder: Path) -> None:
    """Everything in the folder belongs to whoever runs the server."""
    if runs_as_root():
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, USER)


def is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
