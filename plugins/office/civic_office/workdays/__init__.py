"""How the law counts time: pure functions over an immutable calendar. Nothing here reads the clock or the database.

`civil`      dates and moments of China
`calendar`   which day is worked, and whether a notice has said so
`periods`    how long: an amount and a unit; and the pauses that are not counted
`trace`      every day counted or skipped, and why
`counting`   from a start and a period to the day it ends
`hours`      working hours within working days
`sentences`  a trace as the sentences a citizen reads

The calendar that holds today comes from `civic_office.domain.current_calendar.current_calendar()`.
"""

from civic_office.workdays.calendar import Calendar, SpecialDay
from civic_office.workdays.civil import civil_date, civil_moment
from civic_office.workdays.counting import Due, due, is_working, next_working_day, working_days_between
from civic_office.workdays.hours import WorkingHours
from civic_office.workdays.periods import Pause, PeriodUnit, Policy
from civic_office.workdays.sentences import describe_day, describe_policy, describe_trace
from civic_office.workdays.trace import Step, Trace, Why

__all__ = [
    "Calendar",
    "Due",
    "Pause",
    "PeriodUnit",
    "Policy",
    "SpecialDay",
    "Step",
    "Trace",
    "Why",
    "WorkingHours",
    "civil_date",
    "civil_moment",
    "describe_day",
    "describe_policy",
    "describe_trace",
    "due",
    "is_working",
    "next_working_day",
    "working_days_between",
]
