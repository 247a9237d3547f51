"""The publication gate: nothing reaches the public that was not approved, by whatever path it comes (R080, R081, R088)."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.models import Revision

from civic_disclosure.models import ImportedItem, ItemPage
from civic_office.enums import Role
from civic_office.models import ReviewState
from civic_office.models.review import digest_of

#: Whose approval of the very text no workflow can do without (R080, R084: the leader; R088, 条例第17条: secrecy).
REQUIRED_APPROVALS = frozenset({Role.SECRECY_REVIEWER, Role.SUPERVISING_LEADER})


def roles_required(*, is_important: bool) -> frozenset[Role]:
    """Whose approval a text needs before it may become public; important ones need the office leader's too (R085)."""
    return REQUIRED_APPROVALS | {Role.OFFICE_LEADER} if is_important else REQUIRED_APPROVALS


class GateClosedError(PermissionDenied):
    """A revision would have become public without the approvals it needs."""


def check_gate(page: ItemPage) -> None:
    """Let `page` be saved only if saving it makes nothing public that is not cleared.

    Asked before every save of an item: Wagtail's publish hooks don't fire for the end of a workflow, bulk publishing
    or its API. Importers that go round `save()` ask `uncleared` themselves. Raises `GateClosedError`.
    """
    if not page.live:
        return
    stored = ItemPage.objects.filter(pk=page.pk).values_list("live", "live_revision_id").first()
    if stored == (True, page.live_revision_id):
        return
    if page.live_revision is None or not is_cleared(page.live_revision):
        raise GateClosedError(
            _("“%(title)s” has not passed review: its text needs the approval of the secrecy reviewer and the leader.")
            % {"title": page.title}
        )


def is_cleared(revision: Revision) -> bool:
    """Whether this text was approved: by all of `roles_required`, or as part of an approved import batch."""
    approved = set(ReviewState.objects.approving(revision).values_list("task__unitroletask__role", flat=True))
    required = roles_required(is_important=bool(revision.content.get("is_important")))
    return approved >= required or not uncleared([revision])


def uncleared(revisions: Sequence[Revision]) -> list[Revision]:
    """Those of `revisions` whose very text is no part of an approved import batch. One query."""
    found = ImportedItem.objects.clearing(revision.pk for revision in revisions)
    cleared = set(found.values_list("revision_id", "digest"))
    return [revision for revision in revisions if (revision.pk, digest_of(revision)) not in cleared]
