"""What `./run` serves: a demo city on this machine, for looking at. Never for the public."""

from cms.settings.base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "demo-only-not-a-secret"  # noqa: S105
CIVIC_DEMO = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"  # noqa: F405
SERVE_PICTURES = True
