"""Starts the process that judges a file, waits for it, and stops it when it takes too long."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from typing import IO, Any

from civic_interaction.files.verdicts import Code, Limits, RefusedError, Verdict

#: All the child learns of our environment; no password is among it.
KNOWN_TO_CHILD = ("SYSTEMROOT", "TMPDIR", "TEMP")


def judge_file(file: IO[bytes], *, extension: str, limits: Limits) -> Verdict:
    """Judge an open file on disk from its beginning. Raises `RefusedError`, also when the judge itself was overcome."""
    with tempfile.TemporaryFile() as output:
        file.seek(0)
        try:
            done = subprocess.run(  # noqa: S603 (our own module; the file comes on its standard input)
                [
                    sys.executable,
                    "-m",
                    "civic_interaction.files.child",
                    json.dumps({"limits": asdict(limits), "extension": extension}),
                ],
                stdin=file,
                stdout=output,
                stderr=subprocess.DEVNULL,
                env=child_environment(),
                timeout=limits.seconds + 5,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise RefusedError(Code.SLOW) from error
        if done.returncode:
            # By a signal: out of time, out of memory, or a parser that crashed.
            raise RefusedError(Code.SLOW if done.returncode < 0 else Code.BROKEN)
        output.seek(0)
        return _understand(output)


def child_environment() -> dict[str, str]:
    known = {name: os.environ[name] for name in KNOWN_TO_CHILD if name in os.environ}
    return {**known, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}


def _understand(output: IO[bytes]) -> Verdict:
    try:
        said: dict[str, Any] = json.loads(output.readline())
        if refused := said.get("refused"):
            raise RefusedError(Code(refused))
        content = output.read() if said["anew"] else None
        return Verdict(said["kind"], content=content, has_formulas=said["has_formulas"])
    except (ValueError, KeyError, TypeError) as error:
        raise RefusedError(Code.BROKEN) from error
