"""An editor sees the draft on the public site, in the panel beside the form; nobody else does."""

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.e2e.office import ask_office
from tests.e2e.servers import django_served, site_served
from tests.factories import PASSWORD
from tooling.servers import free_port

pytestmark = [pytest.mark.chromium, pytest.mark.slow]


@pytest.fixture(scope="module")
def pair(built, city):
    """Addresses of an admin that knows the public site, and of that site."""
    ask_office(city, "scripts")
    port = free_port()
    with (
        django_served(city, PUBLIC_ADDRESS=f"http://127.0.0.1:{port}") as admin,
        site_served(admin, PORT=str(port), ADMIN_URL=admin) as site,
    ):
        yield admin, site


@pytest.fixture
def editor(pair, city, places, open_tab):
    """The editing screen of a public item, signed in."""
    admin, _site = pair
    tab = open_tab(admin, width=1600)
    tab.goto(f"/admin/login/?next=/admin/pages/{places.item.split('/')[2]}/edit/")
    tab.fill("[name=username]", ask_office(city, "editor"))
    tab.fill("[name=password]", PASSWORD)
    tab.click("[type=submit]")
    tab.wait_for_load_state("networkidle")
    return tab


def test_draft_appears_in_the_panel_as_it_is_typed(pair, editor, places):
    _admin, site = pair
    editor.get_by_role("button", name="预览").first.click()
    shown = editor.frame_locator("#w-preview-iframe")

    expect(shown.locator("main h1")).to_have_text(places.title)
    expect(shown.get_by_text("预览：以下内容尚未公开")).to_be_visible()
    # Of what is typed before it is ready the panel hears with the next change.
    editor.wait_for_load_state("networkidle")
    editor.locator("[name=title]").fill("正在输入的标题")
    expect(shown.locator("main h1")).to_have_text("正在输入的标题", timeout=30_000)
    assert any(frame.url.startswith(f"{site}/preview/") for frame in editor.frames)


def test_preview_is_kept_by_nobody_and_framed_by_the_admin_only(pair, editor, places):
    admin, site = pair
    editor.goto(f"/admin/pages/{places.item.split('/')[2]}/view_draft/")
    assert editor.url.startswith(f"{site}/preview/")

    with urllib.request.urlopen(editor.url, timeout=30) as answer:
        body = answer.read().decode()

    assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    assert f"frame-ancestors {admin}" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert 'name="robots" content="noindex"' in body


@pytest.mark.parametrize("token", ["abc", "a:b:c", "%E9%A1%B5"])
def test_token_that_opens_nothing_is_a_clear_page(pair, open_tab, token):
    _admin, site = pair
    tab = open_tab(site)

    answer = tab.goto(f"/preview/{token}/")

    assert answer.status == 403
    expect(tab.locator("h1")).to_have_text("预览打不开")
    expect(tab.locator(".lead")).to_contain_text("从编辑页面重新打开")


def test_public_pages_are_framed_by_nobody_else(pair, places):
    _admin, site = pair

    with urllib.request.urlopen(site + places.item, timeout=30) as answer:
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]


def test_api_gives_no_draft_without_a_token(pair):
    admin, _site = pair

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{admin}/api/v1/preview/", timeout=30)

    refused.value.close()
    assert refused.value.code == 403
