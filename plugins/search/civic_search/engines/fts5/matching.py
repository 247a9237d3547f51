"""A question in FTS5's words. Every token is quoted, so nothing that was typed is an operator."""

from collections.abc import Iterable

from civic_search.queries import Phrase, Query, Term


def expression_for(query: Query, *, needs_all: bool) -> str:
    """What the words of a question match; "" when nothing can."""
    groups = [group_for(term) for term in query.terms]
    if needs_all:
        return " AND ".join(groups) if all(groups) else ""
    return " OR ".join(filter(None, groups))


def group_for(term: Term) -> str:
    """Any of its phrases will do, or all parts of one."""
    groups = [[group_for(part) for part in parts] for parts in term.parts]
    ways = [any_of(term.phrases), *(f"({' AND '.join(group)})" for group in groups if all(group))]
    return f"({' OR '.join(filter(None, ways))})" if any(ways) else ""


def words_of(query: Query) -> str:
    """Whole words and bridges, any of which is worth something more."""
    return any_of(dict.fromkeys(word for term in query.terms for word in term.words))


def any_of(phrases: Iterable[Phrase]) -> str:
    return " OR ".join(filter(None, map(quote, phrases)))


def quote(phrase: Phrase) -> str:
    """Nothing for a phrase without tokens, or with one that no text can hold: it matches nothing."""
    if not all(map(is_possible, phrase.tokens)) or not phrase.tokens:
        return ""
    text = " ".join(phrase.tokens).replace('"', '""')
    return f'"{text}"*' if phrase.is_prefix else f'"{text}"'


def is_possible(token: str) -> bool:
    return bool(token.strip()) and "\0" not in token


def how_many(query: Query) -> int:
    """Phrases and words: each costs about the same for each row that is rated."""
    return sum(len(term.phrases) + len(term.words) for term in query.terms)
