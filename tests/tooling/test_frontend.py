"""The public site's steps: without npm one goes on without it; what is built is not built again."""

import os
import stat
from pathlib import Path

import pytest

from tooling import frontend
from tooling.places import ROOT


@pytest.fixture
def no_npm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(frontend, "INSTALLED", tmp_path / "installed")


@pytest.fixture
def failing_npm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An npm that writes down that it was called, and fails."""
    npm = tmp_path / "npm"
    npm.write_text(f"#!/bin/sh\necho $1 >> {tmp_path}/called\nexit 1\n")
    npm.chmod(npm.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    monkeypatch.setattr(frontend, "INSTALLED", tmp_path / "installed")
    return tmp_path / "called"


def test_without_npm_the_rest_goes_on(no_npm: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert frontend.prepare_site() is False
    assert "公众网站需要 npm" in capsys.readouterr().out


def test_packages_that_cannot_be_had_are_a_sentence(failing_npm: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert frontend.prepare_site() is False
    assert "其余照常" in capsys.readouterr().out
    assert failing_npm.read_text() == "ci\n"


def test_city_without_a_look_of_its_own_wears_the_default_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("THEME", raising=False)
    themes = [
        frontend.site_environment(bind="127.0.0.1", port=1, api_port=2, city=city)["THEME"]
        for city in ("lianshui", "nowhere", None)
    ]

    assert themes == ["lianshui", frontend.DEFAULT_THEME, frontend.DEFAULT_THEME]


def test_build_depends_on_the_api_and_on_the_themes() -> None:
    sources = {path.relative_to(ROOT).as_posix() for path in frontend.site_sources()}

    assert {"cms/openapi.yaml", "frontend/themes/linyi/site.json", "frontend/src/middleware/index.ts"} <= sources
