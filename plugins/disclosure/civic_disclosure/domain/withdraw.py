"""Taking an item from the public, at once and with a reason."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction

from civic_disclosure.domain.record import withdraw_record
from civic_disclosure.models import ItemPage, PublishedItem
from civic_disclosure.permissions import may_withdraw
from civic_office.workdays import civil_date


@transaction.atomic
def withdraw_item(page: ItemPage, *, by: Any, reason: str, now: datetime.datetime) -> PublishedItem:
    """Withdraw a public item: lock → check → the record leaves the public, its row and number stay → announce → unpublish.

    Raises `PermissionDenied`, or `ValidationError` when no reason is given or the item is not public.
    """
    page = ItemPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if not may_withdraw(by, page, today=civil_date(now)):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the item is withdrawn.")})
    if not page.live:
        raise ValidationError(_("This item is not public."))
    record = withdraw_record(PublishedItem.objects.select_for_update().get(pk=page.pk), now=now, reason=reason.strip())
    UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)
    return record
