"""Settings of search, each with its default. In a Django settings file every name carries the prefix `CIVIC_SEARCH_`."""

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


app_settings = AppSettings()
