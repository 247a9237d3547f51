"""What people who handle a case keep with it: notes, tags, links to the catalogue. The public never sees them."""

import datetime
from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain.change import changing
from civic_interaction.enums import Event
from civic_interaction.models import Case, CatalogueLink, Note, Tag


def note_case(case: Case, *, text: str, by: Any, now: datetime.datetime) -> Note:
    """Write an internal note. It stays as it is."""
    if not text.strip():
        raise ValidationError({"text": _("Please fill in this field.")})
    with changing(case, Event.NOTED, by=by, now=now) as change:
        note = Note(case=change.case, text=text, written_by=change.person, unit=change.unit, written_at=now)
        note.save()
        change.data["note"] = note.pk
    return note


def tag_case(case: Case, *, names: Collection[str], by: Any, now: datetime.datetime) -> Case:
    """Give the case exactly these tags; words that are new become tags."""
    wanted = {name.strip()[:30] for name in names if name.strip()}
    with changing(case, Event.TAGGED, by=by, now=now, tags=sorted(wanted)) as change:
        tags = [Tag.objects.get_or_create(name=name)[0] for name in sorted(wanted)]
        change.case.tags.set(tags)
    return change.case


def link_case(case: Case, *, items: Mapping[str, str], by: Any, now: datetime.datetime) -> Case:
    """Link the case to exactly these items of the catalogue: index number → title."""
    with changing(case, Event.LINKED, by=by, now=now, items=sorted(items)) as change:
        change.case.links.exclude(index_number__in=items).delete()
        for number, title in items.items():
            CatalogueLink.objects.update_or_create(
                case=change.case, index_number=number[:80], defaults={"title": title[:255]}
            )
    return change.case
