"""Coming to the admin as somebody, and being sent away from it."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def is_refused(response: HttpResponse) -> bool:
    """Wagtail answers a missing permission with a way back to the home screen; programs get 403 or 404."""
    return response.status_code in (403, 404) or (
        response.status_code == 302 and response["Location"] == reverse("wagtailadmin_home")
    )
