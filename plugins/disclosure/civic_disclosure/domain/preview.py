"""A draft on the public site, for whoever may edit it, for some minutes.

`keep_draft` is called by Wagtail's preview, which has asked whether its user may edit; its token leads the editor's browser
to the public site, which shows it to the API; `read_draft` asks again, for a right may have ended since.
"""

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from civic_disclosure.addresses import path_of_item
from civic_disclosure.app_settings import app_settings
from civic_disclosure.models import DraftPreview, ItemPage, PublishedItem
from civic_disclosure.permissions import may_preview
from civic_disclosure.rendering.content import content_of
from civic_disclosure.rendering.dress import dress, links_of, setting_of

SALT = "civic_disclosure.preview"


class PreviewError(Exception):
    """A token that opens nothing: `is_late` when it once did."""

    def __init__(self, *, is_late: bool) -> None:
        super().__init__()
        self.is_late = is_late


def keep_draft(item: ItemPage, *, by: Any, now: datetime.datetime) -> str:
    """Keep what the public would read of `item` as it stands in the editor, saved or not; return the token that opens it.

    What has expired, of anybody, is deleted first.
    """
    DraftPreview.objects.filter(made_at__lt=now - _lifetime()).delete()
    draft, _is_new = DraftPreview.objects.update_or_create(
        user=by,
        page_id=item.pk or 0,
        column_id=item.get_parent().pk,
        defaults={"page": page_of_draft(item, now=now), "made_at": now},
    )
    return signing.dumps({"draft": draft.pk, "at": int(now.timestamp())}, salt=SALT)


def read_draft(token: str, *, now: datetime.datetime, today: datetime.date) -> str:
    """The JSON of the draft that `token` opens.

    Raises `PreviewError` for a token that is not ours or has expired, and `PermissionDenied` where whoever made it may
    not edit the item any more.
    """
    try:
        said = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise PreviewError(is_late=False) from error
    draft = DraftPreview.objects.filter(pk=said["draft"], made_at__gte=now - _lifetime()).first()
    if draft is None or said["at"] < (now - _lifetime()).timestamp():
        raise PreviewError(is_late=True)
    user = get_user_model().objects.get(pk=draft.user_id)
    page = Page.objects.filter(pk=draft.page_id or draft.column_id).first()
    if page is None or not may_preview(user, page.specific, today=today):
        raise PermissionDenied
    return draft.page


def page_of_draft(item: ItemPage, *, now: datetime.datetime) -> str:
    """The JSON of an item's page as it would be if it were published `now`; without an index number, if it never was."""
    record = PublishedItem.objects.filter(pk=item.pk).first() if item.pk else None
    record = record or PublishedItem(page_id=item.pk or 0, published_at=now)
    record.updated_at = now
    column = item.get_parent().specific
    dress(record, content_of(item), setting_of(column), links_of_draft(item))
    return record.page


def links_of_draft(item: ItemPage) -> dict[str, Any]:
    """What the item points to as it stands in the editor, and what public items point to it."""
    pk = item.pk or 0
    policies = [one.pk for one in item.interprets.all()]
    wanted = {*policies, item.successor_id} - {None}
    titles = dict(PublishedItem.objects.public().filter(pk__in=wanted).values_list("pk", "title"))
    ties = {other: {"id": other, "title": title, "url": path_of_item(other)} for other, title in titles.items()}
    return {
        **links_of([pk])[pk],
        "policies": [ties[policy] for policy in policies if policy in ties],
        "successor": ties.get(item.successor_id),
    }


def _lifetime() -> datetime.timedelta:
    return datetime.timedelta(seconds=app_settings.PREVIEW_SECONDS)
