"""A server between the site and the real API: it passes everything on, but for what a test wants to go wrong."""

import contextlib
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PASSED = ("Content-Type", "Accept", "Idempotency-Key", "X-Request-ID", "X-Forwarded-For")


class Between(ThreadingHTTPServer):
    """`wrong` holds what goes wrong: (method, end of the path) → a status, `slow` or `broken off`. `keys` came with posts."""

    daemon_threads = True

    def __init__(self, api: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.api = api
        self.wrong: dict[tuple[str, str], int | str] = {}
        self.keys: list[str | None] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def mood(self, method: str, path: str) -> int | str | None:
        moods = [mood for (verb, end), mood in self.wrong.items() if verb == method and path.endswith(end)]
        return moods[0] if moods else None


class Handler(BaseHTTPRequestHandler):
    server: Between

    def do_GET(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        self.server.keys.append(self.headers["Idempotency-Key"])
        self.answer()

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        mood = self.server.mood(self.command, self.path.partition("?")[0])
        if mood == "broken off":
            self.connection.close()
            return
        if mood == "slow":
            time.sleep(4)
        if isinstance(mood, int):
            self.say(mood, "application/problem+json", b'{"title": "?", "detail": "?"}')
        else:
            self.say(*self.ask(body))

    def ask(self, body: bytes) -> tuple[int, str, bytes]:
        headers = {name: self.headers[name] for name in PASSED if self.headers[name] is not None}
        request = urllib.request.Request(
            self.server.api + self.path, data=body or None, headers=headers, method=self.command
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers["Content-Type"], answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers["Content-Type"], error.read()

    def say(self, status: int, kind: str, body: bytes) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name that http.server gives)
        """Tests look at the pages."""


@contextlib.contextmanager
def between(api: str) -> Iterator[Between]:
    server = Between(api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
