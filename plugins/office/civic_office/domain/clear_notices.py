"""Old notices, and the record of what was sent, are not kept for ever."""

import datetime

from civic_office.app_settings import app_settings
from civic_office.models import Delivery, Notice


def clear_notices(*, now: datetime.datetime) -> int:
    """Delete notices and settled messages older than `NOTICE_DAYS`, read or not; returns how many notices."""
    before = now - datetime.timedelta(days=app_settings.NOTICE_DAYS)
    Delivery.objects.filter(settled_at__lt=before).delete()
    count, _by_model = Notice.objects.filter(at__lt=before).delete()
    return count
