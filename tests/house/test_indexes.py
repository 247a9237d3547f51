"""Every index is paid for with each row that is written: none says what another says already."""

from django.apps import apps
from django.db.models import Index, Model, UniqueConstraint


def begun_by(model: type[Model]) -> set[str]:
    """Fields that an index or a unique constraint over all rows begins with: it finds rows by them alone, too."""
    meta = model._meta
    orders = [index.fields for index in meta.indexes if isinstance(index, Index) and index.condition is None]
    orders += [one.fields for one in meta.constraints if isinstance(one, UniqueConstraint) and one.condition is None]
    return {order[0].removeprefix("-") for order in orders if order}


def test_no_column_is_indexed_twice():
    ours = [model for model in apps.get_models() if model.__module__.startswith("civic_")]
    twice = [
        f"{model.__name__}.{field.name}"
        for model in ours
        for field in model._meta.local_fields
        if field.db_index and not field.unique and field.name in begun_by(model)
    ]

    assert len(ours) > 50
    assert twice == []
