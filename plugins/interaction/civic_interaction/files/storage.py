from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from civic_interaction.app_settings import app_settings


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Files that have no address: outside `MEDIA_ROOT`, readable by the site's own account only, served by views that ask
    who may see them.
    """

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:
        return str(app_settings.UPLOAD_DIRECTORY)

    @property
    def location(self) -> str:
        return str(app_settings.UPLOAD_DIRECTORY.resolve())

    def url(self, name: str | None) -> str:
        raise ValueError("Uploads of citizens have no public address.")
