"""Members of staff are told of a collection: whose move it is, and that its results are due."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from civic_interaction.domain.find_people import People
from civic_interaction.enums import Step
from civic_interaction.models import Collection, CollectionClock, CollectionEvent
from civic_interaction.permissions import waiting_step
from civic_office.domain.tell_staff import tell_staff
from civic_office.workdays import civil_date, describe_day

LANGUAGE = "zh-hans"
#: From how many days before they are due the results are reminded of.
DAYS_BEFORE = 7
TOLD_INSIDE = frozenset({Step.SENT_FOR_REVIEW, Step.STEP_APPROVED, Step.RETURNED, Step.OVERDUE})


def tell_unit(event_id: int, *, now: datetime.datetime) -> int:
    """Tell those concerned of an event, but not who did it; returns how many notices are new."""
    event = CollectionEvent.objects.select_related("collection__unit").get(pk=event_id)
    people = People(today=civil_date(now))
    with override(LANGUAGE):
        if event.step in {Step.SENT_FOR_REVIEW, Step.STEP_APPROVED}:
            return _tell_reviewers(event, people, now=now)
        if event.step == Step.RETURNED:
            return _tell_author(event, now=now)
        collection = event.collection
        both = people.collectors(collection.unit_id) | people.leaders(collection.unit_id)
        about = f"event {event.pk}"
        return _tell("collection_result_overdue", collection, both, about, happened_at=event.at, now=now)


def _tell_reviewers(event: CollectionEvent, people: People, *, now: datetime.datetime) -> int:
    """About the step that waits now: whichever job comes first tells of it."""
    collection = event.collection
    waiting = waiting_step(collection)
    if waiting is None:
        return 0
    text, step = waiting
    authors = {text.author_id, text.sent_for_review_by_id}
    reviewers = people.reviewing(step.role, collection.unit, authors=authors)
    kind = "collection_to_review"
    return _tell(kind, collection, reviewers, f"step {step.pk}", happened_at=event.at, now=now, screen="review")


def _tell_author(event: CollectionEvent, *, now: datetime.datetime) -> int:
    """Who had sent it for review."""
    sent = event.collection.events.filter(step=Step.SENT_FOR_REVIEW, seq__lt=event.seq).order_by("-seq").first()
    authors = {sent.actor_id} if sent is not None and sent.actor_id is not None else set()
    return _tell("collection_returned", event.collection, authors, f"event {event.pk}", happened_at=event.at, now=now)


@transaction.atomic
def remind_of_results(*, now: datetime.datetime) -> int:
    """Tell the units whose results are due within `DAYS_BEFORE` days, or would have been reminded in the meantime.

    Once for each due date, however often it is called; what is overdue already has its own notice.
    """
    today = civil_date(now)
    near = CollectionClock.objects.running().filter(
        due_on__range=(today, today + datetime.timedelta(days=DAYS_BEFORE)), overdue_on__isnull=True
    )
    people, told = People(today=today), 0
    with override(LANGUAGE):
        for clock in near.select_related("collection__unit").order_by("pk"):
            mine = people.collectors(clock.collection.unit_id)
            about = f"clock {clock.pk} {clock.due_on}"
            told += _tell("collection_result_due", clock.collection, mine, about, happened_at=now, now=now)
    return told


def _tell(
    kind: str,
    collection: Collection,
    people: set[int],
    about: str,
    *,
    happened_at: datetime.datetime,
    now: datetime.datetime,
    screen: str = "edit",
) -> int:
    facts = {
        "title": collection.title,
        "unit": str(collection.unit),
        "due": describe_day(collection.due_on, with_year=True) if collection.due_on is not None else "",
    }
    url = reverse(f"civic_collections:{screen}", args=(collection.pk,))
    return tell_staff(kind, key=about, people=people, facts=facts, url=url, happened_at=happened_at, now=now)
