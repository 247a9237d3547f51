"""The process that judges one file: `python -m civic_interaction.files.child <limits and extension as JSON>`.

The file comes on standard input. On standard output leave one line of JSON, and behind it the content of a picture that was
made anew.
"""

import json
import sys
from typing import Any

from civic_interaction.files.verdicts import Code, Limits, RefusedError, Verdict
from civic_search.files.confine import confine


def main() -> None:
    asked: dict[str, Any] = json.loads(sys.argv[1])
    limits = Limits(**asked["limits"])
    confine(memory_bytes=limits.memory_bytes, seconds=limits.seconds, output_bytes=output_bytes(limits))
    answer: dict[str, Any]
    content = b""
    try:
        verdict = judge(limits, extension=asked["extension"])
        answer = {"kind": verdict.kind, "has_formulas": verdict.has_formulas, "anew": verdict.content is not None}
        content = verdict.content or b""
    except RefusedError as refusal:
        answer = {"refused": refusal.code}
    except MemoryError:
        answer = {"refused": Code.SLOW}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)


def output_bytes(limits: Limits) -> int:
    """A picture that was made anew may be larger than it came, but not by much: else it is refused as too large."""
    return 2 * limits.file_bytes + 2**16


def judge(limits: Limits, *, extension: str) -> Verdict:
    try:
        from civic_interaction.files.kinds import judge_content  # plc0415: the judges are loaded within the limits

        verdict = judge_content(sys.stdin.buffer.read(limits.file_bytes + 1), extension=extension, limits=limits)
    except (RefusedError, MemoryError):
        raise
    except Exception as error:
        # Whatever a library makes of a malformed file.
        raise RefusedError(Code.BROKEN) from error
    if verdict.content is not None and len(verdict.content) > 2 * limits.file_bytes:
        raise RefusedError(Code.TOO_LARGE)
    return verdict


if __name__ == "__main__":
    main()
