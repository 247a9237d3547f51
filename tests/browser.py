"""Chromium for tests: `page` is a tab on the running site; a script error on any page it shows fails the test."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tooling.browser import find_chromium, open_chromium, open_context

UNSAFE = "DJANGO_ALLOW_ASYNC_UNSAFE"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all browser tests of a worker.

    Playwright keeps an event loop in the test's thread for as long as it runs, and Django takes every query of a test
    for one made inside that loop. It is not: nothing here is asynchronous. So Django is told to let it be, just as long.
    """
    program = find_chromium()
    if program is None:
        pytest.skip("There is no Chromium on this machine.")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(UNSAFE, "true")
        with open_chromium(program) as browser:
            yield browser


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A new tab, signed in as nobody, with the running site as its base address."""
    context = open_context(chromium, base_url=live_server.url)
    context.set_default_timeout(15_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []
