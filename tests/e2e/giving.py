"""The steps of who gives an opinion, in a browser with JavaScript or without."""

import re

from playwright.sync_api import Page, expect

from tests.e2e import citizen

TEXT = "建议把期限改为七日，理由是夜间没有照明不安全。"
#: A file that is taken as it is.
FILE = {"name": "说明.txt", "mimeType": "text/plain", "buffer": "夜间照片另附。".encode()}


def begin_on_clause(tab: Page, collection: str, anchor: str = "article-4-item-2") -> None:
    """From the draft by the link at the clause."""
    tab.goto(collection)
    tab.locator(f"[id={anchor}]").get_by_role("link", name="对这一条提意见").click()
    expect(tab.locator("h1")).to_have_text("我要提意见")


def press(tab: Page, go: str) -> None:
    tab.locator(f"button[name=go][value={go}]").last.click()


def write(tab: Page, text: str = TEXT) -> None:
    tab.fill("#text", text)
    tab.set_input_files("#files", [FILE])
    tab.get_by_label("同意公开", exact=True).check()
    press(tab, "check")
    expect(tab.locator("h1")).to_have_text("核对后提交")


def prove(tab: Page) -> None:
    """Nothing is asked of who has given a sign already."""
    if tab.locator(".human").count() > 0:
        citizen.prove(tab)


def send(tab: Page) -> None:
    prove(tab)
    press(tab, "send")


def receipt(tab: Page) -> tuple[str, str]:
    """Number and code as the receipt shows them."""
    expect(tab.locator("h1")).to_have_text("意见已经收到")
    number, code = (re.sub(r"\s", "", part) for part in tab.locator(".codes dd").all_inner_texts())
    return number, code
