"""The public site's own rules: types, lint, a client that matches the API, themes that are complete."""

import json
import re
import subprocess

import pytest

from tests.e2e.small_city import only_one
from tooling.frontend import FRONTEND, install_packages, npm_command, npm_environment
from tooling.places import VAR
from tooling.tell import Trouble

THEMES = sorted(path for path in (FRONTEND / "themes").iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def packages() -> None:
    VAR.mkdir(exist_ok=True)
    try:
        with only_one(VAR / "site.lock"):
            install_packages()
    except Trouble as trouble:
        pytest.skip(str(trouble))


@pytest.mark.slow
@pytest.mark.parametrize("script", ["check:api", "check", "lint", "test"])
def test_site_passes_its_own_checks(packages, script):
    command = [npm_command(), "run", "--silent", script]
    done = subprocess.run(
        command, cwd=FRONTEND, env=npm_environment(), capture_output=True, text=True, check=False, timeout=300
    )

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_themes_are_complete_and_say_the_same_things() -> None:
    keys = {path.name: sorted(json.loads((path / "site.json").read_text(encoding="utf-8"))) for path in THEMES}

    assert len(THEMES) >= 2
    assert {tuple(names) for names in keys.values()} == {tuple(keys[THEMES[0].name])}
    assert [path.name for path in THEMES if not (path / "logo.svg").exists()] == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda path: path.name)
def test_colours_of_a_theme_are_read_easily(theme) -> None:
    """R105: seven to one on white, in both views; white on it is then as good."""
    colours = re.findall(r"--brand: (#[0-9a-f]{6})", (theme / "tokens.css").read_text(encoding="utf-8"))

    assert len(colours) == 2
    assert [colour for colour in colours if contrast_with_white(colour) < 7] == []


def contrast_with_white(colour: str) -> float:
    """WCAG 2: relative luminance of sRGB."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_texts_of_pages_come_from_messages() -> None:
    """Chinese in a component would stay Chinese in English; names for the meta tags and pages of plain text are meant to."""
    chinese = re.compile(r"[\u4e00-\u9fff]")
    found = [
        f"{path.relative_to(FRONTEND)}:{number}"
        for path in sorted((FRONTEND / "src" / "components").glob("*.astro"))
        for number, line in enumerate(visible(path.read_text(encoding="utf-8")), 1)
        if chinese.search(line)
    ]

    assert found == []


def visible(text: str) -> list[str]:
    """The lines without comments."""
    without = re.sub(r"/\*.*?\*/|<!--.*?-->", lambda match: "\n" * match[0].count("\n"), text, flags=re.DOTALL)
    return [line.split("//")[0] for line in without.splitlines()]
