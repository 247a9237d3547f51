"""Prepare the demo city: messages, tables, data, static files. Each step is done once, and again when its grounds change."""

import hashlib
import os

from tooling.compile_messages import compile_messages
from tooling.install import check_disk
from tooling.manage import ask_django, call_django
from tooling.places import LOCK, PACKAGES, VAR, has_command
from tooling.stamps import digest_of, is_current, set_stamp
from tooling.tell import Trouble, say

URL = os.environ.get("DATABASE_URL", "")
#: What was done, for each database.
STAMPS = VAR / "stamps" / (hashlib.sha256(URL.encode()).hexdigest()[:12] if URL else "sqlite")
CITY = STAMPS / "city"
DEFAULT_CITY = "linyi"
UNFINISHED = "unfinished"
IS_EMPTY = "from civic_office.models import Unit; print('full' if Unit.objects.exists() else 'empty')"


def prepare(*, city: str = DEFAULT_CITY) -> None:
    """Everything the demo city needs before it is served; nothing of it is done twice."""
    VAR.mkdir(parents=True, exist_ok=True)
    compile_messages()
    migrate()
    load_city(city)
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


def load_city(city: str) -> None:
    """Load the demo city into an empty database. A load that was broken off is noticed, never served as if whole."""
    if loaded_city() == UNFINISHED:
        raise Trouble(
            "上次载入演示城市时中断，数据不完整。请执行 ./run reset 后重新启动。",
            "The demo city was not loaded to its end. Run ./run reset, then start again.",
        )
    if loaded_city() is not None or not has_command("load_demo"):
        return
    if ask_django("shell", "--no-imports", "--command", IS_EMPTY).strip() == "full":
        return
    say(f"载入演示城市 {city}。", f"Loading the demo city {city}.")
    set_stamp(CITY, UNFINISHED)
    call_django("load_demo", city)
    set_stamp(CITY, city)


def loaded_city() -> str | None:
    return CITY.read_text(encoding="utf-8") if CITY.exists() else None


def collect_static() -> None:
    ours = [path for package in PACKAGES for path in package.glob("**/static/**/*") if path.is_file()]
    digest = digest_of([LOCK, *ours])
    stamp = VAR / "static" / ".stamp"
    if is_current(stamp, digest):
        return
    call_django("collectstatic", "--no-input", "--verbosity", "0")
    set_stamp(stamp, digest)
