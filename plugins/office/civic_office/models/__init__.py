from civic_office.models.access import AccessGroup
from civic_office.models.accounts import PasswordState
from civic_office.models.calendar import CalendarDay, CalendarVersion, HolidayNotice
from civic_office.models.clocks import Clock, DueChange
from civic_office.models.filings import Filing
from civic_office.models.jobs import DeadLetter, JobLease, JobProgress, ScheduleSlot
from civic_office.models.kept_files import KeptFile
from civic_office.models.notices import Delivery, Notice, NoticePreference, NoticeTemplate
from civic_office.models.posts import Post
from civic_office.models.review import ReviewState, UnitRoleTask
from civic_office.models.units import Unit, UnitAlias, UnitGroup, UnitGroupAlias

__all__ = [
    "AccessGroup",
    "CalendarDay",
    "CalendarVersion",
    "Clock",
    "DeadLetter",
    "Delivery",
    "DueChange",
    "Filing",
    "HolidayNotice",
    "JobLease",
    "JobProgress",
    "KeptFile",
    "Notice",
    "NoticePreference",
    "NoticeTemplate",
    "PasswordState",
    "Post",
    "ReviewState",
    "ScheduleSlot",
    "Unit",
    "UnitAlias",
    "UnitGroup",
    "UnitGroupAlias",
    "UnitRoleTask",
]
