from typing import Any

from civic_search.domain.note_change import note_words


def note_changed_word(**kwargs: Any) -> None:
    note_words()
