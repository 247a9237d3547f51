"""Reactions to what the office announces. One call each; see `domain/`."""

from typing import Any

from django.utils import timezone

from civic_interaction.domain.collections import follow_moved_clock as following
from civic_interaction.domain.duty.follow_posts import leave_duty
from civic_interaction.domain.duty.plan import keep_rosters
from civic_interaction.domain.follow_calendar import follow_calendar
from civic_interaction.models import CaseClock, Collection, CollectionClock, PublicLetter
from civic_interaction.search import CollectionSource, LetterSource
from civic_office.models import CalendarVersion, DueChange, Post
from civic_search.domain.note_change import note_change


def follow_moved_clock(clock: CaseClock, change: DueChange, **kwargs: Any) -> None:
    follow_calendar(clock, change, now=change.changed_at)


def follow_moved_results(clock: CollectionClock, change: DueChange, **kwargs: Any) -> None:
    following.follow_moved_clock(clock, change, now=change.changed_at)


def note_collection_for_search(collection: Collection, **kwargs: Any) -> None:
    if collection.is_public:
        note_change(CollectionSource.kind, [str(collection.pk)])


def note_letter_for_search(letter: PublicLetter, **kwargs: Any) -> None:
    note_change(LetterSource.kind, [str(letter.pk)])


def leave_duty_with_post(post: Post, **kwargs: Any) -> None:
    leave_duty(post, now=timezone.now(), today=kwargs["today"])


def keep_rosters_to_calendar(version: CalendarVersion, **kwargs: Any) -> None:
    keep_rosters(now=version.made_at)
