"""The process that reads one file: `python -m civic_search.files.child <limits as JSON>`.

The file comes on standard input, the text and how the reading ended leave on standard output, as JSON.
"""

import json
import sys
from dataclasses import asdict

from civic_search.files.confine import confine
from civic_search.files.endings import Ending, Extract, Limits, RefusedError


def main() -> None:
    limits = Limits(**json.loads(sys.argv[1]))
    confine(memory_bytes=limits.memory_bytes, seconds=limits.seconds, output_bytes=output_bytes(limits))
    extract = read(limits)
    json.dump(asdict(extract), sys.stdout)


def output_bytes(limits: Limits) -> int:
    """A character is at most twelve bytes of JSON."""
    return limits.characters * 12 + 1024


def read(limits: Limits) -> Extract:
    try:
        from civic_search.files.formats import read_file  # plc0415: the readers are loaded within the limits

        return read_file(sys.stdin.buffer, limits=limits)
    except RefusedError as refusal:
        return Extract(refusal.ending)
    except MemoryError:
        return Extract(Ending.MEMORY)
    except Exception:  # noqa: BLE001 (whatever a library makes of a malformed file)
        return Extract(Ending.BROKEN)


if __name__ == "__main__":
    main()
