"""Install what the checkout needs into `.venv`: the locked packages, and the paths of our own.

Our five plugins are not installed but put on the path (docs/decisions/0001-plugins-on-the-path.md).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tooling.places import LOCK, ROOT, SOURCES, VENV, venv_python
from tooling.stamps import digest_of, is_current, set_stamp
from tooling.tell import Trouble, say

NEEDED_BYTES = 1_500_000_000
STAMP = VENV / "civic-installed"


def install() -> None:
    """Make `.venv` match `requirements.lock`. Does nothing when it does already."""
    digest = digest_of([LOCK], sys.version, str(ROOT))
    if is_current(STAMP, digest) and venv_python().exists():
        return
    check_disk(ROOT)
    say("安装依赖，约一分钟。", "Installing packages, about a minute.")
    if not venv_works():
        create_venv()
    install_lock()
    write_path_file()
    set_stamp(STAMP, digest)


def check_disk(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < NEEDED_BYTES:
        raise Trouble(
            f"磁盘空间不足：{folder} 只剩 {free // 1_000_000} MB，需要 {NEEDED_BYTES // 1_000_000} MB。请清理后重试。",
            f"Not enough disk space: {free // 1_000_000} MB free, {NEEDED_BYTES // 1_000_000} MB needed.",
        )


def venv_works() -> bool:
    """Whether `.venv` stands, on the Python that runs now."""
    try:
        version = subprocess.run(
            [venv_python(), "-c", "import sys; print(sys.version)"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    return version.strip() == sys.version


def create_venv() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise Trouble(
            f"无法创建 Python 虚拟环境。Debian/Ubuntu 请先执行 apt-get install python3-venv。\n{made.stdout}{made.stderr}",
            "Could not create the virtual environment. On Debian or Ubuntu: apt-get install python3-venv.",
        )


def install_lock() -> None:
    """Every package in the exact version of the lock, each checked against its hash. uv where it is at hand: ten times faster."""
    python, uv = str(venv_python()), shutil.which("uv")
    installer = [uv, "pip", "install", "--python", python] if uv else [python, "-m", "pip", "install"]
    quiet = ["--quiet", "--no-deps", "--require-hashes", "--requirement", str(LOCK)]
    if subprocess.run([*installer, *quiet], check=False).returncode:
        raise Trouble(
            "安装依赖失败，原因见上。请检查网络（或 pip 的镜像设置）后重新执行 ./run，已下载的不会白费。",
            "Installing packages failed, see above. Check the network (or pip's mirror setting) and run ./run again.",
        )


def write_path_file() -> None:
    """Put our packages on the path of `.venv`'s Python, whatever the working directory."""
    site = subprocess.run(
        [venv_python(), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    Path(site, "civic.pth").write_text("".join(f"{source}{os.linesep}" for source in SOURCES), encoding="utf-8")
