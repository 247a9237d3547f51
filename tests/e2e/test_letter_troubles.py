"""The API is slow, down, or asks for patience in the middle of a form: nothing that was typed or uploaded is lost."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.e2e import citizen
from tests.e2e.between import standing_between
from tests.e2e.places import ask
from tests.e2e.servers import site_served

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

WORDS = {"down": (503, "没有回应"), "slow": (503, "没有等到结果"), 429: (429, "请约 3 分钟后"), 500: (500, "没有回应")}


@pytest.fixture(scope="module")
def between(api):
    with standing_between(api) as server:
        yield server


@pytest.fixture(scope="module")
def front(built, between):
    with site_served(between.address, READ_SECONDS="2", WRITE_SECONDS="2", UPLOAD_SECONDS="3") as address:
        yield address


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def tab(request, front, open_tab, between):
    between.mood, between.hits = "well", "/"
    yield open_tab(front, scripts=request.param)
    between.mood = "well"


def statuses_of(tab):
    found = []
    tab.on("response", lambda answer: found.append(answer.status) if answer.request.is_navigation_request() else None)
    return found


@pytest.mark.parametrize("mood", WORDS, ids=str)
def test_letter_that_was_not_taken_is_sent_again_from_the_same_page(tab, between, mood):
    citizen.write(tab)
    tab.set_input_files("#files", [citizen.PHOTO])
    citizen.go_on(tab)
    citizen.prove(tab)
    between.mood, between.hits = mood, "/api/v1/letters/"
    statuses = statuses_of(tab)
    citizen.send(tab)
    status, words = WORDS[mood]
    expect(tab.get_by_role("alert")).to_contain_text(words)

    assert statuses == [status]
    expect(tab.locator("main table")).to_contain_text("路灯编号.txt")
    between.mood = "well"
    citizen.send(tab, "再次提交")
    citizen.receipt(tab)


def test_connection_that_is_closed_under_a_letter_is_nobodys_trouble(tab, between):
    citizen.write(tab)
    citizen.go_on(tab)
    citizen.prove(tab)
    between.mood, between.hits = "once", "/api/v1/letters/"
    citizen.send(tab)

    citizen.receipt(tab)
    assert between.mood == "well"


def test_letter_whose_answer_was_lost_is_received_once(tab, between, api):
    citizen.write(tab, title="回执在路上丢了")
    citizen.go_on(tab)
    citizen.prove(tab)
    between.mood, between.hits = "lost", "/api/v1/letters/"
    citizen.send(tab)
    expect(tab.get_by_role("alert")).to_contain_text("还没有提交成功")
    before = received(api)
    between.mood = "well"
    citizen.send(tab, "再次提交")
    citizen.receipt(tab)

    assert received(api) == before


def received(api):
    """How many letters have come this year: the page of figures may be old, the table is not."""
    return ask(api, "letters/statistics/")["total"]["received"]


def test_letter_that_was_changed_after_a_lost_answer_says_so(tab, between):
    citizen.write(tab)
    citizen.go_on(tab)
    citizen.prove(tab)
    between.mood, between.hits = "lost", "/api/v1/letters/"
    citizen.send(tab)
    expect(tab.get_by_role("alert")).to_contain_text("还没有提交成功")
    between.mood = "well"
    tab.get_by_role("button", name="修改 标题").click()
    tab.fill("#title", "换了一个标题")
    citizen.go_on(tab)
    citizen.send(tab)

    expect(tab.locator("main")).to_contain_text(re.compile("修改前的那一封可能已经收到|请重新|已经用过"))
    expect(tab.locator("main table")).to_contain_text("换了一个标题")
    citizen.prove(tab)
    citizen.send(tab)
    citizen.receipt(tab)


def test_file_that_did_not_arrive_is_named_and_the_rest_stays(tab, between):
    citizen.write(tab)
    between.mood, between.hits = "down", "/api/v1/uploads/"
    tab.set_input_files("#files", [citizen.PHOTO])
    citizen.go_on(tab)
    expect(tab.locator("#files-error")).to_contain_text("“路灯编号.txt”：这个文件没有传上来")
    expect(tab.locator("#text")).to_have_value(citizen.TEXT)
    between.mood = "well"
    tab.set_input_files("#files", [citizen.PHOTO])
    citizen.go_on(tab)

    expect(tab.locator("main table")).to_contain_text("路灯编号.txt")


def test_no_task_for_a_person_can_be_had_and_the_letter_waits(tab, between):
    citizen.write(tab)
    between.mood, between.hits = 429, "/api/v1/letters/proof/"
    citizen.go_on(tab)
    expect(tab.get_by_role("alert")).to_contain_text("请约 3 分钟后")
    between.mood = "well"
    citizen.send(tab, "再试一次")
    citizen.prove(tab)
    citizen.send(tab)

    citizen.receipt(tab)


def test_form_is_kept_even_where_its_channel_cannot_be_read(built, between, open_tab):
    """A process that has just begun remembers nothing of the API."""
    with site_served(between.address, READ_SECONDS="2", WRITE_SECONDS="2") as first:
        page = open_tab(first, scripts=False)
        port = first.rsplit(":", 1)[1]
        citizen.write(page)
    between.mood, between.hits = "down", "/"
    with site_served(between.address, READ_SECONDS="2", WRITE_SECONDS="2", PORT=port):
        citizen.go_on(page)
        expect(page.get_by_role("alert")).to_contain_text("还没有提交成功")
        between.mood = "well"
        page.get_by_role("button", name="再试一次").click()
        expect(page.locator("main table")).to_contain_text("希望尽快修好")


def test_supplement_that_was_not_taken_stays_in_its_form(tab, between):
    citizen.send_letter(tab)
    tab.goto("/letters/track/supplement/")
    tab.fill("#text", "又坏了一盏。")
    citizen.prove(tab)
    between.mood, between.hits = "slow", "/api/v1/letters/supplement/"
    citizen.send(tab, "提交补充")
    expect(tab.get_by_role("alert")).to_contain_text("没有等到结果")
    expect(tab.get_by_role("link", name=re.compile("请先看办理情况"))).to_be_visible()
    expect(tab.locator("#text")).to_have_value("又坏了一盏。")
    between.mood = "well"
    citizen.send(tab, "提交补充")

    expect(tab.locator("main")).to_contain_text("补充的内容已经收到")


def test_number_and_code_stay_in_their_fields_while_the_api_is_down(tab, between):
    between.mood, between.hits = "down", "/api/v1/letters/open/"
    citizen.open_letter(tab, "20261121000001", "ABCD EFGH JKMN PQRS")

    expect(tab.get_by_role("alert")).to_contain_text("没有回应")
    expect(tab.locator("#query_code")).to_have_value("ABCD EFGH JKMN PQRS")
    assert quote("ABCD") not in tab.url
