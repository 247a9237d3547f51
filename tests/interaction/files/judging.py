"""What is said of a content, by the judges themselves (`say`) and through their process (`say_apart`)."""

import tempfile

from civic_interaction.files.judge import judge_file
from civic_interaction.files.kinds import judge_content
from civic_interaction.files.verdicts import Limits, RefusedError, Verdict


def judge(content: bytes, *, extension: str = "", **limits: int) -> Verdict:
    return judge_content(content, extension=extension, limits=Limits(**limits))


def say(content: bytes, *, extension: str = "", **limits: int) -> str:
    """The kind of a file that is taken, or why it is not."""
    try:
        return judge(content, extension=extension, **limits).kind
    except RefusedError as refusal:
        return f"refused: {refusal.code}"


def say_apart(content: bytes, *, extension: str = "", **limits: int) -> str:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        try:
            return judge_file(file, extension=extension, limits=Limits(**limits)).kind
        except RefusedError as refusal:
            return f"refused: {refusal.code}"
