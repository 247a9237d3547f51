"""`python -m tests.relevance.city CITY FILE`: load a city into the database of `CIVIC_VAR`, ask, write what was measured."""

import json
import os
import sys
import uuid
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django

HERE = Path(__file__).parent


def main(city: str, results: Path) -> None:
    from django.conf import settings  # plc0415: Django is ready only now

    from civic_disclosure.models import ItemPage  # plc0415: Django is ready only now
    from tests.relevance.cities import CITIES, NOW  # plc0415: Django is ready only now
    from tests.relevance.indexing import answering, collect_language  # plc0415: Django is ready only now
    from tests.relevance.judgements import read_judgements  # plc0415: Django is ready only now
    from tests.relevance.measuring import collect_things, measure, sum_up  # plc0415: Django is ready only now

    if not ItemPage.objects.exists():
        CITIES[city]()
    settings.CIVIC_SEARCH_DIRECTORY = settings.VAR / "search"
    collect_language()
    things, judgements = collect_things(), read_judgements(HERE / f"{city}.yaml")
    url = os.environ.get("ELASTICSEARCH_URL", "")
    engines: dict[str, dict[str, str]] = {"fts5": {}}
    if url:
        engines["elasticsearch"] = {"url": url, "index": f"relevance-{uuid.uuid4().hex}"}
    measured: dict[str, Any] = {}
    for engine, server in engines.items():
        with answering(engine, folder=settings.CIVIC_SEARCH_DIRECTORY, **server):
            outcomes = measure(judgements, things, today=NOW.date())
        measured[engine] = {"figures": asdict(sum_up(outcomes)), "outcomes": [asdict(one) for one in outcomes]}
    results.write_text(json.dumps(measured, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1], Path(sys.argv[2]))
