"""A server that speaks the part of clamd's protocol that we use (INSTREAM), and knows one signature: the test file's."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: The test file of the antivirus industry (EICAR), in two pieces, lest a scanner find this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"


class Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = self.server.owner
        if self.rfile.readline() != b"nINSTREAM\n":
            self.wfile.write(b"UNKNOWN COMMAND\n")
            return
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        server.seen.append(content)
        if server.is_silent:
            server.stopped.wait(5)
            return
        if server.answer is not None:
            self.wfile.write(server.answer)
        else:
            self.wfile.write(b"stream: Eicar-Signature FOUND\n" if EICAR in content else b"stream: OK\n")


class Clamd:
    def __init__(self, folder: Path | None) -> None:
        self.seen: list[bytes] = []
        self.answer: bytes | None = None
        self.is_silent = False
        self.stopped = threading.Event()
        if folder is not None:
            self.address = str(folder / "clamd.ctl")
            self.server = socketserver.ThreadingUnixStreamServer(self.address, Talk)
        else:
            self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
            self.address = f"127.0.0.1:{self.server.server_address[1]}"
        self.server.owner = self


@contextmanager
def serve_clamd(folder: Path | None) -> Iterator[Clamd]:
    """Listens on a socket in the folder, or on a port of this machine."""
    clamd = Clamd(folder)
    thread = threading.Thread(target=clamd.server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield clamd
    finally:
        clamd.stopped.set()
        clamd.server.shutdown()
        clamd.server.server_close()
        thread.join()
