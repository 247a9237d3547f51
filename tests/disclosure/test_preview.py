"""Drafts on the public site: who is given the token, what it opens, and for how long."""

import datetime
import json

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from civic_disclosure.domain.preview import SALT, keep_draft
from civic_disclosure.models import DraftPreview, ItemPage, PublishedItem
from civic_office.enums import Role
from tests import factories
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
SITE = "http://site.test:8001"
ADDRESS = "/api/v1/preview/"
#: Where Wagtail sends whoever may not do something.
HOME = "/admin/"


@pytest.fixture(autouse=True)
def site(settings):
    settings.CIVIC_DISCLOSURE_PREVIEW_ADDRESS = f"{SITE}/"


@pytest.fixture
def unit():
    return factories.open_unit("市财政局")[0]


@pytest.fixture
def column(unit):
    return factories.make_column(unit.catalogue)


def draft_address(item):
    return reverse("wagtailadmin_pages:view_draft", args=(item.pk,))


def token_in(response):
    assert response.status_code == 302
    assert response["Location"].startswith(f"{SITE}/preview/")
    return response["Location"].removeprefix(f"{SITE}/preview/").removesuffix("/")


def ask(token):
    return Client().get(ADDRESS, headers={"X-Preview-Token": token})


def test_editor_sees_the_draft_as_the_public_would_read_it(column, officer):
    policy = factories.make_published(column, "管理办法")
    item = factories.make_item(column, "解读", by=officer, document_number="财预〔2026〕1号", kind="interpretation")
    item.interprets.set([policy.page_id])
    item.save_revision(user=officer)

    answer = ask(token_in(signed_in(officer).get(draft_address(item))))

    page = answer.json()
    assert (page["title"], page["document_number"], page["index_number"]) == ("解读", "财预〔2026〕1号", "")
    assert page["related"]["policies"] == [{"id": policy.pk, "title": "管理办法", "url": f"/items/{policy.pk}/"}]
    assert page["breadcrumbs"][-1]["title"] == column.title
    assert "全年预算收入合计一千万元。" in page["body_html"]


def test_draft_is_kept_by_no_cache_and_listed_by_no_search_engine(column, officer):
    answer = ask(keep_draft(factories.make_item(column), by=officer, now=timezone.now()))

    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")
    assert "ETag" not in answer


def test_draft_of_a_public_item_keeps_its_number_and_its_date(column, officer):
    record = factories.make_published(column, "预算", on=datetime.date(2026, 3, 2))
    item = ItemPage.objects.get(pk=record.pk)
    item.title = "预算（修改稿）"

    page = ask(keep_draft(item, by=officer, now=timezone.now())).json()

    assert (page["title"], page["index_number"]) == ("预算（修改稿）", record.index_number)
    assert page["published_at"].startswith("2026-03-02")
    assert json.loads(PublishedItem.objects.get(pk=record.pk).page)["title"] == "预算"


def test_what_is_typed_and_not_saved_is_previewed_too(column, officer):
    client = signed_in(officer)
    preview = reverse("wagtailadmin_pages:preview_on_add", args=("civic_disclosure", "itempage", column.pk))

    posted = client.post(preview, factories.item_form(title="还没有保存"))
    page = ask(token_in(client.get(preview, {"in_preview_panel": "true"}))).json()

    assert posted.json() == {"is_valid": True, "is_available": True}
    assert page["title"] == "还没有保存"
    assert not ItemPage.objects.exists()


def test_every_preview_of_one_page_by_one_editor_takes_the_place_of_the_one_before(column, officer):
    item, now = factories.make_item(column), timezone.now()
    first = keep_draft(item, by=officer, now=now)
    item.title = "改过的标题"
    keep_draft(item, by=officer, now=now + datetime.timedelta(seconds=5))

    assert DraftPreview.objects.count() == 1
    assert ask(first).json()["title"] == "改过的标题"


def test_preview_expires_and_is_deleted_by_the_next_one(column, officer):
    item, now = factories.make_item(column), timezone.now()
    late = keep_draft(item, by=officer, now=now - datetime.timedelta(seconds=601))

    answer = ask(late)
    keep_draft(factories.make_item(column), by=officer, now=now)

    assert (answer.status_code, answer.json()["detail"]) == (403, "预览已经过期，请从编辑页面重新打开。")
    assert [preview.made_at for preview in DraftPreview.objects.all()] == [now]


def test_old_token_does_not_open_what_a_later_preview_keeps(column, officer):
    item, now = factories.make_item(column), timezone.now()
    late = keep_draft(item, by=officer, now=now - datetime.timedelta(seconds=601))
    DraftPreview.objects.update(made_at=now)

    assert ask(late).status_code == 403


@pytest.mark.parametrize(
    "make",
    [
        lambda _pk: "",
        lambda _pk: "abc",
        lambda _pk: "页\x00",
        lambda pk: signing.dumps({"draft": pk, "at": 2**40}, salt="another"),
        lambda pk: signing.dumps({"draft": pk, "at": 2**40}, salt=SALT, key="another server"),
        lambda pk: signing.dumps({"draft": pk, "at": 2**40}, salt=SALT)[:-1],
    ],
)
def test_token_that_is_not_ours_opens_nothing(column, officer, make):
    keep_draft(factories.make_item(column), by=officer, now=timezone.now())

    answer = Client().get(ADDRESS, HTTP_X_PREVIEW_TOKEN=make(DraftPreview.objects.get().pk))

    assert (answer.status_code, answer["Cache-Control"]) == (403, "no-store")
    assert answer.json()["detail"] == "这不是预览的地址，请从编辑页面重新打开。"


def test_without_a_token_there_is_no_draft():
    assert Client().get(ADDRESS).status_code == 403


@pytest.mark.parametrize(
    ("role", "is_given"),
    [(Role.INFORMATION_OFFICER, True), (Role.SECTION_REVIEWER, False), (Role.CASE_HANDLER, False)],
)
def test_only_who_edits_is_given_a_preview(unit, column, role, is_given):
    item = factories.make_item(column)
    user = factories.make_user()
    factories.make_post(user, unit=unit, role=role)
    factories.give_access(user)

    sent_to = signed_in(user).get(draft_address(item))["Location"]

    assert sent_to.startswith(SITE) is is_given
    assert DraftPreview.objects.exists() is is_given


def test_other_units_and_strangers_are_given_none(column):
    item = factories.make_item(column)
    other = factories.make_officer(factories.open_unit("市教育局")[0])
    edit = reverse("wagtailadmin_pages:preview_on_edit", args=(item.pk,))

    assert signed_in(other).get(draft_address(item))["Location"] == HOME
    assert signed_in(other).get(edit)["Location"] == HOME
    assert signed_in(other).post(edit, factories.item_form())["Location"] == HOME
    assert Client().get(draft_address(item))["Location"].startswith("/admin/login/")
    assert not DraftPreview.objects.exists()


def test_right_that_ended_since_closes_the_preview(column, officer):
    token = keep_draft(factories.make_item(column), by=officer, now=timezone.now())
    assert ask(token).status_code == 200

    officer.groups.clear()

    assert ask(token).status_code == 403
    assert ask(token).json()["detail"] == "您已不能编辑这条信息，不再显示草稿。"


def test_preview_closes_with_the_account_and_with_the_page(column, officer):
    item = factories.make_item(column)
    token = keep_draft(item, by=officer, now=timezone.now())

    officer.is_active = False
    officer.save()
    closed = ask(token).status_code
    officer.is_active = True
    officer.save()
    ItemPage.objects.get(pk=item.pk).delete()

    assert (closed, ask(token).status_code) == (403, 403)


def test_reviewer_opens_what_is_under_review(unit, column, officer):
    item = factories.make_item(column, by=officer)
    item.get_workflow().start(item, officer)
    step = ItemPage.objects.get(pk=item.pk).current_workflow_task_state
    holder = step.task.specific.holders(unit, today=timezone.localdate()).first().user

    shown = signed_in(holder).get(
        reverse("wagtailadmin_pages:workflow_preview", args=(item.pk, step.task.pk)), follow=False
    )

    assert ask(token_in(shown)).json()["title"] == item.title


def test_without_a_public_site_the_admin_draws_the_preview_itself(column, officer, settings):
    settings.CIVIC_DISCLOSURE_PREVIEW_ADDRESS = ""

    page = signed_in(officer).get(draft_address(factories.make_item(column))).content.decode()

    assert "预览：以下内容尚未公开。" in page
    assert not DraftPreview.objects.exists()
