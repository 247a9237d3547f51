"""`./run bench [name …]`: run `bench/<name>/run.py`, one or all of them; what follows `--` goes to it."""

import subprocess
import sys
from collections.abc import Sequence

from tooling.manage import django_environment
from tooling.places import ROOT
from tooling.tell import Trouble


def main(args: Sequence[str]) -> int:
    known = [path.parent.name for path in sorted((ROOT / "bench").glob("*/run.py"))]
    cut = args.index("--") if "--" in args else len(args)
    names, rest = list(args[:cut]) or known, args[cut + 1 :]
    unknown = [name for name in names if name not in known]
    if unknown or not known:
        there = "、".join(known) or "（无）"
        raise Trouble(
            f"没有性能测量「{'、'.join(unknown)}」，可用：{there}", f"Benchmarks: {', '.join(known) or 'none'}."
        )
    codes = [
        subprocess.call([sys.executable, "-m", f"bench.{name}.run", *rest], cwd=ROOT, env=django_environment())
        for name in names
    ]
    return max(codes)
