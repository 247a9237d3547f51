"""Which elements an item must have before it may be sent for review (R051, R113)."""

import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic_disclosure.enums import ItemKind, Validity

#: What a column may ask of its items, beside a title and a text or file, which every item has.
ELEMENTS: dict[str, Promise] = {
    "summary": gettext_lazy("Summary"),
    "attachments": gettext_lazy("Attachments"),
    "document_number": gettext_lazy("Document number"),
    "formed_on": gettext_lazy("Date formed"),
    "issuing_units": gettext_lazy("Issuing units"),
    "subject": gettext_lazy("Subject class"),
    "genre": gettext_lazy("Genre"),
    "keywords": gettext_lazy("Keywords"),
    "source": gettext_lazy("Source"),
    "author": gettext_lazy("Author"),
    "effective_on": gettext_lazy("In force from"),
}
ENDED = frozenset({Validity.REPEALED, Validity.EXPIRED})


def missing_elements(item: Any, required: list[str], *, today: datetime.date) -> dict[str, str]:
    """What keeps `item` from being sent for review, as a sentence for each field; empty when nothing does.

    1. A text or a file. 2. What its column requires (R051). 3. An interpretation names its policy (R113); a policy
    document says whether it is in force, consistently. 4. No date of what has been done lies in the future.
    """
    found = _required_by_column(item, required)
    if not len(item.body) and not _has_rows(item.attachments):
        found["body"] = _("Write the text, or attach a file.")
    if item.kind == ItemKind.INTERPRETATION and not _has_rows(item.interprets):
        found["interprets"] = _("Choose the policy document that this text interprets.")
    if item.kind == ItemKind.POLICY:
        found |= _inconsistent_validity(item, today=today)
    for field in ("formed_on", "verified_on"):
        day = getattr(item, field)
        if day is not None and day > today:
            found[field] = _("This day has not come yet.")
    return found


def remarks_on(item: Any) -> list[str]:
    """What the writer and the reviewers of `item` should know, though it keeps nothing from being sent (R113).

    Interpretations that are still being written count: document and interpretation are prepared together (R111).
    """
    if item.kind == ItemKind.POLICY and not item.interpretations.exists():
        return [
            _(
                "This policy document has no interpretation yet, neither public nor in preparation. Documents are published "
                "together with their interpretation: write it in a column for interpretations, and choose this document there."
            )
        ]
    return []


def _required_by_column(item: Any, required: list[str]) -> dict[str, str]:
    found = {}
    for field in required:
        if field not in ELEMENTS:
            continue
        value = getattr(item, field)
        is_given = _has_rows(value) if hasattr(value, "all") else bool(value)
        if not is_given:
            found[field] = _("This column requires: %(element)s.") % {"element": ELEMENTS[field]}
    return found


def _inconsistent_validity(item: Any, *, today: datetime.date) -> dict[str, str]:
    if not item.validity:
        return {"validity": _("Say whether the document is in force.")}
    if item.validity in ENDED and item.ended_on is None:
        return {"ended_on": _("Give the day on which the document ended.")}
    if item.validity == Validity.IN_FORCE and item.ended_on is not None and item.ended_on < today:
        return {"validity": _("The document has ended by its date; it is not in force any more.")}
    return {}


def _has_rows(relation: Any) -> bool:
    return len(relation.all()) > 0
