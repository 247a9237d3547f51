"""Public letters copy the names of units and channels. When one changes they are rendered again, and found by the new one."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from civic_interaction.domain.publish_letter import render_page, render_row
from civic_interaction.models import Channel, PublicLetter
from civic_interaction.models.public import PublicLetterQuerySet
from civic_interaction.signals import names_changed
from civic_office.models import Unit

#: Letters rendered in one transaction.
SLICE = 200
#: What of a unit and of a channel public letters show.
COPIED: dict[Any, tuple[str, ...]] = {Unit: ("official_name", "short_name", "code"), Channel: ("name", "code")}


def letters_naming(owner: Unit | Channel) -> PublicLetterQuerySet:
    """All that were ever public: one that comes back must not bring an old name."""
    named = {"unit": owner} if isinstance(owner, Unit) else {"channel": owner}
    return PublicLetter.objects.filter(**named).order_by("pk")


def render_again(owner: Unit | Channel, *, on_slice: Callable[[int], None] = lambda letters: None) -> int:
    """Write row and page of every letter of the unit or channel anew; returns how many changed.

    By slices, each a transaction of its own; cut off, the next call does the rest, for what is right already is left
    alone. No history is written and no date moves: the letters themselves have not changed. Then `names_changed`.
    """
    changed, after = 0, 0
    while slice_ := _next_slice(owner, after=after):
        changed += _render(slice_)
        on_slice(len(slice_))
        after = slice_[-1]
    names_changed.send(sender=type(owner), owner=owner)
    return changed


def _next_slice(owner: Unit | Channel, *, after: int) -> list[int]:
    return list(letters_naming(owner).filter(pk__gt=after).values_list("pk", flat=True)[:SLICE])


@transaction.atomic
def _render(numbers: list[int]) -> int:
    letters = PublicLetter.objects.select_for_update(of=("self",)).filter(pk__in=numbers)
    changed = []
    for letter in letters.select_related("unit", "channel"):
        row, page = render_row(letter), render_page(letter)
        if (row, page) != (letter.row, letter.page):
            letter.row, letter.page = row, page
            changed.append(letter)
    PublicLetter.objects.bulk_update(changed, ["row", "page"], batch_size=100)
    return len(changed)
