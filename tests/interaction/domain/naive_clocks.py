"""When a case is due, found by counting days on one's fingers: what the clocks of a case are compared with.

Nothing here is the suite's own. Working days come from the tables of `chinesecalendar`; the limits and the days that a
test changes are told to it, and so is what happened to the case, by the words of its events.
"""

import datetime
from dataclasses import dataclass, field

from chinese_calendar.constants import holidays, workdays

DAY = datetime.timedelta(days=1)
EIGHT_HOURS = datetime.timedelta(hours=8)


def day_in_china(moment):
    return (moment.astimezone(datetime.UTC) + EIGHT_HOURS).date()


def stored_facts(clock):
    """What a stored clock says, as `NaiveCase.facts_of` says it of a naive one."""
    unit, start = clock.assignment and clock.assignment.unit_id, day_in_china(clock.started_at)
    return clock.kind, clock.round, unit, start, clock.paused_since, clock.stopped_at is not None, clock.due_on


@dataclass
class Almanac:
    """The days that are worked: those of the published years, and what was changed since."""

    changed: dict = field(default_factory=dict)

    def works(self, day):
        if day in self.changed:
            return self.changed[day]
        return day in workdays or (day not in holidays and day.isoweekday() <= 5)


@dataclass(eq=False)
class NaiveClock:
    """`legs`: amounts with their unit, one after the other. `shown`: what it said when it was stopped."""

    kind: str
    round: int
    unit: int | None
    start: datetime.date
    legs: list
    idle: set = field(default_factory=set)
    idle_since: datetime.date | None = None
    is_stopped: bool = False
    shown: datetime.date | None = None

    def due(self, almanac):
        """The last day; None while the clock is paused."""
        if self.is_stopped:
            return self.shown
        if self.idle_since is not None:
            return None
        day = self.start
        for amount, unit in self.legs:
            left = amount
            while left:
                day += DAY
                if day not in self.idle and (unit == "natural_days" or almanac.works(day)):
                    left -= 1
        while (
            not almanac.works(day) or day in self.idle
        ):  # a working day never is; a natural one may be (民法典第203条)
            day += DAY
        return day


class NaiveCase:
    """The clocks of one case. `tell` it each event; `limits`: channel → day of effect → what has to be done → period."""

    def __init__(self, *, channel, received, almanac, limits):
        self.channel, self.received, self.almanac, self.limits = channel, received, almanac, limits
        self.clocks, self.helpers = [], set()
        self.lead, self.round, self.is_excepted, self.asked = None, 1, False, None

    def limit(self, kind):
        """What holds for the day on which the letter came."""
        versions = self.limits[self.channel]
        return versions[max(day for day in versions if day <= self.received)][kind]

    def tell(self, event):
        hear = getattr(self, f"hear_{event.event}", None)
        if hear is not None:
            hear(event, day_in_china(event.at))

    def start(self, kind, day, unit=None, limit=None):
        if self.is_excepted:
            return
        again = [clock for clock in self.clocks if (clock.kind, clock.round) == (kind, self.round) and unit is None]
        self.clocks = [clock for clock in self.clocks if clock not in again]
        self.clocks.append(NaiveClock(kind, self.round, unit, day, [self.limit(limit or kind)]))

    def stop(self, *kinds, units=None):
        for clock in self.running(*kinds, units=units):
            clock.shown, clock.is_stopped = clock.due(self.almanac), True

    def running(self, *kinds, units=None):
        return [
            clock
            for clock in self.clocks
            if not clock.is_stopped
            and (not kinds or clock.kind in kinds)
            and (units is None or (clock.unit in units and clock.round == self.round))
        ]

    def facts_of(self, clock):
        due = clock.due(self.almanac)
        return clock.kind, clock.round, clock.unit, clock.start, clock.idle_since, clock.is_stopped, due

    def hear_received(self, event, day):
        self.start("accept", self.received)
        self.start("final", self.received)

    def hear_split_off(self, event, day):
        self.start("transfer", day)
        self.start("final", self.received)

    def hear_accepted(self, event, day):
        self.stop("accept")
        self.start("transfer", day)

    def hear_assigned(self, event, day):
        lead, helpers = event.data["lead"], set(event.data["assisting"])
        self.stop("transfer")
        gone = ({self.lead} - {lead}) | (self.helpers - helpers)
        self.stop("internal", units=gone)
        for unit in ({lead} - {self.lead}) | (helpers - self.helpers):
            self.start("internal", day, unit=unit)
        self.lead, self.helpers = lead, helpers

    def hear_transfer_refused(self, event, day):
        self.stop("internal", units={self.lead})
        self.lead = None
        self.start("transfer", day)

    def hear_contributed(self, event, day):
        self.stop("internal", units={event.unit_id})

    def hear_paused(self, event, day):
        for clock in self.running("internal", "final"):
            clock.idle_since = day

    def hear_resumed(self, event, day):
        for clock in self.running():
            if clock.idle_since is not None:
                clock.idle |= {clock.idle_since + DAY * number for number in range((day - clock.idle_since).days + 1)}
                clock.idle_since = None

    def hear_extension_asked(self, event, day):
        self.asked = self.limit("extension")

    def hear_extended(self, event, day):
        for clock in self.clocks:
            if clock.kind in {"internal", "final"} and clock.round == self.round:
                clock.legs.append(self.asked)

    def hear_sent_for_review(self, event, day):
        if event.from_state == "handling":
            self.stop("internal", units={self.lead})

    def hear_recalled(self, event, day):
        """The unit's part goes on as if it had never been done: the latest, where it was assigned more than once."""
        its = [one for one in self.clocks if (one.kind, one.unit, one.round) == ("internal", self.lead, self.round)]
        if event.to_state == "handling" and not self.is_excepted:
            its[-1].is_stopped = False

    hear_returned = hear_recalled

    def hear_reclassified(self, event, day):
        self.channel = event.data["channel"]
        self.take_limits()
        if event.from_state == "received" and not self.running("accept"):
            self.start("accept", self.received)

    def take_limits(self):
        """The limits that hold now, for whatever still runs or may run again."""
        for clock in self.clocks:
            clock.legs[0] = self.limit("reopened" if clock.kind == "final" and clock.round == 2 else clock.kind)

    def hear_excepted(self, event, day):
        self.stop()
        self.is_excepted = True

    def hear_answered(self, event, day):
        if event.from_state == "reviewed":
            self.helpers = set()
            self.stop()

    def hear_reopened(self, event, day):
        self.round = 2
        self.start("final", day, limit="reopened")
        self.start("internal", day, unit=self.lead)

    def hear_closed_unanswered(self, event, day):
        self.stop()

    hear_withdrawn = hear_merged = hear_closed_unanswered

    def hear_separated(self, event, day):
        """Back from the case it was merged into: as if it had never been there, and nobody's yet."""
        for clock in self.clocks:
            if (clock.kind, clock.round) == ("final", self.round):
                clock.is_stopped = clock.is_stopped and self.is_excepted
        self.lead, self.helpers = None, set()
        self.start("transfer", day)
