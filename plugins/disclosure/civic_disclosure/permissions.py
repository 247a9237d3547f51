"""Who may do what in the catalogue. The structure is the office's; units write items in their own tree (R005, R021).

Wagtail asks the testers from every editing screen, its admin API and its actions. Where Wagtail asks about the plain
`Page` instead (bulk actions, the first step of moving), `guards.py` asks the testers for it.
"""

import datetime
from typing import Any

from wagtail.models import PagePermissionTester

from civic_office.enums import Role
from civic_office.permissions import holds_role, is_superuser


def may_change_structure(user: Any, *, today: datetime.date) -> bool:
    """Superusers and holders of the disclosure section add, change, move and delete columns, and load city tables."""
    return is_superuser(user) or holds_role(user, Role.DISCLOSURE_SECTION, today=today)


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
        from civic_disclosure.domain.queries import holds_items  # plc0415: models ask for their testers

        return holds_items(self.page)

    def has_duties(self) -> bool:
        from civic_disclosure.domain.queries import has_duties  # plc0415: models ask for their testers

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
        from civic_disclosure.domain.queries import was_public  # plc0415: models ask for their testers

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
