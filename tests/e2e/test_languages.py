"""Two languages on a page: what is ours is in the reader's, what the office wrote is Chinese, and each says which it is."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import citizen
from tests.e2e.giving import begin_on_clause, press

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

#: Every text that is seen or read out, with the language that the nearest `lang` gives it. What somebody typed is theirs.
TEXTS = """() => {
  const said = []
  const add = (text, at) => text && text.trim() && said.push([text.trim(), at.closest('[lang]').lang])
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const at = walker.currentNode.parentElement
    if (!at.closest('script, style, svg, textarea')) add(walker.currentNode.data, at)
  }
  for (const at of document.body.querySelectorAll('[aria-label], [alt], [title], [placeholder]'))
    for (const name of ['aria-label', 'alt', 'title', 'placeholder']) add(at.getAttribute(name), at)
  return said
}"""
CHINESE, KEY = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"\b[a-z]+(\.[a-zA-Z]+)+\b")
#: Two words of Latin letters: a sentence of ours, and no name, number or address.
ENGLISH = re.compile(r"[A-Za-z]{2,}[ ’']+[A-Za-z]{2,}")


def english(open_tab, site):
    tab = open_tab(site)
    tab.context.add_cookies([{"name": "language", "value": "en", "url": site}])
    return tab


def faults(tab):
    """Chinese that is called English, English that is called Chinese, keys without a text."""
    found = []
    for text, lang in tab.evaluate(TEXTS):
        is_english = lang == "en"
        if is_english and CHINESE.search(text):
            found.append(("not English", text[:60]))
        elif not is_english and ENGLISH.search(text) and not CHINESE.search(text):
            found.append(("not marked", text[:60]))
        elif is_english and KEY.fullmatch(text):
            found.append(("no text", text))
    return found


def test_every_text_of_ours_is_english_and_says_so(site, places, open_tab):
    tab = english(open_tab, site)
    found = {}
    for name, path in places.templates().items():
        tab.goto(path)
        if wrong := faults(tab):
            found[name] = wrong

    assert found == {}


def test_forms_with_errors_are_english_too(site, places, open_tab):
    tab = english(open_tab, site)
    tab.goto(f"{places.asked['open']}opinion/?version=2&clause=article-3")
    press(tab, "check")
    found = {"form": faults(tab)}
    tab.fill("#text", "More light, please.")
    press(tab, "check")
    found["check"] = [fault for fault in faults(tab) if "More light" not in fault[1]]

    assert found == {"form": [], "check": []}


def test_what_the_office_says_of_a_letter_in_chinese_is_marked_within_english(site, open_tab):
    """Errors of the API at their fields, the question for a person, answers to be checked, and messages of the pages after it."""
    tab = english(open_tab, site)
    found = {}

    def look(name):
        tab.wait_for_load_state()
        if wrong := faults(tab):
            found[name] = wrong

    tab.goto(citizen.CHANNEL)
    for name, text in {"title": citizen.TITLE, "text": citizen.TEXT, "name": "李明", "phone": "13"}.items():
        tab.fill(f"#{name}", text)
    tab.set_input_files("#files", [citizen.PROGRAM])
    tab.locator("button[name=go][value=check]").last.click()
    expect(tab.locator("#files-error")).to_contain_text("不能上传")
    look("refused by the API")
    tab.fill("#phone", citizen.PERSON["phone"])
    tab.locator("button[name=go][value=check]").last.click()
    expect(tab.locator("main table")).to_contain_text("李明")
    look("check")
    citizen.prove(tab)
    press(tab, "send")
    tab.wait_for_url("**/receipt/")
    tab.goto("/letters/track/letter/")
    look("letter")
    for path in ("?why=over", "?why=left"):
        tab.goto(f"/letters/track/{path}")
        look(path)

    assert found == {}


def test_chinese_pages_have_no_word_of_ours_in_english(site, places, open_tab):
    tab = open_tab(site)
    found = {}
    for name, path in places.templates().items():
        tab.goto(path)
        if wrong := [text for text, lang in tab.evaluate(TEXTS) if lang != "en" and ENGLISH.search(text)]:
            found[name] = wrong

    assert found == {}


def test_days_are_written_one_way_and_what_is_due_has_its_weekday(site, places, open_tab):
    """`2026-11-20`; never 2026年11月20日 or 11/20 in what is ours."""
    tab = open_tab(site)
    tab.goto(places.asked["open"])
    days = tab.locator("main time").all_inner_texts()
    standing = tab.locator(".standing").inner_text()
    begin_on_clause(tab, places.asked["open"])

    assert days
    assert [day for day in days if not re.fullmatch(r"\d{4}-\d\d-\d\d", day)] == []
    assert re.search(r"\d{4}-\d\d-\d\d（周.）", standing)
    assert standing.replace(" ", "") in tab.locator(".standing").inner_text().replace(" ", "")
