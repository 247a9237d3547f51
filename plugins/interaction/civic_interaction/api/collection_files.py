"""The files of a collection, for everybody: as downloads, from the address that its API names."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from civic_interaction.addresses import path_of_collection_file
from civic_interaction.api.parameters import HIGHEST_NUMBER
from civic_interaction.models import CollectionFile
from civic_interaction.viewsets.files import answer_upload


def file_of(file: CollectionFile) -> dict[str, Any]:
    """`size` in bytes."""
    upload = file.upload
    return {
        "title": file.title,
        "kind": upload.kind,
        "media_type": upload.media_type,
        "size": upload.size,
        "url": path_of_collection_file(file.collection_id, file.position),
    }


@require_safe
def answer_collection_file(request: HttpRequest, collection_id: int, position: int) -> FileResponse:
    """A file of an announced collection under its own media type, never shown in place; 404 for any other."""
    if position > HIGHEST_NUMBER:
        raise Http404
    file = CollectionFile.objects.public().filter(collection=collection_id, position=position).first()
    if file is None:
        raise Http404
    response = answer_upload(pk=file.upload_id)
    response["Cache-Control"] = "public, max-age=60"
    return response
