"""What the clock does to many cases at once is recorded as a change of one is: case, event, notices, signal."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from civic_interaction.domain.tell_people import pass_on
from civic_interaction.models import Case, CaseEvent
from civic_interaction.signals import case_changed
from civic_office.domain.insert_rows import insert_rows

Row = TypeVar("Row")


def record_many(events: Sequence[CaseEvent], cases: Mapping[int, Case]) -> None:
    """Save what the clock changes of the locked `cases`, add `events` of theirs (unsaved), pass them on, announce each."""
    _save_cases([cases[number] for number in dict.fromkeys(event.case_id for event in events)])
    insert_rows(CaseEvent, events)
    pass_on(events)
    for event in events:
        case_changed.send(sender=Case, case=cases[event.case_id], event=event)


def _save_cases(cases: Sequence[Case]) -> None:
    """Few statements for many cases: the days are few."""
    for facts, rows in grouped(
        cases, by=lambda case: (case.due_on, case.overdue_on, case.light, case.event_count)
    ).items():
        due_on, overdue_on, light, event_count = facts
        Case.objects.filter(pk__in=[case.pk for case in rows]).update(
            due_on=due_on, overdue_on=overdue_on, light=light, event_count=event_count
        )


def grouped(rows: Iterable[Row], *, by: Callable[[Row], Any]) -> dict[Any, list[Row]]:
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(by(row), []).append(row)
    return groups
