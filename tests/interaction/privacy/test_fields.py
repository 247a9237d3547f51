import pytest
from django.core.exceptions import FieldError
from django.db.models.functions import Upper

from civic_interaction.models import Upload
from tests.interaction.privacy.keys import stored_texts
from tests.interaction.uploads import make_upload

pytestmark = pytest.mark.django_db
TABLE = Upload._meta.db_table


def test_code_reads_what_it_wrote_and_the_database_cannot():
    make_upload("张三的身份证.jpg")

    assert Upload.objects.get().name == "张三的身份证.jpg"
    assert list(Upload.objects.values_list("name", flat=True)) == ["张三的身份证.jpg"]
    (stored,) = stored_texts(TABLE, "name")
    assert stored.startswith("p1.")
    assert "张三" not in stored


def test_every_way_of_writing_encrypts():
    first = make_upload("一")
    Upload.objects.filter(pk=first.pk).update(name="二")
    Upload.objects.bulk_create([Upload(name="三", **rest(first))])
    first.refresh_from_db()
    first.name = "四"
    first.save()
    Upload.objects.bulk_update([first], ["name"])

    assert [text[:3] for text in stored_texts(TABLE, "name")] == ["p1.", "p1."]
    assert list(Upload.objects.order_by("pk").values_list("name", flat=True)) == ["四", "三"]


def test_empty_is_found_and_stays_empty():
    empty, _full = make_upload(""), make_upload("说明.txt")

    assert stored_texts(TABLE, "name")[0] == ""
    assert list(Upload.objects.filter(name="")) == [empty]
    assert Upload.objects.exclude(name="").count() == 1
    assert Upload.objects.filter(name__isnull=False).count() == 2


@pytest.mark.parametrize(
    "lookup", ["name", "name__contains", "name__in", "name__startswith", "name__iexact", "name__gt"]
)
def test_question_that_ciphertext_cannot_answer_is_an_error(lookup):
    with pytest.raises(FieldError, match="encrypted"):
        list(Upload.objects.filter(**{lookup: "说明.txt"}))


def test_nothing_is_computed_of_ciphertext():
    with pytest.raises(FieldError, match="encrypted"):
        list(Upload.objects.filter(name__upper="X"))
    make_upload("a")

    with pytest.raises(Exception, match=r"encrypted|not encrypted"):
        list(Upload.objects.annotate(loud=Upper("name")).values_list("loud", flat=True))


def rest(upload: Upload) -> dict[str, object]:
    return {name: getattr(upload, name) for name in ("kind", "file", "size", "sha256", "uploaded_at", "expires_at")}
