"""Whom the site knows how to reach. What waits to be sent names a kind of addressee and a number, never an address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from civic_office.models import Delivery


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody is reached; "" where not. `facts` fill placeholders that only they may see, such as their own link."""

    mail: str = ""
    phone: str = ""
    account: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Addressee:
    """`find` looks the address up at the moment of sending; None: there is nobody any more, or nobody to be told.

    `settled` hears when a message was sent or given up, in the transaction that says so.
    """

    find: Callable[[int], Address | None]
    settled: "Callable[[Delivery], None] | None" = None


#: All kinds of addressee of the site, by name.
addressees: dict[str, Addressee] = {}


def register_addressee(name: str, addressee: Addressee) -> None:
    addressees[name] = addressee
