"""Members of staff hear whose move a collection is, and that its results are due."""

import datetime

import pytest

from civic_interaction.domain.collections.close import close_collection
from civic_interaction.domain.collections.review_text import return_text, send_for_review
from civic_interaction.domain.collections.revise_draft import write_version
from civic_interaction.domain.collections.sweep import sweep_collections
from civic_interaction.domain.collections.tell_unit import remind_of_results, tell_unit
from civic_interaction.enums import CollectionState
from civic_office.models import Notice
from tests.interaction.clauses.drafts import FIRST
from tests.interaction.collections.asked import AFTER, MONDAY, fresh, make_collection

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def tell(collection, *, now):
    """As the jobs do, for every event of the collection that is told inside."""
    for event in collection.events.filter(step__in=["sent_for_review", "step_approved", "returned", "overdue"]):
        tell_unit(event.pk, now=now)


def told(user):
    return list(Notice.objects.of(user).order_by("pk").values_list("kind", flat=True))


def test_a_draft_under_review_is_the_reviewers_and_returned_its_authors(bureau):
    collection = make_collection(bureau, CollectionState.DRAFT)
    write_version(collection, text=FIRST, by=bureau.drafter, now=MONDAY)
    send_for_review(collection, by=bureau.drafter, now=MONDAY)
    tell(collection, now=MONDAY)
    tell(collection, now=MONDAY)
    assert (told(bureau.leader), told(bureau.section)) == (["collection_to_review"], [])

    return_text(fresh(collection), comment="请写明依据", by=bureau.leader, now=MONDAY)
    tell(collection, now=MONDAY)

    assert told(bureau.drafter) == ["collection_returned"]
    assert "依据" not in Notice.objects.of(bureau.drafter).get().body


def test_results_are_reminded_of_once_and_then_overdue(bureau):
    collection = make_collection(bureau)
    close_collection(collection, now=AFTER)
    due = datetime.datetime.combine(fresh(collection).due_on, AFTER.timetz())

    assert remind_of_results(now=due - 20 * DAY) == 0
    assert remind_of_results(now=due - 7 * DAY) == 2
    assert remind_of_results(now=due - 6 * DAY) == 0
    assert told(bureau.handler) == told(bureau.drafter) == ["collection_result_due"]

    sweep_collections(now=due + DAY)
    tell(collection, now=due + DAY)
    assert told(bureau.leader) == ["collection_result_overdue"]
    assert told(bureau.stranger) == []


def test_after_a_downtime_what_is_due_is_reminded_of_still(bureau):
    collection = make_collection(bureau)
    close_collection(collection, now=AFTER)
    due = datetime.datetime.combine(fresh(collection).due_on, AFTER.timetz())

    assert remind_of_results(now=due) == 2
