"""The site as it is served, where nobody is turned away for sending too much, and nothing else is different."""

from cms.settings.demo import *  # noqa: F403
from tests.load.settings import (  # noqa: F401 (Django reads them here)
    CIVIC_INTERACTION_DIGEST_KEY,
    CIVIC_INTERACTION_PERSONAL_KEYS,
    CIVIC_INTERACTION_SENDS_PER_HOUR,
    CIVIC_INTERACTION_UPLOADS_PER_HOUR,
    CIVIC_READS_PER_MINUTE,
    CIVIC_SEARCH_ENGINES,
    SECRET_KEY,
)
