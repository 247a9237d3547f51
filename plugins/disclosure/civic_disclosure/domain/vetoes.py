"""How near the website is to failing for columns that are not fed (国办秘函〔2019〕19号): counted from what is stored."""

import datetime
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from civic_disclosure.enums import ClockWhy, FreshnessState, LimitScope
from civic_disclosure.models import Freshness, FreshnessLimit, PortalPage
from civic_office.workdays import PeriodUnit
from civic_office.workdays.civil import midnight_before
from civic_office.workdays.periods import Policy, add_months

#: Without a place in public, or fed by another site: nobody counts them.
UNCOUNTED = (ClockWhy.HIDDEN, ClockWhy.LINK, ClockWhy.CLOSED)


@dataclass(frozen=True, slots=True)
class Veto:
    """One threshold: how many columns, against how many."""

    name: str
    basis: str
    number: int
    at_least: int

    @property
    def fails(self) -> bool:
        return self.number >= self.at_least


def count_vetoes(*, today: datetime.date) -> list[Veto]:
    """The thresholds that are applied on `today`; those that are counted together as one. Nothing without a portal."""
    portals = list(PortalPage.objects.live())
    if not portals:
        return []
    together: dict[str, list[FreshnessLimit]] = defaultdict(list)
    for limit in FreshnessLimit.objects.applying_on(today):
        if limit.scope in COUNTS:
            together[limit.counted_as or limit.code].append(limit)
    return [
        Veto(
            name="；".join(limit.name for limit in limits),
            basis=limits[0].basis,
            number=sum(COUNTS[limit.scope](limit, portals[0], today=today) for limit in limits),
            at_least=limits[0].at_least or 1,
        )
        for limits in together.values()
    ]


def days_back(period: Policy, *, today: datetime.date) -> datetime.date:
    """The first day of the period that ends on `today`; an inspection counts natural days and months, never working days."""
    if period.unit == PeriodUnit.MONTHS:
        return add_months(today, -period.amount)
    return today - datetime.timedelta(days=period.amount)


def _shown(portal: PortalPage) -> QuerySet[Freshness]:
    columns = Freshness.objects.exclude(why__in=UNCOUNTED)
    return columns.filter(page__path__startswith=portal.path)


def _stale(limit: FreshnessLimit, portal: PortalPage, *, today: datetime.date) -> int:
    """First-level columns: those directly in a channel."""
    rows = _shown(portal).filter(page__depth=portal.depth + 2).values_list("page__title", "last_fed_at")
    since = _since(limit, today=today)
    return sum((fed_at is None or fed_at < since) and limit.is_about(code="", title=title) for title, fed_at in rows)


def _home(limit: FreshnessLimit, portal: PortalPage, *, today: datetime.date) -> int:
    newest = _shown(portal).aggregate(at=Max("last_fed_at"))["at"]
    return int(newest is None or newest < _since(limit, today=today))


def _overdue(limit: FreshnessLimit, portal: PortalPage, *, today: datetime.date) -> int:
    return _shown(portal).filter(state=FreshnessState.OVERDUE).count()


def _empty(limit: FreshnessLimit, portal: PortalPage, *, today: datetime.date) -> int:
    return _shown(portal).filter(last_fed_at__isnull=True).count()


def _since(limit: FreshnessLimit, *, today: datetime.date) -> datetime.datetime:
    if limit.period is None:
        raise ValueError(f"The limit {limit.code} needs a period.")
    return midnight_before(days_back(limit.period, today=today))


COUNTS: dict[str, Callable[..., int]] = {
    LimitScope.NOT_FED: _stale,
    LimitScope.HOME: _home,
    LimitScope.OVERDUE: _overdue,
    LimitScope.EMPTY: _empty,
}
