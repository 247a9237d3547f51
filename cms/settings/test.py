"""The settings the test suite runs with: the reference site, on SQLite or on the PostgreSQL of `DATABASE_URL`."""

from cms.settings.base import *  # noqa: F403

SECRET_KEY = "tests-only"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False
# Tests of passwords switch this on.
CIVIC_OFFICE_PASSWORD_CHANGE_REQUIRED = False
# The embedded engine, also where a server is there for the tests of the other one.
CIVIC_SEARCH_ELASTICSEARCH_URL = ""
CIVIC_INTERACTION_PERSONAL_KEYS = ["dGVzdHMtb25seS1rZXktb2YtcGVyc29uYWwtZGF0YS4="]
CIVIC_INTERACTION_DIGEST_KEY = "dGVzdHMtb25seS1rZXktb2Yta2V5ZWQtZGlnZXN0cy4="
# Nothing is collected for tests.
WHITENOISE_AUTOREFRESH = True

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in production: SQLite in memory locks whole tables between threads.
    VAR.mkdir(exist_ok=True)  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}  # noqa: F405
SERVE_PICTURES = True
# Tests of search switch it on (fixture `search_on`), in a folder of their own.
CIVIC_SEARCH_ENGINES = ()
