from typing import Any

from django.urls import include, path

from tests.projects.addresses import urlpatterns as admin

urlpatterns = [path("api/v1/", include("civic_search.api.urls")), *admin]


def keep_public(endpoints: list[tuple[str, str, str, Any]]) -> list[tuple[str, str, str, Any]]:
    """Wagtail's admin has endpoints of its own."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/v1/")]
