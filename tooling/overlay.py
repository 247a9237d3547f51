"""The Chinese that the installed packages lack: one catalogue of ours, laid over theirs.

    python -m tooling.overlay check     what has no Chinese, what is stale; exit 1 if anything is
    python -m tooling.overlay update    add what is missing (empty), drop what is gone, keep every translation
    python -m tooling.overlay compile   write the .mo files

An entry is here because its package has no translation, or because theirs reads badly: then its comment holds theirs.
"""

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polib

from tooling.msgids import Message, collect_messages, read_catalogue, read_entry

OVERLAY = Path(__file__).resolve().parents[1] / "plugins/office/civic_office/overlay_locale/zh_Hans/LC_MESSAGES"
DOMAINS = ("django", "djangojs")
PACKAGES = (
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "modelsearch",
    "permissionedforms",
    "laces",
    "taggit",
    "treebeard",
    "simple_history",
    "axes",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django",
)
SCRIPT_PACKAGES = ("wagtail.admin",)
# Wagtail and wagtail-modeladmin call these although nobody lists them in INSTALLED_APPS: Django never loads their Chinese.
NOT_INSTALLED = {"django.contrib.admin", "django.contrib.humanize"}
# No source says these to gettext: permissions' names come from the database, labels from `civic_office.wagtail_labels`.
LOOKED_UP = ("Can lock", "Can publish", "Can unlock")
LABELS = (
    *("Body", "Content types", "Email address", "Include descendants", "Link text", "Page", "Password", "Phone number"),
    *("Port", "Role", "Root page", "Site name", "Subject"),
)
METADATA = {
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
INSTEAD_OF = "instead of: "


@dataclass
class Wanted:
    """A message some package shows: who asks for it, and what they say themselves (packages may differ)."""

    askers: set[str] = field(default_factory=set)
    theirs: set[str] = field(default_factory=set)
    missing: bool = False


@cache
def find_wanted(domain: str) -> dict[Message, Wanted]:
    """Every message of the installed packages, by message."""
    wanted: dict[Message, Wanted] = {}
    for name, messages, catalogue in _read_packages() if domain == "django" else _read_scripts():
        for message in messages:
            entry = wanted.setdefault(message, Wanted())
            entry.askers.add(name)
            entry.theirs |= {catalogue[message]} if message in catalogue else set()
            entry.missing = entry.missing or message not in catalogue or name in NOT_INSTALLED
    return wanted


def _read_packages() -> Iterator[tuple[str, set[Message], dict[Message, str]]]:
    everywhere = read_catalogue(find_folder("django.conf") / "locale/zh_Hans/LC_MESSAGES/django.mo")
    for package in PACKAGES:
        root = find_folder(package)
        taken: set[Path] = set()
        locales = sorted(root.rglob("locale"), key=lambda path: -len(path.parts))
        for app in [path.parent for path in locales if path.is_dir()] + [root]:
            if app in taken:
                continue
            messages = collect_messages(app, skipped=frozenset(taken))
            taken.add(app)
            own = read_catalogue(app / "locale/zh_Hans/LC_MESSAGES/django.mo")
            name = ".".join([package, *app.relative_to(root).parts])
            yield name, messages, everywhere | own
    yield "wagtail.users", {Message("", name, "") for name in LOOKED_UP}, {}
    yield "civic_office", {Message("", label, "") for label in LABELS}, {}


def _read_scripts() -> Iterator[tuple[str, set[Message], dict[Message, str]]]:
    for package in SCRIPT_PACKAGES:
        locale = find_folder(package) / "locale"
        template = polib.pofile(str(locale / "en/LC_MESSAGES/djangojs.po"))
        messages = {read_entry(entry) for entry in template if not entry.obsolete}
        yield package, messages, read_catalogue(locale / "zh_Hans/LC_MESSAGES/djangojs.mo")


def find_folder(package: str) -> Path:
    """Where an installed package lives; nothing is imported but its parents."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise LookupError(f"{package} is not installed")
    return Path(spec.origin).parent


def find_untranslated(domain: str) -> dict[Message, Wanted]:
    """What an editor would read in English: missing in its package, and in the overlay."""
    ours = read_catalogue(OVERLAY / f"{domain}.po")
    return {message: want for message, want in find_wanted(domain).items() if want.missing and message not in ours}


def find_stale(domain: str) -> list[Message]:
    """Entries of the overlay that no installed package asks for any more."""
    wanted = find_wanted(domain)
    return [message for message in read_catalogue(OVERLAY / f"{domain}.po") if message not in wanted]


def update_overlay(domain: str) -> None:
    """Rewrite one catalogue: what is missing (kept or empty) and what we say otherwise, sorted, with who asks for it."""
    ours = read_catalogue(OVERLAY / f"{domain}.po")
    catalogue = polib.POFile(wrapwidth=120)
    catalogue.metadata = METADATA
    for message, want in sorted(find_wanted(domain).items(), key=lambda item: (min(item[1].askers), item[0])):
        translation = ours.get(message, min(want.theirs, default="") if want.missing else "")
        if want.missing or (translation and want.theirs != {translation}):
            catalogue.append(build_entry(message, want, translation))
    OVERLAY.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(OVERLAY / f"{domain}.po"))


def build_entry(message: Message, want: Wanted, translation: str) -> polib.POEntry:
    others = want.theirs - {translation}
    return polib.POEntry(
        msgctxt=message.context or None,
        msgid=message.msgid,
        msgid_plural=message.plural,
        msgstr="" if message.plural else translation,
        msgstr_plural={0: translation} if message.plural else {},
        occurrences=[(asker, "") for asker in sorted(want.askers)],
        comment=INSTEAD_OF + " / ".join(sorted(others)).replace("\n", " ") if others else "",
    )


def compile_overlay(domain: str) -> None:
    polib.pofile(str(OVERLAY / f"{domain}.po")).save_as_mofile(str(OVERLAY / f"{domain}.mo"))


def print_state(domain: str) -> bool:
    """Say in words what is wrong with one catalogue; True when something is."""
    untranslated, stale = find_untranslated(domain), find_stale(domain)
    for message, want in untranslated.items():
        print(f"{domain}: no Chinese for {message.msgid!r} ({', '.join(sorted(want.askers))})")
    for message in stale:
        print(f"{domain}: nobody asks for {message.msgid!r} any more")
    return bool(untranslated or stale)


def main(command: str) -> int:
    if command == "check":
        return int(sum(print_state(domain) for domain in DOMAINS) > 0)
    if command not in {"update", "compile"}:
        print(__doc__)
        return 2
    for domain in DOMAINS:
        update_overlay(domain) if command == "update" else compile_overlay(domain)
    return int(command == "update" and sum(print_state(domain) for domain in DOMAINS) > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or [""]))
