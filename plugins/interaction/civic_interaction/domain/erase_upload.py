"""A file of a citizen is erased for good."""

from civic_interaction.models import Upload


def erase_upload(upload: Upload | None) -> bool:
    """The file, then its row with its name; that there was one stays known by whatever it belonged to."""
    if upload is None:
        return False
    if upload.file:
        upload.file.delete(save=False)
    upload.delete()
    return True
