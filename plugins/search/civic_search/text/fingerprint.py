"""What an index was written with, as one value: an index with another fingerprint must be built anew."""

import hashlib
import json
import unicodedata
from importlib import metadata

from civic_search.text.dictionary import Dictionary

#: Goes up with every change to this package that changes tokens or keys of numbers.
PIPELINE = 1


def make_fingerprint(dictionary: Dictionary) -> str:
    """The same for the same words in any order. Stop words and synonyms are read with questions, so they have no part."""
    made_with = {
        "pipeline": PIPELINE,
        "jieba": metadata.version("jieba"),
        "opencc": metadata.version("opencc"),
        "unicode": unicodedata.unidata_version,
        "words": sorted(dictionary.words),
    }
    return hashlib.sha256(json.dumps(made_with, ensure_ascii=False).encode()).hexdigest()
