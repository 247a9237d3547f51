"""Who may open a document: the public only what a public item shows; the staff of a unit also what it keeps inside."""

import datetime
from typing import Any

from wagtail.documents.models import AbstractDocument
from wagtail.models import GroupCollectionPermission

from civic_disclosure.models import PublishedFile
from civic_office.permissions import is_superuser, units_open_to


def may_open_file(document: AbstractDocument, user: Any, *, today: datetime.date) -> bool:
    """The one rule for files of items, whatever address leads to them: drafts, withdrawn items and archived originals
    (R091) stay inside.
    """
    shown = PublishedFile.objects.filter(document_id=document.pk, item__withdrawn_at__isnull=True)
    if shown.exists() or is_superuser(user):
        return True
    kept_by = GroupCollectionPermission.objects.filter(
        collection=document.collection_id, group__civic_access__unit__in=units_open_to(user, today=today)
    )
    return kept_by.exists()
