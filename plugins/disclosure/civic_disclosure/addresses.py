"""Where the public site is, and where on it a page of the catalogue is read: by its number, never by its place in a tree."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest

if TYPE_CHECKING:
    from civic_disclosure.models import SiteFacts


def public_root(request: HttpRequest | None, facts: "SiteFacts") -> str:
    """The domain of the website; where none is entered, the address at which this request, or else the admin, is found."""
    if facts.domain:
        domain = facts.domain.rstrip("/")
        return domain if "://" in domain else f"https://{domain}"
    root = settings.WAGTAILADMIN_BASE_URL if request is None else request.build_absolute_uri("/")
    return root.rstrip("/")


def path_of_item(page_id: int) -> str:
    return f"/items/{page_id}/"


def path_of_column(page_id: int) -> str:
    return f"/columns/{page_id}/"
