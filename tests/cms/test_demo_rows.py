"""Drafts as facts of import rows."""

import datetime
import json

from cms.demo.drafts import Attached, AttachmentDraft, Image, ItemDraft, Picture, Table, Text
from cms.demo.pen import SHANGHAI
from cms.demo.rows import facts_of, in_batches, stream_of
from tests.cms.demo_units import drafts_of

DAY = datetime.date(2026, 5, 6)
PHOTO = AttachmentDraft("a.jpg", "jpg", "照片", DAY, (Picture("x"),))
LETTER = AttachmentDraft("b.docx", "docx", "申请表", DAY, (Text(("正文",)),))


def make_draft(ref: str = "u:工作动态:0", **more: object) -> ItemDraft:
    facts = {
        "unit_code": "u",
        "column": "工作动态",
        "title": "标题",
        "published_at": datetime.datetime(2026, 5, 6, 9, tzinfo=SHANGHAI),
        "body": (Text(("一段<文字>",)),),
    }
    return ItemDraft(ref=ref, **{**facts, **more})  # type: ignore[arg-type]


def test_body_becomes_the_raw_value_of_its_blocks() -> None:
    body = (
        Text(("一段<文字>",), heading="一、情况", points=("甲",)),
        Table((("项目", "金额"), ("合计", "1.00")), "表"),
        Image(PHOTO, "现场"),
        Attached(LETTER),
    )

    blocks = stream_of(make_draft(body=body), {PHOTO: 5, LETTER: 7})

    assert [block["type"] for block in blocks] == ["text", "table", "image", "attachment"]
    assert blocks[0]["value"] == "<h3>一、情况</h3><p>一段&lt;文字&gt;</p><ul><li>甲</li></ul>"
    assert blocks[1]["value"]["data"] == [["项目", "金额"], ["合计", "1.00"]]
    assert blocks[2]["value"] == {"image": 5, "caption": "现场"}
    assert blocks[3]["value"] == {"document": 7, "title": "申请表"}


def test_facts_can_be_stored_as_json() -> None:
    draft = drafts_of("市财政局", "政策文件", count=1)[0]

    facts = json.loads(json.dumps(facts_of(draft, {})))

    assert facts["title"] == draft.title
    assert facts["published_at"] == draft.published_at.isoformat()
    assert facts["attachments"] == [file.name for file in draft.attachments]


def test_what_refers_to_others_comes_in_after_them() -> None:
    plain, old, reading = make_draft("1"), make_draft("2", successor="1"), make_draft("3", interprets=("2",))

    assert in_batches([reading, old, plain]) == [[plain], [old], [reading]]
    assert in_batches([plain]) == [[plain]]
