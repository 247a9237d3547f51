import pytest
from django.core.exceptions import ValidationError

from civic_interaction.enums import CollectionState
from tests.interaction.collections.asked import (
    AFTER,
    give,
    make_collection,
    revise,
)


def test_after_the_last_day_a_revised_draft_may_show_what_became_of_it_but_takes_no_opinions(bureau):
    collection = make_collection(bureau, CollectionState.CLOSED)

    version = revise(collection, bureau, "第一条　新的内容。", now=AFTER)

    assert version.number == 2
    with pytest.raises(ValidationError):
        give(collection, now=AFTER)
