"""A real Chromium, set up as an office's computer is: Chinese, and on China's time. Debian's; nothing is downloaded."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
NARROWEST_DESK = 600


def find_chromium() -> str | None:
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


@contextmanager
def open_chromium(program: str) -> Iterator[Browser]:
    is_root = os.name != "nt" and os.geteuid() == 0
    arguments = ["--lang=zh-CN"]  # its own words too: the choosers of files and dates
    if is_root:
        arguments.append("--no-sandbox")  # Chromium's sandbox refuses root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


def open_context(
    browser: Browser, *, base_url: str, width: int = 1280, height: int = 800, scripts: bool = True
) -> BrowserContext:
    is_phone = width < NARROWEST_DESK
    return browser.new_context(
        base_url=base_url,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": width, "height": height},
        is_mobile=is_phone,
        has_touch=is_phone,
        java_script_enabled=scripts,
    )
