"""A citizen looks for something: from the first page to an item in three clicks, by search, in large print."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.servers import django_served, site_served
from tests.e2e.small_city import copy_city

pytestmark = [pytest.mark.chromium, pytest.mark.slow]


@pytest.mark.shows("R102")
def test_from_home_to_an_item_in_three_clicks(tab, places):
    tab.goto("/")
    tab.locator(".channels a").first.click()
    tab.locator("main .rows a").first.click()

    expect(tab).to_have_url(re.compile(r"/items/\d+/$"))
    assert tab.locator("main dl").get_by_text("索引号").count() == 1
    assert re.search(r"发布时间：\d{4}-\d\d-\d\d \d\d:\d\d", tab.locator("main .source").inner_text())


def test_home_of_a_year_without_letters_says_so_and_invites_one(built, tmp_path, open_tab):
    copy_city(tmp_path)
    with django_served(tmp_path) as api, site_served(api) as site:
        tab = open_tab(site, scripts=False)
        tab.goto("/")
        figures = tab.locator("section").filter(has_text="今年办理来信情况")

        expect(figures).to_contain_text("今年还没有收到来信。")
        assert figures.locator("dl").count() == 0
        assert figures.get_by_role("link", name="写信").get_attribute("href") == "/letters/write/"


def test_item_shows_its_facts_files_history_and_ways_to_pass_it_on(tab, places):
    tab.goto(places.item)

    expect(tab.locator("h1")).to_have_text(places.title)
    assert re.search(r"（[A-Z]+，\d+ [KM]?B）", tab.locator(".attachments").inner_text())
    with tab.expect_download() as download:
        tab.locator(".attachments a").first.click()
    assert download.value.failure() is None
    tab.goto(places.item)
    assert tab.get_by_role("img", name="本页网址的二维码").count() == 1
    assert tab.get_by_role("link", name="微博").get_attribute("href").startswith("https://service.weibo.com/")
    tab.get_by_role("link", name="这一页的历史").click()
    expect(tab.locator("main")).to_contain_text("现在的版本")


def test_document_that_is_not_in_force_says_so_beside_its_title(tab, places):
    tab.goto(places.ended)

    assert re.search(r"本文件.*(已废止|已失效|已修改|废止|失效|修改)", tab.locator(".stamp").inner_text())


def test_policy_leads_to_its_interpretation_and_back(tab, places):
    tab.goto(places.paired)
    title = tab.locator("h1").inner_text()
    tab.locator("aside section").filter(has_text="相关解读").get_by_role("link").first.click()

    tab.locator("aside section").filter(has_text="相关文件").get_by_role("link", name=title).click()
    expect(tab.locator("h1")).to_have_text(title)


def test_search_is_narrowed_and_widened_again(tab):
    tab.goto("/")
    tab.get_by_role("searchbox").or_(tab.get_by_role("combobox")).fill("办法")
    tab.keyboard.press("Enter")
    expect(tab).to_have_title(re.compile("“办法”的检索结果"))
    everything = count_of(tab)

    facet = tab.locator(".facets section").filter(has_text="单位").locator("a").first
    if not facet.is_visible():
        tab.locator(".facets > summary").click()
    facet.click()
    expect(tab.get_by_role("link", name="取消全部条件")).to_be_visible()
    narrowed = count_of(tab)
    tab.get_by_role("link", name="取消全部条件").click()
    expect(tab.get_by_role("link", name="取消全部条件")).to_have_count(0)

    assert 0 < narrowed < everything == count_of(tab)


def count_of(tab):
    return int(re.search(r"找到 (\d+) 条", tab.locator("#results").inner_text())[1])


def test_nothing_found_says_what_to_try(tab):
    tab.goto("/search/?q=无此物无此事zqx")

    expect(tab.locator("#results")).to_contain_text("可以这样试试")
    assert tab.locator("#results").get_by_role("link", name="写信").count() == 1


def test_large_print_is_kept_and_given_back(tab, places):
    tab.goto(places.item)
    standard = size_of_text(tab)
    tab.get_by_role("button", name="关怀版").click()
    expect(tab).to_have_url(re.compile(places.item))
    large = size_of_text(tab)
    tab.goto("/units/")
    kept = size_of_text(tab)
    tab.get_by_role("button", name="标准版").click()

    assert (standard, large, kept, size_of_text(tab)) == ("18px", "22px", "22px", "18px")


def size_of_text(tab):
    """Chromium measures without the page's own scripts too."""
    return tab.locator("body").evaluate("body => getComputedStyle(body).fontSize")


def test_english_interface_around_chinese_texts(tab, places):
    tab.goto(places.item)
    tab.get_by_role("button", name="English").click()

    expect(tab.locator("main")).to_contain_text("Index number")
    expect(tab.locator("h1")).to_have_text(places.title)
    assert tab.locator("html").get_attribute("lang") == "zh-CN"


def test_keyboard_reaches_the_text_first(tab, places):
    tab.goto(places.item)
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="跳到正文")).to_be_focused()
    tab.keyboard.press("Enter")

    expect(tab).to_have_url(re.compile("#content$"))


def test_suggestions_are_walked_by_keyboard(site, open_tab):
    tab = open_tab(site)
    tab.goto("/")
    field = tab.get_by_role("combobox")
    field.press_sequentially("办法")
    tab.locator(".suggestions li").first.wait_for()
    field.press("ArrowDown")
    chosen = tab.locator(".suggestions [aria-selected=true]").inner_text()
    field.press("Enter")

    expect(tab.get_by_role("combobox")).to_have_value(chosen)
