"""Somebody says how they want to be told."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from civic_office.models import NoticePreference
from civic_office.notices.kinds import kind_groups


def notice_choices(user: Any) -> dict[str, str]:
    """How `user` is told of each group, by its code: what they chose, or what the group says."""
    chosen = dict(NoticePreference.objects.filter(user=user).values_list("group", "mode"))
    return {group.code: chosen.get(group.code, group.mode) for group in kind_groups()}


@transaction.atomic
def choose_notices(user: Any, modes: Mapping[str, str]) -> None:
    """Keep how `user` wants to be told, by group (`NoticeMode`). What waits for a digest already comes with it."""
    for group, mode in modes.items():
        NoticePreference.objects.update_or_create(user=user, group=group, defaults={"mode": mode})
