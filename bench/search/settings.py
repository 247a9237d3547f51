"""The reference site, and a table beside it for Wagtail's own search."""

from cms.settings.demo import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "bench.search"]  # noqa: F405
# The peer: Wagtail as it comes. The site itself searches through `civic_search.wagtail_backend`.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
