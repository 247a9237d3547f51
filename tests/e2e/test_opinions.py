"""A citizen reads a draft, sees what changed, gives an opinion on a clause and asks what became of it; without JavaScript too."""

import re
import subprocess
import sys
from email import message_from_bytes
from email.policy import default

import pytest
from playwright.sync_api import expect

from tests.e2e.giving import TEXT, begin_on_clause, press, prove, receipt, send, write
from tests.e2e.small_city import city_environment
from tooling.places import ROOT

pytestmark = [pytest.mark.chromium, pytest.mark.slow]


@pytest.mark.shows("R131")
def test_collection_says_what_is_asked_why_and_until_when(tab, places):
    tab.goto("/")
    tab.get_by_role("navigation", name="主要栏目").get_by_role("link", name="意见征集").click()
    tab.locator(".rows li").filter(has_text="停车场").get_by_role("link").click()

    expect(tab).to_have_url(re.compile(places.asked["open"]))
    assert re.search(r"还有 \d+ 天，\d{4}-\d\d-\d\d（周[一二三四五六日]）截止", tab.locator(".standing").inner_text())
    facts = tab.get_by_role("group", name="征集信息").inner_text()
    assert [word for word in ("征集单位", "事项类别", "征集时间", "依据", "其他渠道") if word not in facts] == []
    expect(tab.locator("main")).to_contain_text("背景说明")


def test_collections_are_narrowed_by_how_far_they_are(tab):
    tab.goto("/collections/")
    everything = tab.locator(".rows li").count()
    link = tab.locator(".facets").get_by_role("link", name="已公布结果")
    if not link.is_visible():
        tab.locator(".facets > summary").click()
    link.click()

    assert 0 < tab.locator(".rows li").count() < everything
    assert set(tab.locator(".rows .mark").all_inner_texts()) == {"✓ 已公布结果"}


def test_every_clause_has_an_address_that_stays(tab, places):
    tab.goto(f"{places.asked['open']}versions/2/#article-3")
    first = tab.locator("[id=article-3]").inner_text()
    tab.goto(f"{places.asked['open']}versions/1/#article-3")

    assert first.startswith("第三条")
    assert first.split("\n")[0] == tab.locator("[id=article-3]").inner_text().split("\n")[0]
    # Opinions are taken on the newest version only.
    assert tab.get_by_role("link", name="对这一条提意见").count() == 0
    expect(tab.locator("main")).to_contain_text("这是第 1 稿，之后已有修改")


def test_what_changed_is_said_in_words(tab, places):
    tab.goto(places.asked["open"])
    tab.get_by_role("link", name="各稿对照").click()
    changed = tab.locator("[id=article-4-item-2]")

    assert changed.locator("del").text_content() == "删去：三十日。"
    assert changed.locator("ins").text_content() == "新增：十五日。"
    expect(changed.locator("h2")).to_have_text(re.compile(r"第四条（二）\s*▲ 有修改"))
    assert "新增 1 处" in tab.locator("main").inner_text()
    shown = tab.locator(".changes > li").count()
    tab.get_by_role("link", name="未改的也显示").click()
    assert tab.locator(".changes > li").count() > shown


def test_versions_stand_beside_one_another_and_on_phones_below(site, places, open_tab):
    tops = []
    for width in (1280, 390):
        tab = open_tab(site, width=width)
        tab.goto(f"{places.asked['open']}versions/1/compare/2/")
        old, new = (side.bounding_box() for side in tab.locator("[id=article-4-item-2] .sides > div").all())
        tops.append((old["y"] == new["y"], old["x"] == new["x"]))

    assert tops == [(True, False), (False, True)]


@pytest.mark.shows("R131")
def test_opinion_on_a_clause_from_the_draft_to_its_receipt(tab, places):
    begin_on_clause(tab, places.asked["open"])
    expect(tab.locator("blockquote")).to_contain_text("第四条（二）")
    write(tab)
    expect(tab.locator("main table")).to_contain_text("在十五日内修复损坏的设施")
    expect(tab.locator("main table")).to_contain_text("说明.txt")
    send(tab)

    number, code = receipt(tab)
    assert re.fullmatch(r"YJ\d{14}", number)
    assert re.fullmatch(r"[0-9A-Z]{16}", code)
    tab.reload()
    assert receipt(tab) == (number, code)
    assert number not in tab.url

    tab.get_by_role("button", name="退出查询").click()
    tab.goto("/collections/track/opinion/")
    expect(tab).to_have_url(re.compile("/collections/track/"))
    tab.fill("#receipt_number", number)
    tab.fill("#query_code", code)
    tab.locator("main form button").click()
    expect(tab.locator("main")).to_contain_text(TEXT)
    expect(tab.locator("main")).to_contain_text("等待审核")


def test_errors_are_said_at_the_field_and_nothing_is_lost(tab, places):
    begin_on_clause(tab, places.asked["open"])
    tab.fill("#quoted", "三十年内")
    tab.fill("#name", "王芳")
    tab.set_input_files("#files", [{"name": "程序.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ\x90"}])
    with tab.expect_response(lambda answer: answer.request.method == "POST") as answered:
        press(tab, "check")

    assert answered.value.status == 422
    expect(tab).to_have_title(re.compile("^错误："))
    summary = tab.locator(".errors")
    assert summary.get_by_role("link").count() == 3
    summary.get_by_role("link", name="请写下您的意见").click()
    expect(tab.locator("#text")).to_be_focused()
    expect(tab.locator("#quoted-error")).to_contain_text("这一条里没有这些文字")
    expect(tab.locator("#name")).to_have_value("王芳")

    tab.fill("#quoted", "十五日内")
    write(tab)
    expect(tab.locator("main table")).to_contain_text("王芳")
    tab.locator("tr").filter(has_text="您的意见").get_by_role("button", name="修改").click()
    expect(tab.locator("#text")).to_have_value(TEXT)
    expect(tab.locator(".taken")).to_contain_text("说明.txt")


def test_error_summary_has_the_focus_where_scripts_run(site, places, open_tab):
    tab = open_tab(site)
    begin_on_clause(tab, places.asked["open"])
    press(tab, "check")

    expect(tab.locator(".errors")).to_be_focused()


def test_wrong_answer_gives_a_new_question_and_keeps_the_opinion(site, places, open_tab):
    tab = open_tab(site, scripts=False)
    begin_on_clause(tab, places.asked["open"])
    write(tab)
    tab.fill("#question_answer", "99")
    press(tab, "send")
    expect(tab.locator("#question_answer-error")).to_be_visible()
    press(tab, "picture")
    assert tab.get_by_role("img", name=re.compile("数字")).get_attribute("src").startswith("data:image/png")
    press(tab, "question")
    send(tab)

    assert receipt(tab)[0].startswith("YJ")


@pytest.mark.parametrize(
    ("phase", "mark", "sentence"),
    [
        ("coming", "尚未开始", r"\d{4}-\d\d-\d\d（周.）起可以在这里提意见"),
        (
            "closed",
            "已结束，待公布结果",
            r"征集已经结束，不再接收意见。\s*采纳情况(将在|原定) \d{4}-\d\d-\d\d（周.）前公布",
        ),
        ("reported", "已公布结果", "采纳情况"),
        ("cancelled", "已取消", "上级已统一作出规定，本市不再另行制定"),
    ],
)
def test_collection_that_is_not_open_takes_nothing_and_says_why(tab, places, phase, mark, sentence):
    tab.goto(places.asked[phase])
    expect(tab.locator(".standing")).to_contain_text(mark)
    assert re.search(sentence, tab.locator("main").inner_text())
    assert tab.get_by_role("link", name=re.compile("对这一条提意见|我要提意见")).count() == 0
    tab.goto(f"{places.asked[phase]}opinion/")

    assert re.search(sentence, tab.locator("main").inner_text())
    assert tab.locator("main").locator("textarea, button").count() == 0


def test_who_is_too_early_can_be_told_by_mail_and_nobody_waits_for_what_was_cancelled(tab, places):
    tab.goto(places.asked["coming"])
    tab.get_by_role("link", name="有进展时用邮件告诉我").click()
    expect(tab.locator("#mail")).to_be_visible()
    tab.goto(places.asked["cancelled"])

    assert tab.get_by_role("link", name="有进展时用邮件告诉我").count() == 0


@pytest.mark.shows("R131")
def test_results_say_of_every_opinion_what_became_of_it(tab, places):
    tab.goto(places.asked["reported"])
    tab.get_by_role("navigation", name="本次征集").get_by_role("link", name="采纳情况").click()
    figures = dict(row.split("\t") for row in tab.locator("tbody tr").all_inner_texts())
    expect(tab.locator("main")).to_contain_text("建议把享受补贴的年龄降低到六十五周岁")
    tab.get_by_role("link", name="逐条查看").click()

    together = tab.locator("[id=article-3] li").first
    assert together.locator(".opinion").count() == 2
    assert together.locator(".outcome").count() == 1
    assert int(figures["收到的意见"]) == sum(int(figures[name]) for name in ("采纳", "部分采纳", "未采纳"))
    assert tab.locator(".opinion").count() == int(figures["其中公开的"])


def test_mail_is_confirmed_by_a_button_and_stopped_by_another(tab, places, city):
    address = f"reader{id(tab)}@example.cn"
    tab.goto(f"{places.asked['open']}follow/")
    send(tab)
    expect(tab.locator("#mail-error")).to_have_text(re.compile("请填写电子邮箱"))
    tab.fill("#mail", address)
    prove(tab)
    press(tab, "send")
    expect(tab.locator("h1")).to_have_text("请查收邮件")

    path = mailed_path(city, address)
    tab.goto(path)
    tab.get_by_role("button", name="确认订阅").click()
    expect(tab.locator("h1")).to_have_text("订阅成功")
    tab.goto(path.replace("/follow/", "/unfollow/"))
    tab.get_by_role("button", name="确认退订").click()
    expect(tab.locator("h1")).to_have_text("已经退订")
    tab.goto(path)
    tab.get_by_role("button", name="确认订阅").click()
    expect(tab.locator("h1")).to_have_text("这个链接已经失效")


def mailed_path(city, address):
    """The link in the mail that the worker sends, as a path on the site."""
    command = [sys.executable, "-W", "ignore", "-m", "django", "worker", "--batch"]
    subprocess.run(command, cwd=ROOT, env=city_environment(city), check=True, stdout=subprocess.DEVNULL, timeout=240)
    mails = [message_from_bytes(file.read_bytes(), policy=default) for file in (city / "mail").iterdir()]
    (mail,) = [mail for mail in mails if mail["To"] == address]
    return re.search(r"/collections/\d+/follow/[\w-]+/", mail.get_content())[0]
