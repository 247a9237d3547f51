"""Letters that are public, their figures, and common questions."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import citizen
from tests.e2e.office import ask_office
from tests.e2e.test_accessibility import STATES, is_too_wide, violations
from tests.e2e.test_languages import faults
from tests.e2e.test_pages import get

pytestmark = [pytest.mark.chromium, pytest.mark.slow]


@pytest.fixture(scope="module")
def published(chromium, site, city):
    """Numbers of a public letter and of a common question out of it."""
    page = chromium.new_context(base_url=site, locale="zh-CN").new_page()
    number, _code = citizen.send_letter(page, title="路灯什么时候修好")
    page.context.close()
    ask_office(city, "answer", number)
    return ask_office(city, "publish", number), ask_office(city, "question", number)


@pytest.mark.shows("R139")
def test_public_letter_says_when_it_was_accepted_and_answered_and_by_whom(tab, published):
    tab.goto(f"/letters/{published[0]}/")

    expect(tab.locator("h1")).to_have_text("路灯什么时候修好")
    facts = dict(zip(tab.locator("main dt").all_inner_texts(), tab.locator("main dd").all_inner_texts(), strict=True))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", facts["受理日期"])
    assert facts["受理日期"] <= facts["答复日期"]
    assert facts["答复部门"] in tab.locator(".answer").inner_text()
    assert citizen.PERSON["phone"] not in tab.content()


def test_public_letters_are_narrowed_by_channel_year_and_words(tab, published):
    tab.goto("/letters/")
    tab.get_by_label("写信渠道").select_option(label="县长信箱")
    tab.get_by_role("button", name="查找", exact=True).click()
    expect(tab.get_by_role("link", name="路灯什么时候修好")).to_be_visible()
    expect(tab.get_by_label("写信渠道")).to_have_value("lianshui-county-head")
    tab.get_by_label("包含的词语").fill("无此物无此事zqx")
    tab.get_by_role("button", name="查找", exact=True).click()

    expect(tab.locator("#published")).to_contain_text("没有符合条件的信息")
    tab.get_by_role("link", name="查看全部来信").click()
    expect(tab.get_by_role("link", name="路灯什么时候修好")).to_be_visible()


def test_feed_and_table_follow_the_filter(site, published, open_tab):
    page = open_tab(site)
    page.goto("/letters/?channel=lianshui-county-head")
    links = [
        page.get_by_role("link", name=name).get_attribute("href") for name in ("订阅公开的来信", "下载列表（CSV）")
    ]
    texts = [get(site + link)[2].decode("utf-8-sig") for link in links]

    assert [link.endswith("?channel=lianshui-county-head") for link in links] == [True, True]
    assert ["路灯什么时候修好" in text for text in texts] == [True, True]


def test_figures_stand_in_tables_with_their_numbers_and_definitions(tab, published):
    tab.goto("/letters/statistics/")
    heads = tab.locator("#channels thead th").all_inner_texts()
    row = tab.locator("#channels tbody tr").filter(has_text="县长信箱").locator("td").all_inner_texts()

    assert [heads[place + 1] for place, head in enumerate(heads) if head in {"按时答复率", "满意率"}] == ["n", "n"]
    assert int(row[0]) > 0
    for name in ("按时答复率", "满意率", "平均用时（工作日）"):
        expect(tab.locator("#definitions dt").get_by_text(name, exact=True)).to_be_visible()


@pytest.mark.shows("R140")
def test_common_question_is_found_and_judged(tab, published):
    tab.goto("/common-questions/")
    tab.get_by_role("link", name="路灯坏了找谁？").first.click()
    expect(tab.locator("article .text")).to_contain_text("拨打 12345，三天内修好。")
    tab.get_by_role("button", name="有用", exact=True).click()

    expect(tab.locator("main")).to_contain_text("谢谢，已记下")


@pytest.mark.shows("R105")
@pytest.mark.parametrize("state", STATES)
def test_no_page_of_letters_breaks_a_rule_of_accessibility(site, published, open_tab, state):
    page = open_tab(site, **STATES[state])
    objections = look_at_every_page(page, published)

    assert objections == {}


def test_english_pages_of_letters_break_no_rule_and_hold_no_chinese_of_ours(site, published, open_tab):
    page = open_tab(site)
    page.context.add_cookies([{"name": "language", "value": "en", "url": site}])

    found = look_at_every_page(page, published, next_one="Next: check your answers", send="Send", also=faults)

    assert found == {}


def look_at_every_page(page, published, *, next_one="下一步：核对", send="提交", also=lambda _page: []):
    """What axe objects to on the pages of letters, errors and empty lists among them; which are wider than the screen; and what `also` finds."""
    found = {}

    def look(name):
        page.wait_for_load_state()
        if wrong := violations(page) + (["too wide"] if is_too_wide(page) else []) + also(page):
            found[name] = wrong

    def press(name):
        page.get_by_role("button", name=name, exact=True).last.click()

    letter, question = published
    for path in ("", "?q=zqx", f"{letter}/", "statistics/", "statistics/?year=2001", "write/"):
        page.goto(f"/letters/{path}")
        look(path)
    for path in ("", f"{question}/"):
        page.goto(f"/common-questions/{path}")
        look(f"questions {path}")
    page.goto(citizen.CHANNEL)
    look("form")
    press(next_one)
    look("form with errors")
    page.goto(citizen.CHANNEL)
    page.fill("#title", citizen.TITLE)
    page.fill("#text", citizen.TEXT)
    page.fill("#name", "李明")
    page.fill("#phone", "13800138000")
    page.set_input_files("#files", [citizen.PHOTO])
    press(next_one)
    citizen.prove(page)
    look("check")
    press(send)
    page.wait_for_url("**/receipt/")
    look("receipt")
    for path in ("letter", "supplement", "withdraw"):
        page.goto(f"/letters/track/{path}/")
        look(path)
    page.goto("/letters/track/")
    look("track")
    page.locator("main form button").click()
    look("track with errors")
    return found
