"""The one text pipeline of a process."""

from pathlib import Path

from civic_search.documents import Entry, SearchDocument
from civic_search.queries import Query
from civic_search.text import parse, prepare
from civic_search.text.dictionary import Dictionary
from civic_search.text.fingerprint import make_fingerprint
from civic_search.text.highlight import Highlighter
from civic_search.text.normalise import normalise
from civic_search.text.segment import Segmenter
from civic_search.text.synonyms import NO_SYNONYMS, Synonyms
from civic_search.text.tokens import make_tokens


class Pipeline:
    """Reads documents and questions in one way. It never changes: new words make a new pipeline, with another fingerprint.

    Any number of threads may use one. Making one takes a second or so; make it before workers fork, and they share memory.
    """

    def __init__(self, dictionary: Dictionary | None = None, *, cache_directory: Path | None = None) -> None:
        """`cache_directory` (of this program alone) halves the time it takes; without it nothing is written anywhere."""
        self.dictionary = dictionary or Dictionary()
        self.fingerprint = make_fingerprint(self.dictionary)
        self.segmenter = Segmenter(self.dictionary.words, cache_directory=cache_directory)

    def prepare(self, document: SearchDocument) -> Entry:
        """What an engine keeps of a document."""
        return prepare.prepare(document, self.segmenter)

    def parse(self, text: str, *, synonyms: Synonyms = NO_SYNONYMS) -> Query:
        """What somebody asked for."""
        return parse.parse_query(text, self.segmenter, synonyms=synonyms, stop_words=self.dictionary.stop_words)

    def highlight(self, query: Query) -> Highlighter:
        """What marks titles and finds passages for a question; one serves all results of an answer."""
        return Highlighter(query, self.segmenter.cut)

    def make_tokens(self, text: str) -> str:
        """The token stream of any text, separated by blanks."""
        return make_tokens(normalise(text), self.segmenter.find_words)
