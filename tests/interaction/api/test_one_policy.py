"""Nothing that answers the public reads letters, or what is made of them, but through `visibility`."""

import ast
from pathlib import Path

import civic_interaction

HOME = Path(civic_interaction.__file__).parent
#: Read by anybody: the API, feeds, tables, search, the addresses.
OPEN = [
    *(HOME / "api").glob("*.py"),
    *(HOME / name for name in ("feeds.py", "sitemap.py", "addresses.py")),
    *(HOME / "search" / name for name in ("letters.py", "questions.py", "topics.py")),
]
#: Rows that hold what is not public. `Letter` is opened by its query code only.
PRIVATE = {
    "PublicLetter",
    "CommonQuestion",
    "HotTopic",
    "TopicResponse",
    "OpinionGiver",
    "Rating",
    "Letter",
    "Case",
    "Reply",
    "Sender",
    "CaseEvent",
    "Attachment",
    "Upload",
    "Note",
}


def test_no_channel_asks_a_table_of_letters_itself():
    found = [
        f"{path.name}:{node.lineno}"
        for path in OPEN
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "history", "_base_manager", "_default_manager"}
        and isinstance(node.value, ast.Name)
        and node.value.id in PRIVATE
    ]

    assert len(OPEN) > 10
    assert found == []
