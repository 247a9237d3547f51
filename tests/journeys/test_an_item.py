"""An item from its first word to the public, the way people do it: screen by screen, each with their own account."""

import json

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from civic_disclosure.domain.gate import GateClosedError
from civic_disclosure.models import ItemPage, PublishedItem
from civic_office.enums import Role
from tests import factories
from tests.signing_in import signed_in

pytestmark = [
    pytest.mark.django_db,
    # Willow leaves its temporary files to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def unit():
    return factories.open_unit("市财政局")[0]


@pytest.fixture
def column(unit):
    return factories.make_column(unit.catalogue, "财政资金")


@pytest.fixture
def officer(unit):
    return factories.make_officer(unit)


def make_files(unit):
    """A picture and a document. Wagtail's cache keeps sizes by the picture's number, which other tests have used too."""
    cache.clear()
    collection = Collection.objects.get(name=unit.official_name)
    image = get_image_model().objects.create(
        title="预算图", file=get_test_image_file(size=(1600, 400)), collection=collection
    )
    document = get_document_model().objects.create(
        title="预算表", file=ContentFile(b"%PDF-1.4 budget", name="budget.pdf"), collection=collection
    )
    return image, document


def send_for_review(client, column, **fields):
    """Write an item in the editor and press 「报送审核」."""
    data = {**factories.item_form(**fields), "action-submit": "1"}
    response = client.post(reverse("wagtailadmin_pages:add", args=("civic_disclosure", "itempage", column.pk)), data)
    assert response.status_code == 302, response.context["form"].errors
    return ItemPage.objects.latest("pk")


def resend(client, item, **fields):
    data = {**factories.item_form(**fields), "action-submit": "1"}
    return client.post(reverse("wagtailadmin_pages:edit", args=(item.pk,)), data)


def step_of(item):
    return ItemPage.objects.get(pk=item.pk).current_workflow_task_state.specific


def decide(item, role, decision="approve", **fields):
    user = factories.holder_of(role, item.owning_unit)
    data = {"decision": decision, "comment": "同意", **fields}
    return signed_in(user).post(reverse("civic_office_review:decide", args=(step_of(item).pk,)), data)


def approve_all(item, steps=factories.STEPS):
    for role in steps:
        assert step_of(item).task.specific.role == role
        assert decide(item, role).status_code == 302


@pytest.mark.shows("R080", "R082", "R083", "R084", "R088", "R093")
def test_item_goes_through_every_hand_and_becomes_public(unit, column, officer):
    image, document = make_files(unit)
    body = streamfield(
        [("text", rich_text("<p>全年预算一千万元。</p>")), ("image", {"image": image.pk, "caption": "预算图"})]
    )
    files = inline_formset([{"document": document.pk, "title": "2026年预算表"}])

    item = send_for_review(signed_in(officer), column, body=body, attachments=files)
    assert not PublishedItem.objects.exists()
    approve_all(item)

    record = PublishedItem.objects.get(pk=item.pk)
    page = json.loads(record.page)
    assert record.index_number == f"{unit.code}/{timezone.localdate().year}-00001"
    assert [block["type"] for block in page["body"]] == ["text", "image"]
    assert page["body"][1]["width"] == 800
    assert [(file["title"], file["type"]) for file in page["attachments"]] == [("2026年预算表", "pdf")]


@pytest.mark.shows("R085")
def test_important_item_needs_the_office_leader_too(unit, column, officer):
    item = send_for_review(signed_in(officer), column, is_important="on")

    approve_all(item)
    assert not PublishedItem.objects.exists()
    approve_all(item, steps=(Role.OFFICE_LEADER,))

    assert PublishedItem.objects.get(pk=item.pk).is_public()


@pytest.mark.shows("R006")
def test_returned_item_says_why_and_starts_again_from_the_first_step(unit, column, officer):
    client = signed_in(officer)
    item = send_for_review(client, column)
    approve_all(item, steps=factories.STEPS[:4])

    decide(item, Role.DISCLOSURE_SECTION, "return", reason="wrong_column", comment="应放在部门文件栏目")
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "应放在部门文件栏目" in home
    resend(client, item, title="2026年部门预算（修改）")

    assert step_of(item).task.specific.role == Role.SECTION_REVIEWER
    approve_all(item)
    assert PublishedItem.objects.get(pk=item.pk).title == "2026年部门预算（修改）"


@pytest.mark.shows("R088")
def test_text_changed_after_secrecy_review_goes_back(unit, column, officer):
    client = signed_in(officer)
    item = send_for_review(client, column)
    approve_all(item, steps=factories.STEPS[:2])

    client.post(reverse("wagtailadmin_pages:edit", args=(item.pk,)), factories.item_form(title="偷偷改过"))
    assert ItemPage.objects.get(pk=item.pk).get_latest_revision_as_object().title == "2026年部门预算"
    client.post(
        reverse("wagtailadmin_pages:edit", args=(item.pk,)), {**factories.item_form(), "action-cancel-workflow": "1"}
    )
    resend(client, item, title="改过的预算")

    assert step_of(item).task.specific.role == Role.SECTION_REVIEWER


@pytest.mark.shows("R080", "R081")
def test_superuser_cannot_publish_by_any_way(column, officer):
    item = factories.make_item(column, by=officer)
    boss = factories.make_user(is_superuser=True)
    client = signed_in(boss)
    edit = reverse("wagtailadmin_pages:edit", args=(item.pk,))

    assert "action-publish" not in client.get(edit).content.decode()
    client.post(edit, {**factories.item_form(), "action-publish": "1"})
    bulk = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    client.post(f"{bulk}?id={item.pk}", {"include_descendants": "on"})
    api = reverse("wagtailadmin_api:pages:action", args=(item.pk, "publish"))
    assert client.post(api, "{}", content_type="application/json").status_code == 403
    with pytest.raises(GateClosedError):
        item.get_latest_revision().publish()

    assert not ItemPage.objects.get(pk=item.pk).live
    assert not PublishedItem.objects.exists()


def test_superuser_cannot_publish_while_creating(column):
    client = signed_in(factories.make_user(is_superuser=True))
    add = reverse("wagtailadmin_pages:add", args=("civic_disclosure", "itempage", column.pk))

    assert "action-publish" not in client.get(add).content.decode()
    response = client.post(add, {**factories.item_form(), "action-publish": "1"})

    assert "信息须经审核后公开，请点击“报送审核”。" in response.content.decode()
    assert not ItemPage.objects.exists()


def test_bulk_publish_of_the_column_leaves_its_drafts_alone(column, officer):
    item = factories.make_item(column, by=officer)
    client = signed_in(factories.make_user(is_superuser=True))
    bulk = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))

    client.post(f"{bulk}?id={column.pk}", {"include_descendants": "on"})

    assert not ItemPage.objects.get(pk=item.pk).live


def test_script_without_the_approvals_fails_at_the_gate(column):
    item = factories.make_item(column)
    item.live = True

    with pytest.raises(PermissionDenied):
        item.save()
