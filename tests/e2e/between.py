"""Stands between the site and the real API, and loses, delays or refuses what the site sends: as it is told."""

import contextlib
import http.client
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

HOP = {"connection", "transfer-encoding", "content-length", "host", "keep-alive"}


class Between(ThreadingHTTPServer):
    """`mood`: "well"; "down"; "once" (down for one request); "slow"; "lost" (the API gets it, its answer does not come back); or a status to refuse with.

    Only requests whose path begins with `hits` are touched.
    """

    daemon_threads = True

    def __init__(self, api: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.api = urlsplit(api).netloc
        self.mood: int | str = "well"
        self.hits = "/"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Between

    def pass_on(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.read_chunks() if self.headers.get("Transfer-Encoding") else self.rfile.read(length)
        mood = self.server.mood if self.path.startswith(self.server.hits) else "well"
        if mood == "slow":
            time.sleep(4)
        if mood == "once":
            self.server.mood = "well"
        if mood in {"down", "once", "slow"}:
            self.break_off()
        elif isinstance(mood, int):
            refusal = json.dumps({"detail": "", "status": mood}).encode()
            self.say(mood, [("Content-Type", "application/problem+json"), ("Retry-After", "180")], refusal)
        else:
            answer = self.ask(body)
            if mood == "lost":
                self.break_off()
            else:
                self.say(*answer)

    def do_GET(self) -> None:
        self.pass_on()

    def do_POST(self) -> None:
        self.pass_on()

    def read_chunks(self) -> bytes:
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def ask(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
        with contextlib.closing(http.client.HTTPConnection(self.server.api, timeout=30)) as there:
            there.request(self.command, self.path, body or None, headers)
            answer = there.getresponse()
            said = [(name, value) for name, value in answer.getheaders() if name.lower() not in HOP]
            return answer.status, said, answer.read()

    def say(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def break_off(self) -> None:
        self.close_connection = True
        self.connection.close()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name that http.server gives)
        """Tests look at the pages."""


@contextlib.contextmanager
def standing_between(api: str) -> Iterator[Between]:
    server = Between(api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
