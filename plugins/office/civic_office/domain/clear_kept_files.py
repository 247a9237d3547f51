"""Delete files whose form was never sent again."""

import datetime

from civic_office.models import KeptFile
from civic_office.models.kept_files import KEPT


def clear_kept_files(*, now: datetime.datetime) -> int:
    """The file first, then its row: what is interrupted is found again. Returns how many went."""
    old = list(KeptFile.objects.filter(kept_at__lt=now - KEPT))
    for kept in old:
        kept.file.delete(save=False)
        kept.delete()
    return len(old)
