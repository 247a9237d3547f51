"""A site that has search settings, snippets and pictures of its own, and takes nothing of ours but the search of its admin."""

from tests.projects.bare_site import *  # noqa: F403

INSTALLED_APPS = ["tests.projects.notices", "civic_search", "simple_history", "django_tasks_db", *INSTALLED_APPS]  # noqa: F405
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "civic_search.wagtail_backend"},
    "theirs": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False},
}
