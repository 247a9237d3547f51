"""One mail a working day about everything that somebody wants to hear of once a day."""

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from civic_office.domain.current_calendar import current_calendar
from civic_office.domain.tell_outside import enqueue_deliveries
from civic_office.domain.tell_staff import STAFF
from civic_office.models import Notice
from civic_office.workdays import civil_date

DIGEST = "digest"
#: A mail that nobody reads to its end says how many more there are.
MOST_LINES = 50


def send_digests(*, now: datetime.datetime) -> int:
    """Send everybody what has gathered for them since their last one; returns to how many. Nothing on days off.

    Once a day for each person, however often it is called; after a downtime one mail holds everything. What they have
    read meanwhile is left out.
    """
    today = civil_date(now)
    if not current_calendar().is_working(today):
        return 0
    Notice.objects.filter(awaits_digest=True, read_at__isnull=False).update(awaits_digest=False)
    waiting = Notice.objects.filter(awaits_digest=True, user__is_active=True)
    users = list(waiting.order_by("user").values_list("user", flat=True).distinct())
    return sum(_send_digest(user, today=today, now=now) for user in users)


@transaction.atomic
def _send_digest(user: int, *, today: datetime.date, now: datetime.datetime) -> int:
    """The second digest of a day is not sent: its notices wait for the next."""
    waiting = Notice.objects.filter(user=user, awaits_digest=True).order_by("-at", "-pk")
    notices = list(waiting.values_list("pk", "subject"))
    facts = {
        "count": str(len(notices)),
        "list": _as_lines([subject for _pk, subject in notices]),
        "link": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("civic_notices:index"),
    }
    key = today.isoformat()
    sent = enqueue_deliveries(DIGEST, key=key, addressee=STAFF, numbers=[user], facts=facts, now=now)
    if sent:
        waiting.filter(pk__in=[pk for pk, _subject in notices]).update(awaits_digest=False)
    return sent


def _as_lines(subjects: Sequence[str]) -> str:
    lines = [f"{number}. {subject}" for number, subject in enumerate(subjects[:MOST_LINES], start=1)]
    return "\n".join([*lines, "……"] if len(subjects) > MOST_LINES else lines)
