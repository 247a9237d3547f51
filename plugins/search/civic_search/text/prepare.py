"""From a document to what engines keep."""

from civic_search.documents import Entry, SearchDocument
from civic_search.text.normalise import normalise
from civic_search.text.numbers import make_number_key
from civic_search.text.segment import Segmenter
from civic_search.text.tokens import make_tokens


def prepare(document: SearchDocument, segmenter: Segmenter) -> Entry:
    """The document with its tokens per field and the keys of its numbers.

    Numbers are also among the keywords, so that a part of one (`44号`) finds its document.
    """
    fields = {
        "title": document.title,
        "keywords": "\n".join((*document.keywords, *document.numbers)),
        "context": document.context,
        "body": document.body,
        "files": document.files,
    }
    tokens = {name: make_tokens(normalise(text), segmenter.find_words) if text else "" for name, text in fields.items()}
    keys = dict.fromkeys(make_number_key(number) for number in document.numbers)
    return Entry(document, tokens, tuple(key for key in keys if key))
