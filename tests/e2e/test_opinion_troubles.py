"""The API fails while somebody gives an opinion: a clear page with the right status, everything kept, and one more press sends it."""

import pytest
from playwright.sync_api import expect

from tests.e2e.between import standing_between
from tests.e2e.giving import TEXT, begin_on_clause, press, prove, receipt, send, write
from tests.e2e.places import ask
from tests.e2e.servers import site_served

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

API = "/api/v1/collections/"
PROOF = "/api/v1/letters/proof/"
MOODS = {"down": 503, "slow": 503, "lost": 503, 429: 429, 500: 500}


@pytest.fixture(scope="module")
def between(api):
    with standing_between(api) as server:
        yield server


@pytest.fixture(scope="module")
def front(built, between):
    with site_served(between.address, READ_SECONDS="2", WRITE_SECONDS="2") as address:
        yield address


@pytest.fixture(autouse=True)
def well(between):
    between.mood, between.hits = "well", "/"
    yield
    between.mood = "well"


def status_of(tab, act):
    """The status of the page that `act` leads to by POST."""
    with tab.expect_response(lambda answer: answer.request.method == "POST", timeout=60_000) as answered:
        act()
    return answered.value.status


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("mood", MOODS, ids=str)
def test_opinion_outlives_a_failure_and_is_received_once(front, api, places, between, open_tab, mood, scripts):
    tab, path = open_tab(front, scripts=scripts), places.asked["open"]
    before = ask(api, path.lstrip("/"))["received"]
    begin_on_clause(tab, path)
    write(tab)
    prove(tab)
    between.mood, between.hits = mood, f"/api/v1{path}opinions/"

    assert status_of(tab, lambda: press(tab, "send")) == MOODS[mood]
    expect(tab.get_by_role("alert")).to_contain_text("还没有提交成功")
    expect(tab.locator("main table")).to_contain_text(TEXT)
    expect(tab.locator("main table")).to_contain_text("说明.txt")
    between.mood = "well"
    press(tab, "send")
    assert receipt(tab)[0].startswith("YJ")
    assert ask(api, path.lstrip("/"))["received"] == before + 1


def test_no_proof_to_be_had_keeps_the_opinion_and_tries_again(front, places, between, open_tab):
    tab = open_tab(front, scripts=False)
    begin_on_clause(tab, places.asked["open"])
    between.mood, between.hits = 503, PROOF
    tab.fill("#text", TEXT)
    press(tab, "check")
    expect(tab.get_by_role("alert")).to_be_visible()
    expect(tab.locator("main table")).to_contain_text(TEXT)

    between.mood = "well"
    press(tab, "check")
    send(tab)
    assert receipt(tab)[0].startswith("YJ")


def test_collection_that_cannot_be_read_keeps_what_was_typed(front, places, between, open_tab):
    tab, path = open_tab(front, scripts=False), places.asked["open"]
    tab.goto(f"{path}opinion/?version=1&clause=article-1")
    between.mood, between.hits = 500, f"/api/v1{path}versions/1/"
    tab.wait_for_timeout(11_000)  # longer than an answer is used without being asked for again
    tab.fill("#text", TEXT)
    press(tab, "check")
    assert tab.locator("input[name=text]").input_value() == TEXT

    between.mood = "well"
    tab.get_by_role("button", name="再试一次").click()
    expect(tab.locator("main table")).to_contain_text(TEXT)


@pytest.mark.parametrize(("mood", "status"), [(500, 500), (503, 503), ("down", 503), ("slow", 503), (429, 429)])
def test_pages_of_a_collection_say_what_is_wrong(front, between, open_tab, mood, status):
    tab = open_tab(front, scripts=False)
    between.mood, between.hits = mood, f"{API}77/"
    answer = tab.goto("/collections/77/opinions/")

    assert answer.status == status
    expect(tab.locator("footer")).to_contain_text("主办单位")


def test_mail_that_cannot_be_noted_is_said_and_kept(front, places, between, open_tab):
    tab, path = open_tab(front, scripts=False), places.asked["open"]
    tab.goto(f"{path}follow/")
    tab.fill("#mail", "reader@example.cn")
    prove(tab)
    between.mood, between.hits = 503, f"/api/v1{path}followers/"
    assert status_of(tab, lambda: press(tab, "send")) == 503
    expect(tab.get_by_role("alert")).to_be_visible()
    expect(tab.locator("#mail")).to_have_value("reader@example.cn")

    between.mood = "well"
    press(tab, "send")
    expect(tab.locator("h1")).to_have_text("请查收邮件")
    tab.goto(f"{path}unfollow/1-x/")
    between.mood, between.hits = 503, f"{API}followers/stop/"
    assert status_of(tab, tab.get_by_role("button", name="确认退订").click) == 503
    assert tab.get_by_role("button", name="确认退订").is_visible()
