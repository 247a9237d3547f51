"""Who may do what in the catalogue. The structure is the office's; units write items in their own tree (R005, R021).

Domain functions and views ask the `may_…` questions. Of pages Wagtail asks the testers from every editing screen, its
admin API and its actions. Where Wagtail asks about the plain `Page` instead (bulk actions, the first step of moving),
`guards.py` asks the testers for it. Of plain models Wagtail asks `policies.py`.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from wagtail.documents.models import AbstractDocument
from wagtail.models import GroupCollectionPermission, PagePermissionTester

from civic_disclosure.domain.queries import has_duties, holds_items, was_public
from civic_disclosure.models import ItemPage, PublishedFile
from civic_office.enums import LEADING_ROLES, WRITING_ROLES
from civic_office.models import Unit
from civic_office.permissions import decides_for_office, holds_role, is_superuser, units_open_to


def may_change_structure(user: Any, *, today: datetime.date) -> bool:
    """Who decides for the office adds, changes, moves and deletes columns, and loads city tables."""
    return decides_for_office(user, today=today)


def may_withdraw(user: Any, page: ItemPage, *, today: datetime.date) -> bool:
    """Who decides for the office everywhere; the leaders of the item's unit."""
    return _acts_for(user, page.owning_unit, LEADING_ROLES, today=today)


def may_preview(user: Any, page: Any, *, today: datetime.date) -> bool:
    """Of an item who edits it or has it for review; of a column, for an item that is not saved yet, who adds to it."""
    if not user.is_active:
        return False
    if not isinstance(page, ItemPage):
        return bool(page.permissions_for_user(user).can_add_subpage())
    step = page.current_workflow_task
    return ItemTester(user, page, today=today).can_edit() or (
        step is not None and bool(step.specific.user_can_access_editor(page, user))
    )


def may_prepare_import(user: Any, unit: Unit, *, today: datetime.date) -> bool:
    """Who writes in the unit prepares batches for it."""
    return is_superuser(user) or holds_role(user, *WRITING_ROLES, unit=unit, today=today)


def may_write_note(user: Any, unit: Unit | None, *, today: datetime.date) -> bool:
    """Who writes in the unit proposes the status notes of its columns; the disclosure section those of all."""
    return _acts_for(user, unit, WRITING_ROLES, today=today)


def may_approve_note(user: Any, unit: Unit | None, *, today: datetime.date) -> bool:
    """The unit's leaders, and who decides for the office."""
    return _acts_for(user, unit, LEADING_ROLES, today=today)


def _acts_for(user: Any, unit: Unit | None, roles: Iterable[str], *, today: datetime.date) -> bool:
    """Whether `user` holds one of `roles` in the unit, or decides for the office."""
    if decides_for_office(user, today=today):
        return True
    return unit is not None and holds_role(user, *roles, unit=unit, today=today)


def may_open_file(user: Any, document: AbstractDocument, *, today: datetime.date) -> bool:
    """The public only what a public item shows; the staff of a unit also what it keeps inside.

    The one rule for files of items, whatever address leads to them: drafts, withdrawn items and archived originals
    (R091) stay inside.
    """
    shown = PublishedFile.objects.filter(document_id=document.pk, item__withdrawn_at__isnull=True)
    if shown.exists() or is_superuser(user):
        return True
    kept_by = GroupCollectionPermission.objects.filter(
        collection=document.collection_id, group__civic_access__unit__in=units_open_to(user, today=today)
    )
    return kept_by.exists()


class CatalogueTester(PagePermissionTester):
    """Permissions on columns and on what holds them: all of it is the office's."""

    permissions: set[str] = set()

    def __init__(self, user: Any, page: Any, *, today: datetime.date) -> None:
        super().__init__(user, page)
        self.today = today
        self._is_office: bool | None = None

    @property
    def is_office(self) -> bool:
        if self._is_office is None:
            self._is_office = may_change_structure(self.user, today=self.today)
        return self._is_office

    def can_add_subpage(self) -> bool:
        if not self.takes_subpages():
            return False
        if self.is_office:
            return True
        return self.user.is_active and self.holds_items_itself() and "add" in self.permissions

    def takes_subpages(self) -> bool:
        page = self.page.specific
        return any(model.can_create_at(page) for model in type(page).creatable_subpage_models())

    def holds_items_itself(self) -> bool:
        """Whether items stand directly below this page; units add below such pages only."""
        return "civic_disclosure.ItemPage" in self.page.specific_class.subpage_types

    def can_edit(self) -> bool:
        return self.is_office and not self.page_is_root

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return self.can_move() and not self.has_duties()

    def can_move(self) -> bool:
        return self.is_office and not self.page_is_root and not self.holds_items()

    def can_move_to(self, destination: Any) -> bool:
        if not self.can_move() or self.page == destination or destination.is_descendant_of(self.page):
            return False
        return self.page.is_child_of(destination) or self.page.specific.can_move_to(destination)

    def holds_items(self) -> bool:
        return holds_items(self.page)

    def has_duties(self) -> bool:
        return has_duties(self.page)

    def can_publish(self) -> bool:
        return self.is_office and not self.page_is_root

    def can_unpublish(self) -> bool:
        return self.can_publish() and self.page.live and not self.holds_items()

    def can_publish_subpage(self) -> bool:
        return self.is_office

    def can_reorder_children(self) -> bool:
        return self.is_office

    def can_submit_for_moderation(self) -> bool:
        return False

    def can_lock(self) -> bool:
        return False

    def can_unlock(self) -> bool:
        return self.is_office

    def can_set_view_restrictions(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return self.is_office


class ItemTester(CatalogueTester):
    """Items reach the public through review only, so nobody — a superuser included — is offered to publish one.

    Writers of the unit edit; the office edits everywhere. What was public once is withdrawn, never deleted; an item
    under review stays where it is until it is decided or taken back.
    """

    def can_add_subpage(self) -> bool:
        return False

    def can_edit(self) -> bool:
        return PagePermissionTester.can_edit(self) or self.is_office

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        if self.page.live or self.page.workflow_in_progress or self.was_public():
            return False
        return self.may_tidy_away(ignore_bulk=ignore_bulk)

    def may_tidy_away(self, *, ignore_bulk: bool) -> bool:
        """The right alone, whatever state the item is in: the office's, and that of the unit's writers."""
        if not self.user.is_active:
            return False
        return self.is_office or PagePermissionTester.can_delete(self, ignore_bulk=ignore_bulk)

    def was_public(self) -> bool:
        return was_public(self.page)

    def can_move(self) -> bool:
        if self.page.workflow_in_progress:
            return False
        return self.is_office if self.page.live else self.may_tidy_away(ignore_bulk=True)

    def can_move_to(self, destination: Any) -> bool:
        if not self.can_move() or not self.page.specific.can_move_to(destination):
            return False
        there = destination.specific.permissions_for_user(self.user)
        return self.is_office or ("add" in there.permissions and there.can_add_subpage())

    def can_copy(self) -> bool:
        return self.can_edit()

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_unschedule(self) -> bool:
        return False

    def can_submit_for_moderation(self) -> bool:
        return PagePermissionTester.can_submit_for_moderation(self) and self.can_edit()

    def can_lock(self) -> bool:
        return self.is_office
