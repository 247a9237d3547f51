"""Files of a draft: judged as those of citizens, fixed from review on, public with the announcement and not before."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic_interaction.domain.collections import attach_files
from civic_interaction.domain.collections.announce import announce_collection
from civic_interaction.domain.collections.attach_files import add_file, remove_file
from civic_interaction.enums import CollectionState
from civic_interaction.models import CollectionFile, Upload
from tests import factories
from tests.interaction.collections.asked import MONDAY, fresh, make_collection, review
from tests.signing_in import is_refused, signed_in

EXPLANATION = "起草说明：征求了六家单位的意见。".encode()


def text(name="起草说明.txt", content=EXPLANATION):
    return ContentFile(content, name)


@pytest.fixture
def draft(bureau):
    return make_collection(bureau, CollectionState.DRAFT)


def announce(collection, bureau):
    review(collection, bureau, now=MONDAY)
    announce_collection(collection, by=bureau.drafter, now=MONDAY)


def get(client, collection):
    return client.get(f"/api/v1/collections/{collection.pk}/")


@pytest.mark.shows("R131")
def test_files_are_public_with_the_announcement_by_type_and_size_and_not_before(bureau, draft, client):
    add_file(draft, text(), by=bureau.drafter, now=MONDAY)
    address = f"/documents/collections/{draft.pk}/1/"
    assert (get(client, draft).status_code, client.get(address).status_code) == (404, 404)

    announce(draft, bureau)

    (row,) = get(client, draft).json()["files"]
    assert row == {
        "title": "起草说明",
        "kind": "txt",
        "media_type": "text/plain",
        "size": len(EXPLANATION),
        "url": address,
    }
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == EXPLANATION
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/documents/collections/{draft.pk}/2/").status_code == 404
    assert client.get(f"/documents/collections/{draft.pk}/{10**12}/").status_code == 404
    assert client.post(address).status_code == 405


def test_what_waits_for_the_scanner_is_nobodys(bureau, draft, client):
    add_file(draft, text(), by=bureau.drafter, now=MONDAY)
    announce(draft, bureau)
    Upload.objects.update(quarantined=True)

    assert get(client, draft).json()["files"] == []
    assert client.get(f"/documents/collections/{draft.pk}/1/").status_code == 404


def test_a_file_that_is_refused_is_told_at_its_field_and_not_kept(bureau, draft):
    with pytest.raises(ValidationError) as refused:
        add_file(draft, text("起草说明.html", b"<html><script>1</script></html>"), by=bureau.drafter, now=MONDAY)

    assert set(refused.value.message_dict) == {"file"}
    assert not Upload.objects.exists()


def test_only_so_many_and_only_by_people_of_the_unit(bureau, draft, monkeypatch):
    monkeypatch.setattr(attach_files, "MOST_FILES", 1)
    add_file(draft, text(), title="说明", by=bureau.drafter, now=MONDAY)

    with pytest.raises(ValidationError, match="最多"):
        add_file(draft, text(), by=bureau.drafter, now=MONDAY)
    with pytest.raises(PermissionDenied):
        add_file(draft, text(), by=bureau.stranger, now=MONDAY)
    assert Upload.objects.count() == 1


def test_from_review_on_nothing_is_added_or_removed(bureau, draft):
    file = add_file(draft, text(), by=bureau.drafter, now=MONDAY)
    announce(draft, bureau)

    with pytest.raises(ValidationError):
        add_file(fresh(draft), text(), by=bureau.drafter, now=MONDAY)
    with pytest.raises(ValidationError):
        remove_file(fresh(file), by=bureau.drafter, now=MONDAY)
    assert CollectionFile.objects.count() == Upload.objects.count() == 1


def test_a_removed_file_is_erased_and_its_place_is_not_mixed_up(bureau, draft):
    first, second = (add_file(draft, text(), title=name, by=bureau.drafter, now=MONDAY) for name in ("一", "二"))
    storage, name = first.upload.file.storage, first.upload.file.name

    remove_file(first, by=bureau.drafter, now=MONDAY)
    third = add_file(draft, text(), title="三", by=bureau.drafter, now=MONDAY)

    assert not storage.exists(name)
    assert (second.position, third.position) == (2, 3)


def test_the_screen_adds_shows_and_removes_and_a_refusal_loses_nothing(bureau, draft):
    factories.give_access(bureau.drafter, bureau.section, bureau.stranger)
    client, page = signed_in(bureau.drafter), f"/admin/opinion-collections/{draft.pk}/attachments/"
    bad = text("起草说明.html", b"<html></html>")
    bad.name = "起草说明.html"

    refused = client.post(page, {"file": bad, "title": "起草情况说明"}).content.decode()
    assert 'value="起草情况说明"' in refused
    assert client.post(page, {"title": ""}).status_code == 200
    assert client.post(page, {"file": text(), "title": "起草情况说明"}).status_code == 302

    file = CollectionFile.objects.get()
    assert "起草情况说明" in client.get(page).content.decode()
    assert b"".join(client.get(f"{page}{file.pk}/").streaming_content) == EXPLANATION
    seen = signed_in(bureau.section).get(page).content.decode()
    assert "起草情况说明" in seen
    assert 'name="file"' not in seen
    for address in (page, f"{page}{file.pk}/", f"{page}{file.pk}/remove/"):
        assert is_refused(signed_in(bureau.stranger).get(address))
        assert is_refused(signed_in(bureau.stranger).post(address, {"title": "x"}))
    assert client.post(f"{page}{file.pk}/remove/").status_code == 302
    assert not CollectionFile.objects.exists()


def test_files_cost_one_query_however_many(bureau, draft, client):
    add_file(draft, text(), by=bureau.drafter, now=MONDAY)
    second = make_collection(bureau, CollectionState.DRAFT)
    for number in range(3):
        add_file(second, text(), title=str(number), by=bureau.drafter, now=MONDAY)
    for collection in (draft, second):
        announce(collection, bureau)

    for collection in (draft, second):
        with CaptureQueriesContext(connection) as queries:
            get(client, collection)
        assert sum(CollectionFile._meta.db_table in query["sql"] for query in queries) == 1
