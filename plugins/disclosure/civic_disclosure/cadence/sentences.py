"""A rule in plain words: 「每周至少一次」, 「每年7月30日前」, 「事后6小时内」."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from civic_disclosure.cadence.rules import CadenceKind, CadenceRule
from civic_office.workdays import describe_policy

WITHOUT_CLOCK = {
    CadenceKind.ON_CHANGE: lambda: _("whenever it changes"),
    CadenceKind.CONTINUOUS: lambda: _("at any time, without a fixed day"),
    CadenceKind.AS_ASKED: lambda: _("as asked"),
    CadenceKind.AS_SOURCE: lambda: _("together with the unit's own site"),
    CadenceKind.ELSEWHERE: lambda: _("kept on another site"),
}


def describe_rule(rule: CadenceRule) -> str:
    said = _describe(rule)
    return pgettext("cadence", "%(about)s: %(rule)s") % {"about": rule.about, "rule": said} if rule.about else said


def _describe(rule: CadenceRule) -> str:
    if rule.kind == CadenceKind.EVERY and rule.period is not None:
        return _("at least once in %(period)s") % {"period": describe_policy(rule.period)}
    if rule.kind == CadenceKind.YEARLY:
        return _("every year by %(days)s") % {"days": _days_of(rule)}
    if rule.kind == CadenceKind.ONCE:
        return _("once, by %(days)s") % {"days": _days_of(rule)}
    if rule.kind == CadenceKind.AFTER_EVENT:
        return _describe_after(rule)
    return WITHOUT_CLOCK[rule.kind]()


def _days_of(rule: CadenceRule) -> str:
    template = _("%(year)d/%(month)d/%(day)d") if rule.year else _("%(month)d/%(day)d")
    facts = ({"year": rule.year, "month": one.month, "day": one.day} for one in rule.days)
    return pgettext("between days", ", ").join(template % one for one in facts)


def _describe_after(rule: CadenceRule) -> str:
    if rule.period is None:
        return _("at once")
    if rule.hour is not None:
        return _("at once, at the latest by %(hour)d:00 of the next day") % {"hour": rule.hour}
    return _("within %(period)s of the event") % {"period": describe_policy(rule.period)}
