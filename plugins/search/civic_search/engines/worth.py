"""What a document is worth before anything is asked: its boost, whether it is in force, and how old news are."""

from civic_search.documents import SearchDocument

#: What is repealed or superseded counts so much less.
NOT_IN_FORCE = 0.5
#: News counts half when it is so many days old.
HALF_LIFE = 1095


def worth_of(document: SearchDocument) -> float:
    return document.boost * (1.0 if document.is_in_force else NOT_IN_FORCE)


def faded(worth: float, *, age: int) -> float:
    """The worth of news of so many days; what is dated ahead counts as of today."""
    return float(worth * 0.5 ** (max(age, 0) / HALF_LIFE))
