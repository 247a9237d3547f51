import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civic_interaction.domain.collections.decide_outcome import decide_opinion
from civic_interaction.domain.collections.group_opinions import (
    group_opinions,
)
from civic_interaction.domain.collections.moderate import (
    exclude_opinion,
    publish_opinion,
    suggest_opinion_masks,
    withhold_opinion,
)
from civic_interaction.enums import CollectionState, Decision, Moderation, ModerationReason
from civic_interaction.models import Opinion
from tests.interaction.collections.asked import AFTER, DURING, fresh, give, make_collection


def test_an_opinion_is_shown_only_after_somebody_has_read_it(bureau):
    opinion = give(make_collection(bureau), "我是李明，电话13800138000，建议增设停放区。").opinion
    assert list(Opinion.objects.public()) == []

    masks = suggest_opinion_masks(opinion)
    publish_opinion(opinion, masks=masks, by=bureau.handler, now=DURING)

    (shown,) = Opinion.objects.public()
    assert "李明" not in shown.public_text
    assert "13800138000" not in shown.public_text
    assert "建议增设停放区" in shown.public_text
    event = opinion.collection.events.get(step="moderated")
    assert (event.actor, event.data["to"], event.data["left_open"]) == (bureau.handler, "published", 0)


def test_what_was_suggested_and_left_open_is_on_record(bureau):
    opinion = give(make_collection(bureau), "电话13800138000。").opinion

    publish_opinion(opinion, masks=[], by=bureau.handler, now=DURING)

    assert opinion.collection.events.get(step="moderated").data["left_open"] == 1


def test_without_consent_nothing_is_shown(bureau):
    opinion = give(make_collection(bureau), consents_to_publication=False).opinion

    with pytest.raises(ValidationError, match="意见人不同意公开。"):
        publish_opinion(opinion, masks=[], by=bureau.handler, now=DURING)


def test_a_collection_that_shows_no_opinions_shows_none(bureau):
    opinion = give(make_collection(bureau, shows_opinions=False)).opinion

    with pytest.raises(ValidationError, match="本次征集不公开单条意见，只公"):
        publish_opinion(opinion, masks=[], by=bureau.handler, now=DURING)


def test_what_is_kept_from_the_public_has_a_reason(bureau):
    opinion = give(make_collection(bureau)).opinion

    with pytest.raises(ValidationError, match="请选择不公开的理由"):
        withhold_opinion(opinion, reason="", by=bureau.handler, now=DURING)
    withhold_opinion(opinion, reason=ModerationReason.PERSONAL_DATA, by=bureau.handler, now=DURING)

    assert fresh(opinion).moderation == Moderation.WITHHELD
    assert list(Opinion.objects.to_be_answered()) == [opinion]


def test_only_what_is_no_opinion_is_left_without_an_outcome(bureau):
    opinion = give(make_collection(bureau), "出售二手车").opinion

    with pytest.raises(ValidationError, match="意见仍须处理"):
        exclude_opinion(opinion, reason=ModerationReason.NO_CONSENT, note="x", by=bureau.handler, now=DURING)
    with pytest.raises(ValidationError, match="请说明理由。"):
        exclude_opinion(opinion, reason=ModerationReason.ADVERTISING, note=" ", by=bureau.handler, now=DURING)
    exclude_opinion(opinion, reason=ModerationReason.ADVERTISING, note="广告", by=bureau.handler, now=DURING)

    assert list(Opinion.objects.to_be_answered()) == []


def test_a_shown_opinion_can_be_taken_back_after_the_results_but_not_uncounted(bureau):
    collection = make_collection(bureau, CollectionState.REPORTED, opinions=["建议修改。"])
    opinion = collection.opinions.get()

    withhold_opinion(opinion, reason=ModerationReason.PERSONAL_DATA, by=bureau.handler, now=AFTER)
    with pytest.raises(ValidationError, match="结果已公布，这条意见已按现状"):
        exclude_opinion(opinion, reason=ModerationReason.ADVERTISING, note="广告", by=bureau.handler, now=AFTER)


def test_other_units_neither_read_nor_group_nor_decide(bureau):
    collection = make_collection(bureau, CollectionState.CLOSED, opinions=["建议修改。"])
    opinion = collection.opinions.get()
    tries = (
        lambda by: publish_opinion(opinion, masks=[], by=by, now=AFTER),
        lambda by: withhold_opinion(opinion, reason="secret", by=by, now=AFTER),
        lambda by: group_opinions(collection, [opinion], title="同", by=by, now=AFTER),
        lambda by: decide_opinion(opinion, decision=Decision.ADOPTED, reason="好", by=by, now=AFTER),
    )
    for attempt in tries:
        with pytest.raises(PermissionDenied):
            attempt(bureau.stranger)
