"""A city in production. Every secret comes from the environment; a missing one stops the start with a sentence."""

import os

from django.core.exceptions import ImproperlyConfigured

from cms.settings.base import *  # noqa: F403

if not os.environ.get("SECRET_KEY"):
    raise ImproperlyConfigured("Set SECRET_KEY to a long random text; the site does not start without it.")
for name in ("PERSONAL_KEYS", "DIGEST_KEY"):
    if not os.environ.get(name):
        raise ImproperlyConfigured(
            f"Set {name}; `run manage make_personal_key` prints a key. Letters are encrypted with it."
        )
# With commas between them: the first encrypts, all of them decrypt.
CIVIC_INTERACTION_PERSONAL_KEYS = os.environ["PERSONAL_KEYS"].split(",")
CIVIC_INTERACTION_DIGEST_KEY = os.environ["DIGEST_KEY"]

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 31536000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Decided outside Django: redirects by the reverse proxy, subdomains and preloading by whoever owns the city's domain.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]

# Notices go by mail; until a server is named here they wait, and their jobs fail after two days.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "noreply@localhost")
