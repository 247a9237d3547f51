"""Judge every column of a large city, beside counting column by column: `python -m bench.freshness.run`.

Both in one run, on the same rows. Without `DATABASE_URL` the city is written to an SQLite file in a temporary folder.
"""

import argparse
import os
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
PLUGINS = HERE.parents[1] / "plugins"


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=450, help="of 22 columns each, with the unit's catalogue")
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--naive", type=int, default=500, help="columns that are counted one by one")
    parser.add_argument("--results", type=pathlib.Path, default=HERE / "RESULTS.md")
    return parser.parse_args()


def main() -> int:
    arguments = read_arguments()
    sys.path[:0] = [str(folder) for folder in PLUGINS.iterdir() if folder.is_dir()]  # where they are not installed
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.demo")
        os.environ["CIVIC_VAR"] = folder
        import django  # plc0415: settings first

        django.setup()
        from bench.freshness.measure import measure  # plc0415: settings first

        return measure(arguments)


if __name__ == "__main__":
    sys.exit(main())
