"""What every question is read with is there before the first one."""

import logging

from django.db import DatabaseError

from civic_search.lexicon import current_reading
from civic_search.vocabulary import current_vocabulary

logger = logging.getLogger(__name__)


def warm_up() -> bool:
    """Read dictionary, synonyms and vocabulary, so that a process answers its first question as fast as any other.

    For the site's WSGI module, before the server forks: its processes then share what was read. Whoever calls it closes
    the database's connections afterwards, no process may use another's. Returns whether all was read; a database that
    is not ready is no reason not to start, the first question will read it.
    """
    try:
        current_reading().pipeline.parse("预算")
        current_vocabulary()
    except DatabaseError:
        logger.warning("The dictionary of search could not be read at the start; the first question will read it.")
        return False
    return True
