"""One part of the measurement on one database, in a process of its own: `python -m bench.letters.part <name> <sizes as JSON>`.

The database is that of the environment, empty. The figures are the last line that is printed.
"""

import dataclasses
import json
import sys
from typing import Any

import django


def measure(part: str, sizes: dict[str, int]) -> dict[str, Any]:
    from django.core.management import call_command  # plc0415: settings first
    from django.db import connection  # plc0415: settings first

    from bench.letters.clocks import measure_clocks  # plc0415: settings first
    from bench.letters.desk import measure_desk  # plc0415: settings first
    from bench.letters.sending import measure_killing, measure_sending  # plc0415: settings first
    from bench.machine import load, machine  # plc0415: settings first

    call_command("migrate", verbosity=0)
    before = load()
    figures = {
        "sending": lambda: measure_sending(vendor=connection.vendor, **sizes),
        "killing": lambda: measure_killing(**sizes),
        "desk": lambda: measure_desk(**sizes),
        "clocks": lambda: measure_clocks(**sizes),
    }[part]()
    return {
        "machine": machine(),
        "load": f"{before} → {load()}",
        "figures": [dataclasses.asdict(figure) for figure in figures],
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(sys.argv[1], json.loads(sys.argv[2])), ensure_ascii=False))
