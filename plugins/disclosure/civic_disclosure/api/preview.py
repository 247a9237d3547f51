"""Drafts, for the public site's preview: only with the token that Wagtail's preview gave an editor."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter

from civic_disclosure.api import serializers
from civic_disclosure.domain.preview import PreviewError, read_draft
from civic_office.api.describing import describe
from civic_office.api.problems import ProblemError
from civic_office.api.reading import ReadingView
from civic_office.workdays import civil_date

HEADER = "X-Preview-Token"


class DraftDetail(ReadingView):
    @describe(
        "get_draft",
        tag="items",
        summary=_("The draft of an item"),
        description=_(
            "What an editor has in front of them, as the public would read it. The token is given by the editor's own "
            "preview, opens that one draft, and expires after some minutes. Nothing of it may be kept by caches."
        ),
        answer=serializers.Item,
        refusals=(403,),
        parameters=(
            OpenApiParameter(
                HEADER, str, OpenApiParameter.HEADER, required=True, description=_("From the address of the preview.")
            ),
        ),
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        try:
            page = read_draft(request.headers.get(HEADER, ""), now=now, today=civil_date(now))
        except PreviewError as error:
            raise ProblemError(403, LATE if error.is_late else WRONG) from error
        except PermissionDenied as error:
            raise ProblemError(403, _("You may not edit this item any more, so its draft is not shown.")) from error
        headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
        return HttpResponse(page, content_type="application/json", headers=headers)


LATE = _("This preview has expired. Open it again from the editor.")
WRONG = _("This is not the address of a preview. Open it again from the editor.")
