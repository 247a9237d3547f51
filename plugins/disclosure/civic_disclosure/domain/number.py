"""Index numbers (索引号): given once, at first publication; never changed, never given again (目录系统实施指引)."""

import datetime
from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from civic_disclosure.models import NumberCounter, NumberRule
from civic_disclosure.rendering.dress import Setting
from civic_office.workdays import civil_date


def rule_in_use() -> NumberRule:
    """The rule marked as in use, or the national form when the office has set none."""
    return NumberRule.objects.filter(is_default=True).first() or NumberRule()


def scope_of(rule: NumberRule, setting: Setting, *, at: datetime.datetime) -> str:
    """The counter that a number is drawn from, as text."""
    parts = [
        f"unit={setting.unit.code}" if rule.per_unit else "",
        f"column={setting.column.code or setting.column.pk}" if rule.per_column else "",
        f"year={civil_date(at).year}" if rule.per_year else "",
    ]
    return " ".join(part for part in parts if part) or "all"


@transaction.atomic
def draw_serials(scope: str, *, count: int = 1) -> range:
    """Take the next `count` serial numbers of a scope. Holds the counter's row until the transaction ends."""
    NumberCounter.objects.get_or_create(scope=scope)
    NumberCounter.objects.filter(scope=scope).update(last=F("last") + count)
    last = NumberCounter.objects.get(scope=scope).last
    return range(last - count + 1, last + 1)


def form_number(rule: NumberRule, serial: int, setting: Setting, *, at: datetime.datetime) -> str:
    """One index number by the rule's pattern, such as ``11370000004/2026-00012``."""
    day = civil_date(at)
    return rule.pattern.format(
        unit_code=setting.unit.code,
        site_code=setting.site.identification_code,
        column_code=setting.column.code or setting.column.pk,
        year=day.year,
        month=f"{day.month:02d}",
        serial=serial,
    )


def give_index_numbers(wanted: Sequence[tuple[Setting, datetime.datetime]]) -> list[str]:
    """Draw the next number for each item in a setting, first published at a moment, in the order given.

    Each counter is asked once, and counters always in the same order: two who draw never wait for each other in a ring.
    """
    rule = rule_in_use()
    scopes: dict[str, list[int]] = defaultdict(list)
    for place, (setting, at) in enumerate(wanted):
        scopes[scope_of(rule, setting, at=at)].append(place)
    numbers = [""] * len(wanted)
    for scope, places in sorted(scopes.items()):
        for serial, place in zip(draw_serials(scope, count=len(places)), places, strict=True):
            setting, at = wanted[place]
            numbers[place] = form_number(rule, serial, setting, at=at)
    return numbers
