import datetime

import pytest

from civic_interaction.domain.take_uploads import UploadGoneError, take_uploads
from civic_interaction.models import Upload
from tests.interaction.uploads import NOW, make_upload

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [0, 1, 3])
def test_files_are_taken_in_the_order_of_the_form(count, django_assert_num_queries):
    uploads = [make_upload(f"{number}.txt") for number in range(count)][::-1]

    with django_assert_num_queries(4 if count else 2):
        taken = take_uploads([upload.token for upload in uploads], now=NOW)

    assert taken == uploads
    assert set(Upload.objects.values_list("taken_at", flat=True)) == ({NOW} if count else set())
    assert {upload.taken_at for upload in taken} == ({NOW} if count else set())


def test_file_named_twice_is_taken_once():
    upload = make_upload()

    assert take_uploads([upload.token, upload.token], now=NOW) == [upload]


@pytest.mark.parametrize(
    "fields",
    [{"taken_at": NOW}, {"expires_at": NOW}, {"quarantined": True, "finding": "Eicar-Signature"}],
    ids=["in another letter", "too late", "infected"],
)
def test_all_are_taken_or_none(fields):
    good, bad = make_upload(), make_upload(**fields)

    with pytest.raises(UploadGoneError) as gone:
        take_uploads([good.token, bad.token, "unknown"], now=NOW)

    assert gone.value.tokens == (bad.token, "unknown")
    good.refresh_from_db()
    assert good.taken_at is None


def test_file_that_waits_for_the_scanner_may_be_taken():
    upload = make_upload(quarantined=True)

    assert take_uploads([upload.token], now=NOW) == [upload]


def test_taken_file_does_not_expire():
    upload = make_upload()
    take_uploads([upload.token], now=NOW)

    assert not Upload.objects.expired(now=NOW + datetime.timedelta(days=99)).exists()
