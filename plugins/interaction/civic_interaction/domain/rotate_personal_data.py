"""Bring all personal data under the first key, so that an old one can be taken away."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import ExpressionWrapper, F, Q, QuerySet, TextField, Value

from civic_interaction.privacy.fields import EncryptedTextField
from civic_interaction.privacy.keys import personal_keys
from civic_interaction.privacy.sealing import UnreadableError, prefix_of, seal, unseal

#: Rows in one transaction.
BATCH = 200


@dataclass(slots=True)
class Rotation:
    """How far it has come: fields encrypted anew, rows as `label.pk` that no key of ours opens."""

    rotated: int = 0
    unreadable: list[str] = field(default_factory=list)


def rotate_personal_data(
    *, on_batch: Callable[[int], None] = lambda fields: None, pause: float = 0, batch: int = BATCH
) -> Rotation:
    """Read each field that is not under the first key → encrypt it with that key → write it, if it is still the same.

    Every batch is a transaction of its own, and what is left is what the ciphertexts say of themselves: whenever this
    is cut off, the next call goes on with the rest. A field that somebody changes or erases meanwhile keeps their
    change. What no key opens is left as it is and reported. `pause` seconds lie between batches.
    """
    rotation = Rotation()
    for model, names in encrypted_models():
        after: Any = None
        while rows := _next_rows(model, names, after=after, batch=batch):
            done = rotation.rotated
            with transaction.atomic():
                for pk, *texts in rows:
                    _rotate_row(model, pk, dict(zip(names, texts, strict=True)), rotation)
            after = rows[-1][0]
            on_batch(rotation.rotated - done)
            time.sleep(pause)
    return rotation


def count_stale() -> int:
    """How many rows hold something that is not under the first key."""
    return sum(_stale(model, names).count() for model, names in encrypted_models())


def encrypted_models() -> Iterator[tuple[type[models.Model], list[str]]]:
    """Every table with encrypted fields, whosever it is; tables of history among them."""
    for model in apps.get_models():
        names = [one.name for one in model._meta.local_fields if isinstance(one, EncryptedTextField)]
        if names and model._meta.managed and not model._meta.proxy:
            yield model, names


def _stale(model: type[models.Model], names: list[str]) -> QuerySet:
    current = prefix_of(personal_keys()[0])
    stale = Q()
    for name in names:
        stale |= ~Q(**{f"stored_{name}__startswith": current}) & Q(**{f"stored_{name}__gt": ""})
    return _stored(model, names).filter(stale)


def _stored(model: type[models.Model], names: list[str]) -> QuerySet:
    """The ciphertexts as `stored_<name>`."""
    raw = {f"stored_{name}": ExpressionWrapper(F(name), output_field=TextField()) for name in names}
    return model._base_manager.annotate(**raw)


def _next_rows(model: type[models.Model], names: list[str], *, after: Any, batch: int) -> list[tuple[Any, ...]]:
    rows = _stale(model, names).order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return list(rows.values_list("pk", *(f"stored_{name}" for name in names))[:batch])


def _rotate_row(model: type[models.Model], pk: Any, stored: dict[str, str | None], rotation: Rotation) -> None:
    current = prefix_of(personal_keys()[0])
    for name, old in stored.items():
        if not old or old.startswith(current):
            continue
        try:
            new = Value(seal(unseal(old)), output_field=TextField())
        except UnreadableError:
            rotation.unreadable.append(f"{model._meta.label}.{pk}")
            continue
        # The condition is what keeps an erasure or a correction that happened since we read.
        same = _stored(model, [name]).filter(**{"pk": pk, f"stored_{name}": old})
        rotation.rotated += same.update(**{name: new})
