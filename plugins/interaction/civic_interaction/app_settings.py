"""Settings of interaction, each with its default. In a Django settings file every name carries the prefix `CIVIC_INTERACTION_`."""

from pathlib import Path
from typing import Any

from django.conf import settings

PREFIX = "CIVIC_INTERACTION_"


class AppSettings:
    """One typed property per setting, read when asked for, so that tests and deployers may override any of them."""

    def _setting(self, name: str, default: Any) -> Any:
        return getattr(settings, PREFIX + name, default)

    @property
    def PERSONAL_KEYS(self) -> tuple[str, ...]:
        """The keys of personal data, 32 bytes in base64 each: the first encrypts, all of them decrypt.

        There is no default but for a demo. Make one with `manage.py make_personal_key`.
        """
        return tuple(self._setting("PERSONAL_KEYS", ()))

    @property
    def DIGEST_KEY(self) -> str:
        """The key of the digests that find personal data again, 32 bytes in base64. A change makes old letters unfindable."""
        return str(self._setting("DIGEST_KEY", ""))

    @property
    def UPLOAD_DIRECTORY(self) -> Path:
        """Where attachments of citizens lie: outside `MEDIA_ROOT`, on an encrypted disk, shared by all processes."""
        return Path(self._setting("UPLOAD_DIRECTORY", "var/uploads"))


app_settings = AppSettings()
