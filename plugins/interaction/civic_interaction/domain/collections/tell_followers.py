"""Those who follow a collection are told: each event once to each, and nothing after the last."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from civic_interaction.app_settings import app_settings
from civic_interaction.domain.collections.follow import token_of
from civic_interaction.enums import CollectionState, Step
from civic_interaction.models import CollectionEvent, Follower
from civic_office.domain.tell_outside import tell_outside
from civic_office.models import Delivery
from civic_office.notices.addressees import Address

#: The names of the addressees, known by the number of the follower: before and after they have confirmed.
ASKER, FOLLOWER = "collection_asker", "collection_follower"
SLICE = 100
LANGUAGE = "zh-hans"
LAST = "is_last"


def path_of_collection(pk: int) -> str:
    """Where on the public site a collection is read."""
    return f"/collections/{pk}/"


def ask_for_confirmation(follower: Follower, *, now: datetime.datetime) -> None:
    """Ask the owner of the address whether it was they who asked; once for each time that it was asked."""
    facts = {"title": follower.collection.title}
    key = f"asked {follower.asked_at.isoformat()}"
    tell_outside("follow_confirm", key=key, addressee=ASKER, numbers=[follower.pk], facts=facts, now=now)


def tell_followers(event_id: int, *, after: int, now: datetime.datetime) -> int | None:
    """Tell the next slice of confirmed followers, whose keys follow `after`; returns the last key, None when there is nobody."""
    event = CollectionEvent.objects.select_related("collection").get(pk=event_id)
    followers = Follower.objects.confirmed().filter(collection=event.collection_id, pk__gt=after).order_by("pk")
    numbers = list(followers.values_list("pk", flat=True)[:SLICE])
    if not numbers:
        return None
    with override(LANGUAGE):
        facts = {
            "title": event.collection.title,
            "what": sentence_of(event),
            "link": app_settings.PUBLIC_ADDRESS + path_of_collection(event.collection_id),
            LAST: "1" if event.to_state in {CollectionState.REPORTED, CollectionState.CANCELLED} else "",
        }
    tell_outside("follow_news", key=f"event {event.pk}", addressee=FOLLOWER, numbers=numbers, facts=facts, now=now)
    return numbers[-1]


def sentence_of(event: CollectionEvent) -> str:
    """What happened, as it was published."""
    sentences = {
        Step.REVISED: _("A revised draft of “%(title)s” was published; what has changed is marked clause by clause."),
        Step.EXTENDED: _("Opinions on “%(title)s” are taken longer, until %(to)s. Reason: %(reason)s"),
        Step.CLOSED: _(
            "The collection of opinions on “%(title)s” has ended. The results will be published by %(due_on)s."
        ),
        Step.REPORTED: _("The results of “%(title)s” were published, with the outcome of every opinion."),
        Step.CANCELLED: _("The collection of opinions on “%(title)s” was cancelled. Reason: %(reason)s"),
    }
    facts = {
        name: date_format(datetime.date.fromisoformat(value), "DATE_FORMAT")
        if name in {"to", "due_on"} and value
        else value
        for name, value in event.data.items()
    }
    return sentences[Step(event.step)] % {"title": event.collection.title, **facts}


def find_asker(follower_id: int) -> Address | None:
    """None when they have answered, or have gone."""
    follower = Follower.objects.filter(pk=follower_id, confirmed_at__isnull=True).select_related("collection").first()
    return Address(mail=follower.mail, facts={"confirm": _link(follower, "follow")}) if follower is not None else None


def find_confirmed(follower_id: int) -> Address | None:
    follower = Follower.objects.confirmed().filter(pk=follower_id).select_related("collection").first()
    return Address(mail=follower.mail, facts={"stop": _link(follower, "unfollow")}) if follower is not None else None


def forget_after_last(delivery: Delivery) -> None:
    """After the last event the address is forgotten, whether the message has reached it or not."""
    if delivery.facts.get(LAST):
        Follower.objects.filter(pk=delivery.addressee_id).delete()


def _link(follower: Follower, action: str) -> str:
    path = path_of_collection(follower.collection_id)
    return f"{app_settings.PUBLIC_ADDRESS}{path}{action}/{token_of(follower)}/"
