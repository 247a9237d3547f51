"""Settings of disclosure, each with its default. In a Django settings file every name carries the prefix `CIVIC_DISCLOSURE_`."""

from typing import Any

from django.conf import settings

PREFIX = "CIVIC_DISCLOSURE_"


class AppSettings:
    """One typed property per setting, read when asked for, so that tests and deployers may override any of them."""

    def _setting(self, name: str, default: Any) -> Any:
        return getattr(settings, PREFIX + name, default)

    @property
    def PREVIEW_ADDRESS(self) -> str:
        """Where editors' browsers find the public site that previews drafts, without a slash at the end.

        Empty: previews are drawn by a plain template of our own.
        """
        return str(self._setting("PREVIEW_ADDRESS", "")).rstrip("/")

    @property
    def PREVIEW_SECONDS(self) -> int:
        """For how long the address of a preview opens."""
        return int(self._setting("PREVIEW_SECONDS", 600))


app_settings = AppSettings()
