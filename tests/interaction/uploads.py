"""Uploads for tests that are not about judging them."""

import datetime
from typing import Any

from civic_interaction.models import Upload

NOW = datetime.datetime(2026, 11, 21, 9, 0, tzinfo=datetime.UTC)


def make_upload(name: str = "说明.txt", **fields: Any) -> Upload:
    known = {
        "name": name,
        "kind": "txt",
        "file": "",
        "size": 6,
        "sha256": "0" * 64,
        "uploaded_at": NOW,
        "expires_at": NOW + datetime.timedelta(days=1),
    }
    return Upload.objects.create(**{**known, **fields})
