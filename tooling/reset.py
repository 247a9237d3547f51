"""`./run reset`: delete `var/`, and with it the demo city. A PostgreSQL database is not touched."""

import shutil
from collections.abc import Sequence

from tooling.places import VAR
from tooling.serve import running_server
from tooling.tell import Trouble, say


def main(args: Sequence[str]) -> int:
    if (pid := running_server()) is not None:
        raise Trouble(
            f"演示城市正在运行（进程 {pid}）。请先停止它。", f"The demo city is running (process {pid}). Stop it first."
        )
    if not VAR.exists():
        say("没有可删除的数据。", "There is nothing to delete.")
        return 0
    if "--yes" not in args and not confirmed():
        say("未删除。", "Nothing was deleted.")
        return 1
    shutil.rmtree(VAR)
    say("已删除 var/。", "var/ is deleted.")
    return 0


def confirmed() -> bool:
    try:
        answer = input(f"删除 {VAR} 中的全部数据？ Delete everything in it? [y/N] ")
    except EOFError:
        return False
    return answer.strip().lower() in {"y", "yes", "是"}
