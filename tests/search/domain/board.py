"""Something to be found whose database is a dictionary: quick, and it can be interrupted after it was read."""

from collections.abc import Callable, Iterable, Sequence

from civic_search.documents import SearchDocument
from civic_search.domain.note_change import note_change
from civic_search.engines import Engine
from civic_search.queries import Query, Request
from civic_search.sources import Source


class Board(Source):
    kind = "notice"

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.interruption: Callable[[], None] | None = None

    def publish(self, key: str, text: str) -> None:
        self.texts[key] = text
        note_change(self.kind, [key])

    def withdraw(self, key: str) -> None:
        self.texts.pop(key, None)
        note_change(self.kind, [key])

    def documents(self, keys: Sequence[str]) -> Iterable[SearchDocument]:
        """What is written on it; whoever reads is then interrupted, if somebody wants that."""
        found = [SearchDocument(self.kind, key, self.texts[key]) for key in keys if key in self.texts]
        interruption, self.interruption = self.interruption, None
        if interruption:
            interruption()
        return found

    def keys_after(self, key: str, *, size: int) -> Sequence[str]:
        return sorted(one for one in self.texts if one > key)[:size]

    def count(self) -> int:
        return len(self.texts)


def texts_in(engine: Engine) -> dict[str, str]:
    """All that is found."""
    found = engine.search(Request(Query(""), size=1000))
    assert found.total == len(found.candidates)
    return {one.document.key: one.document.title for one in found.candidates}
