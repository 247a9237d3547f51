"""Civil time in China. The office has the same in `workdays`; the two plugins are strangers, and this is two lines."""

import datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def civil_date(moment: datetime.datetime) -> datetime.date:
    """The civil date in China of an aware moment."""
    return moment.astimezone(CHINA).date()
