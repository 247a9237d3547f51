"""Whose a thing is: the holders of the posts concerned, today. Asked once for each unit while many events are told."""

import datetime

from civic_interaction.enums import COLLECTING_ROLES
from civic_interaction.models import Case, Reply, ReplyReview
from civic_office.enums import LEADING_ROLES, Role
from civic_office.models import Post, Unit

DESK_ROLES = frozenset({Role.CASE_HANDLER, Role.DISCLOSURE_SECTION})


class People:
    """Sets of primary keys of people. Who works comes first; where a unit has nobody for it, its leaders stand in."""

    def __init__(self, *, today: datetime.date) -> None:
        self.today = today
        self._posts: dict[int, list[tuple[str, int]]] = {}
        self._section: set[int] | None = None

    def holders(self, unit_id: int | None, roles: frozenset[Role]) -> set[int]:
        if unit_id is None:
            return set()
        if unit_id not in self._posts:
            held = Post.objects.held_on(self.today).filter(unit=unit_id, user__is_active=True)
            self._posts[unit_id] = list(held.values_list("role", "user"))
        return {user for role, user in self._posts[unit_id] if role in roles}

    def leaders(self, unit_id: int | None) -> set[int]:
        return self.holders(unit_id, LEADING_ROLES)

    def handlers(self, unit_id: int | None) -> set[int]:
        return self.holders(unit_id, frozenset({Role.CASE_HANDLER})) or self.leaders(unit_id)

    def desk(self, unit_id: int | None) -> set[int]:
        """Who accepts and assigns in a unit; for one without people of its own, the government office's section."""
        return self.holders(unit_id, DESK_ROLES) or self.leaders(unit_id) or self.section()

    def collectors(self, unit_id: int) -> set[int]:
        return self.holders(unit_id, COLLECTING_ROLES - LEADING_ROLES) or self.leaders(unit_id)

    def section(self) -> set[int]:
        """The government office's section."""
        if self._section is None:
            posts = Post.objects.held_on(self.today).filter(role=Role.DISCLOSURE_SECTION, user__is_active=True)
            self._section = set(posts.values_list("user", flat=True))
        return self._section

    def working_on(self, case: Case) -> set[int]:
        """Who works on the answer: the named handler, else the lead unit; before it is assigned, the desk."""
        if case.lead_unit_id is None:
            return self.desk(case.desk_id)
        if case.handler_id is not None and case.handler_id in self._everybody_in(case.lead_unit_id):
            return {case.handler_id}
        return self.handlers(case.lead_unit_id)

    def _everybody_in(self, unit_id: int) -> set[int]:
        return self.holders(unit_id, frozenset(Role))

    def reviewing(self, role: str, unit: Unit | None, *, authors: set[int | None]) -> set[int]:
        """Who may decide a step of review; nobody reviews what they wrote or sent (R043)."""
        posts = Post.objects.with_role_for(role, unit, today=self.today).filter(user__is_active=True)
        return {user for user in posts.values_list("user", flat=True) if user not in authors}

    def waiting_reviewers(self, case: Case) -> tuple[ReplyReview | None, Reply | None, set[int]]:
        """The step of review whose turn it is now, its reply, and who may decide it."""
        step = (
            ReplyReview.objects.waiting()
            .filter(reply__case=case)
            .select_related("reply__unit")
            .order_by("level")
            .first()
        )
        if step is None:
            return None, None, set()
        authors = {step.reply.author_id, step.reply.sent_for_review_by_id}
        return step, step.reply, self.reviewing(step.role, step.reply.unit, authors=authors)
