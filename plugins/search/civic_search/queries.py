"""A question as engines understand it. `text.parse_query` makes one from what somebody typed.

The token stream of a text (`text.tokens`): first the bigrams of every run of letters and figures, in order, each run ending
with its last character alone; then the words of three characters and more. So

- two characters or more that stand together in a text are a phrase of adjacent bigrams: what is there is found;
- one character is the beginning of a token: of a bigram, or of the single last one;
- a word is one token, which tells 「预算」 the word from 预算 across two words. Words add to the score; they exclude nothing.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that stand next to one another in one field, in this order; the last may be only the beginning of a token."""

    tokens: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that was asked for: `text` as typed; any of the `phrases` will do (its own first, then its synonyms').

    A phrase that consists of several runs (`预算，执行`) is several terms. `words` are worth extra score: whole words, each
    one token, and the bridge to what was typed next, this term's last character with its first two: texts have it where the
    two stand together.
    `parts`: the words of an expression that has synonyms (老楼装电梯), and of each of those: what holds all of one is found as well.
    """

    text: str
    phrases: tuple[Phrase, ...]
    words: tuple[Phrase, ...] = ()
    is_quoted: bool = False
    parts: tuple[tuple["Term", ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed question. No terms and no numbers: everything matches (a list by filters alone), unless it `finds_nothing`.

    `number_keys`: keys of a whole document number that was asked for; a document that carries one matches, whatever its words.
    `hints`: what was asked around the thing (申请, 条件, 多少钱). Nothing is left out for not holding them; engines know them as
    `words` of the first term. `is_patchy`: characters of no word were left out, which may be those of a mistyped one.
    """

    text: str
    terms: tuple[Term, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    number_keys: tuple[str, ...] = ()
    hints: tuple[Term, ...] = ()
    is_patchy: bool = False

    @property
    def finds_nothing(self) -> bool:
        """Something was typed in which there is nothing to look for (emoji, punctuation): no document is an answer."""
        return bool(self.text) and not (self.terms or self.excluded or self.number_keys)


@dataclass(frozen=True, slots=True)
class Request:
    """What an engine is asked: the question, the narrowing, and which part of the answer.

    `filters`: facet → values, any of which will do; facets narrow together. `needs_all`: every term must match; otherwise
    one is enough, and more is better. `sort`: "relevance", "newest" or "oldest". `start` + `size` ≤ 10,000.
    News fade until `today`; until this very day unless one is given.
    """

    query: Query
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs_all: bool = True
    sort: str = "relevance"
    start: int = 0
    size: int = 20
    facets: tuple[str, ...] = ()
    today: datetime.date | None = None
