"""The settings of worker processes in tests: leases and pauses that a test can wait for."""

from cms.settings.test import *  # noqa: F403

CIVIC_OFFICE_JOB_LEASE_SECONDS = 4
CIVIC_OFFICE_JOB_RETRY_SECONDS = 0.1
CIVIC_OFFICE_JOB_ATTEMPTS = 3
