"""Django's management commands for the demo city, with the environment that everything under `./run` has."""

import os
import subprocess
import sys
from collections.abc import Sequence

from tooling.places import ROOT, VAR
from tooling.tell import Trouble


def django_environment() -> dict[str, str]:
    return {"DJANGO_SETTINGS_MODULE": "cms.settings.demo", **os.environ, "CIVIC_VAR": str(VAR), "PYTHONUTF8": "1"}


def django_command(*args: str) -> list[str]:
    return [sys.executable, "-m", "django", *args]


def call_django(*args: str) -> None:
    """Run a management command that must succeed; what it prints is seen."""
    if subprocess.call(django_command(*args), env=django_environment(), cwd=ROOT):
        line = " ".join(args)
        raise Trouble(f"「{line}」没有成功，原因见上。", f"“{line}” did not succeed, see above.")


def ask_django(*args: str) -> str:
    """What a management command prints."""
    return subprocess.run(
        django_command(*args), env=django_environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def main(args: Sequence[str]) -> int:
    return subprocess.call(django_command(*args), env=django_environment(), cwd=ROOT)
