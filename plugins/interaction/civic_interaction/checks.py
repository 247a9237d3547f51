"""What a site must be set to before it may take letters. `manage.py check` and every start refuse without it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from civic_interaction.app_settings import app_settings
from civic_interaction.privacy.keys import digest_key, personal_keys


@checks.register
def check_keys(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Personal data are encrypted from the first letter on."""
    found: list[checks.CheckMessage] = []
    for number, read_keys in enumerate((personal_keys, digest_key), start=1):
        try:
            read_keys()
        except ImproperlyConfigured as error:
            hint = "Make a key with “manage.py make_personal_key”, keep it outside the database and its backups."
            found.append(checks.Error(str(error), hint=hint, id=f"civic_interaction.E00{number}"))
    return found


@checks.register
def check_upload_directory(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Files of citizens lie where no web server looks."""
    uploads = app_settings.UPLOAD_DIRECTORY.resolve()
    served = [Path(folder).resolve() for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT) if folder]
    if not any(uploads.is_relative_to(folder) for folder in served):
        return []
    return [
        checks.Error(
            "Attachments of citizens would lie where the web server serves files.",
            hint="Set CIVIC_INTERACTION_UPLOAD_DIRECTORY to a folder outside MEDIA_ROOT and STATIC_ROOT.",
            id="civic_interaction.E003",
        )
    ]
