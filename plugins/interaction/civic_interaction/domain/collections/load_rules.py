"""The periods of collection that the suite ships, each with its source."""

import datetime
import json
from importlib import resources
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from civic_interaction.models import CollectionRule
from civic_interaction.permissions import may_change_rules
from civic_office.history import save_by
from civic_office.workdays import civil_date

FILE = resources.files("civic_interaction") / "data" / "collections" / "rules.json"


def add_rule(rule: CollectionRule, *, by: Any | None, now: datetime.datetime) -> CollectionRule:
    """Enter what holds from a day on; earlier rules stay, and so do the collections announced under them."""
    if not may_change_rules(by, today=civil_date(now)):
        raise PermissionDenied(_("Only the disclosure section of the government office changes periods."))
    rule.full_clean()
    save_by(rule, by=by)
    return rule


@transaction.atomic
def load_rules(*, by: Any | None, now: datetime.datetime) -> list[CollectionRule]:
    """Create the shipped rules; kinds of matter that have one already keep what the office made of it."""
    known = set(CollectionRule.objects.values_list("kind", flat=True))
    created = []
    for facts in json.loads(FILE.read_text(encoding="utf-8"))["rules"]:
        if facts["kind"] in known:
            continue
        rule = CollectionRule(**facts)
        rule.effective_from = datetime.date.fromisoformat(facts["effective_from"])
        created.append(add_rule(rule, by=by, now=now))
    return created
