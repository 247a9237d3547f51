"""Why a column must be fed when it must, in the sentences that editors and the public read."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from civic_disclosure.cadence import CadenceRule, describe_rule
from civic_disclosure.enums import ClockWhy
from civic_office.workdays import Trace, describe_day, describe_trace


def explain_freshness(
    why: str, trace: dict[str, Any], *, fed_on: datetime.date | None, due_on: datetime.date | None
) -> list[str]:
    """When it was fed last, what asks for the next feed, every day counted, the due day; or why there is none."""
    return [_fed(fed_on), *(_dated(why, trace, due_on) if due_on else _undated(why, trace))]


def _fed(fed_on: datetime.date | None) -> str:
    if fed_on is None:
        return _("No public item stands here or below yet.")
    day = describe_day(fed_on, with_year=True)
    return _("Last fed on %(day)s, when the newest item here or below was published first.") % {"day": day}


def _dated(why: str, trace: dict[str, Any], due_on: datetime.date) -> Iterator[str]:
    rule = describe_rule(CadenceRule.from_json(trace["rule"]))
    if why == ClockWhy.TABLE:
        yield _("The responsibility table says “%(words)s”: %(rule)s.") % {"words": trace["words"], "rule": rule}
    else:
        yield _("General limit “%(words)s”: %(rule)s (%(basis)s).") % {**trace, "rule": rule}
    if trace["steps"]:
        yield from describe_trace(Trace.from_json(trace["steps"]))
    else:
        yield _("Due on %(day)s, by the end of the day.") % {"day": describe_day(due_on, with_year=True)}


def _undated(why: str, trace: dict[str, Any]) -> Iterator[str]:
    if trace.get("words"):
        yield _("The responsibility table says “%(words)s”.") % trace
    yield {
        ClockWhy.MET: _("That was to be done once, and has been done."),
        ClockWhy.WITHOUT_DAY: _("That names no day by which the column would be late."),
        ClockWhy.NOTHING: _("No responsibility table and no general limit says how often this column is fed."),
        ClockWhy.LINK: _("The column leads to another site, which feeds it."),
        ClockWhy.HIDDEN: _("The column is not shown to the public, so no clock runs."),
        ClockWhy.CLOSED: _("The unit exists no more, so no clock runs."),
    }[ClockWhy(why)]
