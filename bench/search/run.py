"""Measure search beside Wagtail's own backend: `python -m bench.search.run --items 10000 50000 [--engine fts5|elasticsearch]`.

Index, questions and Wagtail's table are made in a temporary folder; Elasticsearch is the server of the settings.
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
    parser.add_argument("--items", nargs="+", type=int, default=[10_000, 50_000])
    parser.add_argument("--engine", choices=("fts5", "elasticsearch"), default="fts5")
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument(
        "--peer-questions", type=int, default=30, help="how many of them Wagtail is asked: it takes seconds"
    )
    parser.add_argument("--results", type=pathlib.Path, help="the page to write; otherwise it is printed only")
    return parser.parse_args()


def main() -> int:
    arguments = read_arguments()
    places = [str(folder) for folder in PLUGINS.iterdir() if folder.is_dir()]  # where they are not installed
    sys.path[:0] = places
    os.environ["PYTHONPATH"] = os.pathsep.join([*places, os.environ.get("PYTHONPATH", "")])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.search.settings"
        os.environ["CIVIC_VAR"] = folder
        import django  # plc0415: settings first

        django.setup()
        from bench.search.measure import measure_all  # plc0415: settings first

        page = measure_all(
            arguments.items,
            engine=arguments.engine,
            questions=arguments.questions,
            peer_questions=arguments.peer_questions,
            folder=pathlib.Path(folder),
        )
    print(page)
    if arguments.results:
        arguments.results.write_text(page, encoding="utf-8")
    return 1 if "✗" in page else 0


if __name__ == "__main__":
    sys.exit(main())
