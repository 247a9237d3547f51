"""What a site must be set to before its deadlines can be trusted. `manage.py check` and every start refuse without it."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.utils.module_loading import import_string

from civic_office.app_settings import app_settings

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


@checks.register
def check_adapters(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """A wrong path would be noticed only when the first message is to be sent."""
    errors: list[checks.CheckMessage] = []
    for path in app_settings.NOTICE_ADAPTERS:
        try:
            import_string(path)
        except ImportError as error:
            errors.append(checks.Error(str(error), hint="CIVIC_OFFICE_NOTICE_ADAPTERS", id="civic_office.E002"))
    return errors
