import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civic_interaction.domain.collections.announce import announce_collection
from civic_interaction.domain.collections.check_period import earliest_last_day
from civic_interaction.domain.collections.extend import extend_period
from civic_interaction.domain.collections.load_rules import load_rules
from civic_interaction.domain.collections.prepare import change_collection, create_collection
from civic_interaction.domain.collections.review_text import (
    approve_text,
    collections_to_review,
    recall_text,
    return_text,
    send_for_review,
)
from civic_interaction.domain.collections.revise_draft import write_version
from civic_interaction.enums import CollectionKind, CollectionState, Phase, TextState
from civic_interaction.models import CollectionRule
from tests.interaction.clauses.drafts import FIRST
from tests.interaction.collections.asked import (
    CLOSES,
    DURING,
    MONDAY,
    OPENS,
    fresh,
    make_collection,
    new_collection,
    review,
    steps_of,
)

TODAY = MONDAY.date()


@pytest.mark.shows("R132")
def test_a_collection_is_announced_after_review_with_its_rule(bureau):
    collection = make_collection(bureau)

    assert (collection.state, collection.announced_at) == (CollectionState.OPEN, MONDAY)
    assert collection.rule.kind == CollectionKind.MAJOR_DECISION
    assert collection.versions.get().state == TextState.PUBLISHED
    assert steps_of(collection) == ["created", "written", "sent_for_review", "step_approved", "approved", "announced"]
    assert list(collection.events.values_list("seq", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_without_review_nothing_is_announced(bureau):
    collection = make_collection(bureau, CollectionState.DRAFT)

    with pytest.raises(ValidationError, match="草案还没有通过审核。"):
        announce_collection(collection, by=bureau.drafter, now=MONDAY)
    assert not fresh(collection).is_public


def test_nobody_reviews_their_own_text_and_no_level_is_passed_over(bureau):
    collection = make_collection(bureau, CollectionState.DRAFT)
    send_for_review(collection, by=bureau.leader, now=MONDAY)

    for person in (bureau.drafter, bureau.leader, bureau.section, bureau.stranger):
        with pytest.raises(PermissionDenied):
            approve_text(collection, by=person, now=MONDAY)


def test_reviewers_find_what_waits_for_them(bureau):
    collection = make_collection(bureau, CollectionState.DRAFT)
    send_for_review(collection, by=bureau.drafter, now=MONDAY)

    assert collections_to_review(bureau.leader, today=TODAY) == [collection]
    assert collections_to_review(bureau.section, today=TODAY) == []
    approve_text(collection, by=bureau.leader, now=MONDAY)
    assert collections_to_review(bureau.leader, today=TODAY) == []
    assert collections_to_review(bureau.section, today=TODAY) == [collection]


def test_a_returned_draft_is_followed_by_the_next_number(bureau):
    collection = make_collection(bureau, CollectionState.DRAFT)
    send_for_review(collection, by=bureau.drafter, now=MONDAY)

    with pytest.raises(ValidationError, match="请说明需要修改什"):
        return_text(collection, comment=" ", by=bureau.leader, now=MONDAY)
    return_text(collection, comment="第四条不明确", by=bureau.leader, now=MONDAY)
    version = write_version(collection, text=FIRST, by=bureau.drafter, now=MONDAY)

    assert version.number == 2
    assert list(collection.versions.values_list("state", flat=True)) == [TextState.RETURNED, TextState.DRAFT]


def test_what_is_under_review_stays_as_it_is_until_it_is_taken_back(bureau):
    collection = make_collection(bureau, CollectionState.DRAFT)
    send_for_review(collection, by=bureau.drafter, now=MONDAY)

    with pytest.raises(ValidationError, match="有文本正在审核或已通过审核，"):
        change_collection(collection, title="改名", by=bureau.drafter, now=MONDAY)
    with pytest.raises(ValidationError, match="有文本正在审核或已通过审核，"):
        write_version(collection, text=FIRST, by=bureau.drafter, now=MONDAY)
    recall_text(collection, by=bureau.drafter, now=MONDAY)
    assert change_collection(collection, title="改名", by=bureau.drafter, now=MONDAY).title == "改名"


@pytest.mark.parametrize("person", ["stranger"])
def test_other_units_do_not_touch_it(bureau, person):
    collection = make_collection(bureau, CollectionState.DRAFT)

    with pytest.raises(PermissionDenied):
        change_collection(collection, title="改名", by=getattr(bureau, person), now=MONDAY)
    with pytest.raises(PermissionDenied):
        create_collection(new_collection(bureau), by=bureau.stranger, now=MONDAY)


def test_the_first_day_is_not_counted_and_a_day_off_is_no_last_day(bureau):
    rule = CollectionRule.objects.get(kind=CollectionKind.MAJOR_DECISION)

    assert earliest_last_day(rule, OPENS) == datetime.date(2026, 4, 2)
    # Thirty days after the sixth of March is the fifth of April, the festival; the sixth is off as well.
    assert earliest_last_day(rule, datetime.date(2026, 3, 6)) == datetime.date(2026, 4, 7)


@pytest.mark.shows("R132")
def test_a_period_shorter_than_the_law_wants_needs_a_reason(bureau):
    short = CLOSES - datetime.timedelta(days=1)

    with pytest.raises(ValidationError) as refused:
        create_collection(new_collection(bureau, closes_on=short), by=bureau.drafter, now=MONDAY)
    assert set(refused.value.message_dict) == {"shortened_reason"}
    assert "第十五条" in refused.value.messages[0]

    collection = make_collection(bureau, closes_on=short, shortened_reason="汛期将至，须在四月十日前施行。")
    announced = collection.events.get(step="announced")
    assert announced.data["shortened_reason"] == "汛期将至，须在四月十日前施行。"


def test_where_the_law_knows_no_shorter_period_no_reason_helps(bureau):
    asked = new_collection(
        bureau, kind=CollectionKind.REGULATION, closes_on=CLOSES - datetime.timedelta(days=1), shortened_reason="急"
    )

    with pytest.raises(ValidationError) as refused:
        create_collection(asked, by=bureau.drafter, now=MONDAY)
    assert set(refused.value.message_dict) == {"closes_on"}


def test_the_minimum_is_data_with_an_effective_date(bureau):
    CollectionRule.objects.create(
        kind=CollectionKind.GENERAL,
        effective_from=TODAY,
        least={"amount": 10, "unit": "natural_days"},
        basis="临江市规定",
        result_within={"amount": 10, "unit": "working_days"},
        result_basis="临江市规定",
    )
    asked = new_collection(bureau, kind=CollectionKind.GENERAL, closes_on=OPENS + datetime.timedelta(days=9))

    with pytest.raises(ValidationError, match="临江市规定"):
        create_collection(asked, by=bureau.drafter, now=MONDAY)
    day_before = MONDAY - datetime.timedelta(days=1)
    assert create_collection(asked, by=bureau.drafter, now=day_before).pk


def test_days_that_review_took_do_not_shorten_the_period(bureau):
    collection = make_collection(bureau, CollectionState.DRAFT)
    review(collection, bureau, now=MONDAY)
    late = MONDAY + datetime.timedelta(days=7)

    with pytest.raises(ValidationError, match="开始日期已过。"):
        announce_collection(collection, by=bureau.drafter, now=late)
    opens_on = late.date()
    with pytest.raises(ValidationError, match="，征集期限至少应到"):
        announce_collection(collection, opens_on=opens_on, by=bureau.drafter, now=late)
    announced = announce_collection(
        collection, opens_on=opens_on, closes_on=datetime.date(2026, 4, 8), by=bureau.drafter, now=late
    )
    assert announced.opens_on == opens_on


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (TODAY, Phase.COMING),
        (OPENS, Phase.OPEN),
        (CLOSES, Phase.OPEN),
        (CLOSES + datetime.timedelta(days=1), Phase.CLOSED),
    ],
)
def test_the_public_reads_the_phase_by_the_days(bureau, day, phase):
    collection = make_collection(bureau)

    assert collection.phase_on(day) == phase
    assert list(type(collection).objects.in_phase(phase, today=day)) == [collection]


def test_a_period_is_made_longer_with_a_public_reason_never_shorter(bureau):
    collection = make_collection(bureau)

    with pytest.raises(ValidationError, match="征集期限只能延长，不能缩短。"):
        extend_period(collection, closes_on=CLOSES, reason="更多意见", by=bureau.drafter, now=DURING)
    later = CLOSES + datetime.timedelta(days=7)
    extend_period(collection, closes_on=later, reason="应企业要求延长。", by=bureau.drafter, now=DURING)

    assert fresh(collection).closes_on == later
    assert collection.events.get(step="extended").data == {
        "reason": "应企业要求延长。",
        "from": "2026-04-02",
        "to": "2026-04-09",
    }


def test_shipped_rules_name_their_sources_and_are_loaded_once(bureau):
    assert load_rules(by=None, now=MONDAY) == []
    assert CollectionRule.objects.count() == len(CollectionKind)
    assert not CollectionRule.objects.filter(basis="").exists()
    CollectionRule.objects.all().delete()
    with pytest.raises(PermissionDenied):
        load_rules(by=bureau.drafter, now=MONDAY)
    assert len(load_rules(by=bureau.section, now=MONDAY)) == len(CollectionKind)
