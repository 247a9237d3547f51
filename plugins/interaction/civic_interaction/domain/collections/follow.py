"""Somebody wants to be told by mail what becomes of a collection."""

import datetime
import hmac

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_interaction.domain.collections.check_opinion import fault_of_mail
from civic_interaction.enums import CollectionState
from civic_interaction.models import Collection, Follower
from civic_interaction.privacy.digest import digest_of

#: Who asks again within so many hours gets no second mail: nobody's mailbox is flooded through us.
HOURS_BETWEEN_MAILS = 24


@transaction.atomic
def ask_to_follow(collection: Collection, mail: str, *, now: datetime.datetime) -> None:
    """Note the address and send it a mail; nothing else is sent before its owner has confirmed.

    The answer is the same for an address that follows already: nobody learns who does.
    """
    from civic_interaction.tasks import confirm_follower  # plc0415: tasks import the domain

    if not collection.is_public or collection.state in {CollectionState.REPORTED, CollectionState.CANCELLED}:
        raise ValidationError(_("Nothing more will happen to this collection."))
    if fault := fault_of_mail(mail.strip()):
        raise ValidationError({"mail": [fault]})
    follower, is_new = Follower.objects.select_for_update().get_or_create(
        collection=collection,
        mail_digest=digest_of(mail, purpose="mail"),
        defaults={"mail": mail.strip(), "asked_at": now},
    )
    waited = now - follower.asked_at >= datetime.timedelta(hours=HOURS_BETWEEN_MAILS)
    if follower.confirmed_at is None and (is_new or waited):
        follower.asked_at = now
        follower.save(update_fields=["asked_at"])
        confirm_follower.enqueue(follower.pk)


def token_of(follower: Follower) -> str:
    """What the links in mails carry: the follower's number and a keyed digest of it. It is stored nowhere."""
    return f"{follower.pk}-{digest_of(f'{follower.pk} {follower.mail_digest}', purpose='follow')[:32]}"


def find_follower(token: str) -> Follower | None:
    number, _dash, _rest = token.partition("-")
    if not number.isascii() or not number.isdecimal() or len(number) > 15:  # noqa: PLR2004 - no number has more
        return None
    follower = Follower.objects.filter(pk=int(number)).select_related("collection").first()
    if follower is None or not hmac.compare_digest(token_of(follower).encode(), token.encode()):
        return None
    return follower


def confirm_following(token: str, *, now: datetime.datetime) -> Collection | None:
    """The owner of the address agrees; None for a token that belongs to nobody. Twice is harmless."""
    follower = find_follower(token)
    if follower is None:
        return None
    Follower.objects.filter(pk=follower.pk, confirmed_at__isnull=True).update(confirmed_at=now)
    return follower.collection


def stop_following(token: str) -> bool:
    """Forget the address; False when nobody has it."""
    follower = find_follower(token)
    if follower is not None:
        follower.delete()
    return follower is not None
