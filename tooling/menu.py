"""What `./run` can do: a table, and how a line of it is called."""

import errno
import importlib
import io
import os
import signal
import subprocess
import sys
from types import FrameType

from tooling.install import install
from tooling.places import ROOT, in_venv, venv_python
from tooling.tell import Trouble

#: name → (module with `main(args) -> exit code`, Chinese, English)
COMMANDS = {
    "serve": (
        "tooling.serve",
        "启动演示城市（默认）",
        "serve the demo city (default); --port N, --bind ADDRESS, --with-elasticsearch",
    ),
    "test": ("tooling.test", "运行全部测试", "run every test; what follows goes to pytest"),
    "demo": ("tooling.demo", "载入演示城市", "load a demo city: linyi, shuangyashan or lianshui"),
    "reset": ("tooling.reset", "删除演示数据 var/", "delete the demo data in var/; --yes does not ask"),
    "lint": ("tooling.lint", "检查代码", "ruff, mypy, import-linter; --fix mends what can be mended"),
    "openapi": ("tooling.openapi", "写出接口说明", "write cms/openapi.yaml from the code"),
    "reference": ("tooling.reference", "写出参考文档", "write the generated pages of docs/reference/"),
    "bench": ("tooling.bench", "性能测量", "run the benchmarks, or the one named"),
    "screens": ("tooling.photograph", "界面截图", "photograph every listed screen in Chromium into var/screens/"),
    "manage": ("tooling.manage", "Django 管理命令", "Django's management commands, for the demo city"),
}


def main(args: list[str]) -> int:
    """Run one command; its exit code. A `Trouble` is a sentence, an interruption is no accident."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    signal.signal(signal.SIGTERM, stop_politely)
    try:
        return run_command(args)
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print(f"\n磁盘已满，请清理后重试：{error.filename}\nThe disk is full.", file=sys.stderr)
        return 1


def run_command(args: list[str]) -> int:
    name, rest = (args[0], args[1:]) if args and not args[0].startswith("-") else ("serve", args)
    if name == "help" or "-h" in args[:1] or "--help" in args[:1]:
        print_help()
        return 0
    if name not in COMMANDS:
        raise Trouble(
            f"没有「{name}」这个命令，可用的见 ./run help。", f"There is no command “{name}”; see ./run help."
        )
    install()
    if not in_venv():
        return enter_venv(args)
    os.chdir(ROOT)
    return int(importlib.import_module(COMMANDS[name][0]).main(rest))


def enter_venv(args: list[str]) -> int:
    """Go on as the Python of `.venv`. Windows cannot replace a process, so there it waits for a child."""
    command = [str(venv_python()), str(ROOT / "run"), *args]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if os.name != "nt":
        os.execve(command[0], command, environment)  # noqa: S606 (no shell is wanted)
    return subprocess.call(command, env=environment)


def stop_politely(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def print_help() -> None:
    print("./run [命令 command]")
    for name, (_module, zh, en) in COMMANDS.items():
        print(f"  {name:<10} {zh}  {en}")
