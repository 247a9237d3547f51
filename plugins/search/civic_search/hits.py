"""From documents in their places to hits as they are shown."""

from collections.abc import Mapping, Sequence

from civic_search.answers import Hit, Label
from civic_search.documents import SearchDocument
from civic_search.queries import Query
from civic_search.ranking import Ranked
from civic_search.sources import Address, addresses_of, labels_of
from civic_search.text.highlight import Highlighter, Piece
from civic_search.text.pipeline import Pipeline

#: Facets of which a hit names its own value.
NAMED = ("type", "unit", "validity")
Labels = Mapping[str, Mapping[str, str]]


def make_hits(ranked: Sequence[Ranked], query: Query, pipeline: Pipeline) -> tuple[Hit, ...]:
    """Mark what was asked for, find the best passage, give names and addresses. One question each to the sources."""
    addresses = addresses_of(one.id for one in ranked)
    labels = {
        facet: labels_of(facet, [value for one in ranked for value in one.document.facets.get(facet, ())])
        for facet in NAMED
    }
    highlighter = Highlighter(query, pipeline.segmenter.cut)
    return tuple(_make_hit(one, highlighter, addresses[one.id], labels) for one in ranked if one.id in addresses)


def _make_hit(one: Ranked, highlighter: Highlighter, address: Address, labels: Labels) -> Hit:
    document = one.document
    passage, from_file = find_passage(document, highlighter)
    return Hit(
        id=document.id,
        kind=document.kind,
        key=document.key,
        title=tuple(highlighter.mark_title(document.title)),
        passage=passage,
        from_file=from_file,
        url=address.url,
        api_url=address.api_url,
        type=_label(document, "type", labels),
        unit=_label(document, "unit", labels),
        column=(document.facets.get("column") or ("",))[-1],
        numbers=document.numbers,
        dated_on=document.dated_on,
        validity=_label(document, "validity", labels),
        is_in_force=document.is_in_force,
        replaced_by=document.replaced_by,
        stands_for=one.stands_for,
        is_exact_number=one.is_exact_number,
        is_best_bet=one.is_best_bet,
        score=one.score,
    )


def _label(document: SearchDocument, facet: str, labels: Labels) -> Label | None:
    values = document.facets.get(facet)
    return Label(values[0], labels[facet][values[0]]) if values else None


def find_passage(document: SearchDocument, highlighter: Highlighter) -> tuple[tuple[Piece, ...], bool]:
    """The best passage of the body; of the attachments when the body has nothing of what was asked for and they do."""
    passage = tuple(highlighter.find_passage(document.body))
    if document.files and not any(piece.is_marked for piece in passage):
        in_files = tuple(highlighter.find_passage(document.files))
        if any(piece.is_marked for piece in in_files):
            return in_files, True
    return passage, False
