"""The bulk paths beside Wagtail's own, in one run: `python -m bench.import_items.run [--rows 4000] [--singly 200]`.

Pages alone: `add_child`, one at a time, beside `add_pages`. Whole items, as the public gets them: `add_child`, a revision,
and its publication, beside `import_items`, which does the same for a batch: pages, revisions, the gate, index numbers,
rendered records with their history and placements.

SQLite in a temporary folder, or the empty database of DATABASE_URL. Both sides write the same items into the same tree,
by turns. CPU is the process's own (`time.process_time`), so that other work on the machine does not count as ours.
"""

import argparse
import os
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
PLUGINS = HERE.parents[1] / "plugins"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=4000, help="written in bulk, each time")
    parser.add_argument("--singly", type=int, default=200, help="written one by one, each time")
    parser.add_argument("--results", type=pathlib.Path, help="write the table to this file, too")
    arguments = parser.parse_args()
    sys.path[:0] = [str(folder) for folder in PLUGINS.iterdir() if folder.is_dir()]  # where they are not installed
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CIVIC_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
        import django  # plc0415: settings must be chosen first

        django.setup()
        from bench.import_items.measure import run_all  # plc0415: needs the app registry

        table = run_all(rows=arguments.rows, singly=arguments.singly)
    print(table)
    if arguments.results:
        arguments.results.write_text(table)
    return 0 if "✗" not in table else 1


if __name__ == "__main__":
    sys.exit(main())
