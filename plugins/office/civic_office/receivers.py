from typing import Any

from django.apps import apps as installed_apps
from django.utils import timezone

from civic_office.domain.notice_texts import seed_notice_templates
from civic_office.domain.seed_calendar import seed_calendar
from civic_office.domain.tell_review import tell_reviewers


def seed_calendar_after_migrate(*, using: str, apps: Any = installed_apps, **kwargs: Any) -> None:
    """A database that has just got the office's tables gets the published years (Django's `post_migrate`).

    `flush` sends the signal as well, without `apps`. Migrated back to before the tables, there is nothing to seed.
    """
    if using == "default" and "holidaynotice" in apps.all_models["civic_office"]:
        seed_calendar(now=timezone.now())


def seed_notice_templates_after_migrate(*, using: str, apps: Any = installed_apps, **kwargs: Any) -> None:
    """Kinds of notice that came with this version get their texts."""
    if using == "default" and "noticetemplate" in apps.all_models["civic_office"]:
        seed_notice_templates()


def tell_of_step(*, instance: Any, user: Any = None, **kwargs: Any) -> None:
    """A step of review begins (Wagtail's `task_submitted`, which has no clock)."""
    tell_reviewers(instance, by=user, now=timezone.now())
