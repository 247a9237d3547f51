"""Index numbers (索引号): given once, at first publication; never changed, never given again (目录系统实施指引)."""

import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from civic_disclosure.models import NumberCounter, NumberRule
from civic_disclosure.rendering.dress import Setting


def rule_in_use() -> NumberRule:
    """The rule marked as in use, or the national form when the office has set none."""
    return NumberRule.objects.filter(is_default=True).first() or NumberRule()


def scope_of(rule: NumberRule, setting: Setting, *, at: datetime.datetime) -> str:
    """The counter that a number is drawn from, as text."""
    parts = [
        f"unit={setting.unit.code}" if rule.per_unit else "",
        f"column={setting.column.code or setting.column.pk}" if rule.per_column else "",
        f"year={timezone.localtime(at).year}" if rule.per_year else "",
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
    day = timezone.localtime(at)
    return rule.pattern.format(
        unit_code=setting.unit.code,
        site_code=setting.site.identification_code,
        column_code=setting.column.code or setting.column.pk,
        year=day.year,
        month=f"{day.month:02d}",
        serial=serial,
    )


def give_index_number(setting: Setting, *, at: datetime.datetime) -> str:
    """Draw the next number for an item in this setting, first published `at`."""
    rule = rule_in_use()
    (serial,) = draw_serials(scope_of(rule, setting, at=at))
    return form_number(rule, serial, setting, at=at)
