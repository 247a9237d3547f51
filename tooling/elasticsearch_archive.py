"""The Elasticsearch that tests run against: the real server with fewer modules, fetched once through Maven.

Maven Central has it as `integ-test-zip`; Elastic's own downloads are not needed. What is written for it runs on the full
distribution, for it lacks only: scripts, reindex and delete by query, `GET /`, analyzers of other languages.
"""

import hashlib
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from tooling.places import ROOT
from tooling.tell import Trouble, say

VERSION = "8.19.3"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
SHA256 = "c4b08b70523700efde9f3e4c9287229f085c2c0db1efca5c6a7d65abbdb9f2e1"
CACHE = ROOT / ".cache" / "elasticsearch"
ARCHIVE = CACHE / f"elasticsearch-{VERSION}.zip"
OLDEST_JAVA = 17


def find_archive() -> Path | None:
    """The archive, fetched if it is not there yet; None on a machine without Maven."""
    if ARCHIVE.exists() and is_genuine(ARCHIVE):
        return ARCHIVE
    maven = shutil.which("mvn")
    return fetch_archive(maven) if maven else None


def fetch_archive(maven: str) -> Path:
    """Let Maven fetch it; only what has the digest written above is kept."""
    say("下载 Elasticsearch，约 100 MB。", "Fetching Elasticsearch, about 100 MB.")
    ARCHIVE.unlink(missing_ok=True)
    repository = CACHE / "maven"
    options = ["--quiet", "--batch-mode", f"-Dmaven.repo.local={repository}"]
    goal = ["dependency:copy", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={CACHE}"]
    fetched = subprocess.run([maven, *options, *goal], capture_output=True, text=True, check=False)
    if fetched.returncode:
        raise Trouble(
            f"下载 Elasticsearch 失败，请检查网络（或 Maven 的镜像设置）：\n{fetched.stdout[-2000:]}",
            "Fetching Elasticsearch failed; check the network (or Maven's mirror setting).",
        )
    shutil.rmtree(repository)
    if not is_genuine(ARCHIVE):
        raise Trouble(
            f"下载的 Elasticsearch 与校验值不符：{ARCHIVE}", "The Elasticsearch that was fetched has another checksum."
        )
    return ARCHIVE


def is_genuine(archive: Path) -> bool:
    with archive.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest() == SHA256


def unpack(archive: Path, folder: Path) -> Path:
    """Unpack it, with the rights that the files have in it; the folder that holds `bin`."""
    with zipfile.ZipFile(archive) as opened:
        for member in opened.infolist():
            path = Path(opened.extract(member, folder))
            path.chmod((member.external_attr >> 16) & 0o777 or 0o755)
    return folder / f"elasticsearch-{VERSION}"


def find_java() -> Path | None:
    """The home of a Java that Elasticsearch can run on: it brings none of its own."""
    program = shutil.which("java")
    if program is None or os.name == "nt":
        return None
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', told)
    return Path(program).resolve().parents[1] if version and int(version[1]) >= OLDEST_JAVA else None
