"""The public site: its Node packages, its build, its process. Each step is done once, and again when its grounds change."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tooling.places import ROOT
from tooling.stamps import digest_of, is_current, set_stamp
from tooling.tell import Trouble, say

FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
SERVER = FRONTEND / "dist" / "server" / "entry.mjs"
INSTALLED, BUILT = MODULES / ".civic-installed", FRONTEND / "dist" / ".civic-built"
LOCKED = [FRONTEND / name for name in ("package-lock.json", ".npmrc")]
DEFAULT_THEME = "linyi"


def prepare_site() -> bool:
    """Packages and build as the checkout wants them. False, after a plain sentence, where Node packages cannot be had."""
    try:
        install_packages()
        build_site()
    except Trouble as trouble:
        print(f"· {trouble}", flush=True)
        say("公众网站这次不启动，其余照常。", "The public site is left out this time; the rest goes on.")
        return False
    return True


def install_packages() -> None:
    """`npm ci`: exactly what the lock says, each package checked against its hash. Node itself is one of them."""
    digest = digest_of(LOCKED)
    if is_current(INSTALLED, digest):
        return
    say("安装公众网站的依赖，约一两分钟。", "Installing the public site's packages, a minute or two.")
    if call_npm("ci", "--no-audit", "--no-fund", "--loglevel=error"):
        raise Trouble(
            "安装公众网站的依赖失败，原因见上。请检查网络（或 npm 的镜像设置）。",
            "Installing the public site's packages failed, see above. Check the network (or npm's mirror setting).",
        )
    set_stamp(INSTALLED, digest)


def build_site() -> None:
    digest = digest_of(site_sources())
    if is_current(BUILT, digest) and SERVER.exists():
        return
    say("构建公众网站，约十秒。", "Building the public site, some ten seconds.")
    if call_npm("run", "--silent", "build", "--", "--silent"):
        raise Trouble("公众网站没有构建成功，原因见上。", "The public site was not built, see above.")
    set_stamp(BUILT, digest)


def site_sources() -> Iterator[Path]:
    """What the build depends on: the client's source included, so that it cannot drift from the API."""
    yield from LOCKED
    yield ROOT / "cms" / "openapi.yaml"
    yield from FRONTEND.glob("*.ts")
    yield from (FRONTEND / name for name in ("package.json", "tsconfig.json"))
    for folder in ("src", "themes", "public"):
        yield from (path for path in (FRONTEND / folder).rglob("*") if path.is_file())


def call_npm(*args: str) -> int:
    """Run npm in the folder of the site; its exit code. Raises `Trouble` where there is no npm."""
    return subprocess.call([npm_command(), *args], cwd=FRONTEND, env=npm_environment())


def npm_command() -> str:
    npm = shutil.which("npm")
    if npm is None:
        raise Trouble(
            "公众网站需要 npm（随 Node.js 安装；Debian/Ubuntu：apt-get install npm）。",
            "The public site needs npm, which comes with Node.js (Debian or Ubuntu: apt-get install npm).",
        )
    return npm


def npm_environment() -> dict[str, str]:
    return {**os.environ, "ASTRO_TELEMETRY_DISABLED": "1", "NO_UPDATE_NOTIFIER": "1", "NO_COLOR": "1"}


def node() -> str:
    """The pinned Node, whatever the machine has."""
    folder = MODULES / "node" / "bin"
    return str(folder / ("node.exe" if os.name == "nt" else "node"))


def site_command() -> list[str]:
    return [node(), str(FRONTEND / "serve.js")]


def site_environment(*, bind: str, port: int, api_port: int, city: str | None) -> dict[str, str]:
    """What the site's process is told. A city without a look of its own wears the default one."""
    theme = city if city is not None and (FRONTEND / "themes" / city).is_dir() else DEFAULT_THEME
    return {
        **os.environ,
        "HOST": bind,
        "PORT": str(port),
        "API_URL": f"http://127.0.0.1:{api_port}",
        "ADMIN_URL": os.environ.get("ADMIN_URL", f"http://127.0.0.1:{api_port} http://localhost:{api_port}"),
        "THEME": os.environ.get("THEME", theme),
    }
