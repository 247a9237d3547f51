"""Files of the upload step become a letter's."""

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain.take_uploads import UploadGoneError, take_uploads
from civic_interaction.models import Attachment, Letter, Supplement, Upload

MOST = 5


def attach_uploads(
    tokens: Sequence[str], *, letter: Letter, supplement: Supplement | None = None, now: datetime.datetime
) -> None:
    """Take the files, in the order of the tokens; within the transaction that saves what they belong to."""
    Attachment.objects.bulk_create(
        Attachment(letter=letter, supplement=supplement, upload=upload, position=position)
        for position, upload in enumerate(take_or_refuse(tokens, now=now))
    )


def take_or_refuse(tokens: Sequence[str], *, now: datetime.datetime) -> list[Upload]:
    """Take the files, or raise `ValidationError` at `uploads` with a sentence for the citizen."""
    if not tokens:
        return []
    if len(tokens) > MOST:
        raise ValidationError({"uploads": _("At most %(most)d files.") % {"most": MOST}})
    try:
        return take_uploads(tokens, now=now)
    except UploadGoneError as gone:
        raise ValidationError(
            {"uploads": _("A file has expired or was used already. Please upload it again.")}
        ) from gone
