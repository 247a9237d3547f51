"""Delete the files of citizens that no form has taken."""

import datetime

from civic_interaction.files.storage import PrivateStorage
from civic_interaction.models import Upload

#: A file without a row is being written, or its writing was cut off.
UNFINISHED = datetime.timedelta(days=1)


def clear_uploads(*, now: datetime.datetime) -> int:
    """Delete what waited too long, row first and then file → delete files without row. Returns how many went.

    A form that takes a file in this moment keeps it. A file whose deletion was interrupted is one without row.
    """
    cleared = 0
    for upload in Upload.objects.expired(now=now).order_by("pk").iterator(chunk_size=500):
        if Upload.objects.unused().filter(pk=upload.pk).delete()[0]:
            upload.file.delete(save=False)
            cleared += 1
    return cleared + _clear_strays(now=now)


def _clear_strays(*, now: datetime.datetime) -> int:
    storage = PrivateStorage()
    cleared = 0
    for folder in _months(storage):
        names = {f"{folder}/{name}" for name in storage.listdir(folder)[1]}
        known = set(Upload.objects.filter(file__startswith=f"{folder}/").values_list("file", flat=True))
        for name in names - known:
            if storage.get_modified_time(name) < now - UNFINISHED:
                storage.delete(name)
                cleared += 1
    return cleared


def _months(storage: PrivateStorage) -> list[str]:
    """Folders like `2026/11`."""
    if not storage.exists(""):
        return []
    return [f"{year}/{month}" for year in storage.listdir("")[0] for month in storage.listdir(year)[0]]
