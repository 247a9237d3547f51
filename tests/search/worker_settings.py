"""The suite's settings for workers that keep an index."""

from cms.settings.test import *  # noqa: F403

CIVIC_SEARCH_ENGINES = ("fts5",)
