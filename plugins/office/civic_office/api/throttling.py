import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.throttling import BaseThrottle

MINUTE = 60


class ReadingThrottle(BaseThrottle):
    """So many requests of one address in a minute, counted in whole minutes: one addition in the cache a request.

    Settings: `CIVIC_READS_PER_MINUTE`; `CIVIC_UNCOUNTED_ADDRESSES`, for the public site that asks for everybody.
    Behind proxies, `REST_FRAMEWORK["NUM_PROXIES"]` says how many addresses of X-Forwarded-For are ours.
    """

    def allow_request(self, request: Any, view: Any) -> bool:
        limit: int = settings.CIVIC_READS_PER_MINUTE
        address = self.get_ident(request)
        if not limit or address in settings.CIVIC_UNCOUNTED_ADDRESSES:
            return True
        key = f"civic-reads:{address}:{int(time.time()) // MINUTE}"
        if cache.add(key, 1, timeout=MINUTE + 5):
            return True
        try:
            return cache.incr(key) <= limit
        except ValueError:  # thrown out of the cache between the two calls
            return True

    def wait(self) -> float:
        return MINUTE - time.time() % MINUTE
