"""In what capacity somebody acts on a hot topic: asked by every verb, and by the screens."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from civic_interaction.enums import COLLECTING_ROLES, Part, TextState
from civic_interaction.models import HotTopic, TopicResponse
from civic_interaction.permissions.parts import Parts, choose_part, part_of_office, part_of_reviewer
from civic_office.models import Post
from civic_office.permissions import units_open_to


def topic_parts(by: Any, topic: HotTopic, *, today: datetime.date) -> Parts:
    """`LEAD`: the people of the answering unit; `OFFICE`: the government office's section; `REVIEWER`: whose turn it is."""
    if not by.is_active:
        return {}
    posts = list(Post.objects.held_by(by, today=today).select_related("unit"))
    found = part_of_office(by, posts)
    own = [post for post in posts if post.unit_id == topic.unit_id]
    if any(post.role in COLLECTING_ROLES for post in own):
        found[Part.LEAD] = own[0].unit
    text = response_in(topic, TextState.IN_REVIEW) if topic.pk else None
    if text is not None and (step := text.current_step()) is not None:
        found |= part_of_reviewer(by, posts, text, step, unit_id=topic.unit_id)
    return found


def response_in(topic: HotTopic, *states: str) -> TopicResponse | None:
    responses: Any = topic.responses
    found: TopicResponse | None = responses.filter(state__in=states).order_by("-number").first()
    return found


def require_topic_part(by: Any, topic: HotTopic, *parts: Part, today: datetime.date) -> None:
    refusal = _("This topic is not yours to change in this way.")
    choose_part(topic_parts(by, topic, today=today), parts, refusal=refusal)


def topics_open_to(user: Any, *, today: datetime.date) -> Any:
    """All for the government office; else those of the units in which `user` holds a post: reviewers among them."""
    return HotTopic.objects.filter(unit__in=units_open_to(user, today=today))
