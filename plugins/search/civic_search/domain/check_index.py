import datetime
import logging

from django.utils import timezone

from civic_search.app_settings import app_settings
from civic_search.domain.rebuild import request_rebuild
from civic_search.domain.renew_lexicon import renew_lexicon
from civic_search.engines import EngineDownError
from civic_search.engines.in_use import engines_in_use
from civic_search.models import EngineHealth, IndexBuild, PendingChange

logger = logging.getLogger("civic_search")


def check_index() -> datetime.datetime | None:
    """Set right what is not: dictionary → outbox → indexes of another dictionary, or none → rebuilds that were cut off.

    Returns when to look again, if an engine could not be asked. Run when a worker starts, and when words changed.
    """
    from civic_search import tasks  # plc0415: tasks import the domain

    renew_lexicon()
    engines = engines_in_use()
    names = [engine.name for engine in engines]
    for model in (PendingChange, EngineHealth):
        model.objects.exclude(engine__in=names).delete()
    is_complete = True
    for engine in engines:
        try:
            if engine.state().fingerprint != renew_lexicon().fingerprint:
                request_rebuild(engine)
        except EngineDownError as error:
            logger.warning("Search engine %s cannot be checked: %s", engine.name, error)
            is_complete = False
    for name in IndexBuild.objects.running().filter(engine__in=names).values_list("engine", flat=True):
        tasks.enqueue_once(tasks.rebuild_index, name)
    if PendingChange.objects.exists():
        tasks.enqueue_once(tasks.write_pending)
    return None if is_complete else timezone.now() + datetime.timedelta(seconds=app_settings.RETRY_SECONDS)
