from typing import Any

from django.apps import apps as installed_apps
from django.utils import timezone

from civic_office.domain.seed_calendar import seed_calendar


def seed_calendar_after_migrate(*, using: str, apps: Any = installed_apps, **kwargs: Any) -> None:
    """A database that has just got the office's tables gets the published years (Django's `post_migrate`).

    `flush` sends the signal as well, without `apps`. Migrated back to before the tables, there is nothing to seed.
    """
    if using == "default" and "holidaynotice" in apps.all_models["civic_office"]:
        seed_calendar(now=timezone.now())
