"""What people attach: photographs, and lists that they signed. Judged like any citizen's file."""

import datetime

from django.core.files.base import ContentFile

from civic_interaction.domain.keep_upload import keep_upload
from civic_office.workdays import civil_date
from cms.demo.drafts import AttachmentDraft, Picture, Table, Text
from cms.demo.letters.plan import Plan
from cms.demo.pen import Pen
from cms.demo.people import GIVEN, SURNAMES

#: Of many who signed, so many stand on the list.
SIGNED = 37
PHOTOGRAPH, LIST = "现场照片", "联名签字表"


def attach(plan: Plan, *, now: datetime.datetime) -> list[str]:
    """Upload what goes with the letter some minutes before it; returns the tokens."""
    if not plan.has("attachment"):
        return []
    drafts = [photograph(plan, day=civil_date(now))]
    if "联名" in plan.written.text:
        drafts.append(signatures(plan.pen, day=civil_date(now)))
    before = now - datetime.timedelta(minutes=5)
    return [keep_upload(ContentFile(one.make_bytes(), name=one.name), now=before).token for one in drafts]


def photograph(plan: Plan, *, day: datetime.date) -> AttachmentDraft:
    content = (Picture(seed=f"letter{plan.number}"),)
    return AttachmentDraft(name=f"{PHOTOGRAPH}.jpg", title=PHOTOGRAPH, kind="jpg", dated=day, content=content)


def signatures(pen: Pen, *, day: datetime.date) -> AttachmentDraft:
    names = [pen.pick(SURNAMES) + pen.pick(GIVEN) for _number in range(SIGNED)]
    rows = (("序号", "姓名", "签字"), *((str(place), name, "（签）") for place, name in enumerate(names, 1)))
    content = (Text(paragraphs=("以下人员自愿联名，对所反映的情况负责。",)), Table(rows=rows))
    return AttachmentDraft(name=f"{LIST}.pdf", title=LIST, kind="pdf", dated=day, content=content)
