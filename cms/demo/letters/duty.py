"""Who watches the desks in these weeks, and what the days' logs say."""

import datetime
import itertools
from collections.abc import Iterator

from civic_interaction.domain.duty.plan import plan_duty
from civic_interaction.domain.duty.queries import shifts_of_week
from civic_interaction.domain.duty.write_log import settle_note, write_note
from civic_interaction.models import DutyNote
from civic_interaction.permissions.duty import people_for_duty
from civic_office.models import Unit
from civic_office.workdays import civil_date
from cms.demo.letters.desks import Desks
from cms.demo.letters.moments import DAY, Hours
from cms.demo.letters.texts import read_duty_notes
from cms.demo.pen import Pen

#: Weeks that are planned: the last one, this one, the next ones. Notes stand in the last one and this one.
AHEAD = 3
WEEK = 7 * DAY


def plan_rosters(desks: Desks, hours: Hours, *, seed: int) -> int:
    """For every desk, planned a week ago by the office; returns how many days have somebody."""
    began = hours.now - WEEK
    monday = civil_date(began) - civil_date(began).weekday() * DAY
    began -= (civil_date(began) - monday).days * DAY
    last = monday + (AHEAD + 1) * WEEK - DAY
    filled = 0
    for unit in desks.units:
        people = people_for_duty(unit, today=monday)
        filled += plan_duty(unit, people=people, first=monday, last=last, by=desks.section, now=began)
        keep_log(unit, desks, hours, monday=monday, seed=seed)
    return filled


def keep_log(unit: Unit, desks: Desks, hours: Hours, *, monday: datetime.date, seed: int) -> None:
    """A note for each day up to today, by whoever had it; most of what was left open is settled on the next day."""
    pen = Pen(desks.facts_of(unit), seed, "duty")
    notes = itertools.cycle(pen.shuffle(read_duty_notes()))
    open_point: DutyNote | None = None
    for day, by in days_of(unit, monday=monday, today=hours.today):
        now = min(pen.moment(day), hours.now)
        if open_point is not None:
            settle_note(open_point, by=by, now=now)
        said = next(notes)
        is_open = said.get("open", False)
        note = write_note(unit, text=pen.write(said["text"]), needs_follow_up=is_open, by=by, now=now)
        open_point = note if said.get("settled") else None


def days_of(unit: Unit, *, monday: datetime.date, today: datetime.date) -> Iterator[tuple[datetime.date, object]]:
    for week in (monday, monday + WEEK):
        for day, shift in sorted(shifts_of_week(unit, week).items()):
            if day <= today:
                yield day, shift.user
