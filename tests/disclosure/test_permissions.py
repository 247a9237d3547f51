"""Who may do what, asked by address: another unit's officer, reviewers, the office. Every door, GET and POST."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from civic_disclosure.domain.grant import grant_unit_rights
from civic_disclosure.models import ColumnPage, ItemPage, Subject
from civic_office.domain.end_post import end_post
from civic_office.enums import Role
from civic_office.models import ReviewState, Unit
from tests import factories
from tests.signing_in import is_refused, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return factories.open_unit("市财政局")[0]


@pytest.fixture
def column(unit):
    return factories.make_column(unit.catalogue)


@pytest.fixture
def stranger(unit):
    return factories.make_officer(factories.open_unit("市审计局")[0])


@pytest.fixture
def section(unit):
    return factories.holder_of(Role.DISCLOSURE_SECTION, unit)


@pytest.fixture
def item(column, officer):
    return factories.make_item(column, by=officer)


def test_officer_of_another_unit_does_not_see_the_item(stranger, item, column):
    client = signed_in(stranger)

    explored = client.get(reverse("wagtailadmin_explore", args=(column.pk,)))
    api = client.get(reverse("wagtailadmin_api:pages:listing"), {"child_of": column.pk})
    detail = client.get(reverse("wagtailadmin_api:pages:detail", args=(item.pk,)))
    chooser = client.get(reverse("wagtailadmin_choose_page_child", args=(column.pk,)))
    search = client.get(reverse("wagtailadmin_choose_page_search"), {"q": item.title})

    assert item.title not in explored.content.decode()
    assert api.status_code in (400, 404)
    assert detail.status_code == 404
    assert item.title not in chooser.content.decode()
    assert f"/{item.pk}/" not in search.content.decode()


@pytest.mark.parametrize("name", ["edit", "delete", "move", "copy", "history", "unpublish", "view_draft"])
def test_officer_of_another_unit_is_refused_at_every_address(stranger, item, name):
    client = signed_in(stranger)
    address = reverse(f"wagtailadmin_pages:{name}", args=(item.pk,))

    assert is_refused(client.get(address))
    assert is_refused(client.post(address, factories.item_form(title="外人改的")))

    assert ItemPage.objects.get(pk=item.pk).get_latest_revision_as_object().title == item.title


def test_officer_of_another_unit_cannot_add_to_the_column(stranger, column):
    add = reverse("wagtailadmin_pages:add", args=("civic_disclosure", "itempage", column.pk))

    assert is_refused(signed_in(stranger).post(add, factories.item_form()))

    assert not ItemPage.objects.exists()


@pytest.mark.parametrize("action", ["delete", "publish", "unpublish", "move"])
def test_bulk_actions_of_another_unit_change_nothing(stranger, item, action):
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    data = {"chooser": stranger.posts.get().unit.catalogue.pk, "include_descendants": "on"}

    signed_in(stranger).post(f"{address}?id={item.pk}", data)

    kept = ItemPage.objects.get(pk=item.pk)
    assert (kept.live, kept.path) == (False, item.path)


@pytest.mark.parametrize("action", ["delete", "publish", "move", "copy", "unpublish", "revert_to_page_revision"])
def test_admin_api_actions_of_another_unit_are_not_found(stranger, item, action):
    address = reverse("wagtailadmin_api:pages:action", args=(item.pk, action))

    response = signed_in(stranger).post(
        address, {"revision_id": item.latest_revision_id}, content_type="application/json"
    )

    assert response.status_code == 404
    assert ItemPage.objects.filter(pk=item.pk, live=False).exists()


def test_reviewer_of_another_unit_cannot_decide_by_a_borrowed_task_state(unit, stranger, item, officer):
    """The state's number in the address belongs to another unit's item, the page's number to one's own."""
    other = stranger.posts.get().unit
    reviewer = factories.holder_of(Role.SECTION_REVIEWER, other)
    own = factories.make_item(factories.make_column(other.catalogue), by=stranger)
    own.get_workflow().start(own, stranger)
    item.get_workflow().start(item, officer)
    state = ItemPage.objects.get(pk=item.pk).current_workflow_task_state
    client = signed_in(reviewer)

    borrowed = reverse("wagtailadmin_pages:workflow_action", args=(own.pk, "approve", state.pk))
    direct = reverse("civic_office_review:decide", args=(state.pk,))

    assert is_refused(client.post(borrowed, {"comment": "同意"}))
    assert is_refused(client.get(direct))
    assert is_refused(client.post(direct, {"decision": "approve", "comment": "同意"}))
    assert ReviewState.objects.get(pk=state.pk).status == "in_progress"


def test_files_of_another_unit_cannot_be_chosen_or_changed(unit, stranger):
    collection = Collection.objects.get(name=unit.official_name)
    document = get_document_model().objects.create(
        title="内部预算草案", file=ContentFile(b"%PDF-1.4", name="draft.pdf"), collection=collection
    )
    client = signed_in(stranger)

    chooser = client.get(reverse("wagtaildocs_chooser:choose"))
    chosen = client.get(reverse("wagtaildocs_chooser:chosen", args=(document.pk,)))

    assert document.title not in chooser.content.decode()
    assert document.title not in client.get(reverse("wagtaildocs:index")).content.decode()
    assert is_refused(client.get(reverse("wagtaildocs:edit", args=(document.pk,))))
    assert is_refused(client.post(reverse("wagtaildocs:delete", args=(document.pk,))))
    assert is_refused(chosen)


@pytest.mark.shows("R005")
def test_units_do_not_change_columns_but_are_led_to_the_request(unit, officer, column):
    client = signed_in(officer)
    add = reverse("wagtailadmin_pages:add", args=("civic_disclosure", "columnpage", column.pk))
    data = {"title": "自设栏目", "kind": "normal", "item_kind": "general", "action-publish": "1"}

    response = client.post(add, data)

    assert response["Location"] == reverse("civic_disclosure_ask_column", args=(column.pk,))
    for name in ("edit", "delete", "move", "copy"):
        address = reverse(f"wagtailadmin_pages:{name}", args=(column.pk,))
        assert is_refused(client.post(address, data)) or ColumnPage.objects.count() == 1
    for action in ("delete", "move", "unpublish"):
        bulk = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
        client.post(f"{bulk}?id={column.pk}", {"chooser": unit.catalogue.pk})
        api = reverse("wagtailadmin_api:pages:action", args=(column.pk, action))
        assert client.post(
            api, {"destination_page_id": unit.catalogue.pk}, content_type="application/json"
        ).status_code in (400, 403)
    kept = ColumnPage.objects.get()
    assert (kept.title, kept.path, kept.live) == (column.title, column.path, True)


def test_disclosure_section_adds_and_renames_columns(section, unit):
    client = signed_in(section)
    add = reverse("wagtailadmin_pages:add", args=("civic_disclosure", "columnpage", unit.catalogue.pk))
    data = {"title": "财政资金", "kind": "normal", "item_kind": "general", "required_elements": ["formed_on"]}

    response = client.post(add, {**data, "action-publish": "1"})

    column = ColumnPage.objects.get()
    assert response.status_code == 302
    assert (column.title, column.live, column.required_elements, column.owning_unit) == (
        "财政资金",
        True,
        ["formed_on"],
        unit,
    )


def test_column_is_not_sent_for_review(section, unit):
    add = reverse("wagtailadmin_pages:add", args=("civic_disclosure", "columnpage", unit.catalogue.pk))
    data = {"title": "财政资金", "kind": "normal", "item_kind": "general", "action-submit": "1"}

    response = signed_in(section).post(add, data)

    assert "栏目不需要审核，请直接发布。" in response.content.decode()
    assert not ColumnPage.objects.exists()


def test_column_with_items_is_neither_deleted_nor_moved(section, unit, column, item):
    there = factories.make_column(unit.catalogue, "另一栏目")
    client = signed_in(section)

    deleted = client.post(reverse("wagtailadmin_pages:delete", args=(column.pk,)), follow=True)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=(column.pk, there.pk)))
    for action in ("delete", "move"):
        bulk = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
        client.post(f"{bulk}?id={column.pk}", {"chooser": there.pk})
        boss = signed_in(factories.make_user(is_superuser=True))
        boss.post(f"{bulk}?id={column.pk}", {"chooser": there.pk})
    api = reverse("wagtailadmin_api:pages:action", args=(column.pk, "delete"))

    assert client.post(api, {}, content_type="application/json").status_code == 403
    assert ColumnPage.objects.get(pk=column.pk).path == column.path
    assert deleted.redirect_chain[-1][0] == reverse("wagtailadmin_home")


def test_live_item_cannot_be_deleted_even_by_a_superuser(item):
    Page.objects.filter(pk=item.pk).update(live=True)
    client = signed_in(factories.make_user(is_superuser=True))
    bulk = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "delete"))

    client.post(reverse("wagtailadmin_pages:delete", args=(item.pk,)))
    client.post(f"{bulk}?id={item.pk}")

    assert ItemPage.objects.filter(pk=item.pk).exists()


def test_withdrawn_item_is_moved_but_never_deleted(unit, officer, section, item):
    factories.withdraw(factories.publish(item))
    there = factories.make_column(unit.catalogue, "另一栏目")
    bulk = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "delete"))
    api = reverse("wagtailadmin_api:pages:action", args=(item.pk, "delete"))

    for user in (officer, section, factories.make_user(is_superuser=True)):
        client = signed_in(user)
        client.post(reverse("wagtailadmin_pages:delete", args=(item.pk,)))
        client.post(f"{bulk}?id={item.pk}")
        assert client.post(api, {}, content_type="application/json").status_code == 403
    signed_in(section).post(reverse("wagtailadmin_pages:move_confirm", args=(item.pk, there.pk)))

    assert ItemPage.objects.get(pk=item.pk).get_parent().pk == there.pk


def test_officer_moves_a_draft_within_the_unit_only(unit, officer, item, stranger):
    here = factories.make_column(unit.catalogue, "另一栏目")
    elsewhere = factories.make_column(stranger.posts.get().unit.catalogue, "外单位栏目")
    client = signed_in(officer)

    client.post(reverse("wagtailadmin_pages:move_confirm", args=(item.pk, elsewhere.pk)))
    assert ItemPage.objects.get(pk=item.pk).get_parent().pk == item.get_parent().pk
    client.post(reverse("wagtailadmin_pages:move_confirm", args=(item.pk, here.pk)))

    assert ItemPage.objects.get(pk=item.pk).get_parent().pk == here.pk


def test_rights_are_one_row_pair_for_each_unit_and_granted_once(unit, officer):
    factories.make_column(unit.catalogue, "下级栏目")
    before = (
        GroupPagePermission.objects.count(),
        GroupCollectionPermission.objects.count(),
        Collection.objects.count(),
    )

    assert grant_unit_rights(Unit.objects.all()) == 0

    after = (GroupPagePermission.objects.count(), GroupCollectionPermission.objects.count(), Collection.objects.count())
    assert after == before
    assert GroupPagePermission.objects.filter(page=unit.catalogue.page_ptr).count() == 2
    assert not GroupPagePermission.objects.filter(permission__codename="publish_page", group__user=officer).exists()


@pytest.mark.parametrize(
    "name",
    [
        "column_templates:index",
        "column_templates:add",
        "number_rules:index",
        "number_rules:add",
        "subjects:index",
        "subjects:add",
        "published_items:index",
    ],
)
def test_registers_belong_to_the_disclosure_section(officer, section, name):
    assert is_refused(signed_in(officer).get(reverse(name)))
    assert signed_in(section).get(reverse(name)).status_code == 200


def test_subject_in_use_is_not_deleted_and_the_screen_says_why(section, column):
    subject = Subject.objects.create(name="财政")
    factories.make_item(column, subject=subject)

    page = signed_in(section).post(reverse("subjects:delete", args=(subject.pk,)), follow=True).content.decode()

    assert "正在使用，不能删除" in page
    assert Subject.objects.filter(pk=subject.pk).exists()


def test_collections_made_in_bulk_keep_the_tree_whole():
    units = [factories.make_unit() for _ in range(3)]
    for unit in units:
        factories.make_catalogue(unit)

    grant_unit_rights(units)

    root = Collection.get_first_root_node()
    assert Collection.find_problems() == ([], [], [], [], [])
    assert list(root.get_children().values_list("name", flat=True)) == [unit.official_name for unit in units]
    assert root.get_children_count() == 3


@pytest.mark.parametrize("form", ["approval", "review"])
def test_paper_forms_close_with_the_post(unit, officer, section, stranger, item, form):
    address = reverse(f"civic_disclosure_{form}_form", args=(item.pk,))
    opened = [signed_in(user).get(address).status_code for user in (officer, section)]

    factories.make_post(officer, unit=stranger.posts.get().unit)
    end_post(officer.posts.get(unit=unit), by=section, now=timezone.now())

    assert opened == [200, 200]
    assert [is_refused(signed_in(user).get(address)) for user in (officer, stranger)] == [True, True]
