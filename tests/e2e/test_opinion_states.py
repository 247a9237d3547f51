"""axe-core finds nothing to object to in any state of the forms of opinion collection, in any way of reading them."""

import pytest
from playwright.sync_api import expect

from tests.e2e.giving import begin_on_clause, press, prove, receipt, send, write
from tests.e2e.test_accessibility import STATES, is_too_wide, violations

pytestmark = [pytest.mark.chromium, pytest.mark.slow]


@pytest.mark.shows("R105")
@pytest.mark.parametrize("state", STATES)
def test_no_state_of_the_forms_breaks_a_rule(site, places, open_tab, state):
    tab = open_tab(site, **STATES[state])
    objections = {}

    def look(name):
        if found := violations(tab) + ["too wide"] * is_too_wide(tab):
            objections[name] = found

    begin_on_clause(tab, places.asked["open"])
    press(tab, "check")
    expect(tab.locator(".errors")).to_be_visible()
    look("form with errors")
    write(tab)
    look("check")
    press(tab, "edit")
    expect(tab.locator(".taken")).to_be_visible()
    look("form with a file")
    press(tab, "check")
    expect(tab.locator("main table")).to_be_visible()
    send(tab)
    receipt(tab)
    look("receipt")
    tab.goto("/collections/track/opinion/")
    look("own opinion")
    tab.goto("/collections/track/")
    tab.locator("main form button").click()
    expect(tab.locator(".errors")).to_be_visible()
    look("track with errors")
    tab.goto(f"{places.asked['open']}follow/")
    send(tab)
    expect(tab.locator(".errors")).to_be_visible()
    look("follow with errors")
    tab.fill("#mail", f"{state}@example.cn")
    send(tab)
    expect(tab.locator("h1")).to_have_text("请查收邮件")
    look("follow done")
    tab.goto(f"{places.asked['open']}unfollow/1-x/")
    tab.get_by_role("button", name="确认退订").click()
    expect(tab.locator("h1")).to_have_text("这个链接已经失效")
    look("unfollow unknown")

    assert objections == {}


def test_question_and_picture_break_no_rule(site, places, open_tab):
    """What is asked where the browser's own task cannot be done."""
    tab = open_tab(site)
    begin_on_clause(tab, places.asked["open"])
    write(tab)
    found = {}
    for task in ("picture", "question"):
        tab.locator(f"button[value={task}]").evaluate("button => button.click()")
        expect(tab.locator("#question_answer")).to_be_visible()
        found[task] = violations(tab)
    prove(tab)

    assert found == {"picture": [], "question": []}


def test_whole_form_is_walked_by_keyboard(site, places, open_tab):
    tab = open_tab(site)
    begin_on_clause(tab, places.asked["open"])
    tab.locator("#quoted").focus()
    reached = []
    while "consents_to_publication" not in reached and len(reached) < 20:
        reached.append(tab.evaluate("document.activeElement.name"))
        tab.keyboard.press("Tab")

    assert [name for name in reached if name != "go"] == [
        "quoted",
        "text",
        "files",
        "voice",
        "name",
        "phone",
        "mail",
        "organisation",
        "consents_to_publication",
    ]
