"""So many requests of one address in a minute or an hour: one addition in the cache a request.

Behind proxies, `REST_FRAMEWORK["NUM_PROXIES"]` says how many addresses of X-Forwarded-For are ours.
"""

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.throttling import BaseThrottle

MINUTE, HOUR = 60, 3600


class AddressThrottle(BaseThrottle):
    """At most `limit()` requests (0: any number) of one address in `seconds`, counted in whole ones.

    Addresses in `CIVIC_UNCOUNTED_ADDRESSES` are not counted: the public site asks for everybody.
    """

    #: What is counted; each name by itself.
    name: str
    seconds: int
    #: Only requests by this method count; by any if empty.
    method = ""

    def limit(self) -> int:
        raise NotImplementedError

    def allow_request(self, request: Any, view: Any) -> bool:
        address, limit = self.get_ident(request), self.limit()
        if request.method != (self.method or request.method):
            return True
        if not limit or address in settings.CIVIC_UNCOUNTED_ADDRESSES:
            return True
        key = f"civic-{self.name}:{address}:{int(time.time()) // self.seconds}"
        if cache.add(key, 1, timeout=self.seconds + 5):
            return True
        try:
            return cache.incr(key) <= limit
        except ValueError:  # thrown out of the cache between the two calls
            return True

    def wait(self) -> float:
        return self.seconds - time.time() % self.seconds


class ReadingThrottle(AddressThrottle):
    """`CIVIC_READS_PER_MINUTE`, whatever is asked."""

    name, seconds = "reads", MINUTE

    def limit(self) -> int:
        limit: int = settings.CIVIC_READS_PER_MINUTE
        return limit
