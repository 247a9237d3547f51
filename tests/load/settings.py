"""The site as it is served, where nobody is turned away for sending too much: every client comes from one address."""

from cms.settings.demo import *  # noqa: F403
from cms.settings.test import CIVIC_INTERACTION_DIGEST_KEY, CIVIC_INTERACTION_PERSONAL_KEYS, SECRET_KEY

__all__ = ["CIVIC_INTERACTION_DIGEST_KEY", "CIVIC_INTERACTION_PERSONAL_KEYS", "SECRET_KEY"]

# Counted as in production, never refused.
CIVIC_READS_PER_MINUTE = CIVIC_INTERACTION_SENDS_PER_HOUR = CIVIC_INTERACTION_UPLOADS_PER_HOUR = 10**9
CIVIC_SEARCH_ENGINES = ()
# Leases and pauses that somebody can wait for.
CIVIC_OFFICE_JOB_LEASE_SECONDS = CIVIC_OFFICE_NOTICE_CLAIM_SECONDS = 6
CIVIC_OFFICE_JOB_RETRY_SECONDS = 0.1
