"""Opinion collections as the public API hands them out: only what the public may see, and nothing of who wrote."""

import datetime
from collections import Counter
from typing import Any

from civic_interaction.api.channels import uploads_taken
from civic_interaction.api.collection_files import file_of
from civic_interaction.clauses import split_clauses
from civic_interaction.domain.collections.check_opinion import LONGEST_OPINION
from civic_interaction.domain.collections.queries import PlacedOpinion, groups_of, place_opinions
from civic_interaction.enums import CollectionState, Step
from civic_interaction.models import Collection, DraftVersion, Opinion, Outcome
from civic_office.workdays import civil_date

#: What the public reads of the events, and which of them give a public reason.
PUBLIC_STEPS = (Step.ANNOUNCED, Step.REVISED, Step.EXTENDED, Step.CLOSED, Step.REPORTED, Step.CANCELLED)
WITH_REASON = (Step.EXTENDED, Step.CANCELLED)


def row_of(collection: Collection, *, today: datetime.date) -> dict[str, Any]:
    """`collection` carries `received`, the number of opinions."""
    return {
        "id": collection.pk,
        "title": collection.title,
        "kind": collection.kind,
        "unit": {"code": collection.unit.code, "name": collection.unit.official_name},
        "phase": collection.phase_on(today).value,
        "opens_on": collection.opens_on.isoformat(),
        "closes_on": collection.closes_on.isoformat(),
        "announced_at": _moment(collection.announced_at),
        "reported_at": _moment(collection.reported_at),
        "received": collection.received,  # type: ignore[attr-defined]  # annotated by the query
    }


def detail_of(collection: Collection, *, today: datetime.date) -> dict[str, Any]:
    versions = DraftVersion.objects.published().filter(collection=collection).order_by("number")
    events = collection.events.filter(step__in=PUBLIC_STEPS)
    return row_of(collection, today=today) | {
        "background": collection.background,
        "contact": collection.contact,
        "shortened_reason": collection.shortened_reason,
        # What nobody has read in the document is a note for the office.
        "basis": collection.rule.basis if collection.rule and collection.rule.is_verified else "",
        "shows_opinions": collection.shows_opinions,
        "requires_real_name": collection.requires_real_name,
        "longest_text": LONGEST_OPINION,
        "uploads": uploads_taken(),
        "cancelled_reason": collection.cancelled_reason,
        "results_due_on": collection.due_on and collection.due_on.isoformat(),
        "results_overdue_since": collection.overdue_on and collection.overdue_on.isoformat(),
        "legal_review_on": collection.legal_review_on and collection.legal_review_on.isoformat(),
        "files": [file_of(file) for file in collection.files.public().select_related("upload")],
        "versions": [_version_row(version) for version in versions],
        "timeline": [
            {
                "step": event.step,
                "label": event.get_step_display(),
                "at": _moment(event.at),
                "reason": event.data.get("reason", "") if event.step in WITH_REASON else "",
            }
            for event in events
        ],
    }


def draft_of(version: DraftVersion) -> dict[str, Any]:
    """The clauses of a version, each with the number of shown opinions that quote it."""
    quoting = shown_opinions(version.collection).exclude(anchor="")
    counts = Counter(one.place.anchor for one in place_opinions(quoting, version) if one.place and not one.is_orphaned)
    return _version_row(version) | {
        "collection": version.collection_id,
        "clauses": [
            {
                "anchor": clause.anchor,
                "kind": clause.kind.value,
                "label": clause.label,
                "text": clause.text,
                "parent": clause.parent,
                "depth": clause.depth,
                "opinions": counts[clause.anchor],
            }
            for clause in split_clauses(version.text)
        ],
    }


def shown_opinions(collection: Collection) -> Any:
    return (
        Opinion.objects.public()
        .filter(collection=collection)
        .select_related("version", "group__outcome", "outcome", "collection")
    )


def opinion_of(placed: PlacedOpinion) -> dict[str, Any]:
    """A shown opinion. Its receipt number stays between giver and office: it is half of what opens it."""
    opinion = placed.opinion
    return {
        "id": opinion.pk,
        "text": opinion.public_text,
        "voice": opinion.voice,
        "received_on": civil_date(opinion.received_at).isoformat(),
        "quote": _quote_of(placed),
        "group": opinion.group_id if opinion.collection.state == CollectionState.REPORTED else None,
        "outcome": outcome_of(opinion),
    }


def outcome_of(opinion: Opinion) -> dict[str, Any] | None:
    """What became of it, once the results are published."""
    if opinion.collection.state != CollectionState.REPORTED:
        return None
    group = opinion.group
    outcome = getattr(opinion, "outcome", None) or (getattr(group, "outcome", None) if group is not None else None)
    return _outcome(outcome) if outcome is not None else None


def results_of(collection: Collection) -> dict[str, Any] | None:
    """The published report, the figures it was published with, and the outcome of each group; None before."""
    report = collection.reports.published().order_by("-number").first()
    if collection.state != CollectionState.REPORTED or report is None:
        return None
    return {
        "report": report.text,
        "published_at": _moment(report.published_at),
        "figures": report.figures,
        "groups": [
            {"group": group.pk, "title": group.title, "opinions": group.size} | _outcome(group.outcome)
            for group in groups_of(collection)
        ],
    }


def own_of(opinion: Opinion) -> dict[str, Any]:
    """What its giver sees."""
    return {
        "receipt_number": opinion.receipt_number,
        "collection": opinion.collection_id,
        "text": opinion.text,
        "received_at": _moment(opinion.received_at),
        "standing": opinion.moderation,
        "outcome": outcome_of(opinion),
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {"decision": outcome.decision, "reason": outcome.reason}


def _version_row(version: DraftVersion) -> dict[str, Any]:
    return {"number": version.number, "note": version.note, "published_at": _moment(version.published_at)}


def _quote_of(placed: PlacedOpinion) -> dict[str, Any] | None:
    place, opinion = placed.place, placed.opinion
    if place is None:
        return None
    return {
        "version": opinion.version.number,
        "label": opinion.label,
        "text": opinion.quoted,
        "standing": place.standing.value,
        "anchor": place.anchor,
        "start": place.start,
        "end": place.end,
    }


def _moment(moment: datetime.datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
