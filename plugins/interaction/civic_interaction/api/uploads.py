"""The upload step: a file comes ahead of its letter, so that an error in the form does not lose it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from civic_interaction.api import letter_shapes as shapes
from civic_interaction.api.channels import TAG
from civic_interaction.api.sending import SendingView, UploadThrottle, answer_once, length_of, read_sent
from civic_interaction.app_settings import app_settings
from civic_interaction.domain.keep_upload import RefusedFileError, keep_upload, limits_in_use
from civic_interaction.files.sentences import sentence_for
from civic_interaction.files.verdicts import Code
from civic_office.api.describing import describe
from civic_office.api.problems import ProblemError
from civic_office.api.throttling import ReadingThrottle

#: What a form adds to its file: names and boundaries.
ENVELOPE_BYTES = 16_384


class UploadList(SendingView):
    parser_classes = (MultiPartParser,)
    throttle_classes = (ReadingThrottle, UploadThrottle)

    def most_bytes(self) -> int:
        return app_settings.UPLOAD_BYTES + ENVELOPE_BYTES

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """A file that is too large is refused before a byte of it is read."""
        if length_of(request) > self.most_bytes():
            raise refused(sentence_for(Code.TOO_LARGE, limits=limits_in_use()))
        super().initial(request, *args, **kwargs)

    @describe(
        "add_upload",
        tag=TAG,
        summary=gettext_lazy("Send a file ahead of its letter"),
        description=gettext_lazy(
            "One file as a form (multipart/form-data, field `file`). It is opened and judged; a refusal says at the field "
            "what is wrong and what to do instead. Its name goes no further than to who handles the letter."
        ),
        request=shapes.FileSent,
        answer=shapes.FileKept,
        status=201,
    )
    def post(self, request: Any) -> Response:
        sent = read_sent(shapes.FileSent, request)
        try:
            upload = keep_upload(sent["file"], now=timezone.now())
        except RefusedFileError as refusal:
            raise refused(refusal.sentence) from refusal
        kept = {"token": upload.token, "kind": upload.kind, "size": upload.size}
        return answer_once({**kept, "expires_at": upload.expires_at.isoformat()}, status=201)


def refused(sentence: str) -> ProblemError:
    return ProblemError(400, sentence, {"file": sentence})
