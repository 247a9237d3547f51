"""The real Django with a small city, the built site in front of it, and Chromium: with JavaScript and without."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.office import ask_office
from tests.e2e.places import Places, find_places
from tests.e2e.servers import django_served, site_served
from tests.e2e.small_city import copy_city, only_one
from tooling.browser import open_context
from tooling.frontend import build_site, install_packages
from tooling.places import VAR
from tooling.tell import Trouble

Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def built() -> None:
    """The site as the checkout has it. `./run test` has built it already; a single test does so itself."""
    VAR.mkdir(exist_ok=True)
    try:
        with only_one(VAR / "site.lock"):
            install_packages()
            build_site()
    except Trouble as trouble:
        pytest.skip(str(trouble))


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a small city of this worker's own, whose channels take letters."""
    var: Path = tmp_path_factory.mktemp("city")
    copy_city(var)
    ask_office(var, "open")
    return var


@pytest.fixture(scope="session")
def api(city: Path) -> Iterator[str]:
    """Address of the city's Django."""
    with django_served(city) as address:
        yield address


@pytest.fixture(scope="session")
def site(built: None, api: str) -> Iterator[str]:
    """Address of the city's website."""
    with site_served(api) as address:
        yield address


@pytest.fixture(scope="session")
def places(api: str) -> Places:
    return find_places(api)


@pytest.fixture
def open_tab(chromium: Browser) -> Iterator[Opener]:
    """Opens a tab on a site; a script error on it fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_one(
        base_url: str,
        *,
        scripts: bool = True,
        fetches_scripts: bool = True,
        width: int = 1280,
        care: bool = False,
        media: str = "screen",
    ) -> Page:
        """Without fetching scripts pages are as without JavaScript, but the driver's own scripts run: axe needs timers."""
        context = open_context(chromium, base_url=base_url, width=width, scripts=scripts)
        context.set_default_timeout(20_000)
        if care:
            context.add_cookies([{"name": "view", "value": "care", "url": base_url}])
        if not fetches_scripts:
            context.route("**/*.js", lambda route: route.abort())
        contexts.append(context)
        page = context.new_page()
        page.emulate_media(media=media)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def tab(request: pytest.FixtureRequest, site: str, open_tab: Opener) -> Page:
    """A tab on the city's website, once with JavaScript and once without."""
    return open_tab(site, scripts=request.param)
