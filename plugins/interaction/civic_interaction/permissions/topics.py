"""In what capacity somebody acts on a hot topic: asked by every verb, and by the screens."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from civic_interaction.enums import COLLECTING_ROLES, Part, TextState
from civic_interaction.models import HotTopic, TopicResponse
from civic_interaction.permissions.collections import reviewing_post
from civic_office.enums import Role
from civic_office.models import Post
from civic_office.permissions import is_superuser, units_open_to

WRITERS = frozenset({Part.LEAD, Part.OFFICE})


def topic_parts(by: Any, topic: HotTopic, *, today: datetime.date) -> frozenset[Part]:
    """`LEAD`: the people of the answering unit; `OFFICE`: the government office's section; `REVIEWER`: whose turn it is."""
    if not by.is_active:
        return frozenset()
    posts = list(Post.objects.held_by(by, today=today).select_related("unit"))
    found: set[Part] = set()
    if is_superuser(by) or any(post.role == Role.DISCLOSURE_SECTION for post in posts):
        found.add(Part.OFFICE)
    if any(post.unit_id == topic.unit_id and post.role in COLLECTING_ROLES for post in posts):
        found.add(Part.LEAD)
    text = response_in(topic, TextState.IN_REVIEW) if topic.pk else None
    if text is not None and reviewing_post(by, text, topic.unit_id, posts) is not None:
        found.add(Part.REVIEWER)
    return frozenset(found)


def response_in(topic: HotTopic, *states: str) -> TopicResponse | None:
    responses: Any = topic.responses
    found: TopicResponse | None = responses.filter(state__in=states).order_by("-number").first()
    return found


def require_topic_part(by: Any, topic: HotTopic, *parts: Part, today: datetime.date) -> None:
    if not topic_parts(by, topic, today=today) & set(parts):
        raise PermissionDenied(_("This topic is not yours to change in this way."))


def topics_open_to(user: Any, *, today: datetime.date) -> Any:
    """All for the government office; else those of the units in which `user` holds a post: reviewers among them."""
    return HotTopic.objects.filter(unit__in=units_open_to(user, today=today))
