"""Files of the upload step become a letter's."""

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.models import Attachment, Letter, Supplement, Upload

MOST = 5


def check_uploads(tokens: Sequence[str], *, now: datetime.datetime) -> None:
    """Raise `ValidationError` at `uploads` unless every token is one of a file that waits for its letter."""
    if len(tokens) > MOST:
        raise ValidationError({"uploads": _("At most %(most)d files.") % {"most": MOST}})
    if len(set(tokens)) != len(tokens) or Upload.objects.usable(now=now).filter(token__in=tokens).count() != len(
        tokens
    ):
        raise ValidationError({"uploads": _("A file has expired or was used already. Please upload it again.")})


def attach_uploads(
    tokens: Sequence[str], *, letter: Letter, supplement: Supplement | None = None, now: datetime.datetime
) -> None:
    """Take the files, in the order of the tokens; within the transaction that saves what they belong to."""
    uploads = {
        upload.token: upload for upload in Upload.objects.select_for_update().usable(now=now).filter(token__in=tokens)
    }
    check_uploads(tokens, now=now)
    Attachment.objects.bulk_create(
        Attachment(letter=letter, supplement=supplement, upload=uploads[token], position=position)
        for position, token in enumerate(tokens)
    )
    Upload.objects.filter(token__in=tokens).update(taken_at=now)
