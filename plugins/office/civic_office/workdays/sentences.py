"""A trace in plain sentences, for whoever asks 「这个日期怎么算的」."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from civic_office.workdays.periods import PeriodUnit, Policy
from civic_office.workdays.trace import Step, Trace, Why

WEEKDAYS = (
    gettext_lazy("Mon"),
    gettext_lazy("Tue"),
    gettext_lazy("Wed"),
    gettext_lazy("Thu"),
    gettext_lazy("Fri"),
    gettext_lazy("Sat"),
    gettext_lazy("Sun"),
)
PERIODS = {
    PeriodUnit.WORKING_DAYS: ngettext_lazy("%(n)d working day", "%(n)d working days", "n"),
    PeriodUnit.NATURAL_DAYS: ngettext_lazy("%(n)d day", "%(n)d days", "n"),
    PeriodUnit.HOURS: ngettext_lazy("%(n)d hour", "%(n)d hours", "n"),
    PeriodUnit.MONTHS: ngettext_lazy("%(n)d month", "%(n)d months", "n"),
    PeriodUnit.YEARS: ngettext_lazy("%(n)d year", "%(n)d years", "n"),
}
SENTENCES = {
    Why.WORKING: gettext_lazy("%(days)s: working, %(count)s."),
    Why.MAKE_UP: gettext_lazy("%(days)s: worked to make up for a holiday, %(count)s."),
    Why.NATURAL: gettext_lazy("%(days)s: %(count)s."),
    Why.HOURS: gettext_lazy("%(days)s: counted up to hour %(count)s."),
    Why.WEEKEND: gettext_lazy("%(days)s: weekend, not counted."),
    Why.HOLIDAY: gettext_lazy("%(days)s: off, not counted."),
    Why.PAUSED: gettext_lazy("%(days)s: paused, not counted."),
    Why.ROLLED: gettext_lazy("%(days)s: the last day is off, put off."),
    Why.ROLLED_TO: gettext_lazy("%(days)s: the first working day after it, on which the period ends."),
}
#: Where the holiday, or the reason of the pause, is known.
NAMED = {
    Why.MAKE_UP: gettext_lazy("%(days)s: worked to make up for %(name)s, %(count)s."),
    Why.HOLIDAY: gettext_lazy("%(days)s: off for %(name)s, not counted."),
    Why.PAUSED: gettext_lazy("%(days)s: paused (%(name)s), not counted."),
    Why.ROLLED: gettext_lazy("%(days)s: the last day is off (%(name)s), put off."),
}


def describe_day(day: datetime.date, *, with_year: bool = False) -> str:
    """「9月18日（周五）」, with its year where asked."""
    template = _("%(year)d/%(month)d/%(day)d (%(weekday)s)") if with_year else _("%(month)d/%(day)d (%(weekday)s)")
    return template % {"year": day.year, "month": day.month, "day": day.day, "weekday": WEEKDAYS[day.weekday()]}


def describe_policy(policy: Policy) -> str:
    """「20个工作日」."""
    return str(PERIODS[policy.unit] % {"n": policy.amount})


def describe_trace(trace: Trace) -> list[str]:
    """Start, every run of days with its reason, extensions where they begin, the due day, and what is provisional."""
    sentences = [_describe_start(trace)]
    leg, year = 0, trace.steps[0].first.year
    for step in trace.steps:
        if step.leg != leg:
            leg = step.leg
            sentences.append(_("Extended by %(period)s.") % {"period": describe_policy(trace.legs[leg])})
        if step.why != Why.START:
            sentences.append(_describe_step(step, trace.legs[step.leg], year))
        year = step.last.year
    sentences.append(_describe_end(trace))
    sentences.extend(_describe_assumptions(trace))
    return sentences


def _describe_start(trace: Trace) -> str:
    first, policy = trace.steps[0].first, trace.legs[0]
    facts = {"day": describe_day(first, with_year=True), "period": describe_policy(policy)}
    if policy.unit == PeriodUnit.HOURS and trace.started_at is not None:
        return _("Begins on %(day)s at %(time)s; the period is %(period)s.") % {
            **facts,
            "time": f"{trace.started_at:%H:%M}",
        }
    return _("Begins on %(day)s, which is not counted itself; the period is %(period)s.") % facts


def _describe_step(step: Step, policy: Policy, year: int) -> str:
    days = describe_day(step.first, with_year=step.first.year != year)
    if step.last != step.first:
        last = describe_day(step.last, with_year=step.last.year != step.first.year)
        days = _("%(first)s to %(last)s") % {"first": days, "last": last}
    return _sentence_of(step) % {
        "days": days,
        "name": step.name,
        "count": _describe_count(step),
    }


def _sentence_of(step: Step) -> str:
    return str(NAMED.get(step.why, SENTENCES[step.why]) if step.name else SENTENCES[step.why])


def _describe_count(step: Step) -> str:
    if step.why == Why.HOURS:
        return str(step.number)
    length = (step.last - step.first).days
    if length == 0:
        return _("day %(number)d") % {"number": step.number}
    return _("days %(first)d to %(last)d") % {"first": step.number - length, "last": step.number}


def _describe_end(trace: Trace) -> str:
    last = describe_day(trace.steps[-1].last, with_year=True)
    if trace.due_at is not None:
        return _("Due on %(day)s at %(time)s.") % {"day": last, "time": f"{trace.due_at:%H:%M}"}
    return _("Due on %(day)s, by the end of the day.") % {"day": last}


def _describe_assumptions(trace: Trace) -> Iterator[str]:
    years = sorted({day.year for day, step in trace.days() if step.is_assumed})
    for year in years:
        yield _(
            "Provisional: the holidays of %(year)d have not been announced. Its days are taken to be worked from Monday "
            "to Friday, and the date is computed again when they are."
        ) % {"year": year}
