"""The API fails while somebody gives an opinion: a clear page with the right status, everything kept, and one more press sends it."""

import pytest
from playwright.sync_api import expect

from tests.e2e.between import between
from tests.e2e.giving import TEXT, begin_on_clause, press, receipt, send, write
from tests.e2e.servers import site_served

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

OPINIONS, PROOF, COLLECTION = "/opinions/", "/letters/proof/", "/collections/3/"


@pytest.fixture(scope="module")
def behind(api):
    with between(api) as server:
        yield server


@pytest.fixture(scope="module")
def front(built, behind):
    with site_served(behind.address, READ_SECONDS="2", WRITE_SECONDS="2") as address:
        yield address


@pytest.fixture(autouse=True)
def well(behind):
    behind.wrong.clear()
    behind.keys.clear()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize(("mood", "status"), [(500, 500), (503, 503), ("broken off", 503), ("slow", 503), (429, 429)])
def test_opinion_outlives_a_failure_and_is_received_once(front, places, behind, open_tab, mood, status, scripts):
    tab = open_tab(front, scripts=scripts)
    begin_on_clause(tab, places.asked["open"])
    write(tab)
    behind.wrong["POST", OPINIONS] = mood
    with tab.expect_response(lambda answer: answer.request.method == "POST", timeout=60_000) as answered:
        send(tab)

    assert answered.value.status == status
    expect(tab.get_by_role("alert")).to_contain_text("没有提交成功")
    expect(tab.locator("main table")).to_contain_text(TEXT)
    expect(tab.locator("main table")).to_contain_text("说明.txt")
    behind.wrong.clear()
    press(tab, "send")
    assert receipt(tab)[0].startswith("YJ")
    # Slow ones arrived at last: the same key gives the receipt that was lost on the way.
    assert len({key for key in behind.keys if key is not None}) == 1


def test_no_proof_to_be_had_keeps_the_opinion_and_tries_again(front, places, behind, open_tab):
    tab = open_tab(front, scripts=False)
    begin_on_clause(tab, places.asked["open"])
    behind.wrong["GET", PROOF] = 503
    tab.fill("#text", TEXT)
    press(tab, "check")
    expect(tab.get_by_role("alert")).to_be_visible()
    expect(tab.locator("main table")).to_contain_text(TEXT)

    behind.wrong.clear()
    press(tab, "check")
    send(tab)
    assert receipt(tab)[0].startswith("YJ")


def test_collection_that_cannot_be_read_keeps_what_was_typed(front, places, behind, open_tab):
    """Beyond what the site remembers: it has never read this version."""
    tab = open_tab(front, scripts=False)
    tab.goto(f"{places.asked['open']}opinion/?version=1&clause=article-1")
    behind.wrong["GET", "/versions/1/"] = 500
    tab.wait_for_timeout(11_000)  # longer than an answer is used without being asked for again
    tab.fill("#text", TEXT)
    press(tab, "check")
    assert tab.locator("input[name=text]").input_value() == TEXT

    behind.wrong.clear()
    tab.get_by_role("button", name="再试一次").click()
    expect(tab.locator("main table")).to_contain_text(TEXT)


@pytest.mark.parametrize(("mood", "status"), [(500, 500), (503, 503), ("slow", 503), (429, 429)])
def test_pages_of_a_collection_say_what_is_wrong(front, behind, open_tab, mood, status):
    tab = open_tab(front, scripts=False)
    behind.wrong["GET", "/collections/77/"] = mood
    answer = tab.goto("/collections/77/opinions/")

    assert answer.status == status
    expect(tab.locator("footer")).to_contain_text("主办单位")


def test_mail_that_cannot_be_noted_is_said_and_kept(front, places, behind, open_tab):
    tab = open_tab(front, scripts=False)
    tab.goto(f"{places.asked['open']}follow/")
    tab.fill("#mail", "reader@example.cn")
    behind.wrong["POST", "/followers/"] = 503
    send(tab)
    expect(tab.get_by_role("alert")).to_be_visible()
    expect(tab.locator("#mail")).to_have_value("reader@example.cn")

    behind.wrong.clear()
    press(tab, "send")
    expect(tab.locator("h1")).to_have_text("请查收邮件")
    tab.goto(f"{places.asked['open']}unfollow/1-x/")
    behind.wrong["POST", "/stop/"] = 503
    with tab.expect_response(lambda sent: sent.request.method == "POST") as answered:
        tab.get_by_role("button", name="确认退订").click()
    assert answered.value.status == 503
    assert tab.get_by_role("button", name="确认退订").is_visible()
