"""The conversation with ClamAV's daemon, over real sockets with a server that speaks its protocol."""

import io
import socket

import pytest

from civic_interaction.files.scanner import ScannerDownError, find_virus
from tests.interaction.clamd import EICAR, serve_clamd


@pytest.fixture(params=["unix", "tcp"])
def clamd(request, settings, tmp_path):
    with serve_clamd(tmp_path if request.param == "unix" else None) as server:
        settings.CIVIC_INTERACTION_CLAMAV = server.address
        yield server


def test_no_scanner_finds_nothing(settings):
    settings.CIVIC_INTERACTION_CLAMAV = ""

    assert find_virus(io.BytesIO(EICAR)) == ""


def test_whole_content_is_shown_to_the_scanner(clamd):
    content = io.BytesIO(b"0123456789" * 1000)
    content.read()

    assert find_virus(content) == ""
    assert clamd.seen == [content.getvalue()]


def test_finding_is_told_by_its_name(clamd):
    assert find_virus(io.BytesIO(b"x" * 5000 + EICAR)) == "Eicar-Signature"


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\n", b"stream: Can't allocate memory ERROR\n", b"what?\n", b""]
)
def test_answer_that_is_none_means_down(clamd, answer):
    clamd.answer = answer

    with pytest.raises(ScannerDownError):
        find_virus(io.BytesIO(b"x"))


def test_nobody_listening_means_down(settings, tmp_path):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        free = f"127.0.0.1:{unused.getsockname()[1]}"
    for address in (free, str(tmp_path / "none.sock"), "nonsense"):
        settings.CIVIC_INTERACTION_CLAMAV = address
        with pytest.raises(ScannerDownError):
            find_virus(io.BytesIO(b"x"))


def test_silence_means_down(clamd, settings):
    settings.CIVIC_INTERACTION_CLAMAV_SECONDS = 1
    clamd.is_silent = True

    with pytest.raises(ScannerDownError):
        find_virus(io.BytesIO(b"x"))
