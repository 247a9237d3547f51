"""Jobs that leave a trace in a file, so that a test sees what worker processes did."""

import time
from pathlib import Path

from django_tasks import task

from civic_office.jobs.progress import following


@task()
def write_line(path: str, text: str) -> str:
    with Path(path).open("a") as lines:
        lines.write(f"{text}\n")
    return text


@task()
def sleep_first_time(path: str) -> None:
    """The first attempt hangs for a minute, later ones finish at once."""
    begun = Path(path).exists()
    with Path(path).open("a") as lines:
        lines.write("begun\n")
    if not begun:
        time.sleep(60)
    with Path(path).open("a") as lines:
        lines.write("done\n")


@task()
def work_for(path: str, seconds: float) -> None:
    with Path(path).open("a") as lines:
        lines.write("begun\n")
    time.sleep(seconds)
    with Path(path).open("a") as lines:
        lines.write("done\n")


@task()
def fail_always(path: str) -> None:
    with Path(path).open("a") as lines:
        lines.write("tried\n")
    raise ValueError("对方系统没有应答")


@task()
def count_to(progress: str, total: int) -> None:
    with following(progress, total=total) as meter:
        for number in range(total):
            meter.advance(message=f"第{number + 1}项")


@task()
def stumble(progress: str) -> None:
    with following(progress, total=10) as meter:
        meter.advance(4)
        raise ValueError("第5行缺少标题")
