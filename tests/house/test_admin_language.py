"""Editors read Chinese only: every screen that links lead to, for who may see everything and for a unit's officer."""

from collections import defaultdict

import pytest
from django.test import Client

from tests.house.admin_walk import english_in, foreign_words, walk_admin
from tests.house.city import found_city

FEWEST_SCREENS = {"superuser": 60, "officer": 8}


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")  # Wagtail's images
@pytest.mark.parametrize("account", ["superuser", "officer"])
def test_admin_is_chinese_and_no_link_is_dead(account: str) -> None:
    superuser, officer = found_city()
    client = Client(raise_request_exception=False)
    client.force_login(superuser if account == "superuser" else officer, "django.contrib.auth.backends.ModelBackend")

    screens = list(walk_admin(client))

    english: dict[str, list[str]] = defaultdict(list)
    for screen in screens:
        for text in english_in(screen):
            english[text].append(screen.url)
    dead = [f"{screen.status} {screen.url}" for screen in screens if screen.status >= 400]
    report = [f"{text}  ← {urls[0]} ({len(urls)})" for text, urls in sorted(english.items())]
    assert {"dead": dead, "english": report} == {"dead": [], "english": []}, "\n".join([*dead, *report])
    assert len(screens) >= FEWEST_SCREENS[account]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("保存", []),
        ("Save", ["Save"]),
        ("上传 PDF 或 报表.xlsx", []),
        ("见 https://example.org/help 或 /admin/pages/", []),
        ("{unit_code}/{year}-{serial:05d}", []),
        ("由 Wagtail 提供", ["Wagtail"]),
    ],
)
def test_foreign_words_are_told_from_what_offices_write(text: str, words: list[str]) -> None:
    assert foreign_words(text) == words
