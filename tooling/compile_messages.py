"""Make the `.mo` files that Django reads from the `.po` files that people write. polib does it: no gettext is needed."""

from pathlib import Path

import polib

from tooling.places import PACKAGES


def message_files() -> list[Path]:
    return [path for package in PACKAGES for path in sorted(package.glob("**/LC_MESSAGES/*.po"))]


def compile_messages() -> int:
    """Compile what is missing or older than its source; how many that were."""
    stale = [path for path in message_files() if is_stale(path)]
    for path in stale:
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return len(stale)


def is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime
