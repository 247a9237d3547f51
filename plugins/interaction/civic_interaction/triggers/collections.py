"""Triggers of opinion collection: a closed phase takes no opinions, whichever way they come, and what was said stays.

- an opinion is inserted only into an announced collection, on a day (of China) within its period;
- an opinion's own words and facts never change; what the office makes of it does (`WORKED_ON`). Anonymisation, once,
  sets `anonymised_at` and masks the text;
- the text of a published draft, report or response to a hot topic never changes, and it stays published;
- events never change.
"""

from collections.abc import Iterator

REFUSAL = "this row is kept as it was written"
CLOSED = "this collection takes no opinions on that day"

OPINION = "civic_interaction_opinion"
EVENT = "civic_interaction_collectionevent"
TEXTS = (
    "civic_interaction_draftversion",
    "civic_interaction_resultreport",
    "civic_interaction_topicresponse",
)
TABLES = (OPINION, EVENT, *TEXTS)

#: What the office makes of an opinion.
WORKED_ON = (
    "moderation",
    "moderation_reason",
    "moderation_note",
    "moderated_by_id",
    "moderated_at",
    "public_text",
    "group_id",
)
#: What anonymisation changes.
MASKED = ("text", "public_text", "request_key", "code_digest", "anonymised_at")

#: The day in China. SQLite would round the last half millisecond of a day up to the next one.
_DAY = {
    "sqlite": "date(substr(NEW.received_at, 1, 19), '+8 hours')",
    "postgresql": "(NEW.received_at AT TIME ZONE 'Asia/Shanghai')::date",
}
_DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}


def create_triggers(vendor: str, columns: dict[str, list[str]]) -> Iterator[str]:
    """The statements that make the triggers; `columns` names those of `OPINION`."""
    for name, table, event, condition, refusal in _rules(vendor, columns[OPINION]):
        if vendor == "postgresql":
            yield (
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {condition} THEN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; "
                "END IF; RETURN NEW; END $$"
            )
            yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        else:
            yield (
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            )


def drop_triggers(vendor: str) -> Iterator[str]:
    for name, table, *_rest in _rules(vendor, []):
        if vendor == "postgresql":
            yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
            yield f"DROP FUNCTION IF EXISTS {name}()"
        else:
            yield f"DROP TRIGGER IF EXISTS {name}"


def _rules(vendor: str, opinion_columns: list[str]) -> Iterator[tuple[str, str, str, str, str]]:
    """Name, table, statement, the condition under which it is refused, and the refusal."""
    is_open = (  # of our own names, nothing comes from outside
        "SELECT 1 FROM civic_interaction_collection asked WHERE asked.id = NEW.collection_id "  # noqa: S608
        f"AND asked.state = 'open' AND {_DAY[vendor]} BETWEEN asked.opens_on AND asked.closes_on"
    )
    yield f"{OPINION}_in_time", OPINION, "INSERT", f"NOT EXISTS ({is_open})", CLOSED
    differs = _DIFFERS[vendor]
    fixed = [column for column in opinion_columns if column not in {*WORKED_ON, *MASKED}]
    changed = " OR ".join([f'OLD."{column}" {differs} NEW."{column}"' for column in fixed] or ["1 = 0"])
    masked = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in MASKED if column not in WORKED_ON)
    once = "OLD.anonymised_at IS NULL AND NEW.anonymised_at IS NOT NULL"
    yield f"{OPINION}_kept", OPINION, "UPDATE", f"({changed}) OR (({masked}) AND NOT ({once}))", REFUSAL
    yield f"{EVENT}_kept", EVENT, "UPDATE", "1 = 1", REFUSAL
    for table in TEXTS:
        changed = f"OLD.text {differs} NEW.text OR NEW.state {differs} 'published'"
        yield f"{table}_kept", table, "UPDATE", f"OLD.state = 'published' AND ({changed})", REFUSAL
