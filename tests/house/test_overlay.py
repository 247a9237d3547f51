"""Editors never read English: what the installed packages do not say in Chinese, the overlay says."""

import json
import re
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from tooling.msgids import Message, collect_messages, read_catalogue, read_python, read_template
from tooling.overlay import DOMAINS, OVERLAY, find_stale, find_untranslated, find_wanted

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sdr]|\{\w*\}|</?\w+|href=\"[^\"]*\"|data-[\w-]+=\"[^\"]*\"")


@pytest.fixture
def compiled(settings, tmp_path: Path) -> Path:
    """The overlay as Django would read it, compiled anew."""
    folder = tmp_path / "zh_Hans/LC_MESSAGES"
    folder.mkdir(parents=True)
    for domain in DOMAINS:
        polib.pofile(str(OVERLAY / f"{domain}.po")).save_as_mofile(str(folder / f"{domain}.mo"))
    settings.LOCALE_PATHS = [tmp_path]
    return tmp_path


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_message_lacks_chinese(domain: str) -> None:
    """After an upgrade: `python -m tooling.overlay update`, then fill in what is empty."""
    missing = sorted(
        f"{message.msgid!r} ({', '.join(sorted(want.askers))})" for message, want in find_untranslated(domain).items()
    )

    assert missing == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_entry_is_stale(domain: str) -> None:
    assert find_stale(domain) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_translations_keep_placeholders_and_markup(domain: str) -> None:
    changed = [
        (message.msgid, translation)
        for message, translation in read_catalogue(OVERLAY / f"{domain}.po").items()
        if count_placeholders(translation)
        not in (count_placeholders(message.msgid), count_placeholders(message.plural))
    ]

    assert changed == []


def count_placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


@pytest.mark.parametrize("domain", DOMAINS)
def test_overlay_speaks_as_offices_do(domain: str) -> None:
    """One word for one thing (house words): returned, not rejected; a review, not a workflow; 您, not 你."""
    unfit = re.compile("拒绝|驳回|工作流|提交审核|你|帐号|取消发布")

    assert [text for text in read_catalogue(OVERLAY / f"{domain}.po").values() if unfit.search(text)] == []


def test_plugins_do_not_reword_what_wagtail_says() -> None:
    """Gettext knows one Chinese for one English: where a plugin means something else it says so with pgettext."""
    theirs = {message: want.theirs for message, want in find_wanted("django").items()}
    ours = read_catalogue(OVERLAY / "django.po")
    reworded = [
        f"{path.parents[3].name}: {message.msgid!r} {translation} ≠ {ours.get(message) or ' / '.join(sorted(theirs[message]))}"
        for path in sorted(PLUGINS.glob("*/civic_*/locale/zh_Hans/LC_MESSAGES/django.po"))
        for message, translation in read_catalogue(path).items()
        if message in theirs
        and translation != ours.get(message)
        and (message in ours or translation not in theirs[message])
    ]

    assert reworded == []


def test_overlay_reaches_templates_and_python(compiled: Path) -> None:
    with override("zh-hans"):
        said = [gettext("Reject"), gettext("Submit for moderation"), ngettext("%(num)d month", "%(num)d months", 3)]

    assert said == ["退回", "报送审核", "%(num)d 个月"]


@pytest.mark.django_db
def test_overlay_reaches_the_scripts_of_the_admin(compiled: Path, client: Client) -> None:
    response = client.get(reverse("wagtailadmin_javascript_catalog"))

    said = [text for text in ("修改已自动保存。", "正在自动保存…") if json.dumps(text) in response.content.decode()]
    assert said == ["修改已自动保存。", "正在自动保存…"]


@pytest.mark.parametrize(
    ("source", "messages"),
    [
        ('_("One")', {Message("", "One", "")}),
        ('_("One " "two")', {Message("", "One two", "")}),
        ('pgettext_lazy("Task", "Ready")', {Message("Task", "Ready", "")}),
        ('ngettext("%d page", "%d pages", count)', {Message("", "%d page", "%d pages")}),
        ('_(f"{name}")', set()),
        ("_(name)", set()),
    ],
)
def test_messages_are_read_from_python(source: str, messages: set[Message]) -> None:
    assert set(read_python(source)) == messages


@pytest.mark.parametrize(
    ("source", "messages"),
    [
        ("{% load i18n %}{% trans 'One' %}", {Message("", "One", "")}),
        ('{% translate "One" context "menu" %}', {Message("menu", "One", "")}),
        ('{% include "a.html" with title=_("One") %}', {Message("", "One", "")}),
        ("{% blocktrans trimmed %}\n One\n {{ name }}\n{% endblocktrans %}", {Message("", "One %(name)s", "")}),
        (
            "{% blocktrans count n=n %}one{% plural %}{{ n }} ones{% endblocktrans %}",
            {Message("", "one", "%(n)s ones")},
        ),
        ('{% trans "It\'s" %}', {Message("", "It's", "")}),
    ],
)
def test_messages_are_read_from_templates(source: str, messages: set[Message]) -> None:
    assert set(read_template(source)) == messages


def test_messages_of_tests_and_skipped_folders_are_left_out(tmp_path: Path) -> None:
    for folder in ("shown", "tests", "other"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "words.py").write_text(f'_("{folder}")')

    found = collect_messages(tmp_path, skipped=frozenset({tmp_path / "other"}))

    assert found == {Message("", "shown", "")}
