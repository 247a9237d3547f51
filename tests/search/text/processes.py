"""Code in a process of its own, where nothing is imported yet."""

import os
import subprocess
import sys

from tooling.places import SOURCES


def run_python(code):
    """Warnings are errors there too."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, SOURCES)), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code], env=environment, capture_output=True, text=True, check=False
    )
