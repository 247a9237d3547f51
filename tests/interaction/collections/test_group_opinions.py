import pytest
from django.core.exceptions import ValidationError

from civic_interaction.domain.collections.decide_outcome import decide_group, decide_opinion
from civic_interaction.domain.collections.group_opinions import (
    add_to_group,
    dissolve_group,
    group_opinions,
    suggest_groups,
)
from civic_interaction.enums import CollectionState, Decision
from tests.interaction.collections.asked import AFTER, DURING, give, make_collection

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
