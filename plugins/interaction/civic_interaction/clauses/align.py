"""Which clause of one version is which of the next."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import takewhile

from civic_interaction.clauses.split import Clause

#: How alike two texts are (0 to 1) to be the same clause: under the same number, under another, and in another place.
ALIKE_UNDER_SAME_NUMBER = 0.2
ALIKE = 0.5
ALIKE_ELSEWHERE = 0.75
#: Texts shorter than this are alike by chance: they are not looked for in other places.
SHORTEST_MOVED = 8
#: Of two texts about as alike, the one that kept its number.
SAME_NUMBER = 0.1
#: Beyond so many pairs in a rewritten stretch only equal numbers are compared, so that no draft takes minutes.
MOST_PAIRS = 90_000


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause and what became of it; one of the two is None when it was added or removed."""

    old: Clause | None
    new: Clause | None
    is_moved: bool = False


def align(old: Sequence[Clause], new: Sequence[Clause]) -> list[Pair]:
    """Every clause of both versions exactly once, in the order of the new one; removed ones stand where they stood.

    1. Stretches of equal texts, in order, whatever their numbers.
    2. Between them, in order, the pairs that are most alike; an equal number counts a little.
    3. What is left over on both sides, if much alike: moved.
    """
    together: dict[int, int] = {}
    matcher = SequenceMatcher(None, list(map(_key, old)), list(map(_key, new)), autojunk=False)
    for tag, low, high, new_low, new_high in matcher.get_opcodes():
        if tag == "equal":
            together.update(zip(range(low, high), range(new_low, new_high), strict=True))
        elif tag == "replace":
            together.update(_align_stretch(old, new, range(low, high), range(new_low, new_high)))
    moved = _find_moved(old, new, together)
    return list(_in_order(old, new, together, moved))


def _key(clause: Clause) -> tuple[bool, str]:
    text = "".join(clause.text.split())
    return clause.kind.is_title, text or clause.label


def likeness(one: str, other: str) -> float:
    """Dice's coefficient of the pairs of neighbouring characters: 0 to 1."""
    if one == other:
        return 1.0
    first, second = _bigrams(one), _bigrams(other)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


@lru_cache(2048)
def _bigrams(text: str) -> Counter[str]:
    letters = "".join(character for character in text if character.isalnum())
    return Counter(map(str.__add__, letters, letters[1:]))


def _score(old: Clause, new: Clause) -> float | None:
    """How good a pair the two are; None when they are none."""
    if old.kind.is_title != new.kind.is_title:
        return None
    same_number = old.anchor == new.anchor
    alike = likeness(old.text, new.text)
    if alike < (ALIKE_UNDER_SAME_NUMBER if same_number else ALIKE):
        return None
    return alike + (SAME_NUMBER if same_number else 0)


def _align_stretch(old: Sequence[Clause], new: Sequence[Clause], olds: range, news: range) -> list[tuple[int, int]]:
    """The pairs in order whose scores add up to most: the usual table, filled from the end."""
    is_large = len(olds) * len(news) > MOST_PAIRS
    best = [[0.0] * (len(news) + 1) for _row in range(len(olds) + 1)]
    scores: dict[tuple[int, int], float] = {}
    for row in reversed(range(len(olds))):
        for column in reversed(range(len(news))):
            one, other = old[olds[row]], new[news[column]]
            score = None if is_large and one.anchor != other.anchor else _score(one, other)
            best[row][column] = max(best[row + 1][column], best[row][column + 1])
            if score is not None:
                scores[row, column] = score
                best[row][column] = max(best[row][column], score + best[row + 1][column + 1])
    return list(_walk(best, scores, olds, news))


def _walk(
    best: list[list[float]], scores: dict[tuple[int, int], float], olds: range, news: range
) -> Iterator[tuple[int, int]]:
    """The way through the table; its figures are compared with sums made as they were, so exactly."""
    row = column = 0
    while row < len(olds) and column < len(news):
        score = scores.get((row, column))
        if score is not None and best[row][column] == score + best[row + 1][column + 1]:
            yield olds[row], news[column]
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1


def _find_moved(old: Sequence[Clause], new: Sequence[Clause], together: dict[int, int]) -> dict[int, int]:
    """Among what is left over, the most alike first."""
    taken = set(together.values())
    lost = [index for index in range(len(old)) if index not in together and len(old[index].text) >= SHORTEST_MOVED]
    found = [index for index in range(len(new)) if index not in taken]
    if len(lost) * len(found) > MOST_PAIRS:
        return {}
    candidates = sorted(
        (-alike, one, other)
        for one in lost
        for other in found
        if old[one].kind.is_title == new[other].kind.is_title
        and (alike := likeness(old[one].text, new[other].text)) >= ALIKE_ELSEWHERE
    )
    moved: dict[int, int] = {}
    for _alike, one, other in candidates:
        if one not in moved and other not in moved.values():
            moved[one] = other
    return moved


def _in_order(
    old: Sequence[Clause], new: Sequence[Clause], together: dict[int, int], moved: dict[int, int]
) -> Iterator[Pair]:
    stays = {other: one for one, other in together.items()}
    came = {other: one for one, other in moved.items()}

    def removed_from(position: int) -> Iterator[Pair]:
        for one in takewhile(lambda one: one not in together, range(position, len(old))):
            if one not in moved:
                yield Pair(old[one], None)

    yield from removed_from(0)
    for index, clause in enumerate(new):
        if index in stays:
            yield Pair(old[stays[index]], clause)
            yield from removed_from(stays[index] + 1)
        elif index in came:
            yield Pair(old[came[index]], clause, is_moved=True)
        else:
            yield Pair(None, clause)
