"""In what capacity somebody acts, on a case or an opinion collection: asked by every verb, and by the screens."""

from civic_interaction.permissions.collections import (
    collections_open_to,
    may_change_rules,
    parts_in,
    require_part_in,
    units_collecting,
    waiting_step,
)
from civic_interaction.permissions.letters import (
    cases_open_to,
    may_change_channels,
    may_enter_letters,
    may_see_case,
    may_see_sender,
    parts_of,
    require_may_change_channels,
    require_part,
)
from civic_interaction.permissions.topics import require_topic_part, response_in, topic_parts, topics_open_to

__all__ = [
    "cases_open_to",
    "collections_open_to",
    "may_change_channels",
    "may_change_rules",
    "may_enter_letters",
    "may_see_case",
    "may_see_sender",
    "parts_in",
    "parts_of",
    "require_may_change_channels",
    "require_part",
    "require_part_in",
    "require_topic_part",
    "response_in",
    "topic_parts",
    "topics_open_to",
    "units_collecting",
    "waiting_step",
]
