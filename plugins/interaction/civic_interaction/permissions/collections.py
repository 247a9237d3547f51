"""In what capacity somebody acts on an opinion collection: asked by every verb, and by the screens."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from civic_interaction.enums import COLLECTING_ROLES, LEADING_ROLES, Part, TextState
from civic_interaction.models import Collection, TextReview
from civic_interaction.models.reviewed_texts import ReviewedText
from civic_office.enums import OFFICE_ROLES, Role
from civic_office.models import Post, Unit
from civic_office.permissions import decides_for_office, is_superuser, units_open_to


def parts_in(by: Any, collection: Collection, *, today: datetime.date) -> dict[Part, Unit | None]:
    """The parts `by` plays in `collection` today, each with the unit it is played for.

    `LEAD` are the people of the asking unit, `LEADER` its leaders, `OFFICE` the government office's section, `REVIEWER`
    whoever's turn it is. `by` is a person, or `Part.CITIZEN` and `Part.CLOCK`, who are none.
    """
    if isinstance(by, Part):
        return {by: None}
    if not by.is_active:
        return {}
    posts = list(Post.objects.held_by(by, today=today).select_related("unit"))
    found: dict[Part, Unit | None] = {}
    office = next((post.unit for post in posts if post.role == Role.DISCLOSURE_SECTION), None)
    if office is not None or is_superuser(by):
        found[Part.OFFICE] = office
    own = [post for post in posts if post.unit_id == collection.unit_id]
    if any(post.role in COLLECTING_ROLES for post in own):
        found[Part.LEAD] = own[0].unit
    if any(post.role in LEADING_ROLES for post in own):
        found[Part.LEADER] = own[0].unit
    waiting = waiting_step(collection)
    if waiting and (post := reviewing_post(by, waiting[0], collection.unit_id, posts)) is not None:
        found[Part.REVIEWER] = post.unit
    return found


def waiting_step(collection: Collection) -> tuple[ReviewedText, TextReview] | None:
    """The text under review, the draft before the report, and the step whose turn it is."""
    if collection.pk is None:
        return None
    for texts in (collection.versions, collection.reports):
        text = texts.filter(state=TextState.IN_REVIEW).first()
        step = text.current_step() if text is not None else None
        if text is not None and step is not None:
            return text, step
    return None


def reviewing_post(by: Any, text: ReviewedText, unit_id: int, posts: list[Post]) -> Post | None:
    """The post by which `by` decides the step of `text` that waits; nobody reviews what they wrote or sent (R043)."""
    step = text.current_step()
    if step is None or by.pk in {text.author_id, text.sent_for_review_by_id}:
        return None
    role = step.role
    return next(
        (post for post in posts if post.role == role and (role in OFFICE_ROLES or post.unit_id == unit_id)), None
    )


def require_part_in(
    by: Any, collection: Collection, parts: tuple[Part, ...], *, today: datetime.date
) -> tuple[Part, Unit | None]:
    """The first of `parts` that `by` plays; `PermissionDenied` when it is none."""
    played = parts_in(by, collection, today=today)
    part = next((part for part in parts if part in played), None)
    if part is None:
        raise PermissionDenied(_("This collection is not yours to change in this way."))
    return part, played[part]


def collections_open_to(user: Any, *, today: datetime.date) -> Any:
    """All for the government office; else those of the units in which `user` holds a post: reviewers among them."""
    return Collection.objects.filter(unit__in=units_open_to(user, today=today))


def units_collecting(user: Any, *, today: datetime.date) -> Any:
    """The units for which `user` may prepare a collection."""
    if decides_for_office(user, today=today):
        return Unit.objects.active_on(today)
    return Unit.objects.active_on(today).filter(
        pk__in=Post.objects.held_by(user, today=today).filter(role__in=COLLECTING_ROLES).values("unit")
    )


def may_change_rules(user: Any | None, *, today: datetime.date) -> bool:
    """None stands for the operator's command."""
    return user is None or decides_for_office(user, today=today)
