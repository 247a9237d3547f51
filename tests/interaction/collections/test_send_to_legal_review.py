import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from civic_interaction.domain.collections.send_to_legal_review import send_to_legal_review
from civic_interaction.enums import CollectionState
from tests.interaction.collections.asked import (
    AFTER,
    CLOSES,
    DURING,
    MUCH_LATER,
    fresh,
    make_collection,
)


@pytest.mark.shows("R122")
def test_the_public_is_asked_before_the_legal_offices_review_never_after(bureau):
    collection = make_collection(bureau, CollectionState.CLOSED)

    for day in (DURING.date(), CLOSES):
        with pytest.raises(ValidationError, match="送法制机构审核前应先公开征求"):
            send_to_legal_review(collection, sent_on=day, by=bureau.drafter, now=AFTER)
    with pytest.raises(ValidationError, match="这一天还没有到。"):
        send_to_legal_review(collection, sent_on=MUCH_LATER.date(), by=bureau.drafter, now=AFTER)
    send_to_legal_review(collection, sent_on=AFTER.date(), by=bureau.drafter, now=AFTER)

    assert fresh(collection).legal_review_on == AFTER.date()
    assert collection.events.get(step="to_legal_review").data == {
        "sent_on": "2026-04-03",
        "announced_at": "2026-03-02T02:00:00+00:00",
        "closed_on": "2026-04-02",
    }
    with pytest.raises(ValidationError, match="草案已送法制机构审核"):
        send_to_legal_review(collection, sent_on=AFTER.date(), by=bureau.drafter, now=AFTER)


@pytest.mark.shows("R122")
def test_the_database_itself_knows_no_legal_review_before_the_announcement(bureau):
    collection = make_collection(bureau, CollectionState.DRAFT)

    with pytest.raises(IntegrityError), transaction.atomic():
        type(collection).objects.filter(pk=collection.pk).update(legal_review_on=AFTER.date())
