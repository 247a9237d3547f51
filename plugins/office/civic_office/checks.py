"""What a site must be set to before its deadlines can be trusted. `manage.py check` and every start refuse without it."""

from typing import Any

from django.conf import settings
from django.core import checks

TIME_ZONE = "Asia/Shanghai"


@checks.register
def check_time_zone(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Periods begin and end, and numbers of a year are given, by the calendar day in China, wherever the server stands."""
    if settings.TIME_ZONE == TIME_ZONE and settings.USE_TZ:
        return []
    return [
        checks.Error(
            "Days would begin and end at another hour than in China: deadlines and dates would be wrong.",
            hint=f'Set TIME_ZONE = "{TIME_ZONE}" and USE_TZ = True.',
            id="civic_office.E001",
        )
    ]
