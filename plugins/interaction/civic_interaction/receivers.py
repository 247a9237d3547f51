"""Reactions to what the office announces. One call each; see `domain/`."""

from typing import Any

from civic_interaction.domain.collections import follow_moved_clock as following
from civic_interaction.domain.follow_calendar import follow_calendar
from civic_interaction.models import CaseClock, Collection, CollectionClock, CommonQuestion, PublicLetter
from civic_interaction.search import CollectionSource, LetterSource, QuestionSource
from civic_office.models import DueChange
from civic_search.domain.note_change import note_change


def follow_moved_clock(clock: CaseClock, change: DueChange, **kwargs: Any) -> None:
    follow_calendar(clock, change, now=change.changed_at)


def follow_moved_results(clock: CollectionClock, change: DueChange, **kwargs: Any) -> None:
    following.follow_moved_clock(clock, change, now=change.changed_at)


def note_collection_for_search(collection: Collection, **kwargs: Any) -> None:
    if collection.is_public:
        note_change(CollectionSource.kind, [str(collection.pk)])


def note_question_for_search(question: CommonQuestion, **kwargs: Any) -> None:
    note_change(QuestionSource.kind, [str(question.pk)])


def note_letter_for_search(letter: PublicLetter, **kwargs: Any) -> None:
    note_change(LetterSource.kind, [str(letter.pk)])
