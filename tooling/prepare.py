"""Prepare the demo city: messages, tables, data, the index of search, static files. Each step is done once, and again when its grounds change."""

import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from tooling.compile_messages import compile_messages
from tooling.install import check_disk
from tooling.manage import ask_django, call_django, django_command, django_environment
from tooling.places import LOCK, PACKAGES, ROOT, VAR, has_command
from tooling.stamps import digest_of, is_current, set_stamp
from tooling.tell import Trouble, say

URL = os.environ.get("DATABASE_URL", "")
#: What was done, for each database.
STAMPS = VAR / "stamps" / (hashlib.sha256(URL.encode()).hexdigest()[:12] if URL else "sqlite")
CITY = STAMPS / "city"
#: The city that is being loaded, and the process that does it.
LOADING = STAMPS / "loading"
DEFAULT_CITY = "linyi"
IS_EMPTY = "from civic_office.models import Unit; print('full' if Unit.objects.exists() else 'empty')"


def prepare(*, city: str | None = None, options: Sequence[str] = ()) -> None:
    """Everything the demo city needs before it is served; nothing of it is done twice."""
    VAR.mkdir(parents=True, exist_ok=True)
    compile_messages()
    migrate()
    load_city(city, options)
    build_index()
    collect_static()


def migrate() -> None:
    digest = tables_digest()
    if is_current(STAMPS / "tables", digest) and (URL or (VAR / "civic.sqlite3").exists()):
        return
    check_disk(VAR)
    say("建立数据表。", "Making the tables.")
    call_django("migrate", "--verbosity", "0")
    set_stamp(STAMPS / "tables", digest)


def tables_digest() -> str:
    return digest_of([LOCK, *(path for package in PACKAGES for path in package.glob("**/migrations/*.py"))])


def load_city(city: str | None, options: Sequence[str] = ()) -> None:
    """Load the demo city into an empty database; without `city` the one that was begun, or the default.

    The command writes all of it or nothing, so a load that was broken off is simply done anew. One that goes on
    although whoever began it was killed is waited for.
    """
    begun = wait_for_loading()
    if loaded_city() is not None or not has_command("load_demo"):
        return
    if ask_django("shell", "--no-imports", "--command", IS_EMPTY).strip() == "full":
        if begun is not None:
            finish_loading(begun)
        return
    if begun is not None:
        say("上次载入演示城市时中断，现在重新载入。", "The demo city was not loaded to its end; loading it anew.")
        if not URL:
            shutil.rmtree(VAR / "media", ignore_errors=True)
    city = city or begun or DEFAULT_CITY
    say(f"载入演示城市 {city}。", f"Loading the demo city {city}.")
    run_loading(city, options)
    finish_loading(city)


def run_loading(city: str, options: Sequence[str]) -> None:
    command = django_command("load_demo", city, *options)
    with subprocess.Popen(command, env=django_environment(), cwd=ROOT) as child:
        set_stamp(LOADING, f"{city} {child.pid}")
        try:
            code = child.wait()
        except BaseException:
            child.kill()
            raise
    if code:
        raise Trouble("载入演示城市没有成功，原因见上。", "The demo city was not loaded, see above.")


def finish_loading(city: str) -> None:
    set_stamp(CITY, city)
    LOADING.unlink(missing_ok=True)


def wait_for_loading() -> str | None:
    """The city that was begun and not finished, if any, once nobody is at it any more."""
    if not LOADING.exists():
        return None
    city, pid = LOADING.read_text(encoding="utf-8").split()
    if is_loading(int(pid)):
        say("演示城市还在载入，请稍候。", "The demo city is still being loaded; waiting.")
    while is_loading(int(pid)):
        time.sleep(0.5)
    return city


def is_loading(pid: int) -> bool:
    """Whether that process runs and is a load, not another one that was given its number. Only Linux can tell."""
    try:
        return b"load_demo" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def loaded_city() -> str | None:
    return CITY.read_text(encoding="utf-8") if CITY.exists() else None


def build_index() -> None:
    """The embedded one, so that the first question is answered. From then on the worker keeps it, and reads attachments."""
    stamp = STAMPS / "index"
    if stamp.exists() or not has_command("rebuild_search_index"):
        return
    say("建立检索索引。", "Building the index of search.")
    call_django("rebuild_search_index", "--engine", "fts5")
    set_stamp(stamp, "built")


def collect_static() -> None:
    ours = [path for package in PACKAGES for path in package.glob("**/static/**/*") if path.is_file()]
    digest = digest_of([LOCK, *ours])
    stamp = VAR / "static" / ".stamp"
    if is_current(stamp, digest):
        return
    call_django("collectstatic", "--no-input", "--verbosity", "0")
    set_stamp(stamp, digest)
