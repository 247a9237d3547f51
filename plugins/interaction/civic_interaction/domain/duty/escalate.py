"""New letters that nobody attends to: person on duty, then the unit's leaders, then the government office."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import override

from civic_interaction.domain.duty.queries import person_on_duty
from civic_interaction.domain.find_people import People
from civic_interaction.domain.tell_desk import facts_of
from civic_interaction.enums import CaseState
from civic_interaction.models import Case, DutyLevel, DutyRule, Escalation
from civic_office.domain.current_calendar import current_calendar
from civic_office.domain.tell_staff import tell_staff
from civic_office.enums import Role
from civic_office.models import Unit
from civic_office.workdays import Calendar, civil_date

LANGUAGE = "zh-hans"
CHUNK = 500


def escalate_unattended(*, now: datetime.datetime, chunk: int = CHUNK) -> int:
    """Report every letter that has waited too long for being accepted, at every level it has come to; returns how many reports.

    Each level once for a case and its unit, however often it is called and after whatever downtime: there is no window,
    what is due by now is done. Hours are working hours of the unit's own rule (R134).
    """
    calendar, people = current_calendar(), People(today=civil_date(now))
    waiting = Case.objects.filter(state=CaseState.RECEIVED)
    units = Unit.objects.filter(pk__in=waiting.values("desk")).order_by("pk")
    count = 0
    with override(LANGUAGE):
        for unit in units:
            rule = DutyRule.objects.applying_to(unit)
            for level in DutyLevel:
                while done := _escalate(unit, rule, level, people, calendar=calendar, now=now, size=chunk):
                    count += done
    return count


@transaction.atomic
def _escalate(
    unit: Unit,
    rule: DutyRule,
    level: DutyLevel,
    people: People,
    *,
    calendar: Calendar,
    now: datetime.datetime,
    size: int,
) -> int:
    hours = rule.hours_until(level)
    since = rule.hours.latest_start(hours, now=now, calendar=calendar)
    reported = Escalation.objects.filter(case=OuterRef("pk"), unit=unit, level=level)
    late = Case.objects.filter(~Exists(reported), state=CaseState.RECEIVED, desk=unit, received_at__lte=since)
    cases = list(late.select_related("channel", "desk").order_by("received_at", "pk")[:size])
    Escalation.objects.bulk_create(
        [Escalation(case=case, unit=unit, level=level, escalated_at=now) for case in cases], ignore_conflicts=True
    )
    told = _people_of(unit, level, people, calendar=calendar) if cases else set()
    for case in cases:
        tell_staff(
            "letter_unattended",
            key=f"case {case.pk} unit {unit.pk} level {level}",
            people=told,
            facts={**facts_of(case, unit=unit.pk, due_on=case.due_on), "hours": str(hours)},
            url=reverse("civic_letters:case", args=(case.pk,)),
            happened_at=now,
            now=now,
        )
    return len(cases)


def _people_of(unit: Unit, level: DutyLevel, people: People, *, calendar: Calendar) -> set[int]:
    """Whom a level means; where a unit has nobody for it, the next best: all at the desk, or the office's section."""
    if level == DutyLevel.PERSON:
        person = person_on_duty(unit, people.today, calendar=calendar)
        return {person.pk} if person is not None else people.desk(unit.pk)
    if level == DutyLevel.LEADER:
        return people.leaders(unit.pk) or people.section()
    return people.section() | people.holders(unit.pk, frozenset({Role.OFFICE_LEADER}))
