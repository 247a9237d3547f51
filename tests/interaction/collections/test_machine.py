"""No verb works in a state for which the table does not know it; each is tried in each."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civic_interaction.clauses import Standing
from civic_interaction.domain.collections import (
    announce,
    cancel,
    close,
    decide_outcome,
    extend,
    group_opinions,
    look_at_giver,
    moderate,
    prepare,
    publish_result,
    review_text,
    revise_draft,
)
from civic_interaction.domain.collections import send_to_legal_review as legal
from civic_interaction.domain.collections.machine import TABLE, TRANSITIONS, steps_open_to
from civic_interaction.domain.collections.queries import compare_versions, opinions_by_clause
from civic_interaction.domain.machine import IllegalTransitionError
from civic_interaction.enums import CollectionState, Decision, Part, Step
from civic_interaction.models import OpinionGroup
from tests.interaction.clauses.drafts import SECOND
from tests.interaction.collections.asked import AFTER, DURING, fresh, give, make_collection, revise

STATES = [state for state in CollectionState if state != CollectionState.DRAFT]

#: Step → a call of its verb, on a collection with one opinion and one group, by somebody who may.
VERBS = {
    Step.CHANGED: lambda c, b, now: prepare.change_collection(c, title="改名", by=b.drafter, now=now),
    Step.WRITTEN: lambda c, b, now: revise_draft.write_version(c, text="第一条　甲。", by=b.drafter, now=now),
    Step.REPORT_WRITTEN: lambda c, b, now: publish_result.write_report(c, text="报告", by=b.drafter, now=now),
    Step.SENT_FOR_REVIEW: lambda c, b, now: review_text.send_for_review(c, by=b.drafter, now=now),
    Step.RECALLED: lambda c, b, now: review_text.recall_text(c, by=b.drafter, now=now),
    Step.ANNOUNCED: lambda c, b, now: announce.announce_collection(c, by=b.drafter, now=now),
    Step.REVISED: lambda c, b, now: revise_draft.publish_version(c, by=b.drafter, now=now),
    Step.EXTENDED: lambda c, b, now: extend.extend_period(
        c, closes_on=c.closes_on + datetime.timedelta(days=1), reason="更多意见", by=b.drafter, now=now
    ),
    Step.CLOSED: lambda c, b, now: close.close_collection(c, now=now),
    Step.CANCELLED: lambda c, b, now: cancel.cancel_collection(c, reason="不再制定", by=b.leader, now=now),
    Step.MODERATED: lambda c, b, now: moderate.withhold_opinion(
        c.opinions.first(), reason="secret", by=b.drafter, now=now
    ),
    Step.GROUPED: lambda c, b, now: group_opinions.group_opinions(
        c, c.opinions.all(), title="同", by=b.drafter, now=now
    ),
    Step.UNGROUPED: lambda c, b, now: group_opinions.dissolve_group(group_in(c, b), by=b.drafter, now=now),
    Step.DECIDED: lambda c, b, now: decide_outcome.decide_opinion(
        c.opinions.first(), decision=Decision.ADOPTED, reason="好", by=b.drafter, now=now
    ),
    Step.REPORTED: lambda c, b, now: publish_result.publish_result(c, by=b.drafter, now=now),
    Step.LOOKED: lambda c, b, now: look_at_giver.look_at_giver(
        c.opinions.first(), purpose="contact", by=b.drafter, now=now
    ),
    Step.TO_LEGAL_REVIEW: lambda c, b, now: legal.send_to_legal_review(c, sent_on=AFTER.date(), by=b.drafter, now=now),
}


def group_in(collection, bureau):
    return OpinionGroup.objects.create(collection=collection, title="同", created_by=bureau.drafter, created_at=DURING)


@pytest.mark.parametrize("state", STATES)
def test_every_verb_is_refused_where_the_table_does_not_know_it(bureau, state):
    collection = make_collection(bureau, state, opinions=["建议修改。"])
    illegal = [step for step in VERBS if state not in TRANSITIONS[step].moves]
    assert illegal

    for step in illegal:
        with pytest.raises(IllegalTransitionError):
            VERBS[step](collection, bureau, AFTER)
    assert fresh(collection).state == state


def test_the_table_names_every_event_and_each_has_a_verb():
    reviewed = {Step.STEP_APPROVED, Step.RETURNED, Step.APPROVED}

    assert set(TRANSITIONS) == set(Step)
    assert set(Step) - set(VERBS) - reviewed == {
        Step.CREATED,
        Step.OVERDUE,
        Step.RECOMPUTED,
        Step.FILES_ERASED,
        Step.ANONYMISED,
    }
    assert {target for transition in TABLE for target in transition.moves.values()} == set(CollectionState)


@pytest.mark.parametrize("step", [step for step in VERBS if step != Step.CLOSED])
def test_every_verb_is_refused_to_other_units(bureau, step):
    collection = make_collection(bureau, CollectionState.CLOSED, opinions=["建议修改。"])
    for name in ("drafter", "leader"):
        setattr(bureau, name, bureau.stranger)

    with pytest.raises(PermissionDenied):
        VERBS[step](collection, bureau, AFTER)


def test_nobody_closes_a_collection_before_its_last_day_has_passed(bureau):
    collection = make_collection(bureau)

    for by in (Part.CLOCK, bureau.drafter, bureau.section):
        with pytest.raises(ValidationError, match="公告的征集期限届满前不能截止"):
            close.close_collection(collection, by=by, now=DURING)


def test_screens_offer_what_is_possible(bureau):
    today = DURING.date()
    collection = make_collection(bureau)

    assert steps_open_to([Part.LEAD], collection, today=today) == [
        Step.WRITTEN,
        Step.EXTENDED,
        Step.MODERATED,
        Step.GROUPED,
        Step.UNGROUPED,
        Step.LOOKED,
    ]
    assert steps_open_to([], collection, today=today) == []


def test_versions_are_compared_clause_by_clause_with_the_words_of_the_city(bureau):
    collection = make_collection(bureau)
    revise(collection, bureau, SECOND)
    first, second = collection.versions.all()

    comparison = compare_versions(first, second)

    changed = next(change for change in comparison.changes if change.new and change.new.anchor == "article-6-item-2")
    assert [piece.text for piece in changed.pieces if piece.kind != "same"] == ["三十日", "十五日"]


def test_opinions_stand_at_their_clause_in_a_later_version_or_say_that_it_is_gone(bureau):
    collection = make_collection(bureau)
    give(collection, "期限太长", anchor="article-4-item-2", quoted="在三十日内清理")
    give(collection, "支持")
    give(collection, "热线应当统一", anchor="article-5")
    revise(collection, bureau, "\n".join(line for line in SECOND.splitlines() if "热线" not in line))
    newest = collection.versions.get(number=2)

    clauses, rest = opinions_by_clause(newest, collection.opinions.select_related("version"))

    found = {one.clause.anchor: [placed.opinion.text for placed in one.opinions] for one in clauses if one.opinions}
    assert found == {"article-6-item-2": ["期限太长"]}
    assert [(one.opinion.text, one.place and one.place.standing) for one in rest] == [
        ("热线应当统一", Standing.ORPHANED),
        ("支持", None),
    ]
    assert rest[0].opinion.quoted == "市民可以通过政务服务便民热线反映车辆乱停乱放问题。"
