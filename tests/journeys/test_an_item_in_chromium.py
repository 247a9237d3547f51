"""The journey of an item once in a real browser, with a screenshot of every screen on the way."""

import io

import pytest
from django.contrib.auth import get_user_model
from PIL import Image as Picture

from civic_disclosure.models import ItemPage, PublishedItem
from civic_office.enums import Role
from tests import factories
from tests.journeys.people import Person

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    # Willow leaves its temporary files to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def city(settings, tmp_path, chromium):
    """A unit with its catalogue and people."""
    settings.MEDIA_ROOT = tmp_path
    unit, catalogue = factories.open_unit("市财政局")
    factories.make_column(catalogue, "机构职能")
    factories.make_column(catalogue, "财政资金")
    factories.make_officer(unit, "xinxiyuan", first_name="赵晓")
    yield unit
    for context in chromium.contexts:
        context.close()


def write_item(person):
    page = person.page
    page.get_by_role("row", name="财政资金").get_by_role("link", name="添加信息").click()
    page.locator("#id_title").fill("2026年度市级部门预算")
    add_block(page, "文字")
    page.locator(".public-DraftEditor-content").click()
    page.keyboard.type("全年预算收入合计一千万元，比上年增长百分之五。")
    add_block(page, "图片")
    upload(page, ".image-chooser", picture())
    person.shoot("editor")


def add_block(page, name):
    page.locator("button.c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).click()


def upload(page, chooser, file):
    """Choose a new file in Wagtail's dialog."""
    page.locator(f"{chooser} [data-chooser-action-choose]:visible").first.click()
    dialog = page.locator(".modal-dialog")
    dialog.locator("a[href='#tab-upload'], [role=tab]").last.click()
    dialog.locator("input[type=file]").set_input_files(file)
    dialog.locator("input[name$=title]").fill(file["name"].rsplit(".", 1)[0])
    dialog.locator("button[type=submit]").last.click()
    dialog.wait_for(state="detached")


def picture():
    buffer = io.BytesIO()
    Picture.new("RGB", (1200, 500), "#2b5d6b").save(buffer, "PNG")
    return {"name": "预算图.png", "mimeType": "image/png", "buffer": buffer.getvalue()}


def attach_document(page):
    page.get_by_role("tab", name="附件").click()
    page.locator("#id_attachments-ADD").click()
    file = {"name": "预算表.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%budget"}
    upload(page, ".document-chooser", file)


@pytest.mark.shows("R080", "R082", "R083", "R084", "R088")
def test_item_travels_from_the_officer_to_the_public_in_chromium(city, chromium, live_server):
    officer = Person(chromium, live_server, "xinxiyuan")
    officer.shoot("home-officer")
    write_item(officer)
    attach_document(officer.page)
    officer.shoot("editor-attachments")
    officer.page.get_by_role("button", name="报送审核").click()
    officer.page.wait_for_url("**/admin/pages/*/")
    officer.shoot("explorer-after-sending")
    item = ItemPage.objects.get()

    for role in factories.STEPS:
        width = 390 if role == Role.SUPERVISING_LEADER else 1280
        reviewer = Person(chromium, live_server, factories.holder_of(role, city).username, width=width)
        reviewer.shoot(f"home-{role}")
        reviewer.page.get_by_role("link", name="2026年度市级部门预算").first.click()
        reviewer.shoot(f"review-{role}")
        assert reviewer.page.evaluate("document.documentElement.scrollWidth") <= width
        reviewer.page.locator("textarea[name=comment]").first.fill("内容属实，同意公开。")
        reviewer.page.get_by_role("button", name="通过").click()
        reviewer.page.wait_for_url("**/admin/review/")
        reviewer.shoot(f"queue-after-{role}")

    record = PublishedItem.objects.get(pk=item.pk)
    assert record.index_number.startswith(f"{city.code}/")
    assert record.title == "2026年度市级部门预算"
    assert get_user_model().objects.filter(username="xinxiyuan", owned_pages=item.pk).exists()
