"""The Elasticsearch of the tests: what is fetched is checked, what is given is used, what cannot run is not started."""

from pathlib import Path

import pytest

from tooling import elasticsearch_archive
from tooling.elasticsearch import discovery_settings, elasticsearch_server, free_ports
from tooling.elasticsearch_archive import ARCHIVE, find_archive, find_java, is_genuine
from tooling.tell import Trouble


def test_archive_with_another_checksum_is_not_used(tmp_path: Path, monkeypatch) -> None:
    archive = tmp_path / ARCHIVE.name
    archive.write_bytes(b"something else")
    monkeypatch.setattr(elasticsearch_archive, "ARCHIVE", archive)
    monkeypatch.setenv("PATH", "")

    assert not is_genuine(archive)
    assert find_archive() is None


def test_failed_download_is_a_sentence(tmp_path: Path, monkeypatch) -> None:
    maven = tmp_path / "mvn"
    maven.write_text("#!/bin/sh\necho no network\nexit 1\n")
    maven.chmod(0o755)
    monkeypatch.setattr(elasticsearch_archive, "ARCHIVE", tmp_path / ARCHIVE.name)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    with pytest.raises(Trouble, match="no network"):
        find_archive()


@pytest.mark.parametrize(
    ("version", "is_enough"), [("1.8.0_402", False), ("11.0.2", False), ("17.0.15", True), ("21", True)]
)
def test_java_must_be_new_enough(tmp_path: Path, monkeypatch, version: str, is_enough: bool) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2025-04-15' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", str(java.parent), prepend=":")

    assert find_java() == (tmp_path if is_enough else None)


def test_server_that_is_given_is_used(monkeypatch) -> None:
    monkeypatch.setenv("ELASTICSEARCH_URL", "http://127.0.0.1:9")

    with elasticsearch_server() as url:
        assert url == "http://127.0.0.1:9"


def test_no_server_without_java(monkeypatch) -> None:
    monkeypatch.delenv("ELASTICSEARCH_URL", raising=False)
    monkeypatch.setenv("PATH", "")

    with elasticsearch_server() as url:
        assert url is None


def test_ports_are_different() -> None:
    assert len(set(free_ports(20))) == 20


def test_one_node_looks_for_no_others() -> None:
    assert discovery_settings("city", [None]) == {"cluster.name": "city", "discovery.type": "single-node"}
