"""Hot topics: on the home page, in their list, and each with all that was said since."""

import pytest
from playwright.sync_api import expect

from tests.e2e.office import ask_office
from tests.e2e.places import ask
from tests.e2e.test_accessibility import READ, is_too_wide, violations

pytestmark = [pytest.mark.chromium, pytest.mark.slow]


@pytest.fixture(scope="module")
def topic(city, api):
    """Number of a public topic, and the index number of an item that it names."""
    number = ask(api, "items/", page_size=1)["results"][0]["index_number"]
    return ask_office(city, "topic", number), number


@pytest.mark.shows("R137")
def test_topic_is_found_from_home_and_says_all_that_was_said(tab, topic):
    tab.goto("/")
    tab.locator("main").get_by_role("link", name="停水期间怎么用水").click()

    expect(tab.locator("h1")).to_have_text("停水期间怎么用水")
    assert tab.locator("article ol .text").all_inner_texts() == [
        "已经恢复供水，\n水质检测合格。",
        "停水两天，每个社区设临时供水点。",
    ]


@pytest.mark.parametrize("state", READ)
def test_page_of_a_topic_breaks_no_rule_of_accessibility(site, topic, open_tab, state):
    tab = open_tab(site, **READ[state])
    tab.goto(f"/hot-topics/{topic[0]}/")

    assert (violations(tab), is_too_wide(tab)) == ([], False)


def test_item_that_a_topic_names_is_opened_by_its_number(tab, topic):
    tab.goto(f"/hot-topics/{topic[0]}/")
    tab.get_by_role("link", name="停水通告").click()

    expect(tab.locator("main dl").first).to_contain_text(topic[1])


def test_list_is_narrowed_by_the_unit_that_answered(tab, topic):
    tab.goto(f"/hot-topics/{topic[0]}/")
    tab.locator("main dl a").first.click()

    expect(tab.locator("main .rows a")).to_have_text(["停水期间怎么用水"])
    tab.get_by_role("link", name="查看全部热点回应").click()
    expect(tab).to_have_url("/hot-topics/")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/hot-topics/999999/", 404),
        ("/hot-topics/x/", 404),
        ("/hot-topics/?cursor=页", 400),
        ("/hot-topics/?unit=nobody", 400),
        ("/items/by-number/", 404),
        ("/items/by-number/?number=nothing", 404),
    ],
)
def test_wrong_addresses_are_clear_pages(tab, path, status):
    assert tab.goto(path).status == status
    expect(tab.locator("h1")).to_be_visible()
