"""Many cases are given to the same units at once."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_interaction.domain.accept import accept_case
from civic_interaction.domain.assign import assign_case
from civic_interaction.enums import CaseState
from civic_interaction.models import Case


def assign_many(cases: Iterable[Case], *, by: Any, now: datetime.datetime, **facts: Any) -> dict[Case, str]:
    """Assign each of `cases` with the `facts` that `assign_case` takes; one that waits for acceptance is accepted first.

    Each is a transaction of its own. Returns those that were refused, with the sentence that says why.
    """
    refused = {}
    for case in cases:
        try:
            with transaction.atomic():
                if case.state == CaseState.RECEIVED:
                    accept_case(case, by=by, now=now)
                assign_case(case, by=by, now=now, **facts)
        except PermissionDenied as error:
            refused[case] = str(error) or _("This case is not yours to change in this way.")
        except ValidationError as error:
            refused[case] = " ".join(error.messages)
    return refused
