"""Files of citizens, opened safely by those who deal with them."""

from typing import Any

from django.http import FileResponse, Http404

from civic_interaction.models import Upload


def answer_upload(**belongs_to: Any) -> FileResponse:
    """A download under the file's own media type, never shown in place; 404 while it is in quarantine or erased."""
    upload = Upload.objects.open().filter(**belongs_to).first()
    if upload is None:
        raise Http404
    response = FileResponse(
        upload.file.open("rb"), as_attachment=True, filename=upload.name, content_type=upload.media_type
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
