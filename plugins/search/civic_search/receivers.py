from typing import Any

from civic_search.domain.count_questions import write_counts
from civic_search.domain.note_change import note_words


def note_changed_word(**kwargs: Any) -> None:
    note_words()


def write_counts_after_answer(**kwargs: Any) -> None:
    write_counts()
