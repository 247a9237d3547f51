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

    @property
    def CODE_ATTEMPTS(self) -> int:
        """How many wrong query codes lock a receipt number, and a network address."""
        return int(self._setting("CODE_ATTEMPTS", 5))

    @property
    def CODE_LOCK_MINUTES(self) -> int:
        """For how long they lock, and within what time the wrong codes are counted."""
        return int(self._setting("CODE_LOCK_MINUTES", 15))

    @property
    def ANONYMISE_AFTER_DAYS(self) -> int:
        """How many days after a case has ended its personal data are erased (个人信息保护法第47条)."""
        return int(self._setting("ANONYMISE_AFTER_DAYS", 730))

    @property
    def ERASE_ATTACHMENTS_AFTER_DAYS(self) -> int:
        """How many days after a case has ended the citizen's files are erased; they may show identity papers."""
        return int(self._setting("ERASE_ATTACHMENTS_AFTER_DAYS", 90))

    @property
    def PUBLIC_ADDRESS(self) -> str:
        """Where the public site is, without a slash at the end: links in mails begin with it. Default: the admin's own."""
        return str(self._setting("PUBLIC_ADDRESS", settings.WAGTAILADMIN_BASE_URL)).rstrip("/")


app_settings = AppSettings()
