"""Somebody of the office reads who gave an opinion: with a reason, on record, each time (个人信息保护法第51条)."""

import datetime
from typing import Any

from civic_interaction.domain.collections.change import changing
from civic_interaction.domain.look_at_sender import check_purpose
from civic_interaction.enums import Step
from civic_interaction.models import Opinion, OpinionGiver
from civic_interaction.privacy.masking import cover_found


def look_at_giver(
    opinion: Opinion, *, purpose: str, explanation: str = "", by: Any, now: datetime.datetime
) -> OpinionGiver:
    """The giver, for the asking unit and the office's section. The look is an event of the collection."""
    check_purpose(purpose, explanation)
    with changing(opinion.collection, Step.LOOKED, by=by, now=now, purpose=purpose) as change:
        giver = OpinionGiver.objects.get(pk=opinion.pk)
        change.data |= {
            "opinion": opinion.receipt_number,
            "explanation": cover_found(explanation.strip(), known=[giver.name]),
        }
    return giver
