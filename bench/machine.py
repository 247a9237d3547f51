"""What a measurement was made on: figures mean little without it."""

import os
import pathlib
import platform

import django
import wagtail
from django.db import connection


def machine() -> str:
    """Processor, cores and versions, in one line."""
    found = pathlib.Path("/proc/cpuinfo")
    lines = found.read_text(encoding="utf-8").splitlines() if found.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        (version,) = cursor.fetchone()
    return (
        f"{models[0] if models else platform.machine()}, {os.cpu_count()} cores; Python {platform.python_version()},"
        f" Django {django.__version__}, Wagtail {wagtail.__version__}, {connection.display_name} {version}"
    )


def load() -> str:
    """How many programs want a core: on the average of one minute and of five."""
    one, five, _fifteen = os.getloadavg()
    return f"{one:.1f} / {five:.1f}"
