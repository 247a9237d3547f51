import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document

from civic_disclosure.domain.grant import collection_of
from civic_disclosure.domain.withdraw import withdraw_item
from civic_disclosure.models import ItemPage
from civic_office.enums import Role
from tests import factories


def open_as(client, document):
    response = client.get(document.url)
    for close in response._resource_closers:  # the file, and not the connection that the test's transaction lives in
        close()
    return response.status_code


@pytest.fixture
def document(unit, column):
    factories.give_access()
    return Document.objects.create(
        title="决算表", file=ContentFile(b"%PDF-1.4", name="a.pdf"), collection=collection_of(unit)
    )


@pytest.fixture
def item(column, document):
    item = factories.make_item(column)
    item.attachments.create(document=document)
    item.save_revision()
    return ItemPage.objects.get(pk=item.pk)


def test_public_opens_what_a_public_item_shows(client, item, document):
    factories.approve_item(item)

    assert open_as(client, document) == 200


def test_public_opens_neither_a_draft_s_file_nor_a_withdrawn_one(client, item, document):
    assert open_as(client, document) == 404
    item = factories.approve_item(item)
    leader = factories.holder_of(Role.SUPERVISING_LEADER, item.owning_unit)

    withdraw_item(item, by=leader, reason="数据有误", now=timezone.now())

    assert open_as(client, document) == 404


@pytest.mark.shows("R091")
def test_archived_original_is_kept_and_never_shown(client, item, document):
    item.attachments.update(is_archived_original=True)
    item = ItemPage.objects.get(pk=item.pk)
    item.save_revision()

    factories.approve_item(item)

    assert open_as(client, document) == 404


def test_unit_opens_its_own_files_and_no_other_unit_s(client, unit, item, document):
    other = factories.make_unit("市教育局")
    client.force_login(factories.make_officer(unit))
    own = open_as(client, document)
    client.force_login(factories.make_officer(other))

    assert (own, open_as(client, document)) == (200, 404)


def test_text_that_links_to_a_document_shows_it(client, column, document):
    item = factories.make_item(column)
    item.body = [("text", f'<p><a linktype="document" id="{document.pk}">决算表</a></p>')]
    item.save_revision()

    factories.approve_item(ItemPage.objects.get(pk=item.pk))

    assert open_as(client, document) == 200
