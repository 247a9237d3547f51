"""Measure the public API beside Wagtail's API v2 over the same pages: `python -m bench.catalogue.run --sizes 10000 50000 200000`.

Each request goes through the whole of Django: WSGI handler, all middleware of the site, routing, view, answer read to
its end. CPU is the process's own (`time.process_time`), so that other work on the machine does not count.
Without `DATABASE_URL` the city is written to an SQLite file in a temporary folder.
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
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 50_000, 200_000])
    parser.add_argument("--requests", type=int, default=300, help="of ours, for each figure; v2 gets a twentieth")
    parser.add_argument("--results", type=pathlib.Path, default=HERE / "RESULTS.md")
    return parser.parse_args()


def main() -> int:
    arguments = read_arguments()
    sys.path[:0] = [str(folder) for folder in PLUGINS.iterdir() if folder.is_dir()]  # where they are not installed
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.demo")
        os.environ.setdefault("CIVIC_VAR", folder)
        import django  # plc0415: settings first

        django.setup()
        from bench.catalogue.measure import run_all  # plc0415: settings first

        return run_all(sizes=sorted(arguments.sizes), requests=arguments.requests, results=arguments.results)


if __name__ == "__main__":
    sys.exit(main())
