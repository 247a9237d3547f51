"""Whether a period is as long as the law wants it (重大行政决策程序暂行条例第15条 …); the figures are data."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.models import Collection, CollectionRule
from civic_office import workdays
from civic_office.domain.current_calendar import current_calendar


def earliest_last_day(rule: CollectionRule, opens_on: datetime.date) -> datetime.date | None:
    """The earliest lawful last day; None where no minimum is set. The first day is not counted (民法典第201条)."""
    if rule.least is None:
        return None
    return workdays.due(opens_on, workdays.Policy.from_json(rule.least), calendar=current_calendar()).on


def rule_of(collection: Collection, *, announced_on: datetime.date) -> CollectionRule:
    """What applies to a collection that is announced on that day. Raises `ValidationError` at `kind`."""
    rule = CollectionRule.objects.applying_to(collection.kind, announced_on)
    if rule is None:
        raise ValidationError({"kind": _("No rule is in force for this kind of matter.")})
    return rule


def is_short(collection: Collection, rule: CollectionRule) -> bool:
    earliest = earliest_last_day(rule, collection.opens_on)
    return earliest is not None and collection.closes_on < earliest


def check_period(collection: Collection, *, announced_on: datetime.date) -> CollectionRule:
    """The rule that applies, if the period is lawful under it.

    A period that is too short is refused, or wants a reason where the law allows one; that reason is announced.
    Raises `ValidationError` at the field that must be mended.
    """
    rule = rule_of(collection, announced_on=announced_on)
    if collection.opens_on < announced_on:
        raise ValidationError({"opens_on": _("The first day has passed.")})
    if not is_short(collection, rule):
        return rule
    earliest = earliest_last_day(rule, collection.opens_on)
    facts = {"basis": rule.basis, "earliest": f"{earliest:%Y-%m-%d}"}
    if not rule.may_be_shortened:
        raise ValidationError({"closes_on": _("By %(basis)s the period lasts at least until %(earliest)s.") % facts})
    if not collection.shortened_reason.strip():
        raise ValidationError(
            {
                "shortened_reason": _(
                    "By %(basis)s the period lasts at least until %(earliest)s. State the reason why it is shorter; it "
                    "will be announced."
                )
                % facts
            }
        )
    return rule
