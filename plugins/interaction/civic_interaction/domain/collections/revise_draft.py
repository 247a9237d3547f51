"""Versions of the draft: written, and after review published, with what changed for everybody to see."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.clauses import split_clauses
from civic_interaction.domain.collections.change import Change, changing
from civic_interaction.enums import Step, TextState
from civic_interaction.models import Collection, DraftVersion

#: Characters; the longest laws of the country have fewer.
LONGEST_DRAFT = 300_000


def write_version(
    collection: Collection, *, text: str, note: str = "", by: Any, now: datetime.datetime
) -> DraftVersion:
    """Write the next version, or go on with the one that is being written; it is public only after review."""
    if not split_clauses(text):
        raise ValidationError({"text": _("Please fill in this field.")})
    if len(text) > LONGEST_DRAFT or "\0" in text:
        raise ValidationError({"text": _("At most %(most)d characters.") % {"most": LONGEST_DRAFT}})
    with changing(collection, Step.WRITTEN, by=by, now=now) as change:
        newest: Any = change.collection.versions.order_by("-number").first()
        version: Any = newest
        if newest is None or newest.state != TextState.DRAFT:
            version = DraftVersion(collection=change.collection, number=newest.number + 1 if newest else 1)
        version.text, version.note, version.author, version.written_at = text, note, change.person, now
        version.full_clean()
        version.save()
        change.data |= {"version": version.number, "characters": len(text)}
        return version


def publish_version(collection: Collection, *, by: Any, now: datetime.datetime) -> DraftVersion:
    """Show the public a revised draft that has passed review; opinions on earlier versions stay with their quotes."""
    with changing(collection, Step.REVISED, by=by, now=now) as change:
        return publish_approved(change)


def publish_approved(change: Change) -> DraftVersion:
    """The approved version becomes public within a change."""
    version: DraftVersion = change.collection.versions.get(state=TextState.APPROVED)
    version.state, version.published_at = TextState.PUBLISHED, change.now
    version.save()
    change.data["version"] = version.number
    return version
