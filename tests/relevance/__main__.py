"""`python -m tests.relevance [demo|wanglan …] [--write] [--worst 8] [--json FILE] [--folder FOLDER]`

Loads each city into a database of its own, indexes it with each engine that is there (Elasticsearch: `ELASTICSEARCH_URL`),
asks the graded questions and prints the figures by kind and the worst questions. `--write` makes the figures the baseline.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tooling.compile_messages import compile_messages
from tooling.places import ROOT, SOURCES

HERE = Path(__file__).parent
CITIES = ("demo", "wanglan")
BASELINE = HERE / "baseline.json"
DATABASE = "civic.sqlite3"


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.relevance", description=__doc__)
    parser.add_argument("cities", nargs="*", default=CITIES, help=f"{', '.join(CITIES)}; all of them unless named")
    parser.add_argument("--write", action="store_true", help="make the figures the baseline")
    parser.add_argument("--worst", type=int, default=8, help="how many of the worst questions are printed")
    parser.add_argument("--json", type=Path, help="where everything measured is written")
    parser.add_argument("--folder", type=Path, help="keep the loaded cities here, and take them from here next time")
    return parser.parse_args()


def main() -> int:
    arguments = read_arguments()
    compile_messages()  # the import reads Chinese words for genres and the like
    measured = {city: measure_city(city, arguments.folder) for city in arguments.cities}
    if arguments.json:
        arguments.json.write_text(json.dumps(measured, ensure_ascii=False), encoding="utf-8")
    from tests.relevance.reports import report, write_baseline  # plc0415: nothing of it is needed before

    for city, engines in measured.items():
        print(report(city, engines, worst=arguments.worst))
    if arguments.write:
        write_baseline(BASELINE, measured)
    return 0


def measure_city(city: str, folder: Path | None) -> dict[str, Any]:
    """In a process of its own: Django works on one database. Engine → figures and outcomes."""
    with tempfile.TemporaryDirectory() as temporary:
        var = folder / city if folder else Path(temporary)
        var.mkdir(parents=True, exist_ok=True)
        results = Path(temporary) / "measured.json"
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {
            "CIVIC_VAR": str(var),
            "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            "PYTHONPATH": os.pathsep.join(map(str, SOURCES)),
            "PYTHONUTF8": "1",
            "PYTHONHASHSEED": "0",
        }
        if not (var / DATABASE).exists():
            shutil.copyfile(migrated_file(), var / DATABASE)
        subprocess.run(
            [sys.executable, "-m", "tests.relevance.city", city, str(results)], cwd=ROOT, env=environment, check=True
        )
        return dict(json.loads(results.read_text(encoding="utf-8")))


def migrated_file() -> Path:
    import django  # plc0415: Django starts here only for this

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    from tests.databases import migrated_file as find  # plc0415: settings first

    return find()


if __name__ == "__main__":
    sys.exit(main())
