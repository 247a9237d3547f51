"""Mails to those who follow a collection: each event once to each, and nothing after the last."""

import datetime

from django.core.mail import send_mail
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from civic_interaction.app_settings import app_settings
from civic_interaction.domain.collections.follow import token_of
from civic_interaction.enums import CollectionState, Step
from civic_interaction.models import Collection, CollectionEvent, Follower, FollowerNotice

SLICE = 100
LANGUAGE = "zh-hans"


def path_of_collection(pk: int) -> str:
    """Where on the public site a collection is read."""
    return f"/collections/{pk}/"


def send_confirmation(follower_id: int) -> None:
    """Ask the owner of the address whether it was they who asked. Does nothing when they have answered or it is gone."""
    follower = Follower.objects.filter(pk=follower_id, confirmed_at__isnull=True).select_related("collection").first()
    if follower is None:
        return
    collection = follower.collection
    with override(LANGUAGE):
        text = _(
            "Somebody, probably you, wants to hear what becomes of the opinion collection “%(title)s”.\n\n"
            "If it was you, please confirm here:\n%(confirm)s\n\nIf not, forget this mail: no other will come."
        )
        facts = {"title": collection.title, "confirm": _link(collection, "follow", follower)}
        send_mail(_("Please confirm: %s") % _short(collection), text % facts, None, [follower.mail])


def followers_after(event_id: int, *, after: int) -> list[int]:
    """The next slice of confirmed followers, by primary key."""
    collection = CollectionEvent.objects.values_list("collection", flat=True).get(pk=event_id)
    followers = Follower.objects.confirmed().filter(collection=collection, pk__gt=after).order_by("pk")
    return list(followers.values_list("pk", flat=True)[:SLICE])


@transaction.atomic
def tell_follower(event_id: int, follower_id: int, *, now: datetime.datetime) -> bool:
    """Send the mail unless it was sent; after the last event the address is forgotten. False when nothing was sent."""
    event = CollectionEvent.objects.select_related("collection").get(pk=event_id)
    follower = Follower.objects.select_for_update().confirmed().filter(pk=follower_id).first()
    if follower is None or FollowerNotice.objects.filter(follower=follower, event=event).exists():
        return False
    with override(LANGUAGE):
        collection = event.collection
        text = _("%(what)s\n\nRead more:\n%(address)s\n\nTo hear no more of this collection:\n%(stop)s")
        facts = {
            "what": _sentence(event),
            "address": app_settings.PUBLIC_ADDRESS + path_of_collection(collection.pk),
            "stop": _link(collection, "unfollow", follower),
        }
        subject = f"{event.get_step_display()}：{_short(collection)}"
        send_mail(subject, text % facts, None, [follower.mail])
    FollowerNotice.objects.create(follower=follower, event=event, sent_at=now)
    if event.to_state in {CollectionState.REPORTED, CollectionState.CANCELLED}:
        follower.delete()
    return True


def _sentence(event: CollectionEvent) -> str:
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


def _short(collection: Collection) -> str:
    """A title fit for the subject of a mail."""
    return " ".join(collection.title.split())[:60]


def _link(collection: Collection, action: str, follower: Follower) -> str:
    return f"{app_settings.PUBLIC_ADDRESS}{path_of_collection(collection.pk)}{action}/{token_of(follower)}/"
