"""Absolute addresses of the public site, which feeds and sitemaps must give."""

from django.http import HttpRequest

from civic_disclosure.models import SiteFacts


def public_root(request: HttpRequest, facts: SiteFacts) -> str:
    """Where the public site is: the domain of the website, or where this request came in when none is entered."""
    if facts.domain:
        domain = facts.domain.rstrip("/")
        return domain if "://" in domain else f"https://{domain}"
    return request.build_absolute_uri("/").rstrip("/")
