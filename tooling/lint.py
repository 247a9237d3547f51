"""`./run lint`: ruff, mypy, import-linter. `--fix` mends what ruff can mend; all of them run, whatever the first finds."""

import subprocess
import sys
from collections.abc import Sequence

from tooling.manage import django_environment
from tooling.places import ROOT
from tooling.tell import say

CHECKS = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",), ("lint-imports",))
FIXES = (("ruff", "check", "--fix", "."), ("ruff", "format", "."))


def main(args: Sequence[str]) -> int:
    if "--fix" in args:
        for command in FIXES:
            run_tool(command)
        return 0
    failed = [command[0] for command in CHECKS if run_tool(command)]
    if failed:
        say(f"未通过：{'、'.join(failed)}。", f"Not passed: {', '.join(failed)}.")
    return 1 if failed else 0


def run_tool(command: Sequence[str]) -> int:
    print(f"→ {' '.join(command)}", flush=True)
    name, *rest = command
    runner = LINT_IMPORTS if name == "lint-imports" else ("-m", name)
    environment = django_environment() | {"DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    return subprocess.call([sys.executable, *runner, *rest], cwd=ROOT, env=environment)


#: It has no `-m` of its own.
LINT_IMPORTS = ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")
