import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from civic_office.domain.check_notice import Fault, NoticeRefused
from civic_office.domain.load_notice import announce_change, compare_days, days_of
from civic_office.domain.make_version import lock_calendar
from civic_office.models import HolidayNotice
from civic_office.permissions import require_may_change_calendar
from civic_office.workdays import civil_date


def withdraw_notice(notice: HolidayNotice, *, by: Any | None, now: datetime.datetime, reason: str) -> None:
    """Take back a notice that was entered for the wrong year or before it was issued.

    1. `by` must be of the disclosure section, or a superuser; a reason is required (`NoticeRefused`).
    2. Notice and days go; the notice's history, and the days in the new version's changes, stay.
    3. The calendar gets a new version; the year is Monday to Friday again, and what rests on it provisional.
    4. The job that computes running clocks again is enqueued, and `holiday_notice_loaded` sent.
    """
    require_may_change_calendar(by, today=civil_date(now))
    if not reason.strip():
        raise NoticeRefused([Fault(_("Say why the notice is withdrawn."), "reason")])
    with transaction.atomic():
        lock_calendar()
        year, changes = notice.year, compare_days(days_of(notice), {})
        notice._history_user = by
        notice._change_reason = reason
        notice.delete()
        announce_change(changes, year=year, by=by, now=now, reason=reason)
