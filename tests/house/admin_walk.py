"""A walk through the admin: from the home screen along every link, as one account sees it; and what the screens say."""

import json
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, NavigableString
from bs4.element import Comment, Doctype
from django.test import Client
from django.urls import Resolver404, resolve

START = "/admin/"
#: Links that a script completes or that end the walk.
NOT_FOLLOWED = ("/admin/logout", "/admin/bulk/")
#: Screens of one kind (the editors of three items) differ in data only.
SCREENS_OF_A_KIND = 2
SPOKEN_ATTRIBUTES = ("title", "placeholder", "aria-label", "alt", "data-tippy-content", "data-w-tooltip-content-value")
SILENT_TAGS = {"script", "style", "code", "kbd", "noscript"}
#: Words that Chinese offices write in Latin letters too.
WRITTEN_SO = {
    "AVIF", "BM", "COLUMNTYPE", "ICALENDAR", "ICP", "CSV", "DOCX", "EXCEL", "GIF", "HEIC", "HTML", "HTTP", "HTTPS", "ICO", "ICS", "ID", "IP", "JPEG", "JPG", "JSON",
    "KB", "MB", "PDF", "PNG", "PPTX", "RSS", "SVG", "TXT", "UTC", "URL", "WEBP", "XLSX", "ZIP", "CTRL", "SHIFT", "ALT", "ESC",
    "ENTER", "TAB",
}  # fmt: skip
NOT_WORDS = re.compile(r"https?://\S+|\S+@\S+\.\w+|[\w-]+\.\w{2,5}\b|\{[^}]*\}|%\(\w+\)s|/[\w/-]+/|\blocalhost\b")
WORD = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True)
class Screen:
    url: str
    status: int
    soup: BeautifulSoup


def walk_admin(client: Client) -> Iterator[Screen]:
    """Each screen that links lead to, breadth first."""
    waiting, queued, visits = deque([START]), {START}, Counter[str]()
    while waiting:
        url = waiting.popleft()
        kind = kind_of(url)
        if visits[kind] == SCREENS_OF_A_KIND:
            continue
        visits[kind] += 1
        response = client.get(url, follow=True)
        is_page = response.get("Content-Type", "").startswith("text/html")
        screen = Screen(url, response.status_code, BeautifulSoup(response.content if is_page else b"", "html.parser"))
        yield screen
        for link in links_of(screen):
            if link not in queued:
                queued.add(link)
                waiting.append(link)


def kind_of(url: str) -> str:
    try:
        return resolve(url).route
    except Resolver404:
        return url


def links_of(screen: Screen) -> Iterator[str]:
    addresses = [anchor["href"] for anchor in screen.soup.find_all("a", href=True)]
    addresses += [value for key, value in menu_entries(screen.soup) if key in {"url", "href"}]
    for address in addresses:
        path = urlsplit(urljoin(screen.url, address)).path
        if path.startswith(START) and not path.startswith(NOT_FOLLOWED):
            yield path


def english_in(screen: Screen) -> set[str]:
    """What a person reads on the screen that has a Latin word in it which no Chinese office writes."""
    return {text for text in spoken_texts(screen.soup) if foreign_words(text)}


def foreign_words(text: str) -> list[str]:
    return [word for word in WORD.findall(NOT_WORDS.sub(" ", text)) if word.upper() not in WRITTEN_SO]


def spoken_texts(soup: BeautifulSoup) -> Iterator[str]:
    for node in soup.find_all(string=True):
        is_read = type(node) is NavigableString or not isinstance(node, Comment | Doctype)
        if is_read and not any(parent.name in SILENT_TAGS for parent in node.parents):
            yield " ".join(str(node).split())
    for tag in soup.find_all(True):
        yield from (" ".join(tag[name].split()) for name in SPOKEN_ATTRIBUTES if tag.get(name))
        if tag.name == "input" and tag.get("type") in {"submit", "button", "reset"}:
            yield tag.get("value", "")
    yield from (value for key, value in menu_entries(soup) if key == "label")


def menu_entries(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """The texts and addresses of the side bar, which a script draws from JSON."""
    props = soup.find(id="wagtail-sidebar-props")
    waiting = [json.loads(props.string)] if props and props.string else []
    while waiting:
        value = waiting.pop()
        children = value.items() if isinstance(value, dict) else enumerate(value)
        for key, child in children:
            if isinstance(child, dict | list):
                waiting.append(child)
            elif isinstance(child, str):
                yield str(key), child
