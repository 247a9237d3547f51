"""A way to a server that can be shut: whoever has come through is thrown out, whoever comes then is refused."""

import select
import socket
import socketserver
import threading
from contextlib import suppress
from urllib.parse import urlsplit


class Gate:
    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.behind = (parts.hostname, parts.port)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.passing: set[socket.socket] = set()

    def open(self) -> None:
        gate = self

        class Passing(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with socket.create_connection(gate.behind) as server:
                    pair = {self.request, server}
                    gate.passing |= pair
                    with suppress(OSError):  # thrown out
                        carry(self.request, server)
                    gate.passing -= pair

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", self.port), Passing, bind_and_activate=False)
        self.server.daemon_threads = self.server.allow_reuse_address = True
        self.server.server_bind()
        self.server.server_activate()
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05})
        self.thread.start()

    def shut(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
        for one in list(self.passing):
            with suppress(OSError):  # gone already
                one.shutdown(socket.SHUT_RDWR)


def carry(one: socket.socket, other: socket.socket) -> None:
    """What each of them says, until one of them stops."""
    while True:
        for speaker in select.select([one, other], [], [])[0]:
            said = speaker.recv(65536)
            if not said:
                return
            (other if speaker is one else one).sendall(said)
