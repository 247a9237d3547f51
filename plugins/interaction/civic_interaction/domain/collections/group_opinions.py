"""Opinions that say the same are answered together: likeness suggests, a person decides."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.clauses.align import likeness
from civic_interaction.domain.collections.change import changing
from civic_interaction.enums import Moderation, Step
from civic_interaction.models import Collection, Opinion, OpinionGroup
from civic_search.text.normalise import normalise

#: From which likeness (0 to 1) on, and among how many of a clause: the oldest that nobody has put together yet.
LIKE, MOST_COMPARED = 0.55, 400


def suggest_groups(collection: Collection) -> list[list[Opinion]]:
    """Ungrouped opinions on the same clause that say nearly the same, the largest group first; no answer is changed.

    Each is compared with the first of a group: a chain of likenesses does not put together what has nothing in common.
    """
    waiting = collection.opinions.to_be_answered().filter(group__isnull=True, outcome__isnull=True)
    by_clause: dict[str, list[tuple[str, Opinion]]] = defaultdict(list)
    for opinion in waiting.order_by("received_at", "pk"):
        if len(by_clause[opinion.anchor]) < MOST_COMPARED:
            by_clause[opinion.anchor].append((normalise(opinion.text), opinion))
    groups: list[list[Opinion]] = []
    for opinions in by_clause.values():
        groups += _groups_among(opinions)
    return sorted(groups, key=lambda group: (-len(group), group[0].pk))


def _groups_among(opinions: list[tuple[str, Opinion]]) -> list[list[Opinion]]:
    groups: list[tuple[str, list[Opinion]]] = []
    for text, opinion in opinions:
        alike = next((members for first, members in groups if likeness(first, text) >= LIKE), None)
        if alike is None:
            groups.append((text, [opinion]))
        else:
            alike.append(opinion)
    return [members for _first, members in groups if len(members) > 1]


def group_opinions(
    collection: Collection, opinions: Sequence[Opinion], *, title: str, by: Any, now: datetime.datetime
) -> OpinionGroup:
    """Put opinions of one collection together under a sentence that says what they say; each is in one group at most."""
    if not title.strip():
        raise ValidationError({"title": _("Say in a sentence what they say.")})
    with changing(collection, Step.GROUPED, by=by, now=now) as change:
        members = _lock(change.collection, opinions)
        group = OpinionGroup(
            collection=change.collection, title=title.strip(), created_by=change.person, created_at=now
        )
        group.full_clean()
        group.save()
        _put(members, group)
        change.data |= {"group": group.pk, "opinions": sorted(member.receipt_number for member in members)}
    return group


def add_to_group(group: OpinionGroup, opinions: Sequence[Opinion], *, by: Any, now: datetime.datetime) -> OpinionGroup:
    with changing(group.collection, Step.GROUPED, by=by, now=now, group=group.pk) as change:
        members = _lock(change.collection, opinions)
        _put(members, group)
        change.data["opinions"] = sorted(member.receipt_number for member in members)
    return group


def dissolve_group(group: OpinionGroup, *, by: Any, now: datetime.datetime) -> None:
    """Its opinions stand alone again, and want an outcome each."""
    with changing(group.collection, Step.UNGROUPED, by=by, now=now, group=group.pk, title=group.title) as change:
        members = Opinion.objects.filter(group=group)
        change.data["opinions"] = sorted(members.values_list("receipt_number", flat=True))
        members.update(group=None)
        group.delete()


def _lock(collection: Collection, opinions: Sequence[Opinion]) -> list[Opinion]:
    members = list(
        Opinion.objects.select_for_update(of=("self",))
        .filter(collection=collection, pk__in=[opinion.pk for opinion in opinions])
        .exclude(moderation=Moderation.EXCLUDED)
        .select_related("outcome")
    )
    if not members or len(members) != len({opinion.pk for opinion in opinions}):
        raise ValidationError({"opinions": _("Choose opinions on this draft.")})
    if any(member.group_id is not None or hasattr(member, "outcome") for member in members):
        raise ValidationError({"opinions": _("One of them is in a group or has an outcome of its own already.")})
    return members


def _put(members: Sequence[Opinion], group: OpinionGroup) -> None:
    for member in members:
        member.group = group
    Opinion.objects.bulk_update(members, ["group"])
