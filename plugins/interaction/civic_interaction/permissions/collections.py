"""In what capacity somebody acts on an opinion collection: asked by every verb, and by the screens."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from civic_interaction.enums import COLLECTING_ROLES, Part, TextState
from civic_interaction.models import Collection, TextReview
from civic_interaction.models.reviewed_texts import ReviewedText
from civic_interaction.permissions.parts import Parts, choose_part, part_of_office, part_of_reviewer
from civic_office.enums import LEADING_ROLES
from civic_office.models import Post, Unit
from civic_office.permissions import decides_for_office, units_open_to


def parts_in(by: Any, collection: Collection, *, today: datetime.date) -> Parts:
    """The parts `by` plays in `collection` today, each with the unit it is played for.

    `LEAD` are the people of the asking unit, `LEADER` its leaders, `OFFICE` the government office's section, `REVIEWER`
    whoever's turn it is. `by` is a person, or `Part.CITIZEN` and `Part.CLOCK`, who are none.
    """
    if isinstance(by, Part):
        return {by: None}
    if not by.is_active:
        return {}
    posts = list(Post.objects.held_by(by, today=today).select_related("unit"))
    found = part_of_office(by, posts)
    own = [post for post in posts if post.unit_id == collection.unit_id]
    if any(post.role in COLLECTING_ROLES for post in own):
        found[Part.LEAD] = own[0].unit
    if any(post.role in LEADING_ROLES for post in own):
        found[Part.LEADER] = own[0].unit
    if (waiting := waiting_step(collection)) is not None:
        found |= part_of_reviewer(by, posts, *waiting, unit_id=collection.unit_id)
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


def require_part_in(
    by: Any, collection: Collection, parts: tuple[Part, ...], *, today: datetime.date
) -> tuple[Part, Unit | None]:
    """The first of `parts` that `by` plays; `PermissionDenied` when it is none."""
    refusal = _("This collection is not yours to change in this way.")
    return choose_part(parts_in(by, collection, today=today), parts, refusal=refusal)


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
