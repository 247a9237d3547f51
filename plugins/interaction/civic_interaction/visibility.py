"""The one visibility policy: what the public may see of letters and of what is made of them. Every channel asks here, and reads nothing else.

List, page, history, feed, tables, sitemap, search hit, highlight and suggestion all begin with `public_letters`. What the
citizen sees of the own case by query code is `domain/track_letter.py`; the two have nothing in common.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Greatest

from civic_interaction.models import Collection, CommonQuestion, HotTopic, PublicLetter, TopicResponse
from civic_interaction.models.common_questions import CommonQuestionQuerySet
from civic_interaction.models.hot_topics import HotTopicQuerySet
from civic_interaction.models.public import PublicLetterQuerySet


def public_letters() -> PublicLetterQuerySet:
    """Letters that are public at this moment."""
    return PublicLetter.objects.public()


def public_questions() -> CommonQuestionQuerySet:
    """Common questions that are public at this moment."""
    return CommonQuestion.objects.public()


def public_topics() -> HotTopicQuerySet:
    """Hot topics that are public at this moment."""
    return HotTopic.objects.public()


def public_responses(topics: Iterable[HotTopic]) -> list[TopicResponse]:
    """What is said of topics that are public: the published responses, the newest first."""
    published = TopicResponse.objects.published().filter(
        topic__in=public_topics().filter(pk__in=[t.pk for t in topics])
    )
    return list(published.order_by("topic", "-number"))


def public_collections() -> QuerySet[Collection]:
    """Announced opinion collections, each with the moment of its last public step as `changed_at`."""
    changed = Greatest("announced_at", Coalesce("reported_at", "announced_at"), Coalesce("closed_at", "announced_at"))
    return Collection.objects.public().annotate(changed_at=changed)


def was_topic_public(topic_id: int) -> bool:
    return HotTopic.objects.filter(pk=topic_id, published_at__isnull=False).exists()


def was_public(letter_id: int) -> bool:
    """Whether the public knew this address once; of what was there nothing is said."""
    return PublicLetter.objects.filter(pk=letter_id).exists()


@dataclass(frozen=True, slots=True)
class PublicVersion:
    """What was public from one moment until another; `until` is None for the version that is public now.

    `answer` is None where it is not shown any more.
    """

    number: int
    since: datetime.datetime
    until: datetime.datetime | None
    correction: str
    answer: str | None


def public_versions(letter_id: int) -> list[PublicVersion]:
    """The versions of a public letter, the newest first; [] when it is not public.

    1. What was withdrawn stays withdrawn: only versions since the last withdrawal.
    2. Title and letter are shown as they are masked today, on the letter's page, and in no older form: older versions of
       them differ in nothing but in how much was covered.
    3. An older answer is shown while every later version brought another reply. A version that brought none covered
       more: what it covered may stand in the older ones too, so none of these is shown any more.
    """
    if not public_letters().filter(pk=letter_id).exists():
        return []
    return list(_walk_back(_records_since_withdrawal(letter_id)))


def _records_since_withdrawal(letter_id: int) -> list[PublicLetter]:
    records: list[PublicLetter] = []
    history = PublicLetter.history.filter(case=letter_id).order_by("history_date", "history_id")
    for record in history.only("version", "reply_id", "updated_at", "correction", "answer", "withdrawn_at"):
        if record.withdrawn_at is not None:
            records = []
        else:
            records.append(record)
    return records


def _walk_back(records: list[PublicLetter]) -> Iterator[PublicVersion]:
    until, is_shown = None, True
    for number in range(len(records) - 1, -1, -1):
        record = records[number]
        answer = record.answer if is_shown else None
        yield PublicVersion(record.version, record.updated_at, until, record.correction if number else "", answer)
        is_shown = is_shown and number > 0 and records[number - 1].reply_id != record.reply_id
        until = record.updated_at
