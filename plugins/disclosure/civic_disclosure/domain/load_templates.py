"""Loads the column templates and subject classes that the suite ships. Running it again changes nothing."""

import csv
import json
from importlib import resources
from typing import Any

from django.db import transaction

from civic_disclosure.models import ColumnTemplate, Subject, TemplateColumn

DATA = resources.files("civic_disclosure") / "data"


@transaction.atomic
def load_templates() -> list[ColumnTemplate]:
    """Create the templates that are missing, by name and year; those an office has changed stay as they are.

    The default one has the 22 standard columns (R001, R007, R014–R020), the other follows 条例（2019）第20条.
    The shipped default becomes the default only where the office has none.
    """
    files = sorted((DATA / "templates").iterdir(), key=lambda file: file.name)
    return [
        _load_template(json.loads(file.read_text(encoding="utf-8"))) for file in files if file.name.endswith(".json")
    ]


def shipped_default() -> dict[str, Any]:
    """The facts of the template that becomes the default in an empty installation."""
    files = sorted((DATA / "templates").iterdir(), key=lambda file: file.name)
    facts = [json.loads(file.read_text(encoding="utf-8")) for file in files if file.name.endswith(".json")]
    return next(one for one in facts if one["is_default"])


def _load_template(facts: dict[str, Any]) -> ColumnTemplate:
    existing = ColumnTemplate.objects.filter(name=facts["name"], year=facts["year"]).first()
    if existing is not None:
        return existing
    is_default = facts["is_default"] and not ColumnTemplate.objects.filter(is_default=True).exists()
    template = ColumnTemplate.objects.create(
        name=facts["name"], year=facts["year"], basis=facts["basis"], is_default=is_default
    )
    TemplateColumn.objects.bulk_create(
        TemplateColumn(template=template, sort_order=position, **column)
        for position, column in enumerate(facts["columns"])
    )
    return template


@transaction.atomic
def load_subjects() -> int:
    """Create the subject classes that are missing; return how many there were none of."""
    known = {
        (subject.parent and subject.parent.name, subject.name): subject
        for subject in Subject.objects.select_related("parent")
    }
    before = len(known)
    with (DATA / "subjects.csv").open(encoding="utf-8") as file:
        for position, row in enumerate(csv.DictReader(file)):
            parent = _subject(known, None, row["level1"], position)
            if row["level2"]:
                _subject(known, parent, row["level2"], position)
    return len(known) - before


def _subject(known: dict[Any, Subject], parent: Subject | None, name: str, position: int) -> Subject:
    key = (parent and parent.name, name)
    if key not in known:
        known[key] = Subject.objects.create(name=name, parent=parent, position=position)
    return known[key]
