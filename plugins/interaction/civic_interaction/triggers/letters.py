"""Triggers that keep what must not be changed: letters, what was added to them, and the events of cases.

The one change that a letter or a supplement knows is anonymisation, once: `anonymised_at` is set, and with it the columns
named here may differ. Events never change. Rows are protected against deletion by the models and foreign keys.
"""

from collections.abc import Iterator

#: Table → the columns that anonymisation masks; none for a table whose rows never change at all.
KEPT: dict[str, tuple[str, ...]] = {
    "civic_interaction_letter": ("title", "text", "request_key"),
    "civic_interaction_supplement": ("text",),
    "civic_interaction_caseevent": (),
}
MARK = "anonymised_at"
REFUSAL = "this row is kept as it was written"


def create_triggers(vendor: str, columns: dict[str, list[str]]) -> Iterator[str]:
    """The statements that make the triggers; `columns` names those of each table."""
    for table, masked in KEPT.items():
        fixed = [column for column in columns[table] if column not in {*masked, MARK}]
        yield from _postgres(table, fixed, masked) if vendor == "postgresql" else [_sqlite(table, fixed, masked)]


def drop_triggers(vendor: str) -> Iterator[str]:
    for table in KEPT:
        if vendor == "postgresql":
            yield f"DROP TRIGGER IF EXISTS {table}_kept ON {table}"
            yield f"DROP FUNCTION IF EXISTS {table}_kept()"
        else:
            yield f"DROP TRIGGER IF EXISTS {table}_kept"


def _refused(fixed: list[str], masked: tuple[str, ...], *, differs: str) -> str:
    """The condition under which an update is refused."""
    if not masked:
        return "1 = 1"
    changed = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in fixed)
    return f'OLD."{MARK}" IS NOT NULL OR NEW."{MARK}" IS NULL OR {changed}'


def _sqlite(table: str, fixed: list[str], masked: tuple[str, ...]) -> str:
    return (
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table} "
        f"WHEN {_refused(fixed, masked, differs='IS NOT')} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _postgres(table: str, fixed: list[str], masked: tuple[str, ...]) -> Iterator[str]:
    yield (
        f"CREATE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table} FOR EACH ROW "
        f"WHEN ({_refused(fixed, masked, differs='IS DISTINCT FROM')}) EXECUTE FUNCTION {table}_kept()"
    )
