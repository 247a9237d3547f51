import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic_disclosure.tables import Sheet, Table, TableError


@dataclass(frozen=True, slots=True)
class ItemField:
    """What a column of an item table may hold; `words` are the headings that mean it."""

    code: str
    label: Any
    words: tuple[str, ...]


ITEM_FIELDS = (
    ItemField("title", gettext_lazy("Title"), ("标题", "信息标题", "名称", "信息名称", "title")),
    ItemField("column", gettext_lazy("Column"), ("栏目", "所属栏目", "发布栏目", "栏目名称", "column")),
    ItemField("document_number", gettext_lazy("Document number"), ("发文字号", "文号", "document_number")),
    ItemField("formed_on", gettext_lazy("Formed on"), ("成文日期", "生成日期", "印发日期", "formed_on")),
    ItemField("published_at", gettext_lazy("Published at"), ("发布时间", "发布日期", "公开日期", "published_at")),
    ItemField(
        "issuing_units", gettext_lazy("Issued by"), ("发布机构", "发文机关", "发文单位", "制发机关", "issued_by")
    ),
    ItemField("subject", gettext_lazy("Subject class"), ("主题分类", "主题", "subject")),
    ItemField("genre", gettext_lazy("Genre"), ("体裁", "体裁分类", "文种", "genre")),
    ItemField("keywords", gettext_lazy("Keywords"), ("关键词", "主题词", "keywords")),
    ItemField("summary", gettext_lazy("Summary"), ("摘要", "内容概述", "summary")),
    ItemField("body", gettext_lazy("Body"), ("正文", "内容", "信息内容", "body")),
    ItemField("source", gettext_lazy("Source"), ("来源", "信息来源", "source")),
    ItemField("author", gettext_lazy("Author"), ("作者", "责任编辑", "author")),
    ItemField("validity", gettext_lazy("Validity"), ("有效性", "效力状态", "validity")),
    ItemField("effective_on", gettext_lazy("In force from"), ("施行日期", "生效日期", "effective_on")),
    ItemField("ended_on", gettext_lazy("Ended on"), ("废止日期", "失效日期", "ended_on")),
    ItemField("mode", gettext_lazy("Disclosure mode"), ("公开方式", "公开属性", "mode")),
    ItemField("is_important", gettext_lazy("Important"), ("重要", "是否重要", "is_important")),
    ItemField("interprets", gettext_lazy("Interprets"), ("解读文件", "关联文件", "关联政策", "interprets")),
    ItemField("successor", gettext_lazy("Replaced by"), ("接替文件", "替代文件", "新文件", "successor")),
    ItemField("attachments", gettext_lazy("Attachments"), ("附件", "附件名称", "attachments")),
)
WORDS = {word: field.code for field in ITEM_FIELDS for word in field.words}
REQUIRED = ("title", "column")


def find_headings(table: Table) -> tuple[Sheet, int, dict[int, str]]:
    """The first sheet with a heading row, the index of that row, and the field of each column below it.

    Raises `TableError` naming the headings that are missing or stand twice.
    """
    for sheet in table.sheets:
        for index, cells in enumerate(sheet.cells[:10]):
            columns = {place: WORDS[word] for place, cell in enumerate(cells) if (word := _bare(cell)) in WORDS}
            if set(REQUIRED) <= set(columns.values()):
                _refuse_doubles(columns)
                return sheet, index, columns
    raise TableError(_("The table needs a heading row with at least the columns 标题 and 栏目."))


def _refuse_doubles(columns: dict[int, str]) -> None:
    labels = {field.code: str(field.label) for field in ITEM_FIELDS}
    doubles = sorted({labels[code] for code in columns.values() if list(columns.values()).count(code) > 1})
    if doubles:
        raise TableError(
            _("These columns stand more than once in the table: %(names)s.") % {"names": "、".join(doubles)}
        )


def _bare(heading: str) -> str:
    return re.sub(r"[\s*＊（(].*$", "", heading.strip()).lower()
