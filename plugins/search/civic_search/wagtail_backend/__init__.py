"""Wagtail's own search, for editors: a backend that finds Chinese. `WAGTAILSEARCH_BACKENDS` names this module, nothing else.

`texts` what of an object is kept → `index` writes it, in the transaction that saves the object → `compiler` what was typed
becomes conditions and an order → `sqlite`, `postgres` how each database keeps and matches tokens. Tables, signals and
commands are Wagtail's (`modelsearch`). Elasticsearch has no part in it.

Kept are bigrams, which depend on the text alone; the dictionary only reads questions. So a change of the dictionary leaves
every entry true. Why not more: `docs/decisions/0014-editors-search.md`.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection


def SearchBackend(params: Mapping[str, Any]) -> Any:  # noqa: N802 - the name that Wagtail looks for in a backend's module
    """The backend for the default database. `params` are those of Wagtail's own; raises for databases other than these two."""
    if connection.vendor == "sqlite":
        from civic_search.wagtail_backend.sqlite import SQLiteSearchBackend  # plc0415: its models exist on SQLite only

        return SQLiteSearchBackend(params)
    if connection.vendor == "postgresql":
        from civic_search.wagtail_backend.postgres import PostgresSearchBackend  # plc0415: fields of PostgreSQL

        return PostgresSearchBackend(params)
    raise ImproperlyConfigured(f"civic_search.wagtail_backend needs SQLite or PostgreSQL, not {connection.vendor}")
