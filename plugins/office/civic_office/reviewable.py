"""What an object must say of itself to be reviewed on the office's screens: items today, replies tomorrow."""

from typing import Any, Protocol

from civic_office.models import Unit


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
