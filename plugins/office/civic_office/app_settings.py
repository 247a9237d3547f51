"""Settings of the office, each with its default. In a Django settings file every name carries the prefix `CIVIC_OFFICE_`."""

from pathlib import Path
from typing import Any

from django.conf import settings

PREFIX = "CIVIC_OFFICE_"


class AppSettings:
    """One typed property per setting, read when asked for, so that tests and deployers may override any of them."""

    def _setting(self, name: str, default: Any) -> Any:
        return getattr(settings, PREFIX + name, default)

    @property
    def JOB_LEASE_SECONDS(self) -> float:
        """How long a running job is believed to be alive without a heartbeat. Then it returns to the queue."""
        return float(self._setting("JOB_LEASE_SECONDS", 120))

    @property
    def JOB_ATTEMPTS(self) -> int:
        """How often a job is tried before it becomes a dead letter."""
        return int(self._setting("JOB_ATTEMPTS", 5))

    @property
    def JOB_RETRY_SECONDS(self) -> float:
        """The pause before the second attempt; it doubles with every further one."""
        return float(self._setting("JOB_RETRY_SECONDS", 30))

    @property
    def CLOCK_SECONDS(self) -> float:
        """How often the clock looks at the schedule."""
        return float(self._setting("CLOCK_SECONDS", 15))

    @property
    def CATCH_UP_DAYS(self) -> int:
        """How far back the clock makes up for slots it missed while it was down."""
        return int(self._setting("CATCH_UP_DAYS", 31))

    @property
    def PASSWORD_CHANGE_REQUIRED(self) -> bool:
        """Whether initial and old passwords must be changed before the admin opens (R175, R176)."""
        return bool(self._setting("PASSWORD_CHANGE_REQUIRED", True))

    @property
    def PASSWORD_MAX_AGE_DAYS(self) -> int:
        """After how many days a password must be changed (R176: every three months)."""
        return int(self._setting("PASSWORD_MAX_AGE_DAYS", 90))

    @property
    def ACCOUNT_REQUESTS_PER_HOUR(self) -> int:
        """How many account requests one network address may send in an hour."""
        return int(self._setting("ACCOUNT_REQUESTS_PER_HOUR", 5))

    @property
    def NOTICE_ADAPTERS(self) -> tuple[str, ...]:
        """What carries messages, as dotted paths, in order: the first that reaches somebody is used."""
        return tuple(self._setting("NOTICE_ADAPTERS", ("civic_office.notices.mail.MailAdapter",)))

    @property
    def NOTICE_FOLDER(self) -> Path:
        """Where `civic_office.notices.files.FileAdapter` writes. It holds telephone numbers: keep it private."""
        return Path(self._setting("NOTICE_FOLDER", "var/notices"))

    @property
    def NOTICE_GIVE_UP_HOURS(self) -> float:
        """For how long a message is tried while nobody takes it; then its job fails and waits for a supervisor."""
        return float(self._setting("NOTICE_GIVE_UP_HOURS", 48))

    @property
    def NOTICE_CLAIM_SECONDS(self) -> float:
        """How long a worker may take to hand one message over; one that dies meanwhile leaves it to another after that."""
        return float(self._setting("NOTICE_CLAIM_SECONDS", 300))

    @property
    def NOTICE_MAILS_PER_HOUR(self) -> int:
        """How many notices a member of staff is mailed at once within an hour; more wait for the daily mail."""
        return int(self._setting("NOTICE_MAILS_PER_HOUR", 20))

    @property
    def NOTICE_DAYS(self) -> int:
        """After how many days notices are deleted, with the record of what was sent."""
        return int(self._setting("NOTICE_DAYS", 180))


app_settings = AppSettings()
