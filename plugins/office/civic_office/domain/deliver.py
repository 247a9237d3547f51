"""Send one message; the only place where an address is looked up."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import override

from civic_office.app_settings import app_settings
from civic_office.domain.notice_texts import fill_notice
from civic_office.enums import DeliveryState
from civic_office.models import Delivery
from civic_office.notices.adapters import Message, RefusedError, RetryLaterError, adapters
from civic_office.notices.addressees import Address, addressees

LANGUAGE = "zh-hans"
FIRST_PAUSE, LONGEST_PAUSE = datetime.timedelta(minutes=1), datetime.timedelta(hours=4)


class UndeliverableError(Exception):
    """Nobody has taken the message for `NOTICE_GIVE_UP_HOURS`: its job fails, and a supervisor decides."""


def deliver(delivery_id: int, *, now: datetime.datetime) -> str:
    """Send a message that waits; returns its state. One that is settled, or that another worker has in hand, is left alone.

    1. Claim it. Nothing is locked while the other side is talked to.
    2. Look the address up and fill the text; no address settles it.
    3. The first adapter that reaches the addressee sends it; when that one refuses, the next.
    4. Settle it: sent, or refused by all. When nobody takes it now, try again later, with growing pauses.

    Sending and noting it are two systems: a worker killed between them sends it again, with the same message id.
    Raises `UndeliverableError`.
    """
    delivery = _claim(delivery_id, now=now)
    if delivery is None:
        return str(Delivery.objects.values_list("state", flat=True).get(pk=delivery_id))
    with override(LANGUAGE):
        address = addressees[delivery.addressee].find(delivery.addressee_id)
        if address is None:
            return _settle(delivery, DeliveryState.UNREACHABLE, now=now)
        message = _compose(delivery, address)
    try:
        return _send(delivery, message, now=now)
    except RetryLaterError as error:
        return _try_later(delivery, str(error), now=now)


def _claim(delivery_id: int, *, now: datetime.datetime) -> Delivery | None:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    mine = Delivery.objects.filter(free, pk=delivery_id, state=DeliveryState.WAITING)
    if mine.update(claimed_until=now + datetime.timedelta(seconds=app_settings.NOTICE_CLAIM_SECONDS)):
        return Delivery.objects.get(pk=delivery_id)
    waiting = Delivery.objects.filter(pk=delivery_id, state=DeliveryState.WAITING).first()
    if waiting is not None and waiting.claimed_until is not None:
        # Whoever has it may have died: look again when their time is over.
        _enqueue(waiting, at=waiting.claimed_until)
    return None


def _compose(delivery: Delivery, address: Address) -> Message:
    text = fill_notice(delivery.kind, {**delivery.facts, **address.facts})
    return Message(
        id=f"{delivery.kind}/{delivery.key}/{delivery.addressee}/{delivery.addressee_id}",
        kind=delivery.kind,
        subject=text.subject,
        body=text.body,
        mail=address.mail,
        phone=address.phone,
        account=address.account,
    )


def _send(delivery: Delivery, message: Message, *, now: datetime.datetime) -> str:
    refused = ""
    for adapter in adapters():
        if not adapter.reaches(message):
            continue
        delivery.adapter = adapter.name
        try:
            adapter.send(message)
        except RefusedError as error:
            refused = str(error)
        else:
            return _settle(delivery, DeliveryState.SENT, now=now)
    state = DeliveryState.REFUSED if delivery.adapter else DeliveryState.UNREACHABLE
    return _settle(delivery, state, reason=refused, now=now)


@transaction.atomic
def _settle(delivery: Delivery, state: DeliveryState, *, reason: str = "", now: datetime.datetime) -> str:
    delivery.state, delivery.reason, delivery.settled_at = state, reason[:120], now
    delivery.attempts += 1
    delivery.save()
    if (settled := addressees[delivery.addressee].settled) is not None:
        settled(delivery)
    return str(state)


def _try_later(delivery: Delivery, reason: str, *, now: datetime.datetime) -> str:
    """Give the claim back and try again after a pause that doubles; after too long, fail."""
    attempts = delivery.attempts + 1
    with transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(
            attempts=attempts, reason=reason[:120], adapter=delivery.adapter, claimed_until=None
        )
        if now - delivery.made_at <= datetime.timedelta(hours=app_settings.NOTICE_GIVE_UP_HOURS):
            _enqueue(delivery, at=now + min(FIRST_PAUSE * 2 ** min(attempts - 1, 10), LONGEST_PAUSE))
            return str(DeliveryState.WAITING)
    raise UndeliverableError(reason)


def _enqueue(delivery: Delivery, *, at: datetime.datetime) -> None:
    from civic_office.tasks import deliver_message  # plc0415: tasks import the domain

    deliver_message.using(run_after=at).enqueue(delivery.pk)
