"""Stamps, messages and the trace: what makes the second start quick, and the reference pages true."""

import socket
from pathlib import Path

import polib
import pytest

from tooling import compile_messages, stamps, trace
from tooling.install import check_disk
from tooling.serve import check_port
from tooling.servers import free_port
from tooling.tell import Trouble

TESTS = """
import pytest

pytestmark = pytest.mark.shows("R001")

@pytest.mark.shows("R002", "R003")
def test_a(): pass

@pytest.mark.shows("R004")
class TestB:
    def test_c(self): pass

@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.shows("R005"))])
def test_d(x): pass

def not_a_test(): pass
"""


def test_digest_changes_with_content_name_and_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("x")
    two.write_text("x")

    digests = {
        stamps.digest_of([one]),
        stamps.digest_of([two]),
        stamps.digest_of([one, two]),
        stamps.digest_of([one], "f"),
    }
    one.write_text("y")
    digests.add(stamps.digest_of([one]))

    assert len(digests) == 5


def test_stamp_is_current_until_the_digest_changes(tmp_path: Path) -> None:
    stamp = tmp_path / "deep" / "stamp"

    before = stamps.is_current(stamp, "a")
    stamps.set_stamp(stamp, "a")

    assert (before, stamps.is_current(stamp, "a"), stamps.is_current(stamp, "b")) == (False, True, False)


def test_messages_are_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid "Letter"\nmsgstr "来信"\n', encoding="utf-8")
    monkeypatch.setattr(compile_messages, "PACKAGES", (tmp_path,))

    times = [compile_messages.compile_messages(), compile_messages.compile_messages()]

    assert times == [1, 0]
    assert [entry.msgstr for entry in polib.mofile(str(folder / "django.mo"))] == ["来信"]


def test_trace_finds_marks_on_tests_classes_modules_and_parameters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace, "ROOT", tmp_path)
    monkeypatch.setattr(trace, "TESTS", tmp_path)
    (tmp_path / "test_x.py").write_text(TESTS)

    assert trace.find_showing_tests() == {
        "R001": ["test_x.py::test_a", "test_x.py::TestB::test_c", "test_x.py::test_d"],
        "R002": ["test_x.py::test_a"],
        "R003": ["test_x.py::test_a"],
        "R004": ["test_x.py::TestB::test_c"],
        "R005": ["test_x.py::test_d"],
    }


def test_taken_port_is_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(Trouble, match="已被占用"):
            check_port("127.0.0.1", taken.getsockname()[1], "--port")


def test_free_port_is_no_trouble() -> None:
    check_port("127.0.0.1", free_port(), "--port")


def test_full_disk_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tooling.install.NEEDED_BYTES", 10**18)

    with pytest.raises(Trouble, match="磁盘空间不足"):
        check_disk(tmp_path)
