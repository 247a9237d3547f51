import pytest
from django.core.exceptions import ValidationError

from civic_interaction.domain.collections.decide_outcome import decide_opinion
from civic_interaction.domain.collections.publish_result import publish_result, write_report
from civic_interaction.enums import CollectionState, Decision, Moderation
from tests.interaction.collections.asked import (
    AFTER,
    fresh,
    make_collection,
    mark_read,
    report,
    review,
)


@pytest.mark.shows("R131")
def test_results_are_published_with_an_outcome_for_every_opinion(bureau):
    collection = make_collection(bureau, CollectionState.CLOSED, opinions=["建议修改。", "反对。", "出售二手车"])
    advert, no, yes = collection.opinions.all()
    write_report(collection, text="共收到意见三条。", by=bureau.drafter, now=AFTER)
    review(collection, bureau, now=AFTER)

    with pytest.raises(ValidationError, match="还有3条意见未审阅。"):
        publish_result(collection, by=bureau.drafter, now=AFTER)
    for opinion in (no, yes):
        mark_read(opinion, bureau)
    mark_read(advert, bureau, Moderation.EXCLUDED)
    with pytest.raises(ValidationError, match="还有2条意见未确定采纳情况。"):
        publish_result(collection, by=bureau.drafter, now=AFTER)
    with pytest.raises(ValidationError, match="结果报告正在审核"):
        decide_opinion(yes, decision=Decision.ADOPTED, reason="已修改。", by=bureau.drafter, now=AFTER)


def test_the_figures_are_counted_when_the_results_are_published(bureau):
    collection = make_collection(bureau, CollectionState.CLOSED, opinions=["建议修改。", "反对。", "出售二手车"])
    advert, no, yes = collection.opinions.all()
    for opinion in (no, yes):
        mark_read(opinion, bureau)
    mark_read(advert, bureau, Moderation.EXCLUDED)
    decide_opinion(yes, decision=Decision.ADOPTED, reason="已修改。", by=bureau.drafter, now=AFTER)
    decide_opinion(no, decision=Decision.NOT_ADOPTED, reason="上位法已有规定。", by=bureau.drafter, now=AFTER)

    published = report(collection, bureau, now=AFTER)

    assert published.figures == {
        "received": 3,
        "shown": 0,
        "excluded": 1,
        "adopted": 1,
        "partly": 0,
        "not_adopted": 1,
    }
    assert fresh(collection).state == CollectionState.REPORTED
