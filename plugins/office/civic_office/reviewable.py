"""What an object must say of itself to be reviewed on the office's screens: items today, replies tomorrow."""

from typing import Any, Protocol

from django.utils import timezone

from civic_office.enums import OFFICE_ROLES
from civic_office.models import Post, ReviewState, Unit
from civic_office.models.review import under_review
from civic_office.workdays import civil_date


class Reviewable(Protocol):
    """A model with drafts, revisions and a workflow whose tasks are `UnitRoleTask`s."""

    #: Of importance for the whole city: steps that are `important_only` are not skipped.
    is_important: bool

    @property
    def owning_unit(self) -> Unit | None:
        """The unit whose people review it."""

    def render_for_review(self, request: Any) -> str:
        """Safe HTML of what will become public."""

    def remarks_for_review(self) -> list[str]:
        """What reviewers should know before they decide; mostly nothing."""


def may_see_review(state: ReviewState, user: Any) -> bool:
    """Superusers, the government office, and everyone with a post in the unit that owns the object."""
    if not user.is_active:
        return False
    posts = Post.objects.held_by(user, today=civil_date(timezone.now()))
    unit = getattr(under_review(state.workflow_state), "owning_unit", None)
    return user.is_superuser or posts.filter(role__in=OFFICE_ROLES).exists() or posts.filter(unit=unit).exists()
