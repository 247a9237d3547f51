import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from civic_disclosure.enums import BatchState
from civic_disclosure.models import ColumnPage, ImportBatch, ImportRow, PublishedItem
from civic_office.enums import Role
from civic_office.models import Post
from tests import factories
from tests.jobs import run_jobs
from tests.lists import count_queries

TABLE = "标题,栏目,正文\n一号信息,财政资金,第一段\n二号信息,没有的栏目,第一段\n".encode()


@pytest.fixture
def officer(unit, column):
    return factories.make_post(unit=unit, role=Role.INFORMATION_OFFICER).user


@pytest.fixture
def stranger(db):
    return factories.make_post(unit=factories.make_unit("市教育局"), role=Role.SECRECY_REVIEWER).user


@pytest.fixture
def prepare(client, officer, unit):
    def upload(content=TABLE, name="信息.csv"):
        client.force_login(officer)
        data = {"unit": unit.pk, "title": "旧网站信息", "table": ContentFile(content, name=name)}
        return client.post(reverse("civic_imports:add"), data)

    return upload


def test_batch_goes_from_upload_to_the_public(client, prepare, unit):
    response = prepare()
    batch = ImportBatch.objects.get()
    assert response.url == reverse("civic_imports:edit", args=[batch.pk])
    client.post(reverse("civic_imports:submit", args=[batch.pk]))
    for role in (Role.SECRECY_REVIEWER, Role.SUPERVISING_LEADER):
        client.force_login(Post.objects.get(unit=unit, role=role).user)
        client.post(reverse("civic_imports:edit", args=[batch.pk]), {"role": role, "opinion": "同意", "approve": ""})
    run_jobs()

    page = client.get(reverse("civic_imports:edit", args=[batch.pk]))

    batch.refresh_from_db()
    assert (batch.state, [record.title for record in PublishedItem.objects.all()]) == (BatchState.DONE, ["一号信息"])
    assert page.status_code == 200


@pytest.mark.shows("R088")
def test_who_approves_reads_every_row_and_its_files_as_the_public_will(client, prepare, unit, officer):
    table = "标题,栏目,正文,附件\n一号信息,财政资金,第一段<b>,决算.pdf\n二号信息,没有的栏目,第一段,\n三号信息,财政资金,正文三,\n"
    folder = io.BytesIO()
    with zipfile.ZipFile(folder, "w") as archive:
        archive.writestr("附件/决算.pdf", b"%PDF-1.4 secret")
    client.force_login(officer)
    files = {"table": ContentFile(table.encode(), "表.csv"), "folder": ContentFile(folder.getvalue(), "附件.zip")}
    client.post(reverse("civic_imports:add"), {"unit": unit.pk, "title": "旧网站信息", **files})
    batch = ImportBatch.objects.get()
    client.post(reverse("civic_imports:submit", args=[batch.pk]))
    first, bad, last = batch.rows.order_by("number")
    client.force_login(Post.objects.get(unit=unit, role=Role.SECRECY_REVIEWER).user)

    listed = client.get(reverse("civic_imports:edit", args=[batch.pk])).content.decode()
    address = reverse("civic_imports:row", args=[first.pk])
    shown = client.get(address).content.decode()

    assert address in listed
    assert reverse("civic_imports:row", args=[bad.pk]) not in listed
    assert "第一段&lt;b&gt;" in shown
    assert reverse("civic_imports:row", args=[last.pk]) in shown, "the next good row"
    file = client.get(reverse("civic_imports:row_file", args=[first.pk]), {"name": "决算.pdf"})
    assert (b"".join(file), file["Content-Disposition"][:10]) == (b"%PDF-1.4 secret", "attachment")
    assert "no-store" in file.headers["Cache-Control"]
    assert f"{reverse('civic_imports:row_file', args=[first.pk])}?name=" in shown
    for name in ("", "../决算.pdf", "没有.pdf"):
        assert client.get(reverse("civic_imports:row_file", args=[first.pk]), {"name": name}).status_code == 404
    assert client.get(reverse("civic_imports:row", args=[bad.pk])).status_code == 404


def test_batch_takes_the_same_queries_for_3_rows_as_for_1(client, prepare):
    counted = []
    for rows in (1, 3):
        prepare("标题,栏目,正文\n".encode() + "一号信息,财政资金,第一段\n".encode() * rows)
        counted.append(count_queries(client, reverse("civic_imports:edit", args=[ImportBatch.objects.latest("pk").pk])))

    assert counted[0] == counted[1] <= 40


def test_reading_a_row_writes_nothing_even_when_its_column_has_closed(client, prepare):
    prepare()
    row = ImportBatch.objects.get().rows.good().get()
    ColumnPage.objects.filter(pk=row.facts["column"]).update(is_hidden=True)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(reverse("civic_imports:row", args=[row.pk]))

    assert response.status_code == 404
    assert ImportRow.objects.get(pk=row.pk).errors == []
    assert [query["sql"] for query in queries if query["sql"].startswith(("UPDATE", "INSERT", "DELETE"))] == []


def read_batch():
    with ImportBatch.objects.get().table.open() as table:
        return table.read()


def test_files_survive_a_refused_form(client, prepare, officer, unit):
    client.force_login(officer)
    address = reverse("civic_imports:add")
    refused = client.post(address, {"unit": unit.pk, "title": "", "table": ContentFile(TABLE, name="信息.csv")})
    token = refused.context["form"]["table"].subwidgets[0].data["token"]
    assert "已上传：信息.csv" in refused.content.decode()
    refused_again = client.post(address, {"unit": unit.pk, "title": "", "table-kept": token})
    assert "已上传：信息.csv" in refused_again.content.decode()

    client.post(address, {"unit": unit.pk, "title": "旧网站信息", "table-kept": token})

    assert (read_batch(), ImportBatch.objects.get().total) == (TABLE, 2)


def test_another_file_replaces_the_kept_one(client, officer, unit):
    client.force_login(officer)
    address = reverse("civic_imports:add")
    refused = client.post(address, {"unit": unit.pk, "title": "", "table": ContentFile(b"x", name="old.csv")})
    token = refused.context["form"]["table"].subwidgets[0].data["token"]

    chosen = ContentFile(TABLE, name="信息.csv")
    client.post(address, {"unit": unit.pk, "title": "旧网站信息", "table": chosen, "table-kept": token})

    assert read_batch() == TABLE


def test_wrong_file_gets_a_sentence_and_keeps_the_title(prepare):
    response = prepare(b"\xff\xd8\xff\xe0", "照片.jpg")

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["table"]
    assert response.context["form"]["title"].value() == "旧网站信息"
    assert not ImportBatch.objects.exists()


def test_table_without_headings_gets_a_sentence(prepare):
    response = prepare("甲,乙\n1,2\n".encode())

    assert list(response.context["form"].errors) == ["table"]
    assert not ImportBatch.objects.exists()


def test_batch_without_a_good_row_is_not_sent_and_the_screen_says_why(client, prepare):
    prepare("标题,栏目\n一号信息,没有的栏目\n".encode())
    batch = ImportBatch.objects.get()

    page = client.post(reverse("civic_imports:submit", args=[batch.pk]), follow=True)

    batch.refresh_from_db()
    assert batch.state == BatchState.DRAFT
    assert "没有一行可以导入" in page.content.decode()


def test_stranger_neither_sees_nor_decides_a_batch(client, prepare, stranger):
    prepare()
    batch = ImportBatch.objects.get()
    client.post(reverse("civic_imports:submit", args=[batch.pk]))
    client.force_login(stranger)

    for name, method in (("edit", "get"), ("edit", "post"), ("submit", "post"), ("files", "get"), ("files", "post")):
        response = getattr(client, method)(reverse(f"civic_imports:{name}", args=[batch.pk]))
        assert response.url == reverse("wagtailadmin_home"), (name, method)

    assert list(client.get(reverse("civic_imports:index")).context["object_list"]) == []
    batch.refresh_from_db()
    assert batch.state == BatchState.SUBMITTED


def test_returned_batch_is_prepared_again(client, prepare, unit):
    prepare()
    batch = ImportBatch.objects.get()
    client.post(reverse("civic_imports:submit", args=[batch.pk]))
    client.force_login(Post.objects.get(unit=unit, role=Role.SECRECY_REVIEWER).user)

    client.post(
        reverse("civic_imports:edit", args=[batch.pk]),
        {"role": Role.SECRECY_REVIEWER, "opinion": "含个人信息", "return": ""},
    )

    batch.refresh_from_db()
    assert batch.state == BatchState.DRAFT


def test_opinion_without_text_is_asked_for(client, prepare, unit):
    prepare()
    batch = ImportBatch.objects.get()
    client.post(reverse("civic_imports:submit", args=[batch.pk]))
    client.force_login(Post.objects.get(unit=unit, role=Role.SECRECY_REVIEWER).user)

    response = client.post(
        reverse("civic_imports:edit", args=[batch.pk]), {"role": Role.SECRECY_REVIEWER, "opinion": "", "approve": ""}
    )

    assert list(response.context["form"].errors) == ["opinion"]


def test_list_of_batches_takes_the_same_queries_for_3_rows_as_for_1(client, officer, unit):
    def make(number):
        facts = {"title": f"第{number}批", "table": "x.csv", "made_at": "2026-11-01T00:00+08:00"}
        return ImportBatch.objects.create(unit=unit, made_by=officer, **facts)

    client.force_login(officer)
    make(1)
    one = count_queries(client, reverse("civic_imports:index"))
    make(2), make(3)

    assert count_queries(client, reverse("civic_imports:index")) == one <= 40


def test_home_shows_a_batch_to_those_who_decide_it(client, prepare, unit, stranger):
    prepare()
    client.post(reverse("civic_imports:submit", args=[ImportBatch.objects.get().pk]))
    seen = []
    for user in (factories.holder_of(Role.SECRECY_REVIEWER, unit), stranger):
        client.force_login(user)
        seen.append("旧网站信息" in client.get(reverse("wagtailadmin_home")).content.decode())

    assert seen == [True, False]
