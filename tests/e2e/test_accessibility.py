"""axe-core finds nothing to object to: on every kind of page, as it is, in 关怀版, in English, 320 pixels wide,
without JavaScript, and on paper.
"""

import json
import os
import re
from urllib.parse import urlsplit

import pytest

from tests.e2e.servers import site_served
from tooling.frontend import MODULES
from tooling.places import VAR

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

REPORTS = VAR / "reports" / "axe"
AXE = MODULES / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STATES = {
    "normal": {},
    "care": {"care": True},
    "narrow": {"width": 320},
    "no-scripts": {"fetches_scripts": False},
}
#: On paper nothing is pressed, so only what is read is looked at.
READ = {**STATES, "print": {"media": "print"}}


def violations(page):
    """What axe objects to: the rule, and the first elements that break it. The policy of our pages lets only the driver put it in."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    said = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    keep_report(page, said)
    return [(rule["id"], [node["html"][:160] for node in rule["nodes"][:3]]) for rule in said["violations"]]


def keep_report(page, said):
    """What axe found, and what it looked at, stays in `var/reports/axe/`: one file for each test and page."""
    test = os.environ["PYTEST_CURRENT_TEST"].split("::")[-1].split(" ")[0]
    name = re.sub(r"[^\w-]+", "_", test + urlsplit(page.url).path).strip("_")
    kept = {key: said[key] for key in ("url", "timestamp", "testEngine", "violations")}
    kept["passes"] = [rule["id"] for rule in said["passes"]]
    REPORTS.mkdir(parents=True, exist_ok=True)
    (REPORTS / f"{name}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")


def is_too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.shows("R105")
@pytest.mark.parametrize("state", READ)
def test_no_page_breaks_a_rule_of_accessibility(site, places, open_tab, state):
    page = open_tab(site, **READ[state])
    page.set_default_timeout(60_000)
    objections, too_wide = {}, []

    for name, path in (places.templates() | {"missing": "/nowhere/"}).items():
        page.goto(path)
        if found := violations(page):
            objections[name] = found
        if is_too_wide(page):
            too_wide.append(name)

    assert (objections, too_wide) == ({}, [])


def test_english_pages_and_error_pages_break_no_rule(site, places, built, open_tab):
    english = open_tab(site)
    english.context.add_cookies([{"name": "language", "value": "en", "url": site}])
    found = {}
    for name, path in places.templates().items():
        english.goto(path)
        found[name] = violations(english)
    with site_served("http://127.0.0.1:9", READ_SECONDS="1") as alone:
        down = open_tab(alone)
        down.goto("/disclosure/")
        found["down"] = violations(down)

    assert {name: rules for name, rules in found.items() if rules} == {}
