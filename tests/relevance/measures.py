"""nDCG@10 and reciprocal rank, from grades alone."""

import math
from collections.abc import Iterable, Sequence

DEPTH = 10


def gain_of(grade: int) -> int:
    """3 → 7, 2 → 3, 1 → 1, 0 → 0: one right answer is worth more than two that only have to do with it."""
    return int(2**grade - 1)


def discounted(grades: Iterable[int]) -> float:
    """The gains from the first place down, each divided by log₂(place + 1)."""
    return sum(gain_of(grade) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def ndcg(found: Sequence[int], judged: Iterable[int], *, depth: int = DEPTH) -> float:
    """How near the first results come to the best order there is: 1.0 is that order, 0.0 holds nothing of worth.

    `found`: the grades of the results, in order. `judged`: the grades of everything that was judged, found or not.
    Raises `ValueError` when nothing was judged to be of worth.
    """
    best = discounted(sorted(judged, reverse=True)[:depth])
    if not best:
        raise ValueError("Nothing was judged to be of any worth.")
    return discounted(found[:depth]) / best


def reciprocal_rank(found: Sequence[int], *, wanted: int) -> float:
    """One by the place of the first result of the grade `wanted` or better; 0.0 when there is none."""
    return next((1 / place for place, grade in enumerate(found, 1) if grade >= wanted), 0.0)


def mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers)
