"""Settings of search, each with its default. In a Django settings file every name carries the prefix `CIVIC_SEARCH_`."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings

PREFIX = "CIVIC_SEARCH_"


class AppSettings:
    """One typed property per setting, read when asked for, so that tests and deployers may override any of them."""

    def _setting(self, name: str, default: Any) -> Any:
        return getattr(settings, PREFIX + name, default)

    @property
    def ENGINES(self) -> tuple[str, ...]:
        """The engines that are kept up to date. The first answers; the next ones answer while it is down. None: no search.

        Not set: `("fts5",)`, or `("elasticsearch", "fts5")` when there is an `ELASTICSEARCH_URL`.
        """
        chosen = self._setting("ENGINES", None)
        if chosen is None:
            return ("elasticsearch", "fts5") if self.ELASTICSEARCH_URL else ("fts5",)
        return tuple(chosen)

    @property
    def DIRECTORY(self) -> Path:
        """Where the embedded engine keeps its files, and the dictionary its cache: on a local disk, shared by all processes."""
        return Path(self._setting("DIRECTORY", "var/search"))

    @property
    def ELASTICSEARCH_URL(self) -> str:
        """The addresses of the cluster's nodes, with commas between them. Not set: the variable of the environment."""
        return str(self._setting("ELASTICSEARCH_URL", os.environ.get("ELASTICSEARCH_URL", "")))

    @property
    def ELASTICSEARCH_INDEX(self) -> str:
        """What the index is called on the server, so that several sites can share one."""
        return str(self._setting("ELASTICSEARCH_INDEX", "civic-search"))

    @property
    def ELASTICSEARCH_SHARDS(self) -> int:
        """Into how many parts the index is cut. One holds a million items; a change waits for the next rebuild."""
        return int(self._setting("ELASTICSEARCH_SHARDS", 1))

    @property
    def ELASTICSEARCH_REPLICAS(self) -> int:
        """How many copies there are besides the original. A single node keeps none and stays yellow, which harms nothing."""
        return int(self._setting("ELASTICSEARCH_REPLICAS", 1))

    @property
    def ELASTICSEARCH_TIMEOUT(self) -> float:
        """After how many seconds without an answer a question is given up. Writing waits twice as long, and tries again."""
        return float(self._setting("ELASTICSEARCH_TIMEOUT", 5))

    @property
    def RETRY_SECONDS(self) -> float:
        """The longest pause before an engine that is down is tried again."""
        return float(self._setting("RETRY_SECONDS", 60))

    @property
    def FILE_BYTES(self) -> int:
        """Larger attachments are not read."""
        return int(self._setting("FILE_BYTES", 52_428_800))

    @property
    def FILE_SECONDS(self) -> int:
        """The longest time that the reading of one attachment may take."""
        return int(self._setting("FILE_SECONDS", 30))

    @property
    def FILE_MEMORY_BYTES(self) -> int:
        """The address space of the process that reads an attachment."""
        return int(self._setting("FILE_MEMORY_BYTES", 805_306_368))

    @property
    def FILE_PAGES(self) -> int:
        """How many pages of a PDF are read."""
        return int(self._setting("FILE_PAGES", 500))

    @property
    def FILE_CHARACTERS(self) -> int:
        """How much of the text of an attachment is kept."""
        return int(self._setting("FILE_CHARACTERS", 200_000))

    @property
    def VOCABULARY_TITLES(self) -> int:
        """How many titles, the newest, questions are completed to. 10,000 take a web process about 3 MB."""
        return int(self._setting("VOCABULARY_TITLES", 50_000))

    @property
    def VOCABULARY_WORDS(self) -> int:
        """How many words and names, the most frequent, questions are completed and corrected to."""
        return int(self._setting("VOCABULARY_WORDS", 30_000))

    @property
    def VOCABULARY_SECONDS(self) -> float:
        """So long after a change the vocabulary is collected anew, once for all changes until then."""
        return float(self._setting("VOCABULARY_SECONDS", 300))

    @property
    def LOG_DAYS(self) -> int:
        """How long the counts of questions are kept. 0: questions are not counted."""
        return int(self._setting("LOG_DAYS", 180))

    @property
    def HOT_DAYS(self) -> int:
        """Hot words are those of so many days."""
        return int(self._setting("HOT_DAYS", 7))

    @property
    def HOT_MINIMUM(self) -> int:
        """A question that was asked less often than this is shown to nobody but the office."""
        return int(self._setting("HOT_MINIMUM", 10))


app_settings = AppSettings()
