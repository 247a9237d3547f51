"""What `./run` serves: a demo city on this machine, for looking at. Never for the public."""

import os

from cms.settings.base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "demo-only-not-a-secret"  # noqa: S105
CIVIC_DEMO = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"  # noqa: F405
SERVE_PICTURES = True
# Where the public site is served beside it: links in feeds and mails lead there.
if os.environ.get("PUBLIC_ADDRESS"):
    CIVIC_INTERACTION_PUBLIC_ADDRESS = os.environ["PUBLIC_ADDRESS"]
