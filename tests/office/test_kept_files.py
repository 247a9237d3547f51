"""Files that wait for their form."""

import datetime

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from civic_office.domain.clear_kept_files import clear_kept_files
from civic_office.forms.kept_files import KeptFileField, keep_files, read_token
from civic_office.models import KeptFile

pytestmark = pytest.mark.django_db
NOW = timezone.now()


class LetterForm(forms.Form):
    subject = forms.CharField()
    paper = KeptFileField(required=False)


def refuse(content: bytes = b"text") -> LetterForm:
    form = LetterForm({}, {"paper": SimpleUploadedFile("纸.txt", content)})
    assert not form.is_valid()
    keep_files(form, now=NOW)
    return form


def test_refused_form_keeps_its_file():
    refuse()

    kept = KeptFile.objects.get()
    with kept.file.open() as file:
        assert (kept.name, file.read()) == ("纸.txt", b"text")


def test_refused_file_is_not_kept():
    form = refuse(b"")

    assert list(form.errors) == ["subject", "paper"]
    assert not KeptFile.objects.exists()


def test_optional_file_is_required_by_nobody():
    form = LetterForm({"subject": "事由"}, {})

    assert form.is_valid()
    assert form.cleaned_data["paper"] is None


@pytest.mark.parametrize("token", ["", "1", "1:abc:def", "\U0001f600"])
def test_invented_token_opens_nothing(token):
    refuse()

    assert read_token(token) is None


def test_files_are_cleared_after_a_day():
    refuse()
    name = KeptFile.objects.get().file.path
    assert clear_kept_files(now=NOW + datetime.timedelta(hours=23)) == 0

    assert clear_kept_files(now=NOW + datetime.timedelta(hours=25)) == 1

    assert not KeptFile.objects.exists()
    with pytest.raises(FileNotFoundError):
        open(name, "rb")  # noqa: PTH123, SIM115 (it is not there)


def test_clearing_asks_once_when_there_is_nothing_to_clear(django_assert_num_queries):
    refuse()

    with django_assert_num_queries(1):
        assert clear_kept_files(now=NOW) == 0
