"""What became of the opinions is written, reviewed, and told to everybody (R131 及时公开反馈结果)."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain.collections.change import changing
from civic_interaction.enums import Decision, Moderation, Step, TextState
from civic_interaction.models import Collection, CollectionClock, ResultReport

LONGEST_REPORT = 50_000


def write_report(collection: Collection, *, text: str, by: Any, now: datetime.datetime) -> ResultReport:
    """Write the next version of the report, or go on with the one that is being written."""
    if not text.strip():
        raise ValidationError({"text": _("Please fill in this field.")})
    if len(text) > LONGEST_REPORT or "\0" in text:
        raise ValidationError({"text": _("At most %(most)d characters.") % {"most": LONGEST_REPORT}})
    with changing(collection, Step.REPORT_WRITTEN, by=by, now=now) as change:
        report: Any = change.collection.reports.order_by("-number").first()
        if report is None or report.state != TextState.DRAFT:
            report = ResultReport(collection=change.collection, number=report.number + 1 if report else 1)
        report.text, report.author, report.written_at = text, change.person, now
        report.save()
        change.data["version"] = report.number
    return report


def publish_result(collection: Collection, *, by: Any, now: datetime.datetime) -> ResultReport:
    """Publish the reviewed report with the outcome of every opinion.

    1. Guards: the report has passed review, every opinion was read, and each has an outcome of its own or its group's.
    2. The figures are counted and kept with the report.
    3. The clock for the results stops; if it had run out and nobody had noted it, that is on record now.
    """
    with changing(collection, Step.REPORTED, by=by, now=now) as change:
        collection = change.collection
        report: ResultReport = collection.reports.get(state=TextState.APPROVED)
        report.state, report.published_at, report.figures = TextState.PUBLISHED, now, count_results(collection)
        report.save()
        clock = CollectionClock.objects.select_for_update(of=("self",)).get(collection=collection)
        if clock.overdue_on is None and clock.due_on is not None and change.today > clock.due_on:
            clock.overdue_on = clock.due_on + datetime.timedelta(days=1)
        clock.stopped_at = now
        clock.save()
        collection.reported_at, collection.overdue_on = now, clock.overdue_on
        change.data |= {"version": report.number, "overdue_on": clock.overdue_on and clock.overdue_on.isoformat()}
        change.data |= report.figures
    return report


def count_results(collection: Collection) -> dict[str, int]:
    """How many opinions came, how many were shown, how many were none, and how each of the others was decided."""
    figures = {"received": 0, "shown": 0, "excluded": 0} | {decision.value: 0 for decision in Decision}
    rows = collection.opinions.values_list("moderation", "outcome__decision", "group__outcome__decision")
    for moderation, own, of_group in rows.order_by():
        figures["received"] += 1
        figures["shown"] += moderation == Moderation.PUBLISHED
        figures["excluded"] += moderation == Moderation.EXCLUDED
        if decision := own or of_group:
            figures[decision] += 1
    return figures
