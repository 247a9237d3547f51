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
        """How many days after a case has ended its personal data are erased (个人信息保护法第47条).

        Those of opinions: after the results were published, or the collection was cancelled.
        """
        return int(self._setting("ANONYMISE_AFTER_DAYS", 730))

    @property
    def ERASE_ATTACHMENTS_AFTER_DAYS(self) -> int:
        """How many days after a case has ended the citizen's files are erased; they may show identity papers.

        Those of opinions: after the results were published, or the collection was cancelled.
        """
        return int(self._setting("ERASE_ATTACHMENTS_AFTER_DAYS", 90))

    @property
    def PUBLIC_ADDRESS(self) -> str:
        """Where the public site is, without a slash at the end: links in mails begin with it. Default: the admin's own."""
        return str(self._setting("PUBLIC_ADDRESS", settings.WAGTAILADMIN_BASE_URL)).rstrip("/")

    @property
    def UPLOAD_BYTES(self) -> int:
        """Larger attachments are refused."""
        return int(self._setting("UPLOAD_BYTES", 20_971_520))

    @property
    def UPLOAD_PIXELS(self) -> int:
        """Pictures of more points are refused: they would take too much memory to decode."""
        return int(self._setting("UPLOAD_PIXELS", 24_000_000))

    @property
    def UPLOAD_SECONDS(self) -> int:
        """The longest time that judging one attachment may take; then it is refused."""
        return int(self._setting("UPLOAD_SECONDS", 20))

    @property
    def UPLOAD_MEMORY_BYTES(self) -> int:
        """The address space of the process that judges an attachment."""
        return int(self._setting("UPLOAD_MEMORY_BYTES", 805_306_368))

    @property
    def UPLOAD_HOURS(self) -> float:
        """How long an attachment waits for its form before it is deleted."""
        return float(self._setting("UPLOAD_HOURS", 24))

    @property
    def QUARANTINE_DAYS(self) -> float:
        """How long a file in which the virus scanner found something is kept, out of everybody's reach."""
        return float(self._setting("QUARANTINE_DAYS", 30))

    @property
    def CLAMAV(self) -> str:
        """Where the daemon of ClamAV listens: the path of its socket, or `host:port`. Not set: no virus scanner.

        While it gives no answer, attachments are taken and kept in quarantine until it does.
        """
        return str(self._setting("CLAMAV", ""))

    @property
    def CLAMAV_SECONDS(self) -> int:
        """How long the virus scanner may take for one attachment."""
        return int(self._setting("CLAMAV_SECONDS", 30))

    @property
    def REQUIRE_PROOF(self) -> bool:
        """Whether letters, supplements, ratings and opinions need a sign that a person sends them: a proof of work, the figures
        of a picture, or the answer to a plain question.
        """
        return bool(self._setting("REQUIRE_PROOF", True))

    @property
    def PROOF_COST(self) -> int:
        """Rounds of PBKDF2 for one try; a browser needs about 4,096 tries, and the server one."""
        return int(self._setting("PROOF_COST", 320))

    @property
    def PROOF_MINUTES(self) -> int:
        """How long a proof or a question is good for: the time somebody may take to write a letter."""
        return int(self._setting("PROOF_MINUTES", 180))

    @property
    def SENDS_PER_HOUR(self) -> int:
        """How many letters, supplements, ratings and opinions one network address may send in an hour; 0 is no limit."""
        return int(self._setting("SENDS_PER_HOUR", 30))

    @property
    def PROOFS_PER_HOUR(self) -> int:
        """How many tasks, pictures and questions one network address may ask for in an hour; 0 is no limit."""
        return int(self._setting("PROOFS_PER_HOUR", 120))

    @property
    def UPLOADS_PER_HOUR(self) -> int:
        """How many attachments one network address may send in an hour; 0 is no limit."""
        return int(self._setting("UPLOADS_PER_HOUR", 100))

    @property
    def STATISTICS_MINIMUM(self) -> int:
        """Averages and shares of fewer cases than this are not published: they would tell of single people."""
        return int(self._setting("STATISTICS_MINIMUM", 5))


app_settings = AppSettings()
