"""Keys for tests, and what the database really holds."""

import base64
import os

from django.db import connection


def new_key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def stored_texts(table: str, column: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY id")
        return [row[0] for row in cursor.fetchall()]
