"""The bulk paths beside Wagtail's own, in one run: items per second, CPU milliseconds and queries an item.

Pages alone: `add_child`, one at a time, beside `add_pages`. Whole items, as the public gets them: `add_child`, a revision,
and its publication, beside `import_items`, which does the same for a batch.

    python -m bench.import_items.run [--rows 4000] [--singly 200]

SQLite in a temporary folder, or the empty database of DATABASE_URL. Both write the same items into the same tree; the
import also renders and numbers them, writes the public record with its history, and asks the gate.
"""

import argparse
import csv
import io
import os
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any

BODY = "\n".join(["为进一步规范资金管理，现将有关情况公布如下。" * 3] * 6)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=4000)
    parser.add_argument("--singly", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CIVIC_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
        import django  # plc0415: settings must be chosen first

        django.setup()
        from django.core.management import call_command  # plc0415: needs the app registry

        call_command("migrate", verbosity=0)
        measure(options.rows, options.singly)


def measure(rows: int, singly: int) -> None:
    from django.utils import timezone  # plc0415: needs the app registry

    from civic_disclosure.domain.import_items import import_items  # plc0415: needs the app registry
    from civic_disclosure.models import ItemPage, PublishedItem  # plc0415: needs the app registry
    from tests import factories  # plc0415: needs the app registry

    unit = factories.make_unit("市财政局")
    catalogue = factories.make_catalogue(unit)
    columns = [factories.make_column(catalogue, f"栏目{n}") for n in range(22)]

    singles = run("add_child", singly, lambda: [add_singly(columns[n % 22], n) for n in range(singly)])
    bulk = run("add_pages", rows, lambda: add_in_bulk(columns, rows))
    print(f"{'':14} pages in bulk are {singles / bulk:.1f}× as fast as one by one")
    ItemPage.objects.all().delete()

    published = run("publish singly", singly, lambda: [publish_singly(columns[n % 22], n) for n in range(singly)])
    batch = approved_batch(unit, columns, rows)
    imported = run("import_items", rows, lambda: import_items(batch, now=timezone.now()))
    print(f"{'':14} items in bulk are {published / imported:.1f}× as fast as one by one")
    assert PublishedItem.objects.public().count() == rows + singly == ItemPage.objects.live().count()
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


def add_singly(column: Any, number: int) -> None:
    from civic_disclosure.domain.draft_items import body_of  # plc0415: needs the app registry
    from civic_disclosure.models import ItemPage  # plc0415: needs the app registry

    column.add_child(instance=ItemPage(title=f"第{number}号信息", slug=f"s{number}", live=False, body=body_of(BODY)))


def add_in_bulk(columns: Sequence[Any], rows: int) -> None:
    from django.utils import timezone  # plc0415: needs the app registry

    from civic_disclosure.domain.add_pages import add_pages  # plc0415: needs the app registry
    from civic_disclosure.domain.draft_items import body_of  # plc0415: needs the app registry
    from civic_disclosure.models import ItemPage  # plc0415: needs the app registry

    for start in range(0, rows, 500):
        pages = [
            (columns[n % 22], ItemPage(title=f"第{n}号信息", slug=f"b{n}", body=body_of(BODY)))
            for n in range(start, min(start + 500, rows))
        ]
        add_pages(pages, now=timezone.now(), live=False, index=False)


def publish_singly(column: Any, number: int) -> None:
    from tests import factories  # plc0415: needs the app registry

    factories.publish(factories.make_item(column, f"第{number}号信息"))


def approved_batch(unit: Any, columns: Sequence[Any], rows: int) -> Any:
    from django.core.files.base import ContentFile  # plc0415: needs the app registry
    from django.utils import timezone  # plc0415: needs the app registry

    from civic_disclosure.domain.prepare_import import prepare_import  # plc0415: needs the app registry
    from civic_disclosure.enums import BatchState  # plc0415: needs the app registry
    from civic_disclosure.models import ImportBatch  # plc0415: needs the app registry
    from civic_office.enums import Role  # plc0415: needs the app registry
    from tests import factories  # plc0415: needs the app registry

    officer = factories.make_post(unit=unit, role=Role.INFORMATION_OFFICER).user
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["标题", "栏目", "正文", "发布时间", "成文日期", "关键词"])
    for n in range(rows):
        writer.writerow([f"第{n}号通知", columns[n % 22].title, BODY, "2024-05-06 10:20", "2024-05-01", "预算 决算"])
    batch = ImportBatch.objects.create(
        unit=unit,
        title="bench",
        table=ContentFile(out.getvalue().encode(), name="bench.csv"),
        made_by=officer,
        made_at=timezone.now(),
    )
    prepare_import(batch, by=officer, now=timezone.now())
    batch.state = BatchState.APPROVED
    batch.save()
    return batch


def run(name: str, items: int, work: Callable[[], object]) -> float:
    """CPU seconds an item; what was measured is printed.

    Queries are counted and not noted: Django's own log of queries would take longer than the bulk paths themselves.
    """
    from django.db import connection  # plc0415: needs the app registry

    queries = 0

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*arguments)

    with connection.execute_wrapper(count):
        began, start = time.perf_counter(), time.process_time()
        work()
        cpu, wall = time.process_time() - start, time.perf_counter() - began
    print(
        f"{name:15} {items:6} items {items / cpu:8.0f} items/s of CPU {items / wall:8.0f} items/s by the clock"
        f" {cpu / items * 1000:7.2f} ms CPU {queries / items:7.2f} queries an item"
    )
    return cpu / items


if __name__ == "__main__":
    main()
