"""In what capacity somebody acts on a case: asked by every verb, through `domain/change.py`, and by the screens."""

import datetime
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from civic_interaction.enums import HANDLING_ROLES, AssignmentRank, Part, ReplyState
from civic_interaction.models import Assignment, Case, Channel
from civic_interaction.permissions.parts import Parts, choose_part, part_of_office, part_of_reviewer
from civic_office.enums import LEADING_ROLES
from civic_office.models import Post, Unit
from civic_office.permissions import decides_for_office, is_office_staff, posts_of


def parts_of(by: Any, case: Case, *, today: datetime.date, among: Collection[Part] = tuple(Part)) -> Parts:
    """The parts `by` plays in `case` today, each with the unit it is played for; only those `among` are looked for.

    `by` is a person, or `Part.CITIZEN` and `Part.CLOCK`, who are none. A unit's people play parts in the cases that
    their unit receives, leads or assists in, and in no others.
    """
    if isinstance(by, Part):
        return {by: None}
    if not by.is_active:
        return {}
    posts = list(Post.objects.held_by(by, today=today).select_related("unit"))
    found = part_of_office(by, posts)
    handling = {post.unit_id: post.unit for post in posts if post.role in HANDLING_ROLES}
    if case.desk_id in handling:
        found[Part.DESK] = handling[case.desk_id]
    if case.lead_unit_id in handling:
        found[Part.LEAD] = handling[case.lead_unit_id]
        if any(post.unit_id == case.lead_unit_id and post.role in LEADING_ROLES for post in posts):
            found[Part.LEADER] = handling[case.lead_unit_id]
    if Part.ASSISTING in among and (unit := _assisting_unit(case, handling)) is not None:
        found[Part.ASSISTING] = unit
    return found | (_part_of_reviewer(by, case, posts) if Part.REVIEWER in among else {})


def _assisting_unit(case: Case, handling: dict[int, Unit]) -> Unit | None:
    if not handling or case.pk is None:
        return None
    assisting = case.assignments.active().filter(rank=AssignmentRank.ASSISTING, unit__in=handling)
    return handling.get(assisting.values_list("unit", flat=True).first() or 0)


def _part_of_reviewer(by: Any, case: Case, posts: list[Post]) -> Parts:
    reply = case.replies.filter(state=ReplyState.IN_REVIEW).first() if case.pk is not None else None
    step = reply.current_step() if reply is not None else None
    if reply is None or step is None:
        return {}
    return part_of_reviewer(by, posts, reply, step, unit_id=reply.unit_id)


def require_part(by: Any, case: Case, parts: tuple[Part, ...], *, today: datetime.date) -> tuple[Part, Unit | None]:
    """The first of `parts` that `by` plays; `PermissionDenied` when it is none."""
    refusal = _("This case is not yours to change in this way.")
    return choose_part(parts_of(by, case, today=today, among=parts), parts, refusal=refusal)


def may_see_case(user: Any, case: Case, *, today: datetime.date) -> bool:
    return cases_open_to(user, today=today).filter(pk=case.pk).exists()


def cases_open_to(user: Any, *, today: datetime.date) -> Any:
    """All for the government office; else those that a unit in which `user` handles letters receives, leads or assists in."""
    if is_office_staff(user, today=today):
        return Case.objects.all()
    units = [unit for role, unit in posts_of(user, today=today) if role in HANDLING_ROLES]
    if not units:
        return Case.objects.none()
    # A union, where each part has its index: joined by OR no database would use them.
    received, led = Case.objects.filter(desk__in=units), Case.objects.filter(lead_unit__in=units)
    assisted = Assignment.objects.active().filter(unit__in=units)
    parts = [rows.order_by().values(name) for rows, name in ((received, "pk"), (led, "pk"), (assisted, "case"))]
    return Case.objects.filter(pk__in=parts[0].union(*parts[1:]))


def may_see_sender(user: Any, case: Case, *, today: datetime.date) -> bool:
    """Who has to reach the citizen: the office's section, the receiving unit, the lead unit. Assisting units have not."""
    return bool(parts_of(user, case, today=today).keys() & {Part.OFFICE, Part.DESK, Part.LEAD})


def may_change_channels(user: Any, *, today: datetime.date) -> bool:
    return decides_for_office(user, today=today)


def require_may_change_channels(user: Any | None, *, today: datetime.date) -> None:
    """None stands for the operator's command."""
    if user is not None and not may_change_channels(user, today=today):
        raise PermissionDenied(_("Only the disclosure section of the government office changes channels and limits."))


def may_enter_letters(user: Any, channel: Channel, unit: Unit, *, today: datetime.date) -> bool:
    """Who writes down what came by telephone, post or in person: the office's section and the receiving unit."""
    if decides_for_office(user, today=today):
        return True
    posts = Post.objects.held_by(user, today=today).filter(role__in=HANDLING_ROLES)
    return bool(user.is_active) and posts.filter(unit=channel.desk or unit).exists()
