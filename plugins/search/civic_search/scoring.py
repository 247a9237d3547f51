"""How near one document is to a question, by its titles and texts. No database, no engine."""

import math
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain, repeat

from civic_search.documents import SearchDocument
from civic_search.queries import Query, Term
from civic_search.text.normalise import normalise
from civic_search.text.titles import core_of
from civic_search.text.tokens import find_runs, join_bigrams

#: Beside the engine's score, which is 1.0 for the best match of words.
EXACT_TITLE, WHOLE_IN_TITLE, TERMS_IN_TITLE, TERMS_AROUND, KEYWORD = 3.0, 0.8, 0.6, 0.4, 0.3
#: The title without what all titles have (issuer, 关于印发《…》的通知) is what was asked for.
EXACT_CORE = 2.0
#: Of a question that hardly any document answers whole: how much of it one holds anywhere.
TERMS_ANYWHERE = 1.5
#: What was asked around the thing stands in the title.
HINTS_IN_TITLE = 0.2
#: A column of the very unit that was named, and what else was asked for is what the column holds.
COLUMN_OF_UNIT = 1.2
#: How much of the title was asked for: of two titles with the same words the shorter one is nearer.
COVERAGE = 0.4
#: What holds nothing of the question itself, but stands in a place that is called so.
AROUND_ONLY = 0.3
#: A place that does not hold all that was asked for.
PLACE_IN_PART = 0.6
#: What holds another word for the one that was asked for; what holds the words of an expression, but not the expression.
IN_OTHER_WORDS, IN_PARTS = 0.9, 0.6
#: So many characters before a name say where the place is (临沂市财政局).
WHERE = 4
#: What is not in force counts so much of its score.
ENDED = 0.6
#: Texts of so many characters are remembered in the one spelling.
SHORT = 300


class Texts:
    """The texts of a document in the one spelling, each when it is first looked at."""

    def __init__(self, document: SearchDocument) -> None:
        self.document = document
        self.title = flat(document.title)

    @cached_property
    def core(self) -> str:
        return flat(core_of(self.document.title, issuer=self.issuers))

    @property
    def issuers(self) -> tuple[str, ...]:
        """The official and the short name of whom it is from."""
        return tuple(filter(None, self.document.context.split("\n")[:2]))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What a place is called."""
        return (self.title, *map(flat, self.document.keywords))

    @cached_property
    def named(self) -> str:
        """Title and keywords, without the name of whom it is from."""
        return "\n".join((self.core, *map(flat, self.document.keywords)))

    @cached_property
    def around(self) -> str:
        """Title, keywords and the names around it."""
        return "\n".join((self.title, self.named, flat(self.document.context)))

    @cached_property
    def everything(self) -> str:
        return f"{self.own}\n{self.around}"

    @cached_property
    def own(self) -> str:
        """All that the document itself says."""
        return "\n".join((self.named, flat(self.document.body), flat(self.document.files)))

    def says(self, term: Term) -> bool:
        """Whether the document itself says it. Most texts are in the one spelling already, so they are asked as they are first."""
        return any(_is_held(term, text) for text in (self.named, self.document.body)) or _is_held(term, self.own)


def find_rarity(terms: Sequence[Term], texts: Sequence[Texts]) -> dict[Term, float]:
    """How much each term tells what was found apart."""
    held = {term: sum(_held(term, text.own) for text in texts) for term in terms}
    return {term: math.log(1 + len(texts) / (count + 1)) for term, count in held.items()}


class Scoring:
    """One document's score for one question."""

    def __init__(self, query: Query, texts: Texts, rarity: Mapping[Term, float], *, is_place: bool) -> None:
        self.query, self.texts, self.rarity, self.is_place = query, texts, rarity, is_place
        self.terms = query.terms

    def score(self, words: float) -> float:
        """`words`: the engine's score, from 0 to 1."""
        document, asked = self.texts.document, flat(self.query.text)
        score = words
        if self.terms and asked:
            score += self._by_terms() + self._by_title(asked)
            if any(flat(keyword) == asked for keyword in document.keywords):
                score += KEYWORD
            if not self._says_any():
                score *= AROUND_ONLY
            if self.is_place and not self._is_whole_place():
                score *= PLACE_IN_PART
        score *= 1.0 if self.is_place else min(document.boost, 1.0)
        return score if document.is_in_force else score * ENDED

    def _by_terms(self) -> float:
        texts = self.texts
        score = TERMS_IN_TITLE * self._share(self.terms, texts.core)
        score += TERMS_AROUND * self._share(self.terms, texts.around)
        if self.query.hints:
            score += HINTS_IN_TITLE * self._share(self.query.hints, texts.title)
        if self.rarity:
            score += TERMS_ANYWHERE * self._share(self.terms, texts.everything)
        if self.is_place and len(self.terms) > 1 and self._is_meant_column():
            score += COLUMN_OF_UNIT
        return score

    def _by_title(self, asked: str) -> float:
        title, core = self.texts.title, self.texts.core
        if asked == title or (self.is_place and not self.texts.document.context and self._is_called(asked)):
            return EXACT_TITLE + WHOLE_IN_TITLE + COVERAGE
        if asked == core or flat(core_of(self.query.text, issuer=self.texts.issuers)) == core:
            return EXACT_CORE + WHOLE_IN_TITLE + COVERAGE
        spelt = [text for text in self._spellings(asked) if text in core]
        if spelt:
            return WHOLE_IN_TITLE + COVERAGE * len(max(spelt, key=len)) / len(core)
        return WHOLE_IN_TITLE if asked in title else 0.0

    def _spellings(self, asked: str) -> list[str]:
        """The whole question, and what else it is called if it is one thing."""
        others = [_characters(phrase.tokens) for phrase in self.terms[0].phrases] if len(self.terms) == 1 else []
        return [asked, *others]

    def _is_called(self, asked: str) -> bool:
        """The question is one of the names of this place, but for where it is."""
        return any(
            name.endswith(spelling) and len(name) - len(spelling) <= WHERE
            for name in self.texts.names
            for spelling in self._spellings(asked)
        )

    def _is_meant_column(self) -> bool:
        """Some of the terms name where it stands, all others what it holds."""
        own = list(map(self.texts.says, self.terms))
        return any(own) and not all(own) and all(_is_held(term, self.texts.everything) for term in self.terms)

    def _is_whole_place(self) -> bool:
        """A place that holds, or is in, all that was asked for; no place is of a year."""
        return all(_is_held(term, self.texts.everything) for term in self.terms if not flat(term.text).isdecimal())

    def _says_any(self) -> bool:
        return any(map(self.texts.says, self.terms))

    def _share(self, terms: Sequence[Term], text: str) -> float:
        """How much of what was asked for stands in the text, by characters and rarity; synonyms count as well."""
        weights = [max(len(flat(term.text)), 1) * self.rarity.get(term, 1.0) for term in terms]
        return sum(weight * _held(term, text) for term, weight in zip(terms, weights, strict=True)) / sum(weights)


def _is_held(term: Term, text: str) -> bool:
    """The term, another word for it, or all its parts."""
    return _held(term, text) >= IN_PARTS * IN_OTHER_WORDS


def _held(term: Term, text: str) -> float:
    """How much of a term stands in the text: all, nothing, or some of its parts."""
    for worth, phrase in zip(chain([1.0], repeat(IN_OTHER_WORDS)), term.phrases, strict=False):
        if _characters(phrase.tokens) in text:
            return worth
    return IN_PARTS * max((sum(_held(part, text) for part in parts) / len(parts) for parts in term.parts), default=0.0)


def flat(text: str) -> str:
    """Letters and figures in the one spelling. Short texts (names, titles) come again and again, and are remembered."""
    return _flat_short(text) if len(text) <= SHORT else _flatten(text)


@lru_cache(maxsize=20_000)
def _flat_short(text: str) -> str:
    return _flatten(text)


def _flatten(text: str) -> str:
    return "".join(find_runs(normalise(text)))


_characters = lru_cache(maxsize=5_000)(join_bigrams)
