"""Tell members of staff: on their list always, by mail as each of them wants it."""

import datetime
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Count

from civic_office.app_settings import app_settings
from civic_office.domain.notice_texts import fill_notice
from civic_office.domain.tell_outside import enqueue_deliveries
from civic_office.enums import NoticeMode
from civic_office.models import Delivery, Notice, NoticePreference
from civic_office.notices.kinds import KindGroup, kinds

STAFF = "staff"


@transaction.atomic
def tell_staff(
    kind: str,
    *,
    key: str,
    people: Iterable[int],
    facts: Mapping[str, str],
    url: str,
    happened_at: datetime.datetime,
    now: datetime.datetime,
) -> int:
    """Put a notice on the lists of `people` (primary keys), each once for the same `key`; returns for how many it is new.

    1. Those who have it, and those who are not active, are left out.
    2. Who wants it at once gets a message, unless they were mailed `NOTICE_MAILS_PER_HOUR` within the last hour.
    3. Those, and who wants one mail a day, get it with the next digest.

    `facts` fill the text; `url` is the path of the screen where it is done, and fills `{link}`. What happened longer ago
    than `CATCH_UP_DAYS` is told to nobody.
    """
    if is_old(happened_at, now=now):
        return 0
    group = kinds[kind].group
    if group is None:
        raise ValueError(f"{kind} is not for members of staff.")
    told = Notice.objects.filter(kind=kind, key=key).values("user")
    active = get_user_model().objects.filter(pk__in=set(people), is_active=True).exclude(pk__in=told)
    users = list(active.order_by("pk").values_list("pk", "email"))
    if not users:
        return 0
    facts = {**facts, "link": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + url}
    text, modes = fill_notice(kind, facts), _modes([pk for pk, _mail in users], group, now=now)
    notices = [
        Notice(
            user_id=pk,
            kind=kind,
            group=group.code,
            key=key,
            subject=text.subject[:200],
            body=text.body,
            url=url,
            at=happened_at,
            awaits_digest=modes[pk] == NoticeMode.DIGEST and bool(mail),
        )
        for pk, mail in users
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    at_once = [pk for pk, _mail in users if modes[pk] == NoticeMode.AT_ONCE]
    enqueue_deliveries(kind, key=key, addressee=STAFF, numbers=at_once, facts=facts, now=now)
    return len(users)


def is_old(happened_at: datetime.datetime, *, now: datetime.datetime) -> bool:
    return now - happened_at > datetime.timedelta(days=app_settings.CATCH_UP_DAYS)


def _modes(users: list[int], group: KindGroup, *, now: datetime.datetime) -> dict[int, str]:
    chosen = NoticePreference.objects.filter(user__in=users, group=group.code).values_list("user", "mode")
    modes: dict[int, str] = dict.fromkeys(users, group.mode) | dict(chosen)
    at_once = [pk for pk, mode in modes.items() if mode == NoticeMode.AT_ONCE]
    hour_ago = now - datetime.timedelta(hours=1)
    lately = Delivery.objects.filter(addressee=STAFF, addressee_id__in=at_once, made_at__gt=hour_ago)
    counted = lately.order_by().values_list("addressee_id").annotate(count=Count("pk"))
    flooded = {pk for pk, count in counted if count >= app_settings.NOTICE_MAILS_PER_HOUR}
    return modes | dict.fromkeys(flooded, NoticeMode.DIGEST)
