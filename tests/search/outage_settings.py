"""The suite's settings for workers that keep the indexes of two engines."""

import os

from cms.settings.test import *  # noqa: F403

CIVIC_SEARCH_ENGINES = tuple(os.environ["SEARCH_ENGINES"].split(","))
CIVIC_SEARCH_ELASTICSEARCH_URL = os.environ["SEARCH_NODE"]
CIVIC_SEARCH_ELASTICSEARCH_INDEX = os.environ["SEARCH_INDEX"]
CIVIC_SEARCH_ELASTICSEARCH_TIMEOUT = 2
CIVIC_SEARCH_RETRY_SECONDS = 6
