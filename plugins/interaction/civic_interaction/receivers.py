"""Reactions to what the office announces. One call each; see `domain/`."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from civic_interaction import tasks
from civic_interaction.domain.collections import follow_moved_clock as following
from civic_interaction.domain.duty.follow_posts import leave_duty
from civic_interaction.domain.duty.plan import keep_rosters
from civic_interaction.domain.follow_calendar import follow_calendar
from civic_interaction.domain.render_again import COPIED
from civic_interaction.models import CaseClock, Collection, CollectionClock, CommonQuestion, HotTopic, PublicLetter
from civic_interaction.search import CollectionSource, LetterSource, QuestionSource, TopicSource
from civic_interaction.visibility import public_collections, public_letters, public_questions, public_topics
from civic_office.models import CalendarVersion, DueChange, Post, Unit, UnitAlias
from civic_search.domain.note_change import note_change


def follow_moved_clocks(changes: Sequence[tuple[CaseClock, DueChange]], **kwargs: Any) -> None:
    follow_calendar(changes, now=changes[0][1].changed_at)


def follow_moved_results(changes: Sequence[tuple[CollectionClock, DueChange]], **kwargs: Any) -> None:
    for clock, change in changes:
        following.follow_moved_clock(clock, change, now=change.changed_at)


def note_collection_for_search(collection: Collection, **kwargs: Any) -> None:
    if collection.is_public:
        note_change(CollectionSource.kind, [str(collection.pk)])


def note_question_for_search(question: CommonQuestion, **kwargs: Any) -> None:
    note_change(QuestionSource.kind, [str(question.pk)])


def note_topic_for_search(topic: HotTopic, **kwargs: Any) -> None:
    note_change(TopicSource.kind, [str(topic.pk)])


def note_copied_before_save(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Note on the instance whether a name that public letters copy is about to change."""
    fields = COPIED[sender]
    stored = None if raw else sender._base_manager.filter(pk=instance.pk).values_list(*fields).first()
    instance.letters_copied_changed = stored is not None and stored != tuple(getattr(instance, one) for one in fields)


def render_after_save(sender: Any, instance: Any, **kwargs: Any) -> None:
    if instance.letters_copied_changed:
        tasks.enqueue_rendering(instance)


def render_after_alias(instance: UnitAlias, **kwargs: Any) -> None:
    """A unit's other name came or went: what it answered is found by it."""
    note_names_for_search(instance.unit)


def note_names_for_search(owner: Any, **kwargs: Any) -> None:
    """Everything public that is found by the name of this unit or channel."""
    named = {"unit" if isinstance(owner, Unit) else "channel": owner}
    note_change(LetterSource.kind, _keys(public_letters().filter(**named)))
    note_change(QuestionSource.kind, _keys(public_questions().filter(**named)))
    if isinstance(owner, Unit):
        note_change(TopicSource.kind, _keys(public_topics().filter(**named)))
        note_change(CollectionSource.kind, _keys(public_collections().filter(**named)))


def _keys(rows: Any) -> list[str]:
    return [str(pk) for pk in rows.order_by("pk").values_list("pk", flat=True)]


def note_letter_for_search(letter: PublicLetter, **kwargs: Any) -> None:
    note_change(LetterSource.kind, [str(letter.pk)])


def leave_duty_with_post(post: Post, **kwargs: Any) -> None:
    leave_duty(post, now=timezone.now(), today=kwargs["today"])


def keep_rosters_to_calendar(version: CalendarVersion, **kwargs: Any) -> None:
    keep_rosters(now=version.made_at)
