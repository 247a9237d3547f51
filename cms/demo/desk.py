"""What lies on the desks of the government office and of the units besides items: filings, files, the rule of index numbers."""

import datetime
import io
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from wagtail.documents.models import Document
from wagtail.images.models import Image

from civic_disclosure.domain.ask_column import ask_column
from civic_disclosure.domain.grant import collection_of
from civic_disclosure.models import NumberRule, UnitCatalogue
from civic_office.domain.file_with_office import file_with_office
from civic_office.domain.request_account import Trouble, request_account
from civic_office.enums import FilingKind, Role
from civic_office.models import Post, Unit
from civic_office.workdays import civil_date
from cms.demo.drafts import AttachmentDraft, Picture, Text

#: Fit for documentation: an address that no network has (RFC 5737).
ADDRESS = "192.0.2.7"
NATIONAL_RULE = "国家规定格式（机构代码/年-五位流水号）"
COLUMN_RULE = "按栏目编号（机构代码/栏目/年-五位流水号）"


@transaction.atomic
def lay_out_desks(units: list[Unit], *, now: datetime.datetime) -> int:
    """Index number rules; for each of `units` filings of three kinds, a request for help, pictures and files of its own.

    Returns how many filings wait for the office. Units without an information officer are passed over.
    """
    write_rules()
    filings = 0
    for unit in units:
        post = (
            Post.objects.held_on(civil_date(now))
            .filter(unit=unit, role=Role.INFORMATION_OFFICER)
            .select_related("user")
            .first()
        )
        if post is not None:
            filings += file_matters(unit, by=post.user, phone=post.phone, now=now)
            keep_files(unit, by=post.user, today=civil_date(now))
    return filings


def write_rules() -> None:
    NumberRule.objects.get_or_create(name=NATIONAL_RULE, defaults={"is_default": not NumberRule.objects.exists()})
    NumberRule.objects.get_or_create(
        name=COLUMN_RULE, defaults={"pattern": "{unit_code}/{column_code}/{year}-{serial:05d}", "per_column": True}
    )


def file_matters(unit: Unit, *, by: Any, phone: str, now: datetime.datetime) -> int:
    """A column asked for, a new colleague, a failure of the website, and somebody who forgot the password."""
    catalogue = UnitCatalogue.objects.get(unit=unit)
    ask_column(
        catalogue,
        kind=FilingKind.COLUMN_ADDED,
        title="问答精选",
        reason="群众来电集中的问题，拟单设栏目答复。",
        by=by,
        now=now,
    )
    file_with_office(
        FilingKind.PERSONNEL,
        unit=unit,
        subject=f"{unit}更换信息员",
        text="原信息员轮岗，新任人员下周到岗，请协助开通账号。",
        by=by,
        now=now,
    )
    file_with_office(
        FilingKind.OUTAGE,
        unit=unit,
        subject="附件下载时断时续",
        text="昨日下午起，部分附件需要多次点击才能下载。",
        by=by,
        now=now,
    )
    request_account(
        Trouble.FORGOTTEN,
        unit=unit,
        name=by.get_full_name(),
        phone=phone,
        username=by.get_username(),
        address=f"{ADDRESS}#{unit.pk}",
        now=now,
    )
    return 4


def keep_files(unit: Unit, *, by: Any, today: datetime.date) -> None:
    """Two pictures and two files in the unit's own collection, for items to come."""
    collection = collection_of(unit)
    for number, title in enumerate(("办事大厅", "工作现场"), 1):
        name = f"{unit.pk}-{number}.jpg"
        draft = AttachmentDraft(
            name=name, title=title, kind="jpg", dated=today, content=(Picture(seed=f"{unit.code}{number}"),)
        )
        picture = ImageFile(io.BytesIO(draft.make_bytes()), name=name)
        Image.objects.create(title=f"{unit}{title}", collection=collection, file=picture, uploaded_by_user=by)
    for title in ("信息发布审核表", "依申请公开登记表"):
        name = f"{title}.docx"
        draft = AttachmentDraft(
            name=name,
            title=title,
            kind="docx",
            dated=today,
            content=(Text(paragraphs=("请逐项填写，经审核后存档。",)),),
        )
        Document.objects.create(
            title=title, collection=collection, file=ContentFile(draft.make_bytes(), name), uploaded_by_user=by
        )
