"""Tell people outside the office, who have no list and no choice: by whatever reaches them."""

import datetime
from collections.abc import Iterable, Mapping

from django.db import transaction

from civic_office.models import Delivery


def tell_outside(
    kind: str,
    *,
    key: str,
    addressee: str,
    numbers: Iterable[int],
    facts: Mapping[str, str],
    now: datetime.datetime,
) -> int:
    """Send one message to each of `numbers` (`notices/addressees.py`), once for the same `key`; returns how many are new.

    `facts` are stored and may hold no personal data; the address, and what only its owner may read, is looked up when
    the message is sent.
    """
    return enqueue_deliveries(kind, key=key, addressee=addressee, numbers=numbers, facts=facts, now=now)


@transaction.atomic
def enqueue_deliveries(
    kind: str,
    *,
    key: str,
    addressee: str,
    numbers: Iterable[int],
    facts: Mapping[str, str],
    now: datetime.datetime,
) -> int:
    """Note the messages and enqueue a job for each, so that one bad address holds up nobody."""
    from civic_office.tasks import deliver_message  # plc0415: tasks import the domain

    rows = Delivery.objects.filter(kind=kind, key=key, addressee=addressee)
    wanted = set(numbers)
    wanted -= set(rows.filter(addressee_id__in=wanted).values_list("addressee_id", flat=True)) if wanted else set()
    if not wanted:
        return 0
    made = [
        Delivery(kind=kind, key=key, addressee=addressee, addressee_id=number, facts=dict(facts), made_at=now)
        for number in sorted(wanted)
    ]
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    for pk in rows.filter(addressee_id__in=wanted).values_list("pk", flat=True):
        deliver_message.enqueue(pk)
    return len(made)
