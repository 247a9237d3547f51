"""A form that is accepted takes the files that were sent ahead of it."""

import datetime
from collections.abc import Sequence

from django.db import transaction

from civic_interaction.models import Upload


class UploadGoneError(Exception):
    """Files that cannot be attached any more: unknown, expired, or in another letter already. `tokens` says which."""

    def __init__(self, tokens: Sequence[str]) -> None:
        super().__init__(", ".join(tokens))
        self.tokens = tuple(tokens)


@transaction.atomic
def take_uploads(tokens: Sequence[str], *, now: datetime.datetime) -> list[Upload]:
    """Lock the files → all of them can be used, or none is → mark them as taken. In the order of the tokens.

    Raises `UploadGoneError`. Of two forms that name one file the first gets it.
    """
    wanted = list(dict.fromkeys(tokens))
    found = {
        upload.token: upload
        for upload in Upload.objects.usable(now=now).select_for_update().filter(token__in=wanted).order_by("pk")
    }
    if gone := [token for token in wanted if token not in found]:
        raise UploadGoneError(gone)
    Upload.objects.filter(pk__in=[upload.pk for upload in found.values()]).update(taken_at=now)
    for upload in found.values():
        upload.taken_at = now
    return [found[token] for token in wanted]
