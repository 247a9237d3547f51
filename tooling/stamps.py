"""Stamps: what was done last time, so that it is not done again. A stamp holds a digest of what the step depends on."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from tooling.places import ROOT


def digest_of(paths: Iterable[Path], *facts: str) -> str:
    """One digest of the names and contents of `paths`, and of `facts`."""
    digest = hashlib.sha256("\0".join(facts).encode())
    for path in sorted(paths):
        digest.update(f"\0{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current(stamp: Path, digest: str) -> bool:
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == digest


def set_stamp(stamp: Path, digest: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest, encoding="utf-8")
