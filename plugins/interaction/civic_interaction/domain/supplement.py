"""A citizen adds something to a letter."""

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_interaction.domain.attach_uploads import attach_uploads
from civic_interaction.domain.change import changing
from civic_interaction.domain.check_submission import LONGEST_TEXT
from civic_interaction.domain.machine import TRANSITIONS
from civic_interaction.domain.pause import resume_case
from civic_interaction.enums import CaseState, Event, Part, PauseReason
from civic_interaction.models import Letter, Supplement


@transaction.atomic
def supplement_letter(letter: Letter, *, text: str, uploads: Sequence[str] = (), now: datetime.datetime) -> Supplement:
    """Keep what the citizen adds beside the letter, which stays as it was; `letter` was opened with its query code.

    Every case of the letter that is still open for it records it; one that was paused to wait for the citizen resumes.
    Raises `ValidationError`, also when no case takes supplements any more.
    """
    if not text.strip() or len(text) > LONGEST_TEXT or "\0" in text:
        raise ValidationError({"text": _("Please write between 1 and %(most)d characters.") % {"most": LONGEST_TEXT}})
    cases = list(letter.cases.filter(state__in=TRANSITIONS[Event.SUPPLEMENTED].moves).order_by("pk"))
    if not cases:
        raise ValidationError(_("This letter takes no supplements any more. You may write a new one."))
    supplement = Supplement(letter=letter, text=text, received_at=now)
    supplement.save(force_insert=True)
    attach_uploads(uploads, letter=letter, supplement=supplement, now=now)
    for case in cases:
        with changing(case, Event.SUPPLEMENTED, by=Part.CITIZEN, now=now, supplement=supplement.pk) as change:
            waits = change.case.state == CaseState.PAUSED and change.case.pause_reason == PauseReason.CITIZEN
        if waits:
            resume_case(case, by=Part.CITIZEN, now=now)
    return supplement
