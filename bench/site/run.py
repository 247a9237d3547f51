"""Measure how many item pages the public site serves, with the real Django behind: `python -m bench.site.run --sizes 1000 10000`.

Cached: fifty pages that many read at once. Uncached: pages that nobody has read before, so that each is asked of the API
and rendered. Two processes of the site and two of Django, as `./run` starts them, on an SQLite file in a temporary folder.
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
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000], help="items in the city")
    parser.add_argument("--seconds", type=int, default=10, help="for each figure")
    parser.add_argument("--readers", type=int, default=8, help="that read at the same time")
    parser.add_argument("--results", type=pathlib.Path, default=HERE / "RESULTS.md")
    return parser.parse_args()


def main() -> int:
    arguments = read_arguments()
    sys.path[:0] = [str(folder) for folder in PLUGINS.iterdir() if folder.is_dir()]  # where they are not installed
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CIVIC_VAR"] = folder
        os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.demo")
        import django  # plc0415: settings first

        django.setup()
        from bench.site.measure import run_all  # plc0415: settings first

        return run_all(
            sizes=sorted(arguments.sizes),
            seconds=arguments.seconds,
            readers=arguments.readers,
            results=arguments.results,
        )


if __name__ == "__main__":
    sys.exit(main())
