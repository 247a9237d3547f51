import pytest
from django.core.exceptions import ValidationError

from civic_interaction.domain.collections.decide_outcome import decide_opinion
from civic_interaction.enums import CollectionState, Decision, Moderation
from civic_interaction.models import Outcome
from tests.interaction.collections.asked import AFTER, make_collection, mark_read


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
