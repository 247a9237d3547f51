"""What the parts in a case and in an opinion collection have in common."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied

from civic_interaction.enums import Part
from civic_interaction.models.reviews import ReviewedVersion, ReviewStep
from civic_office.enums import OFFICE_ROLES, Role
from civic_office.models import Post, Unit
from civic_office.permissions import is_superuser

#: Each part that somebody plays, with the unit it is played for.
Parts = dict[Part, Unit | None]


def part_of_office(by: Any, posts: Iterable[Post]) -> Parts:
    """The disclosure section plays the office; a superuser does for no unit at all."""
    section = next((post.unit for post in posts if post.role == Role.DISCLOSURE_SECTION), None)
    return {Part.OFFICE: section} if section is not None or is_superuser(by) else {}


def part_of_reviewer(
    by: Any, posts: Iterable[Post], text: ReviewedVersion, step: ReviewStep, *, unit_id: int | None
) -> Parts:
    """Whose turn it is to decide `step`: the role's holders in the text's unit, or in the office for its roles.

    Nobody reviews what they wrote or sent (R043).
    """
    if by.pk in {text.author_id, text.sent_for_review_by_id}:
        return {}
    deciding = (post for post in posts if post.role == step.role)
    unit = next((post.unit for post in deciding if post.role in OFFICE_ROLES or post.unit_id == unit_id), None)
    return {Part.REVIEWER: unit} if unit is not None else {}


def choose_part(played: Mapping[Part, Unit | None], parts: Sequence[Part], *, refusal: str) -> tuple[Part, Unit | None]:
    """The first of `parts` that is played; `PermissionDenied` with the sentence `refusal` when it is none."""
    part = next((part for part in parts if part in played), None)
    if part is None:
        raise PermissionDenied(refusal)
    return part, played[part]
