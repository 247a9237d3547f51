"""The settings of processes that work after a new key has come first."""

from tests.office.job_settings import *  # noqa: F403

CIVIC_INTERACTION_PERSONAL_KEYS = ["bmV3OiBhIGtleSB0aGF0IHRlc3RzIHJvdGF0ZSB0by4=", *CIVIC_INTERACTION_PERSONAL_KEYS]  # noqa: F405
