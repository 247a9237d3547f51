import csv
import io
import json
import zipfile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from civic_disclosure.domain.approve_import import decide_import
from civic_disclosure.domain.gate import GateClosedError
from civic_disclosure.domain.import_items import import_items
from civic_disclosure.domain.log_import import LOGGED
from civic_disclosure.domain.prepare_import import prepare_import, submit_import
from civic_disclosure.enums import BatchState, ItemKind
from civic_disclosure.models import ImportBatch, ItemPage, PublishedItem
from civic_disclosure.rendering.content import content_of
from civic_disclosure.rendering.dress import content_in
from civic_office.enums import Role
from civic_office.models import Post
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def table_of(*rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(dict.fromkeys(key for row in rows for key in row)))
    writer.writeheader()
    writer.writerows(rows)
    return ContentFile(out.getvalue().encode("utf-8-sig"), name="信息.csv")


def zip_of(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"附件/{name}.pdf", content)
    return ContentFile(out.getvalue(), name="附件.zip")


@pytest.fixture
def officer(unit):
    return factories.make_post(unit=unit, role=Role.INFORMATION_OFFICER).user


@pytest.fixture
def make_batch(unit, column, officer):
    def make(*rows, folder=None):
        batch = ImportBatch(unit=unit, title="旧网站信息", table=table_of(*rows), made_by=officer, made_at=NOW)
        if folder is not None:
            batch.folder = folder
        batch.save()
        return prepare_import(batch, by=officer, now=NOW)

    return make


def approve(batch):
    submit_import(batch, by=batch.made_by, now=NOW)
    for role in (Role.SECRECY_REVIEWER, Role.SUPERVISING_LEADER):
        holder = Post.objects.get(unit=batch.unit, role=role).user
        decide_import(batch, role=role, by=holder, opinion="同意", is_approval=True, now=NOW)
    return ImportBatch.objects.get(pk=batch.pk)


def row(number=1, **more):
    return {"标题": f"第{number}号信息", "栏目": "财政资金", "正文": "第一段。\n第二段。", **more}


def test_approved_batch_becomes_public_items(make_batch):
    batch = approve(
        make_batch(
            *(row(n, 发布时间="2024-05-06 10:20", 附件="决算.pdf") for n in range(1, 4)),
            folder=zip_of(决算=b"%PDF-1.4"),
        )
    )

    import_items(batch, now=NOW)

    records = list(PublishedItem.objects.public().order_by("page_id"))
    assert [record.title for record in records] == ["第1号信息", "第2号信息", "第3号信息"]
    assert [record.index_number for record in records] == [f"{batch.unit.code}/2024-0000{n}" for n in (1, 2, 3)]
    page = json.loads(records[0].page)
    assert (page["body_html"], page["published_at"]) == ("<p>第一段。</p><p>第二段。</p>", "2024-05-06T10:20:00+08:00")
    assert [file["file_name"] for file in page["attachments"]] == ["决算.pdf"]
    assert [len(problems) for problems in Page.find_problems()] == [0, 0, 0, 0, 0]
    assert records[0].history.count() == 1


def test_imported_record_equals_a_fresh_rendering(make_batch):
    batch = approve(make_batch(row(1, 主题分类="", 关键词="预算 决算", 附件="a.pdf"), folder=zip_of(a=b"%PDF")))

    import_items(batch, now=NOW)

    record = PublishedItem.objects.get()
    item = ItemPage.objects.get(pk=record.pk)
    assert content_in(record) == json.loads(json.dumps(content_of(item.live_revision.as_object())))
    item.save()
    assert PublishedItem.objects.get().digest == record.digest


def test_imported_revisions_hold_what_wagtail_would_have_saved(make_batch):
    batch = approve(
        make_batch(
            row(1, 关键词="预算 决算", 附件="a.pdf"),
            row(2, 成文日期="2024-05-01", 发文字号="临财〔2024〕2号", 概述="概述", 重要="否"),
            row(3, 发布时间="2024-05-06 10:20"),
            folder=zip_of(a=b"%PDF"),
        )
    )

    import_items(batch, now=NOW)

    for item in ItemPage.objects.all():
        content, wanted = (
            {**data, "body": json.loads(data["body"])}  # PostgreSQL keeps a body as JSON and spells it its own way
            for data in (
                item.live_revision.content,
                json.loads(json.dumps(item.serializable_data(), cls=DjangoJSONEncoder)),
            )
        )
        unlike = {key for key in wanted if content.get(key) != wanted[key]}
        assert unlike <= {"live_revision", "latest_revision", "latest_revision_created_at"}
        assert content.keys() == wanted.keys()


def test_the_log_of_an_imported_page_names_the_batch(make_batch, admin_client):
    batch = approve(make_batch(row(), row(2)))
    import_items(batch, now=NOW)
    lines = PageLogEntry.objects.filter(action=LOGGED)
    assert {line.page_id for line in lines} == set(ItemPage.objects.values_list("pk", flat=True))
    assert {(line.user, line.timestamp, line.revision.object_id) for line in lines} == {
        (batch.made_by, NOW, str(line.page_id)) for line in lines
    }
    history = admin_client.get(reverse("wagtailadmin_pages:history", args=[lines[0].page_id])).content.decode()
    assert "随批量导入“旧网站信息”公开" in history


def test_history_of_an_imported_record_begins_with_the_import(make_batch):
    import_items(approve(make_batch(row(1, 发布时间="2024-05-06 10:20"))), now=NOW)

    (kept,) = PublishedItem.history.all()

    record = PublishedItem.objects.get()
    assert (kept.history_type, kept.history_date, kept.history_user) == ("+", NOW, None)
    assert (kept.page, kept.digest, kept.published_at) == (record.page, record.digest, record.published_at)


def test_running_a_batch_twice_changes_nothing(make_batch):
    batch = approve(make_batch(row(1), row(2)))
    import_items(batch, now=NOW)

    again = import_items(ImportBatch.objects.get(pk=batch.pk), now=NOW)

    assert (ItemPage.objects.count(), PublishedItem.objects.count(), again.state) == (2, 2, BatchState.DONE)
    assert again.history.count() == ImportBatch.objects.get(pk=batch.pk).history.count()


def test_run_that_was_cut_off_goes_on_where_it_stopped(make_batch, monkeypatch):
    monkeypatch.setattr("civic_disclosure.domain.import_items.CHUNK", 2)
    batch = approve(make_batch(*(row(n) for n in range(1, 6))))

    class CutOffError(Exception):
        pass

    def stop(count):
        if PublishedItem.objects.count() == 4:
            raise CutOffError

    with pytest.raises(CutOffError):
        import_items(batch, now=NOW, on_progress=stop)
    assert PublishedItem.objects.count() == 4

    import_items(ImportBatch.objects.get(pk=batch.pk), now=NOW)

    assert sorted(PublishedItem.objects.values_list("title", flat=True)) == [f"第{n}号信息" for n in range(1, 6)]


def test_rows_with_errors_are_reported_and_never_half_imported(make_batch):
    batch = make_batch(
        row(1),
        row(2, 栏目="没有的栏目"),
        row(3, 成文日期="去年"),
        row(4, 附件="不在.pdf"),
        row(5, 发布时间="2031-01-01"),
        row(6, 体裁="小说"),
        {"标题": "", "栏目": "财政资金", "正文": "有"},
    )

    errors = {row.number: row.errors for row in batch.rows.bad()}

    assert sorted(errors) == [3, 4, 5, 6, 7, 8]
    assert all(len(sentences) == 1 for sentences in errors.values())
    import_items(approve(batch), now=NOW)
    assert [record.title for record in PublishedItem.objects.all()] == ["第1号信息"]


@pytest.mark.shows("R080", "R088")
def test_batch_that_is_not_approved_is_not_carried_out(make_batch, officer):
    batch = make_batch(row(1))
    submit_import(batch, by=officer, now=NOW)
    leader = Post.objects.get(unit=batch.unit, role=Role.SUPERVISING_LEADER).user
    decide_import(batch, role=Role.SUPERVISING_LEADER, by=leader, opinion="同意", is_approval=True, now=NOW)

    with pytest.raises(GateClosedError):
        import_items(ImportBatch.objects.get(pk=batch.pk), now=NOW)

    assert not ItemPage.objects.exists()


def test_who_prepared_a_batch_cannot_approve_it(make_batch, officer):
    factories.make_post(officer, unit=officer.posts.get().unit, role=Role.SECRECY_REVIEWER)
    batch = make_batch(row(1))
    submit_import(batch, by=officer, now=NOW)

    with pytest.raises(PermissionDenied):
        decide_import(batch, role=Role.SECRECY_REVIEWER, by=officer, opinion="同意", is_approval=True, now=NOW)


def test_exchanged_archive_is_noticed(make_batch):
    batch = approve(make_batch(row(1, 附件="a.pdf"), folder=zip_of(a=b"%PDF-1")))
    batch.folder.save("x.zip", zip_of(a=b"%PDF-2"))

    with pytest.raises(ValueError, match=r"."):
        import_items(batch, now=NOW)

    assert not ItemPage.objects.exists()


def test_file_that_is_no_table_gets_a_sentence_at_its_field(unit, column, officer):
    batch = ImportBatch.objects.create(
        unit=unit, title="x", table=ContentFile(b"\xff\xd8\xff\xe0", name="a.jpg"), made_by=officer, made_at=NOW
    )

    with pytest.raises(ValidationError) as caught:
        prepare_import(batch, by=officer, now=timezone.now())

    assert list(caught.value.message_dict) == ["table"]


@pytest.mark.shows("R085")
def test_batch_with_an_important_row_needs_the_office_leader_too(make_batch, officer):
    batch = approve(make_batch(row(1, 重要="是")))
    assert batch.state == BatchState.SUBMITTED

    leader = factories.holder_of(Role.OFFICE_LEADER, batch.unit)
    decide_import(batch, role=Role.OFFICE_LEADER, by=leader, opinion="同意", is_approval=True, now=NOW)

    assert ImportBatch.objects.get(pk=batch.pk).state == BatchState.APPROVED


def test_opinions_on_a_batch_that_was_returned_stand_and_count_no_more(make_batch, officer):
    batch = make_batch(row(1))
    submit_import(batch, by=officer, now=NOW)
    secrecy, leader = (factories.holder_of(r, batch.unit) for r in (Role.SECRECY_REVIEWER, Role.SUPERVISING_LEADER))
    decide_import(batch, role=Role.SECRECY_REVIEWER, by=secrecy, opinion="同意", is_approval=True, now=NOW)
    decide_import(batch, role=Role.SUPERVISING_LEADER, by=leader, opinion="数字不对", is_approval=False, now=NOW)

    submit_import(batch, by=officer, now=NOW)
    decide_import(batch, role=Role.SUPERVISING_LEADER, by=leader, opinion="同意", is_approval=True, now=NOW)

    assert list(batch.approvals.values_list("round", "is_approval")) == [(1, True), (1, False), (2, True)]
    assert ImportBatch.objects.get(pk=batch.pk).state == BatchState.SUBMITTED


def test_batch_cannot_be_changed_once_it_was_sent(make_batch, officer):
    batch = make_batch(row(1))
    submit_import(batch, by=officer, now=NOW)

    with pytest.raises(PermissionDenied):
        prepare_import(batch, by=officer, now=NOW)


@pytest.mark.shows("R113")
def test_interpretation_without_its_policy_is_an_error(make_batch, column):
    column.item_kind = ItemKind.INTERPRETATION
    column.save()

    batch = make_batch(row(1), row(2, 解读文件="没有的文件"))

    assert [len(bad.errors) for bad in batch.rows.bad()] == [1, 1]


def test_column_is_found_by_its_way_where_a_name_stands_twice(make_batch, unit, column):
    policy = factories.make_column(column.get_parent(), "政策")
    first = factories.make_column(policy, "通知")
    factories.make_column(column, "通知")

    batch = make_batch(row(1, 栏目="政策>通知"), row(2, 栏目="通知"))

    assert [line.facts.get("column") for line in batch.rows.all()] == [first.pk, None]
    assert [line.number for line in batch.rows.bad()] == [3]


def test_row_whose_column_was_hidden_meanwhile_is_reported(make_batch, column):
    batch = approve(make_batch(row(1)))
    column.is_hidden = True
    column.save()

    import_items(batch, now=NOW)

    assert (ItemPage.objects.count(), batch.rows.bad().count()) == (0, 1)


def test_row_names_the_document_that_replaces_it(make_batch, column):
    new = factories.make_published(
        column, "住房保障实施细则", kind=ItemKind.POLICY, document_number="临政发〔2026〕1号"
    )
    factories.make_published(column, "住房保障办法", kind=ItemKind.POLICY, document_number="临政发〔2026〕2号")

    batch = make_batch(
        row(1, 接替文件="临政发〔2026〕1号"),
        row(2, 接替文件="临政发〔2026〕1号；住房保障办法"),
        row(3, 接替文件="没有的文件"),
    )

    assert [line.facts.get("successor") for line in batch.rows.all()] == [new.pk, None, None]
    assert [line.number for line in batch.rows.bad()] == [3, 4]
