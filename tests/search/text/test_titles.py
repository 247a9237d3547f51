"""What a title says beside what all titles say."""

import pytest

from civic_search.text.titles import core_of

ISSUER = ("临沂市财政局", "市财政局")


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("临沂市财政局关于印发《临沂市差旅费管理办法（试行）》的通知", "差旅费管理办法"),
        ("临沂市财政局关于做好决算公开工作的通知", "做好决算公开工作"),
        ("临沂市财政局2026年度部门预算", "2026年度部门预算"),
        ("会计资格考试办事指南（市财政局）", "会计资格考试"),
        ("《临沂市差旅费管理办法》解读", "《临沂市差旅费管理办法》解读"),
        ("临沂市财政局", "临沂市财政局"),
        ("指南", "指南"),
        ("", ""),
    ],
)
def test_core_of_a_title(title, core) -> None:
    assert core_of(title, issuer=ISSUER) == core


def test_question_has_no_issuer() -> None:
    assert core_of("关于印发《差旅费管理办法》的通知") == "差旅费管理办法"
