"""A letter from the first word to the rating of its answer: with JavaScript and without, on the real API."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import citizen
from tests.e2e.office import ask_office

pytestmark = [pytest.mark.chromium, pytest.mark.slow]


@pytest.fixture
def addresses(tab):
    """Every address that the tab asks for."""
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    return asked


@pytest.mark.shows("R116")
def test_letter_is_written_with_errors_and_files_then_checked_changed_and_received(tab, addresses):
    tab.goto("/letters/")
    tab.locator("main").get_by_role("link", name="写信").click()
    tab.get_by_role("link", name="县长信箱").click()
    citizen.go_on(tab)
    expect(tab).to_have_title(re.compile("^错误：写信：县长信箱"))
    assert tab.locator(".errors a").all_inner_texts() == ["请填写标题", "请填写内容", "请填写姓名", "请填写电话"]

    citizen.write(tab)
    tab.set_input_files("#files", [citizen.PHOTO, citizen.PROGRAM])
    tab.get_by_role("button", name="上传所选文件").click()
    expect(tab.locator(".errors")).to_contain_text("“setup.exe”")
    expect(tab.locator("#text")).to_have_value(citizen.TEXT)

    tab.fill("#phone", "打不通的号码")
    citizen.go_on(tab)
    citizen.prove(tab)
    citizen.send(tab)
    expect(tab.locator("#phone-error")).to_contain_text("电话")
    tab.fill("#phone", citizen.PERSON["phone"])
    citizen.go_on(tab)

    # The sign that a person writes is still good, and is not asked for again.
    expect(tab.locator("#question_answer")).to_have_count(0)
    rows = {row.locator("th").inner_text(): row.locator("td").first.inner_text() for row in tab.locator("tr").all()}
    assert rows["内容"] == citizen.TEXT
    assert rows["附件"].startswith("路灯编号.txt")
    tab.get_by_role("button", name="修改 标题").click()
    tab.fill("#title", "路灯不亮，夜里看不清路")
    citizen.go_on(tab)
    citizen.send(tab)
    number, code = citizen.receipt(tab)

    assert (len(number), len(code)) == (14, 16)
    expect(tab.locator("main")).to_contain_text(re.compile(r"\d{4}年\d{1,2}月\d{1,2}日（周.）前答复"))
    private = [number, code, *citizen.PERSON.values()]
    assert [url for url in addresses if any(word in url for word in private)] == []


def test_receipt_is_saved_and_comes_back_on_a_reload_until_one_leaves(tab):
    number, code = citizen.send_letter(tab)
    with tab.expect_download() as download:
        tab.get_by_role("link", name="保存为文本文件").click()
    saved = download.value.path().read_text(encoding="utf-8-sig")
    plain = re.sub(r"[ \r]", "", saved)

    assert f"受理号：{number}" in plain
    assert f"查询码：{code}" in plain
    tab.reload()
    assert citizen.receipt(tab) == (number, code)
    tab.get_by_role("button", name="退出查询").click()
    expect(tab.locator("main")).to_contain_text("已退出")
    tab.goto("/letters/receipt/")
    expect(tab.locator("main")).to_contain_text("请再填一次受理号和查询码")


def test_question_may_be_exchanged_for_a_picture_and_a_wrong_answer_for_a_new_question(site, open_tab):
    page = open_tab(site, scripts=False)
    citizen.write(page)
    citizen.go_on(page)
    page.get_by_role("button", name="换成看图片认数字").click()
    expect(page.get_by_role("img", name=re.compile("五个数字"))).to_be_visible()
    page.fill("#question_answer", "1")
    citizen.send(page)
    expect(page.locator("#question_answer-error")).to_contain_text("答案不对")
    citizen.prove(page)
    citizen.send(page)

    citizen.receipt(page)


@pytest.mark.shows("R118")
def test_letter_is_followed_supplemented_answered_rated_and_reopened(tab, city, addresses):
    number, code = citizen.send_letter(tab)
    citizen.open_letter(tab, f"{number[:8]} {number[8:]}", f"{code[:4]}-{code[4:]}".lower())
    expect(tab.locator(".timeline .next strong")).to_contain_text("决定是否受理")
    tab.get_by_text("这个日期怎么算的").click()
    expect(tab.locator("details[open]")).to_contain_text("工作日")

    tab.get_by_role("link", name="补充材料").click()
    tab.set_input_files("#files", [citizen.PHOTO])
    tab.get_by_role("button", name="上传所选文件").click()
    expect(tab.locator(".taken")).to_contain_text("路灯编号.txt")
    citizen.prove(tab)
    citizen.send(tab, "提交补充")
    expect(tab.locator("#text-error")).to_contain_text("请填写补充的内容")
    expect(tab.locator(".taken")).to_contain_text("路灯编号.txt")
    tab.fill("#text", "又坏了一盏。")
    citizen.send(tab, "提交补充")
    expect(tab.locator("main")).to_contain_text("补充的内容已经收到")

    ask_office(city, "answer", number)
    tab.goto("/letters/track/letter/")
    expect(tab.locator("article .text")).to_have_text("路灯已经修好，\n今后每周巡查一次。", use_inner_text=True)
    tab.get_by_role("link", name="评价答复").click()
    citizen.prove(tab)
    citizen.send(tab, "提交评价")
    expect(tab.locator("#score-error")).to_contain_text("请选择满意程度")
    tab.get_by_label("不满意", exact=True).check()
    tab.fill("#text", "还是不亮")
    citizen.send(tab, "提交评价")
    expect(tab.locator("main")).to_contain_text("您的评价：不满意")

    tab.get_by_role("link", name="要求再次办理").click()
    citizen.send(tab, "要求再次办理")
    expect(tab.locator("main")).to_contain_text("已重新办理")
    assert [url for url in addresses if number in url or code in url] == []


def test_letter_is_withdrawn(tab):
    citizen.send_letter(tab)
    tab.get_by_role("link", name="现在就看办理情况").click()
    tab.get_by_role("link", name="撤回来信").click()
    citizen.send(tab, "撤回")

    expect(tab.locator("main")).to_contain_text("来信已撤回")
    expect(tab.get_by_role("link", name="撤回来信")).to_have_count(0)


def test_wrong_codes_are_refused_then_locked(tab):
    number, code = citizen.send_letter(tab)
    for _try in range(5):
        citizen.open_letter(tab, number, "0000 0000 0000 0000")
        expect(tab.locator("#receipt_number-error")).to_contain_text("对不上")
    citizen.open_letter(tab, number, code)

    expect(tab.locator("#receipt_number-error")).to_contain_text("输错次数太多")
    expect(tab.locator("#receipt_number")).to_have_value(number)
    expect(tab).to_have_title(re.compile("^错误：查询办理情况"))


def test_half_an_hour_later_what_was_typed_is_still_there(tab):
    number, code = citizen.send_letter(tab)
    tab.goto("/letters/track/supplement/")
    tab.fill("#text", "写了很久的补充")
    citizen.prove(tab)
    tab.context.clear_cookies(name="letter")
    citizen.send(tab, "提交补充")
    expect(tab.locator("#receipt_number-error")).to_contain_text("已过半小时")
    expect(tab.locator("#text")).to_have_value("写了很久的补充")
    tab.fill("#receipt_number", number)
    tab.fill("#query_code", code)
    citizen.send(tab, "提交补充")

    expect(tab.locator("main")).to_contain_text("补充的内容已经收到")


def test_pages_of_an_opened_letter_ask_for_its_code_where_none_is_open(tab):
    for path in ("letter", "supplement", "rate", "reopen", "withdraw"):
        tab.goto(f"/letters/track/{path}/")
        expect(tab.locator("main")).to_contain_text("请再填一次受理号和查询码")


def test_error_of_a_page_is_reported_with_its_address(tab):
    tab.goto("/about/")
    tab.get_by_role("link", name="我为政府网站找错").click()

    expect(tab.locator("h1")).to_contain_text("找错")
    assert re.search(r"http://\S+/about/", tab.locator("#text").input_value())


def test_letter_is_written_by_keyboard_alone(site, open_tab):
    page = open_tab(site)
    page.goto(citizen.CHANNEL)
    page.locator("#title").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".errors")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#title")).to_be_focused()
    page.keyboard.insert_text(citizen.TITLE)
    page.keyboard.press("Tab")
    page.keyboard.insert_text(citizen.TEXT)
    walk_to(page, "#name")
    page.keyboard.insert_text("李明")
    walk_to(page, "#phone")
    page.keyboard.insert_text("13800138000")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("核对后提交")
    citizen.prove(page)
    walk_to(page, "button.button[value=send]")
    page.keyboard.press("Enter")

    citizen.receipt(page)


def walk_to(page, selector):
    """By the Tab key; in vain after 60 steps."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(selector)


def test_way_back_of_the_browser_finds_what_was_typed(tab):
    citizen.write(tab)
    citizen.go_on(tab)
    expect(tab.locator("h1")).to_have_text("核对后提交")
    tab.go_back()

    expect(tab.locator("#text")).to_have_value(citizen.TEXT)
