"""The pages of the public site that `./run screens` photographs: every template as phones, tablets and desks show it, in
关怀版, in English, and on paper. `{item}`, `{policy}`, `{ended}`, `{column}`, `{channel}`, `{unit}`, and by their phase the
collections `{open}`, `{closed}`, `{reported}`, a `{mailbox}`, a public `{letter}`, `{question}` and `{topic}`, are the demo city's own.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tooling.browser import open_context

#: Name → address.
PAGES = {
    "site-home": "/",
    "site-disclosure": "/disclosure/",
    "site-channel": "/channels/{channel}/",
    "site-column": "/columns/{column}/",
    "site-units": "/units/",
    "site-unit": "/units/{unit}/",
    "site-item": "/items/{item}/",
    "site-policy": "/items/{policy}/",
    "site-ended": "/items/{ended}/",
    "site-history": "/items/{item}/history/",
    "site-search": "/search/?q=低保",
    "site-nothing": "/search/?q=无此物无此事zqx",
    "site-letters": "/letters/",
    "site-write": "/letters/write/",
    "site-write-form": "/letters/write/{mailbox}/",
    "site-letter": "/letters/{letter}/",
    "site-track": "/letters/track/",
    "site-figures": "/letters/statistics/",
    "site-questions": "/common-questions/",
    "site-question": "/common-questions/{question}/",
    "site-topics": "/hot-topics/",
    "site-topic": "/hot-topics/{topic}/",
    "site-collections": "/collections/",
    "site-collection": "/collections/{open}/",
    "site-collection-closed": "/collections/{closed}/",
    "site-collection-cancelled": "/collections/{cancelled}/",
    "site-draft": "/collections/{open}/versions/1/",
    "site-changes": "/collections/{open}/versions/1/compare/2/",
    "site-opinion": "/collections/{open}/opinion/?version=2&clause=article-3",
    "site-own-opinion": "/collections/track/",
    "site-follow": "/collections/{open}/follow/",
    "site-opinions": "/collections/{reported}/opinions/",
    "site-results": "/collections/{reported}/results/",
    "site-map": "/site-map/",
    "site-about": "/about/",
    "site-statement": "/statement/",
    "site-accessibility": "/accessibility/",
    "site-help": "/help/",
    "site-missing": "/nowhere/",
}
PAPER_WIDTH = 794  # of A4, in pixels
MISSING = 404


@dataclass(frozen=True)
class View:
    name: str
    width: int
    cookies: dict[str, str] = field(default_factory=dict)
    is_paper: bool = False


VIEWS = (
    View("390", 390),
    View("768", 768),
    View("1366", 1366),
    View("care-390", 390, {"view": "care"}),
    View("care-1366", 1366, {"view": "care"}),
    View("en-1366", 1366, {"language": "en"}),
    View("paper", PAPER_WIDTH, is_paper=True),
)
#: Watches a page, and lists what goes wrong on it.
Watch = Callable[[Page], AbstractContextManager[list[str]]]


def address_in(numbers: Mapping[str, Any], path: str) -> str | None:
    """The address of a page in this city; None where it has no such thing, as a small one has no hot topics."""
    names = [name for _text, name, _format, _conversion in Formatter().parse(path) if name]
    return None if any(numbers.get(name) is None for name in names) else path.format(**numbers)


def wanted_pages(args: tuple[str, ...]) -> dict[str, str]:
    """All of them, or those named; `site` names them all."""
    return {name: path for name, path in PAGES.items() if not args or "site" in args or name in args}


def photograph_site(
    browser: Browser, base_url: str, pages: dict[str, str], numbers: dict[str, Any], *, folder: Path, watch: Watch
) -> Iterator[str]:
    """Take every picture; what went wrong on the way. No page may scroll sideways, at any width."""
    for view in VIEWS:
        context = open_context(browser, base_url=base_url, width=view.width)
        for name, value in view.cookies.items():
            context.add_cookies([{"name": name, "value": value, "url": base_url}])
        for name, path in pages.items():
            address = address_in(numbers, path)
            if address is None:
                yield f"{name}: this city has none"
                continue
            named = f"{name}-{view.name}"
            yield from photograph_page(context, view, name=named, path=address, folder=folder, watch=watch)
        context.close()


def photograph_page(
    context: BrowserContext, view: View, *, name: str, path: str, folder: Path, watch: Watch
) -> Iterator[str]:
    page = context.new_page()
    with watch(page) as troubles:
        page.goto(path, wait_until="networkidle")
        page.emulate_media(media="print" if view.is_paper else "screen")
        page.screenshot(path=folder / f"{name}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            troubles.append("wider than the window")
    page.close()
    yield from (
        f"{name}: {trouble}" for trouble in troubles if "site-missing" not in name or str(MISSING) not in trouble
    )
