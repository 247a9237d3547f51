"""Writes many new rows at a third of what `bulk_create` costs on SQLite, and at the same on PostgreSQL."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.db import connections, models, router, transaction

#: Rows in one statement, where the database takes that many.
BATCH = 500


def insert_rows(model: type[models.Model], rows: Sequence[Any]) -> None:
    """Insert `rows` into the table of `model`, in batches, and give each the number that the database draws for it.

    `bulk_create` asks of every single value whether it is an expression, and how its placeholder is spelt; here values
    are plain, and a statement is spelt once. Like it, this sends no signal. Unlike it, `Field.pre_save` is not called
    (no `auto_now`, no upload), and only the model's *own* table is written: a row may be any object with the attributes
    of its columns, such as a page whose row of `Page` is written first and that of its type next.
    """
    if not rows:
        return
    using, meta = router.db_for_write(model), model._meta
    connection, quote = connections[using], connections[using].ops.quote_name
    drawn = meta.auto_field if meta.auto_field and getattr(rows[0], meta.auto_field.attname) is None else None
    fields = [field for field in meta.local_concrete_fields if field is not drawn and not field.generated]
    names = ", ".join(quote(str(field.column)) for field in fields)
    tail = f" RETURNING {quote(str(drawn.column))}" if drawn else ""
    limit = connection.features.max_query_params
    size = min(BATCH, limit // len(fields)) if limit else BATCH
    # One statement is all or nothing by itself; an error of it must end the transaction that it is part of.
    guard = (
        transaction.atomic(using, savepoint=False)
        if len(rows) > size
        else transaction.mark_for_rollback_on_error(using)
    )
    with guard, connection.cursor() as cursor:
        for some in _slices(rows, size):
            rows_sql, values = _spelt(some, fields, connection)
            statement = f"INSERT INTO {quote(meta.db_table)} ({names}) {rows_sql}{tail}"
            cursor.execute(statement, values)
            if drawn:
                for row, (number,) in zip(some, cursor.fetchall(), strict=True):
                    setattr(row, drawn.attname, number)
    for row in rows:
        row._state.adding, row._state.db = False, using  # noqa: SLF001 (what a saved object knows of itself)


def _spelt(rows: Sequence[Any], fields: Sequence[Any], connection: Any) -> tuple[str, list[Any]]:
    """What follows the names of the columns, and its values; PostgreSQL reads many rows faster by columns than by lines."""
    columns = [list(_prepared(rows, field, connection)) for field in fields]
    if connection.vendor == "postgresql" and len(rows) > 1:
        arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
        return f"SELECT * FROM UNNEST({arrays})", columns  # noqa: S608 (types of our own models)
    line = f"({', '.join(['%s'] * len(fields))})"
    return f"VALUES {', '.join([line] * len(rows))}", list(chain.from_iterable(zip(*columns, strict=True)))


def _prepared(rows: Sequence[Any], field: Any, connection: Any) -> Iterator[Any]:
    """A column's values as the database takes them; what stands there in row after row is prepared once."""
    name: str = field.attname
    prepare: Callable[..., Any] = field.get_db_prep_save
    last = ready = None
    for row in rows:
        value = getattr(row, name)
        if value is not last:
            last, ready = value, prepare(value, connection)
        yield ready


def _slices(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
