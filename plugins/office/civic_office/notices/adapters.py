"""What carries a message. An adapter is a class with a name and two methods; a setting lists those in use, in order.

    class ShortMessages:
        name = "sms"

        def reaches(self, message: Message) -> bool:
            return bool(message.phone)

        def send(self, message: Message) -> str:
            ...

The first adapter that reaches somebody carries the message; when it refuses, the next one that reaches them does.
"""

from dataclasses import dataclass, field
from typing import Protocol

from django.utils.module_loading import import_string

from civic_office.app_settings import app_settings


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent. `id` is the same at every attempt: the other side can tell a repetition by it.

    Addresses are left out of `repr`, so that no log or error report shows them.
    """

    id: str
    kind: str
    subject: str
    body: str
    mail: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    account: str = field(default="", repr=False)


class RetryLaterError(Exception):
    """It did not go now and may go later: nobody answers, too many messages. Says why in a word without personal data."""


class RefusedError(Exception):
    """It will never go to this address. Says why in a word or a code without personal data."""


class Adapter(Protocol):
    """Made without arguments for each delivery; what it needs it reads from settings of its own."""

    name: str

    def reaches(self, message: Message) -> bool:
        """Whether the message has the kind of address that this adapter sends to. Asks nobody."""

    def send(self, message: Message) -> str:
        """Send it and return the other side's receipt, or "". Called outside a transaction; may be called again.

        Raises `RetryLaterError` or `RefusedError`, and nothing whose text holds an address.
        """


def adapters() -> list[Adapter]:
    """Those of `CIVIC_OFFICE_NOTICE_ADAPTERS`, in order."""
    return [import_string(path)() for path in app_settings.NOTICE_ADAPTERS]
