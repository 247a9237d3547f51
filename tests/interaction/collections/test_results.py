import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from civic_interaction.domain.collections.close import close_collection
from civic_interaction.domain.collections.decide_outcome import decide_opinion
from civic_interaction.domain.collections.publish_result import publish_result, write_report
from civic_interaction.domain.collections.send_to_legal_review import send_to_legal_review
from civic_interaction.domain.collections.sweep import sweep_collections
from civic_interaction.enums import CollectionState, Decision, Moderation
from civic_interaction.models import CollectionClock, CollectionEvent, DraftVersion
from civic_office.domain.recompute_due_dates import recompute_due_dates
from civic_office.models import DueChange
from civic_office.workdays.civil import CHINA
from tests.interaction.collections.asked import (
    AFTER,
    CLOSES,
    DURING,
    fresh,
    give,
    make_collection,
    mark_read,
    report,
    review,
    revise,
    steps_of,
)

MUCH_LATER = datetime.datetime(2026, 7, 1, 9, 0, tzinfo=CHINA)


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


def test_the_clock_for_the_results_runs_from_the_last_day_however_late_that_is_noticed(bureau):
    prompt, late = (make_collection(bureau) for _times in range(2))
    close_collection(prompt, now=AFTER)
    close_collection(late, now=MUCH_LATER)

    # Thirty days after the second of April is the second of May, a holiday until the fifth.
    assert fresh(prompt).due_on == fresh(late).due_on == datetime.date(2026, 5, 6)
    assert fresh(late).closed_at == fresh(prompt).closed_at == datetime.datetime(2026, 4, 3, tzinfo=CHINA)


def test_the_sweep_closes_and_notes_what_is_overdue_once_after_any_downtime(bureau):
    collection = make_collection(bureau)
    make_collection(bureau, CollectionState.DRAFT)

    assert sweep_collections(now=datetime.datetime.combine(CLOSES, datetime.time(23, 59), CHINA)) == {
        "closed": 0,
        "overdue": 0,
    }
    assert sweep_collections(now=MUCH_LATER) == {"closed": 1, "overdue": 1}
    assert sweep_collections(now=MUCH_LATER) == {"closed": 0, "overdue": 0}

    assert fresh(collection).overdue_on == datetime.date(2026, 5, 7)
    assert steps_of(collection)[-2:] == ["closed", "overdue"]


def test_results_in_time_are_never_overdue_and_late_ones_always(bureau):
    for now, overdue_on in ((AFTER, None), (MUCH_LATER, datetime.date(2026, 5, 7))):
        collection = make_collection(bureau, CollectionState.CLOSED)
        report(collection, bureau, now=now)
        assert (fresh(collection).overdue_on, sweep_collections(now=MUCH_LATER)["overdue"]) == (overdue_on, 0)


def test_a_change_of_the_calendar_moves_the_due_date_and_is_recorded(bureau):
    collection = make_collection(bureau, CollectionState.CLOSED)
    clock = CollectionClock.objects.get()
    CollectionClock.objects.update(calendar_version=0, due_on=datetime.date(2026, 5, 2))

    recompute_due_dates(now=DURING)

    assert fresh(clock).due_on == fresh(collection).due_on == datetime.date(2026, 5, 6)
    assert collection.events.get(step="recomputed").data["from"] == "2026-05-02"
    assert DueChange.objects.of_clock(clock).count() == 1


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


def test_a_published_draft_stays_as_it_was_published(bureau):
    collection = make_collection(bureau)

    with pytest.raises(IntegrityError, match="kept as it was written"), transaction.atomic():
        DraftVersion.objects.filter(collection=collection).update(text="改写")
    with pytest.raises(IntegrityError, match="kept as it was written"), transaction.atomic():
        DraftVersion.objects.filter(collection=collection).update(state="draft")


def test_events_stay_as_they_were_written(bureau):
    make_collection(bureau)

    with pytest.raises(IntegrityError, match="kept as it was written"), transaction.atomic():
        CollectionEvent.objects.update(step="cancelled")
    with pytest.raises(TypeError):
        CollectionEvent.objects.first().delete()


def test_after_the_last_day_a_revised_draft_may_show_what_became_of_it_but_takes_no_opinions(bureau):
    collection = make_collection(bureau, CollectionState.CLOSED)

    version = revise(collection, bureau, "第一条　新的内容。", now=AFTER)

    assert version.number == 2
    with pytest.raises(ValidationError):
        give(collection, now=AFTER)
