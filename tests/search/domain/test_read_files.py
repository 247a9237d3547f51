"""A document is found by what its attachments say, once they are read; each file is read once."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document

from civic_disclosure.models import ItemAttachment
from civic_search.civil import civil_date
from civic_search.domain.read_files import read_file
from civic_search.domain.search import Question, search
from civic_search.files.endings import Ending
from civic_search.models import ExtractedText
from tests import factories
from tests.jobs import run_jobs
from tests.search.files.office_files import make_docx, make_pdf

TODAY = civil_date(timezone.now())
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_on")]


@pytest.fixture
def column():
    return factories.make_column(factories.make_catalogue(factories.make_unit("市财政局")))


def make_document(content, name="附件.docx"):
    document = Document(title=name)
    document.file.save(name, ContentFile(content), save=False)
    document.save()
    return document


def publish_with(column, document, title="关于公开的通知", **fields):
    item = factories.make_item(column, title)
    item.attachments = [ItemAttachment(document=document, **fields)]
    item.save_revision()
    return factories.publish(item)


def test_item_is_found_by_its_attachment(column):
    publish_with(column, make_document(make_docx("专项债券使用情况")))

    run_jobs()

    [hit] = search(Question("专项债券"), today=TODAY).hits
    assert (hit.from_file, [piece.text for piece in hit.passage if piece.is_marked]) == (True, ["专项债券"])


def test_archived_original_is_not_found(column):
    publish_with(column, make_document(make_docx("内部签批意见")), is_archived_original=True)

    run_jobs()

    assert search(Question("“内部签批意见”"), today=TODAY).total == 0
    assert not ExtractedText.objects.exists()


def test_file_of_two_items_is_read_once_and_finds_both(column):
    content = make_pdf("专项债券使用情况")
    publish_with(column, make_document(content, "一.pdf"), "通知一")
    run_jobs()
    publish_with(column, make_document(content, "二.pdf"), "通知二")
    run_jobs()

    assert search(Question("专项债券"), today=TODAY).total == 2
    assert ExtractedText.objects.get().ending == Ending.READ


def test_refused_file_is_recorded_and_its_item_is_found_all_the_same(column):
    publish_with(column, make_document(b"%PDF-1.7 broken", "坏.pdf"))

    run_jobs()

    assert ExtractedText.objects.get().ending == Ending.BROKEN
    assert search(Question("关于公开的通知"), today=TODAY).total >= 1


def test_file_that_is_gone_is_recorded(column):
    document = make_document(b"text", "文.txt")
    document.get_file_hash()
    document.file.storage.delete(document.file.name)

    assert read_file(Document.objects.get(pk=document.pk)) == Ending.MISSING
