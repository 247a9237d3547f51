"""Somebody who writes a letter on the site, with or without JavaScript."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

CHANNEL = "/letters/write/lianshui-county-head/"
TITLE = "路灯不亮"
TEXT = "学府路东段的两盏路灯坏了半个月。\n\n希望尽快修好。"
PERSON = {"name": "李明", "phone": "13800138000"}
NUMERALS = "零一二三四五六七八九十"
PHOTO = {"name": "路灯编号.txt", "mimeType": "text/plain", "buffer": "十二号、十三号".encode()}
PROGRAM = {"name": "setup.exe", "mimeType": "application/octet-stream", "buffer": b"MZ\x90\x00" * 40}


def write(page: Page, *, channel: str = CHANNEL, title: str = TITLE) -> None:
    """Fill in the form; nothing is sent."""
    page.goto(channel)
    page.fill("#title", title)
    page.fill("#text", TEXT)
    for name, value in PERSON.items():
        page.fill(f"#{name}", value)
    page.get_by_label("同意公开", exact=True).check()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="下一步：核对").last.click()


def prove(page: Page) -> None:
    """With JavaScript the browser does its task; without it, or where the script never came, somebody answers the question.

    Who has given a sign is not asked.
    """
    expect(page.locator("main [data-needs-sign]").first).to_be_attached()
    if page.locator("[data-question]").count() == 0:
        return
    question = page.locator("#question_answer")
    ready = page.locator("[data-human=done], #question_answer:visible")
    expect(ready).to_have_count(1, timeout=60_000)
    if question.is_visible():
        asked = page.locator("label[for=question_answer]").inner_text()
        figures = [NUMERALS.index(sign) for sign in re.findall(f"[{NUMERALS}]", asked)]
        question.fill(str(sum(figures)))


def send(page: Page, name: str = "提交") -> None:
    page.get_by_role("button", name=name, exact=True).last.click()


def receipt(page: Page) -> tuple[str, str]:
    """Number and code as they are shown; neither stands in an address."""
    expect(page.get_by_role("heading", level=1)).to_have_text("信已收到")
    number, code = page.locator(".codes dd").all_inner_texts()
    assert urlsplit(page.url)._replace(scheme="", netloc="").geturl() == "/letters/receipt/"
    return re.sub(r"\s", "", number), re.sub(r"\s", "", code)


def send_letter(page: Page, **fields: str) -> tuple[str, str]:
    """From the empty form to the receipt."""
    write(page, **fields)
    go_on(page)
    prove(page)
    send(page)
    return receipt(page)


def open_letter(page: Page, number: str, code: str) -> None:
    page.goto("/letters/track/")
    page.fill("#receipt_number", number)
    page.fill("#query_code", code)
    page.get_by_role("button", name="查询", exact=True).click()
