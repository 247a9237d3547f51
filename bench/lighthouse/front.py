"""What a city has before its site: a server that compresses, and keeps connections open. Ours does neither for itself."""

import contextlib
import gzip
import http.client
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

OWN = {"connection", "transfer-encoding", "content-length", "host", "keep-alive", "accept-encoding"}
COMPRESSED = ("text/", "application/json", "image/svg", "application/javascript")


class Front(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, behind: int) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behind = behind


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Front

    def do_GET(self) -> None:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.server.behind, timeout=60)) as site:
            self.answer(site)

    def answer(self, site: http.client.HTTPConnection) -> None:
        site.request(
            "GET", self.path, headers={name: value for name, value in self.headers.items() if name.lower() not in OWN}
        )
        answer = site.getresponse()
        body = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in OWN:
                self.send_header(name, value)
        if answer.headers.get_content_type().startswith(COMPRESSED):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name that http.server gives)
        """Lighthouse says what it saw."""


@contextlib.contextmanager
def compressing_front(behind: int) -> Iterator[str]:
    """Address of a server in front of the one at port `behind`."""
    server = Front(behind)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
