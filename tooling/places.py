"""Where things are. Everything this project writes stands in the checkout: `.venv` and `var`."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VAR = Path(os.environ.get("CIVIC_VAR", ROOT / "var"))
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
PLUGINS = tuple(sorted(path.parent for path in (ROOT / "plugins").glob("*/pyproject.toml")))
#: The folders that hold our packages.
SOURCES = (ROOT, *PLUGINS)
PACKAGES = (ROOT / "cms", *(package for plugin in PLUGINS for package in sorted(plugin.glob("civic_*"))))


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def in_venv() -> bool:
    return Path(sys.prefix).resolve() == VENV.resolve()


def has_command(name: str) -> bool:
    """Whether one of our apps brings the management command; Django need not start to know."""
    return any(path for package in PACKAGES for path in package.glob(f"**/management/commands/{name}.py"))
