"""The token stream of a text, as `civic_search.queries` describes it: bigrams of every run, then long words."""

import re
from collections.abc import Callable, Iterable
from operator import add

#: Letters and figures that stand together. Everything else separates.
RUN = re.compile(r"[^\W_]+")

#: Words of fewer characters are bigrams, or one character: no token of their own.
SHORTEST_WORD = 3


def find_runs(text: str) -> list[str]:
    """The runs of letters and figures of a normalised text, in order."""
    return RUN.findall(text)


def make_bigrams(run: str) -> list[str]:
    """`财政预算` → 财政 政预 预算 算."""
    return [*map(add, run, run[1:]), run[-1]]


def make_tokens(text: str, find_words: Callable[[str], Iterable[str]]) -> str:
    """The token stream of a normalised text; `find_words` gives the words in it that count as tokens."""
    runs = " ".join(find_runs(text)) + " "
    pairs = map(add, runs, runs[1:])
    bigrams = " ".join([pair for pair in pairs if pair[0] != " "]).replace("  ", " ")
    return " ".join([bigrams.rstrip(), *find_words(runs)]).strip()


def join_bigrams(tokens: tuple[str, ...]) -> str:
    """The characters that a phrase of bigrams stands for: the way back from `make_bigrams`."""
    return "".join(token[0] for token in tokens[:-1]) + tokens[-1] if tokens else ""
