"""What many talk about is answered at once and followed up (热点回应, R137): written, reviewed level by level, published."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_interaction.domain.reviewed_texts import (
    check_return,
    lay_out_levels,
    pass_level,
    return_from_level,
    take_back,
)
from civic_interaction.enums import Part, TextState
from civic_interaction.models import HotTopic, TopicResponse
from civic_interaction.models.public import PublicLetterQuerySet
from civic_interaction.permissions import require_topic_part, response_in
from civic_interaction.signals import topic_published
from civic_office.enums import ReturnReason
from civic_office.history import save_by
from civic_office.workdays import civil_date

LONGEST_RESPONSE = 20_000
WRITERS = (Part.LEAD, Part.OFFICE)


@transaction.atomic
def prepare_topic(
    topic: HotTopic, *, text: str, letters: PublicLetterQuerySet, by: Any, now: datetime.datetime
) -> HotTopic:
    """Keep a new topic with the first words of its response. Raises `ValidationError` by field, `PermissionDenied`."""
    require_topic_part(by, topic, *WRITERS, today=civil_date(now))
    topic.created_by, topic.created_at = by, now
    topic.full_clean()
    save_by(topic, by=by)
    topic.letters.set(letters.public())
    write_response(topic, text=text, by=by, now=now)
    return topic


def change_topic(
    topic: HotTopic, *, letters: PublicLetterQuerySet, by: Any, now: datetime.datetime, **stated: Any
) -> HotTopic:
    """Change title, question, letters and items: before anything is public, under review or approved."""
    with _changing(topic, *WRITERS, by=by, now=now) as locked:
        if locked.published_at is not None or response_in(locked, TextState.IN_REVIEW, TextState.APPROVED):
            raise ValidationError(_("What is public, under review or approved is not changed. Follow it up instead."))
        for name in ("title", "question", "items"):
            setattr(locked, name, stated.get(name, getattr(locked, name)))
        locked.full_clean()
        save_by(locked, by=by)
        locked.letters.set(letters.public())
    return locked


def write_response(topic: HotTopic, *, text: str, by: Any, now: datetime.datetime) -> TopicResponse:
    """Write the next response, or go on with the one that is being written; after the first one it follows that up."""
    if not text.strip() or len(text) > LONGEST_RESPONSE or "\0" in text:
        raise ValidationError(
            {"text": _("Please write between 1 and %(most)d characters.") % {"most": LONGEST_RESPONSE}}
        )
    with _changing(topic, *WRITERS, by=by, now=now) as locked:
        if response_in(locked, TextState.IN_REVIEW, TextState.APPROVED) is not None:
            raise ValidationError(_("A text is under review or approved. Take it back before you change anything."))
        response = response_in(locked, TextState.DRAFT)
        if response is None:
            response = TopicResponse(topic=locked, number=locked.responses.count() + 1)
        response.text, response.author, response.written_at = text, by, now
        response.save()
    return response


def send_response(topic: HotTopic, *, by: Any, now: datetime.datetime) -> TopicResponse:
    """Fix the text that is being written, and lay out the levels of review."""
    with _changing(topic, *WRITERS, by=by, now=now) as locked:
        response = _require(locked, TextState.DRAFT)
        lay_out_levels(response, locked.levels, by=by, now=now)
    return response


def recall_response(topic: HotTopic, *, by: Any, now: datetime.datetime) -> TopicResponse:
    with _changing(topic, *WRITERS, by=by, now=now) as locked:
        response = _require(locked, TextState.IN_REVIEW, TextState.APPROVED)
        take_back(response)
    return response


def approve_response(topic: HotTopic, *, comment: str = "", by: Any, now: datetime.datetime) -> TopicResponse:
    """The reviewer whose turn it is agrees; nobody reviews what they wrote or sent, no level is passed over (R043)."""
    with _changing(topic, Part.REVIEWER, by=by, now=now) as locked:
        response = _require(locked, TextState.IN_REVIEW)
        pass_level(response, comment=comment, by=by, now=now)
    return response


def return_response(
    topic: HotTopic, *, reason: str = ReturnReason.OTHER, comment: str, by: Any, now: datetime.datetime
) -> TopicResponse:
    check_return(reason, comment)
    with _changing(topic, Part.REVIEWER, by=by, now=now) as locked:
        response = _require(locked, TextState.IN_REVIEW)
        return_from_level(response, reason=reason, comment=comment, by=by, now=now)
    return response


def publish_topic(topic: HotTopic, *, by: Any, now: datetime.datetime) -> HotTopic:
    """Show the approved response to the public, by the office's section. The first date of publication stays.

    One that was withdrawn comes back with it.
    """
    with _changing(topic, Part.OFFICE, by=by, now=now) as locked:
        response = _require(locked, TextState.APPROVED)
        response.state, response.published_at = TextState.PUBLISHED, now
        response.save()
        locked.published_at, locked.updated_at = locked.published_at or now, now
        locked.withdrawn_at, locked.withdrawn_reason = None, ""
        save_by(locked, by=by)
        topic_published.send(sender=HotTopic, topic=locked)
    return locked


def withdraw_topic(topic: HotTopic, *, reason: str, by: Any, now: datetime.datetime) -> HotTopic:
    """Take it from the public, with all its responses; the record stays, with the reason."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is withdrawn from the public.")})
    with _changing(topic, Part.OFFICE, by=by, now=now) as locked:
        if not locked.is_public:
            raise ValidationError(_("The topic is not public."))
        locked.withdrawn_at, locked.withdrawn_reason = now, reason.strip()[:200]
        save_by(locked, by=by)
        topic_published.send(sender=HotTopic, topic=locked)
    return locked


@contextmanager
def _changing(topic: HotTopic, *parts: Part, by: Any, now: datetime.datetime) -> Iterator[HotTopic]:
    """Lock → permission → the change. Raises `PermissionDenied`, `ValidationError`; nothing is changed then."""
    if isinstance(by, Part):
        raise PermissionDenied
    with transaction.atomic():
        locked = HotTopic.objects.select_for_update(of=("self",)).select_related("unit").get(pk=topic.pk)
        require_topic_part(by, locked, *parts, today=civil_date(now))
        yield locked


def _require(topic: HotTopic, *states: str) -> TopicResponse:
    response = response_in(topic, *states)
    if response is None:
        sentences = {
            TextState.DRAFT: _("There is no text to send for review."),
            TextState.APPROVED: _("No response has passed review."),
        }
        raise ValidationError(sentences.get(TextState(states[0]), _("Nothing is under review.")))
    return response
