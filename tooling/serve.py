"""`./run`: serve the demo city. The public site, web, worker and clock are children; all stop together."""

import argparse
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tooling.elasticsearch import ELASTICSEARCH_URL, elasticsearch_server
from tooling.frontend import prepare_site, site_command, site_environment
from tooling.manage import ask_django, django_command, django_environment
from tooling.places import ROOT, VAR, has_command
from tooling.prepare import loaded_city, prepare
from tooling.tell import Trouble, say

PID = VAR / "serve.pid"
SECONDS_TO_START = 120
SECONDS_TO_STOP = 10
Children = dict[str, "subprocess.Popen[bytes]"]


def main(args: Sequence[str]) -> int:
    options = read_options(args)
    check_port(options.bind, options.port, "--port")
    if options.with_site:
        check_port(options.bind, options.site_port, "--site-port")
    prepare()
    site_port = options.site_port if options.with_site and prepare_site() else None
    with (
        elasticsearch_beside(wanted=options.with_elasticsearch),
        city_served(options.bind, options.port, site_port=site_port) as children,
    ):
        print_addresses(options.bind, options.port, site_port)
        watch(children)
    return 0


def read_options(args: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run serve")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--bind", default="127.0.0.1")
    parser.add_argument("--site-port", type=int, help="of the public site; the one after --port if it is not given")
    parser.add_argument("--without-site", dest="with_site", action="store_false", help="only the admin and the API")
    parser.add_argument("--with-elasticsearch", action="store_true")
    options = parser.parse_args(args)
    options.site_port = options.site_port or options.port + 1
    return options


@contextmanager
def elasticsearch_beside(*, wanted: bool) -> Iterator[None]:
    """The city's processes find the server by their environment. Its index is made anew each time."""
    if not wanted:
        yield
        return
    say("启动 Elasticsearch，约十几秒。", "Starting Elasticsearch, some ten seconds.")
    with elasticsearch_server() as url:
        if url is None:
            raise Trouble(
                "启动 Elasticsearch 需要 Java 17 与 Maven；或者用 ELASTICSEARCH_URL 指明已有的服务器。",
                "Elasticsearch needs Java 17 and Maven; or name a server that is there in ELASTICSEARCH_URL.",
            )
        os.environ[ELASTICSEARCH_URL] = url
        yield


def check_port(bind: str, port: int, option: str) -> None:
    with socket.socket() as probe:
        if os.name != "nt":  # there it would let two servers share a port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError as error:
            raise Trouble(
                f"端口 {port} 已被占用。请停止占用它的程序，或换一个端口：./run serve {option} {port + 10}",
                f"Port {port} is taken. Stop what uses it, or: ./run serve {option} {port + 10}",
            ) from error


@contextmanager
def city_served(bind: str, port: int, *, site_port: int | None = None) -> Iterator[Children]:
    """The prepared city, answering on `port` until the block ends; its public site, if wanted, on `site_port`."""
    PID.write_text(str(os.getpid()), encoding="utf-8")
    children = start_children(bind, port, site_port)
    try:
        wait_for_answer(port, "/admin/login/", children)
        if site_port is not None:
            children["site"] = start_site(bind, site_port, api_port=port)
            wait_for_answer(site_port, "/help/", children)
        yield children
    finally:
        stop_children(children)
        PID.unlink(missing_ok=True)


def start_children(bind: str, port: int, site_port: int | None) -> Children:
    commands = {"web": web_command(bind, port)}
    for name in ("worker", "clock"):
        if has_command(name):
            commands[name] = django_command(name)
    environment = django_environment()
    if site_port is not None:
        environment |= {name: value for name, value in beside_site(site_port).items() if name not in os.environ}
    return {name: start_child(command, environment) for name, command in commands.items()}


def beside_site(site_port: int) -> dict[str, str]:
    """What Django is told of the site: where it is, that it asks for everybody, and that it names who writes."""
    return {
        "PUBLIC_ADDRESS": f"http://127.0.0.1:{site_port}",
        "UNCOUNTED_ADDRESSES": "127.0.0.1",
        "NUM_PROXIES": "1",
    }


def start_site(bind: str, port: int, *, api_port: int) -> "subprocess.Popen[bytes]":
    environment = site_environment(bind=bind, port=port, api_port=api_port, city=loaded_city())
    return start_child(site_command(), environment)


def web_command(bind: str, port: int, *, workers: int = 2, threads: int = 4) -> list[str]:
    """gunicorn; on Windows, which it does not know, Django's own server.

    A pasted page as a question is 45,000 characters of an address, where gunicorn by itself takes 4,094.
    """
    if os.name == "nt":
        return django_command("runserver", f"{bind}:{port}", "--noreload", "--insecure")
    settings = ["--preload", "--workers", str(workers), "--threads", str(threads), "--log-level", "warning"]
    settings += ["--limit-request-line", "0"]
    return [sys.executable, "-m", "gunicorn", *settings, "--bind", f"{bind}:{port}", "cms.wsgi:application"]


def start_child(command: list[str], environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    """In a process group of its own: Ctrl-C reaches us only, and we stop the children in order."""
    group = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # Windows has it, and there it means the same
    return subprocess.Popen(command, cwd=ROOT, env=environment, creationflags=group, start_new_session=True)


def stop_children(children: Children) -> None:
    for child in children.values():
        child.terminate()
    for child in children.values():
        try:
            child.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def wait_for_answer(port: int, path: str, children: Children) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not answers(port, path):
        check_alive(children)
        if time.monotonic() > deadline:
            raise Trouble(
                f"网站在 {SECONDS_TO_START} 秒内没有启动。",
                f"The site did not start within {SECONDS_TO_START} seconds.",
            )
        time.sleep(0.2)


def answers(port: int, path: str) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20).close()
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
    return True


def watch(children: Children) -> None:
    """Until someone stops us, or a child stops by itself."""
    while True:
        check_alive(children)
        time.sleep(1)


def check_alive(children: Children) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise Trouble(
                f"「{name}」进程意外停止（{child.returncode}），原因见上。",
                f"The process “{name}” stopped by itself ({child.returncode}), see above.",
            )


def print_addresses(bind: str, port: int, site_port: int | None) -> None:
    host = "127.0.0.1" if bind == "0.0.0.0" else bind  # noqa: S104 (we compare, we do not bind)
    say("演示城市已启动，按 Ctrl-C 停止。", "The demo city is up; Ctrl-C stops it.")
    if site_port is not None:
        print(f"  公众网站 site   http://{host}:{site_port}/")
    print(f"  后台 admin      http://{host}:{port}/admin/")
    print(f"  接口 API        http://{host}:{port}/api/v1/\n  接口说明 docs   http://{host}:{port}/api/docs/")
    if has_command("demo_accounts"):
        print(ask_django("demo_accounts"), flush=True)


def running_server() -> int | None:
    """The process that serves this checkout's city now, if any. Windows cannot tell, but lets no open file be deleted."""
    if not PID.exists() or os.name == "nt":
        return None
    pid = int(PID.read_text(encoding="utf-8"))
    try:
        os.kill(pid, 0)
    except OSError:
        return None
    return pid
