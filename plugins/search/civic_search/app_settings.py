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
    def DIRECTORY(self) -> Path:
        """Where the embedded engine keeps its files: a directory of its own on a local disk, shared by all processes."""
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


app_settings = AppSettings()
