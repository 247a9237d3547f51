"""A server in the API's place that is slow, broken, or asks for patience: as it is told, request by request."""

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Misbehaving(ThreadingHTTPServer):
    """`mood` is a status to answer with, or `slow`; `headers` go with it; `asked` keeps what came in."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.mood: int | str = 200
        self.more: dict[str, str] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.body: object = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Misbehaving

    def do_GET(self) -> None:
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        if self.server.mood == "slow":
            time.sleep(8)
        if self.server.mood == "broken off":
            self.connection.close()
            return
        status = self.server.mood if isinstance(self.server.mood, int) else 200
        body = json.dumps(self.server.body if status == 200 else {"detail": "坏了", "status": status}).encode()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.send_response(status)
            for name, value in ({"Content-Type": "application/json"} | self.server.more).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name that http.server gives)
        """Tests look at `asked`."""


@contextlib.contextmanager
def misbehaving() -> Iterator[Misbehaving]:
    server = Misbehaving()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
