"""The editor of an item: what it asks for, when, and in whose words."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from civic_disclosure.domain.elements import missing_elements
from civic_disclosure.enums import ItemKind, Validity
from civic_disclosure.models import ItemPage
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 21)


@pytest.fixture
def unit():
    return factories.open_unit("市财政局")[0]


@pytest.fixture
def client(unit):
    client = Client()
    client.force_login(factories.make_officer(unit))
    return client


def add_to(column):
    return reverse("wagtailadmin_pages:add", args=("civic_disclosure", "itempage", column.pk))


@pytest.mark.shows("R051")
def test_column_requires_its_elements_when_sent_for_review(unit, client):
    column = factories.make_column(
        unit.catalogue, required_elements=["document_number", "attachments", "issuing_units"]
    )

    response = client.post(add_to(column), {**factories.item_form(), "action-submit": "1"})

    form = response.context["form"]
    assert form.errors["document_number"] == ["本栏目必须填写：发文字号。"]
    assert form.errors["issuing_units"] == ["本栏目必须填写：发布机构。"]
    assert form.non_field_errors() == ["本栏目必须填写：附件。"]
    assert form["title"].value() == "2026年部门预算"
    assert not ItemPage.objects.exists()


@pytest.mark.shows("R051")
def test_draft_may_stay_incomplete(unit, client):
    column = factories.make_column(unit.catalogue, required_elements=["document_number", "attachments"])

    response = client.post(add_to(column), factories.item_form())

    item = ItemPage.objects.get()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=(item.pk,))
    assert (item.live, item.workflow_in_progress) == (False, False)


@pytest.mark.shows("R113")
def test_interpretation_names_its_policy(unit, client):
    policies = factories.make_column(unit.catalogue, "政策文件", item_kind=ItemKind.POLICY)
    policy = factories.make_item(policies, "关于预算公开的通知", kind=ItemKind.POLICY)
    column = factories.make_column(unit.catalogue, "政策解读", item_kind=ItemKind.INTERPRETATION)

    refused = client.post(add_to(column), {**factories.item_form(), "action-submit": "1"})
    accepted = client.post(
        add_to(column), {**factories.item_form(**{"interprets-0": str(policy.pk)}), "action-submit": "1"}
    )

    assert refused.context["form"].errors["interprets"] == ["请选择所解读的政策文件。"]
    assert accepted.status_code == 302
    item = ItemPage.objects.get(title="2026年部门预算").get_latest_revision_as_object()
    assert (item.kind, list(item.interprets.all())) == (ItemKind.INTERPRETATION, [policy])


def test_item_of_another_units_drafts_cannot_be_interpreted(unit, client):
    other = factories.open_unit("市审计局")[1]
    draft = factories.make_item(
        factories.make_column(other, "政策文件", item_kind=ItemKind.POLICY), kind=ItemKind.POLICY
    )
    column = factories.make_column(unit.catalogue, "政策解读", item_kind=ItemKind.INTERPRETATION)

    response = client.post(add_to(column), factories.item_form(**{"interprets-0": str(draft.pk)}))

    assert "interprets" in response.context["form"].errors


def test_kind_comes_from_the_column_and_decides_the_tabs(unit, client):
    policies = factories.make_column(unit.catalogue, "政策文件", item_kind=ItemKind.POLICY)
    general = factories.make_column(unit.catalogue, "工作动态")

    assert "政策与有效性" in client.get(add_to(policies)).content.decode()
    assert "政策与有效性" not in client.get(add_to(general)).content.decode()
    client.post(add_to(policies), factories.item_form(kind="general"))

    assert ItemPage.objects.get().kind == ItemKind.POLICY


def test_validity_dates_in_the_wrong_order_are_refused_even_in_a_draft(unit, client):
    column = factories.make_column(unit.catalogue, "政策文件", item_kind=ItemKind.POLICY)
    form = factories.item_form(effective_on="2026-05-01", ended_on="2026-04-30")

    response = client.post(add_to(column), form)

    assert response.context["form"].errors["ended_on"] == ["失效日期不能早于生效日期。"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"validity"}),
        ({"validity": Validity.REPEALED}, {"ended_on"}),
        ({"validity": Validity.IN_FORCE, "ended_on": TODAY - datetime.timedelta(days=1)}, {"validity"}),
        ({"validity": Validity.IN_FORCE, "ended_on": TODAY}, set()),
        ({"validity": Validity.EXPIRED, "ended_on": TODAY}, set()),
        ({"validity": Validity.IN_FORCE, "formed_on": TODAY + datetime.timedelta(days=1)}, {"formed_on"}),
    ],
)
def test_policy_says_consistently_whether_it_is_in_force(fields, expected):
    item = ItemPage(title="通知", kind=ItemKind.POLICY, body=[("text", "正文")], **fields)

    assert set(missing_elements(item, [], today=TODAY)) == expected


def test_item_without_text_or_file_is_empty():
    assert set(missing_elements(ItemPage(title="空"), [], today=TODAY)) == {"body"}


def test_editor_shows_neither_slug_nor_publishing_nor_english_tabs(unit, client):
    page = client.get(add_to(factories.make_column(unit.catalogue))).content.decode()

    assert 'name="slug"' not in page
    assert "action-publish" not in page
    assert page.index("报送审核") < page.index("action-save")
    for tab in ("内容", "附件", "目录信息"):
        assert tab in page


def test_slug_is_drawn_once_and_does_not_follow_the_title(unit, client):
    client.post(add_to(factories.make_column(unit.catalogue)), factories.item_form())
    item = ItemPage.objects.get()
    slug = item.slug

    client.post(reverse("wagtailadmin_pages:edit", args=(item.pk,)), factories.item_form(title="新标题"))

    assert (len(slug), slug.isascii(), ItemPage.objects.get().slug) == (12, True, slug)


def test_preview_shows_the_item_with_its_catalogue_entry(unit, client):
    item = factories.make_item(factories.make_column(unit.catalogue), document_number="财预〔2026〕1号")

    page = client.get(reverse("wagtailadmin_pages:view_draft", args=(item.pk,))).content.decode()

    assert "财预〔2026〕1号" in page
    assert unit.official_name in page
    assert "预览：以下内容尚未公开。" in page


def test_autosave_that_comes_late_does_not_change_what_was_sent_for_review(unit):
    """Two requests of one editor: the second was read before the first sent the item for review."""
    author = factories.make_officer(unit)
    item = factories.make_item(factories.make_column(unit.catalogue), by=author)
    late = ItemPage.objects.get(pk=item.pk)
    item.save_revision(user=author)
    item.get_workflow().start(item, author)

    with pytest.raises(PermissionDenied):
        late.save_revision(user=author, overwrite_revision=late.latest_revision, clean=False)

    state = ItemPage.objects.get(pk=item.pk).current_workflow_task_state.specific
    assert state.revision_id == ItemPage.objects.get(pk=item.pk).latest_revision_id


def test_locked_item_is_taken_back_and_edited_again(unit, client):
    column = factories.make_column(unit.catalogue)
    client.post(add_to(column), {**factories.item_form(), "action-submit": "1"})
    edit = reverse("wagtailadmin_pages:edit", args=(ItemPage.objects.get().pk,))

    assert "撤回报送" in client.get(edit).content.decode()
    client.post(edit, {**factories.item_form(), "action-cancel-workflow": "1"})

    assert not ItemPage.objects.get().workflow_in_progress
    assert "报送审核" in client.get(edit).content.decode()


@pytest.mark.parametrize("title", ["", " " * 3, "长" * 256])
def test_bad_title_is_a_sentence_at_the_field_and_keeps_the_rest(unit, client, title):
    response = client.post(
        add_to(factories.make_column(unit.catalogue)), factories.item_form(title=title, source="本网")
    )

    form = response.context["form"]
    assert "title" in form.errors
    assert form["source"].value() == "本网"
