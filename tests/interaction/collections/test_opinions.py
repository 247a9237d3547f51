import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civic_interaction.domain.collections.decide_outcome import decide_group, decide_opinion
from civic_interaction.domain.collections.group_opinions import (
    add_to_group,
    dissolve_group,
    group_opinions,
    suggest_groups,
)
from civic_interaction.domain.collections.moderate import (
    exclude_opinion,
    publish_opinion,
    suggest_opinion_masks,
    withhold_opinion,
)
from civic_interaction.enums import CollectionState, Decision, Moderation, ModerationReason
from civic_interaction.models import Opinion, Outcome
from tests.interaction.collections.asked import AFTER, DURING, fresh, give, make_collection, mark_read


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


ALIKE = ("建议把清理故障车辆的期限从三十日改为十五日。", "建议将清理故障车辆的期限由三十日改为十五日！")


def test_opinions_that_say_nearly_the_same_are_suggested_together(bureau):
    collection = make_collection(bureau, opinions=[*ALIKE, "希望增加盲道保护的内容。"])
    elsewhere = give(collection, ALIKE[0], anchor="article-3").opinion

    (group,) = suggest_groups(collection)

    assert [opinion.text for opinion in group] == list(ALIKE)
    assert elsewhere not in group


def test_a_group_is_answered_together(bureau):
    collection = make_collection(bureau, CollectionState.CLOSED, opinions=ALIKE)
    group = group_opinions(collection, collection.opinions.all(), title="缩短清理期限", by=bureau.handler, now=AFTER)

    decide_group(group, decision=Decision.PARTLY, reason="改为二十日。", by=bureau.handler, now=AFTER)

    assert list(collection.opinions.undecided()) == []
    with pytest.raises(ValidationError, match="这条意见已归并，随所在的一类"):
        decide_opinion(
            collection.opinions.first(), decision=Decision.ADOPTED, reason="好", by=bureau.handler, now=AFTER
        )
    assert suggest_groups(collection) == []


def test_an_opinion_is_in_one_group_of_its_own_collection(bureau):
    collection = make_collection(bureau, opinions=ALIKE)
    first, second = collection.opinions.all()
    group = group_opinions(collection, [first], title="缩短期限", by=bureau.handler, now=DURING)
    stranger = give(make_collection(bureau)).opinion

    with pytest.raises(ValidationError, match="其中有的意见已经归并，或已单"):
        group_opinions(collection, [first, second], title="又一组", by=bureau.handler, now=DURING)
    with pytest.raises(ValidationError, match="请选择针对本草案的意见。"):
        add_to_group(group, [stranger], by=bureau.handler, now=DURING)
    add_to_group(group, [second], by=bureau.handler, now=DURING)
    assert group.opinions.count() == 2


def test_a_dissolved_group_leaves_its_opinions_without_outcome(bureau):
    collection = make_collection(bureau, CollectionState.CLOSED, opinions=ALIKE)
    group = group_opinions(collection, collection.opinions.all(), title="缩短期限", by=bureau.handler, now=AFTER)
    decide_group(group, decision=Decision.ADOPTED, reason="已改。", by=bureau.handler, now=AFTER)

    dissolve_group(group, by=bureau.handler, now=AFTER)

    assert collection.opinions.undecided().count() == 2
    assert len(collection.events.get(step="ungrouped").data["opinions"]) == 2


def test_an_outcome_has_a_decision_and_a_reason(bureau):
    opinion = make_collection(bureau, CollectionState.CLOSED, opinions=["建议修改。"]).opinions.get()

    with pytest.raises(ValidationError) as refused:
        decide_opinion(opinion, decision="maybe", reason=" ", by=bureau.handler, now=AFTER)
    assert set(refused.value.message_dict) == {"decision", "reason"}


def test_a_changed_outcome_keeps_its_history(bureau):
    opinion = make_collection(bureau, CollectionState.CLOSED, opinions=["建议修改。"]).opinions.get()

    for decision in (Decision.ADOPTED, Decision.NOT_ADOPTED):
        decide_opinion(opinion, decision=decision, reason="理由", by=bureau.handler, now=AFTER)

    outcome = Outcome.objects.get()
    assert outcome.decision == Decision.NOT_ADOPTED
    assert list(outcome.history.values_list("decision", "history_user")) == [
        (Decision.NOT_ADOPTED, bureau.handler.pk),
        (Decision.ADOPTED, bureau.handler.pk),
    ]


def test_what_is_no_opinion_gets_no_outcome(bureau):
    opinion = make_collection(bureau, CollectionState.CLOSED, opinions=["出售二手车"]).opinions.get()
    mark_read(opinion, bureau, Moderation.EXCLUDED)

    with pytest.raises(ValidationError, match="不属于意见的，不作采纳情况说"):
        decide_opinion(opinion, decision=Decision.ADOPTED, reason="好", by=bureau.handler, now=AFTER)
