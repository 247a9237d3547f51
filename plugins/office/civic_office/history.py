from typing import Any

from django.db.models import Model


def save_by(instance: Model, *, by: Any | None) -> None:
    """Save, and let the record's history name `by`; without `by` it names whoever is signed in to the request."""
    history: Any = instance
    if by is not None:
        history._history_user = by
    instance.save()
