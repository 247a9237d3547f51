"""The API is slow, down, broken or asks for patience: a clear page, the right status, and what was read stays readable."""

import time
import urllib.error
import urllib.parse
import urllib.request

import pytest
from lxml import html

from tests.e2e.misbehaving import misbehaving
from tests.e2e.servers import site_served
from tests.e2e.test_pages import NoRedirect, get

pytestmark = pytest.mark.slow

EMPTY = {"channels": [], "results": [], "next": None, "previous": None}


@pytest.fixture(scope="module")
def behind():
    with misbehaving() as server:
        yield server


@pytest.fixture(scope="module")
def front(built, behind):
    with site_served(behind.address, READ_SECONDS="2") as address:
        yield address


@pytest.fixture(autouse=True)
def well(behind):
    behind.mood, behind.more, behind.body = 200, {}, EMPTY
    behind.asked.clear()


@pytest.mark.parametrize(
    ("mood", "status", "words"),
    [
        (500, 500, "网站出错了"),
        (502, 503, "暂时无法显示"),
        (503, 503, "暂时无法显示"),
        ("broken off", 503, "暂时无法显示"),
        ("slow", 503, "响应太慢"),
        (429, 429, "访问太频繁"),
        (404, 404, "没有这一页"),
        (410, 410, "这一页已经撤下"),
    ],
)
def test_what_is_wrong_is_said_on_a_whole_page(front, behind, mood, status, words):
    behind.mood = mood
    answer = get(f"{front}/items/{1000 + status}{len(str(mood))}/")
    page = html.fromstring(answer[2])

    assert (answer[0], page.findtext(".//h1")) == (status, words)
    assert "主办单位" in page.find(".//footer").text_content()
    assert answer[1]["Cache-Control"] == "no-store"


def test_too_many_requests_say_how_long_to_wait(front, behind):
    behind.mood, behind.more = 429, {"Retry-After": "17"}
    status, headers, body = get(front + "/items/4291/")

    assert (status, headers["Retry-After"]) == (429, "17")
    assert "请 17 秒后再试" in body.decode()


def test_reads_are_tried_twice_and_no_more(front, behind):
    behind.mood = "broken off"
    get(front + "/items/777/")

    assert [path for _method, path, _headers in behind.asked].count("/api/v1/items/777/") == 2


def test_slow_reads_are_given_up_in_time(front, behind):
    behind.mood = "slow"
    begun = time.monotonic()
    get(front + "/items/778/")

    assert time.monotonic() - begun < 7


def test_number_of_a_request_is_passed_on_and_said(front, behind):
    _status, headers, _body = get(front + "/units/", **{"X-Request-ID": "abcdef-123456"})

    assert headers["X-Request-ID"] == "abcdef-123456"
    assert [one["x-request-id"] for _method, path, one in behind.asked if path == "/api/v1/units/"] == ["abcdef-123456"]


def test_what_was_read_stays_readable_while_the_api_is_down(front, behind):
    before = get(front + "/site-map/")
    behind.mood = "broken off"
    time.sleep(11)  # longer than what is remembered is used unasked
    after = get(front + "/site-map/")

    assert (before[0], after[0]) == (200, 200)


def test_maintenance_answers_every_address(built, behind):
    with site_served(behind.address, MAINTENANCE="1") as closed:
        answers = [get(closed + path) for path in ("/", "/items/5/", "/nowhere/")]

    assert [(status, headers["Retry-After"]) for status, headers, _body in answers] == [(503, "600")] * 3
    assert "网站正在维护" in answers[0][2].decode()


def test_maintenance_keeps_what_was_just_sent(built, behind):
    with site_served(behind.address, MAINTENANCE="1") as site:
        data = urllib.parse.urlencode({"text": "两千字\n的草稿<b>", "go": "check"}).encode()
        request = urllib.request.Request(f"{site}/letters/write/head/?a=1", data=data, headers={"Origin": site})
        with pytest.raises(urllib.error.HTTPError) as closed:
            urllib.request.urlopen(request, timeout=20)
        page = html.fromstring(closed.value.read())
        closed.value.close()
        foreign = urllib.request.Request(f"{site}/letters/write/head/", data=data)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(foreign, timeout=20)

    form = page.xpath("//main//form[@method='post']")[0]
    assert (closed.value.code, closed.value.headers["Cache-Control"]) == (503, "no-store")
    assert form.get("action") == "/letters/write/head/?a=1"
    assert form.xpath(".//input[@name='text']/@value") == ["两千字\n的草稿<b>"]
    assert refused.value.code == 403
    assert "两千字" not in refused.value.read().decode()
    refused.value.close()


def test_forms_are_taken_from_our_own_pages_only(front):

    def post(**headers):
        data = b"view=care&back=//evil.example/"
        request = urllib.request.Request(f"{front}/preferences/", data=data, headers=headers)
        try:
            with urllib.request.build_opener(NoRedirect).open(request, timeout=20) as answer:
                return answer.status, ""
        except urllib.error.HTTPError as error:
            return error.code, error.headers["Location"]

    assert post()[0] == 403
    assert post(Origin="http://evil.example")[0] == 403
    assert post(**{"Sec-Fetch-Site": "cross-site", "Origin": front})[0] == 403
    # And the way back is one of ours.
    assert post(Origin=front) == (303, "/")
