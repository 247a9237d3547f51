"""Letters: sending one, and reading those that are public. What is public: `civic_interaction/visibility.py`."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.response import Response

from civic_interaction.api import letter_shapes as shapes
from civic_interaction.api.channels import TAG
from civic_interaction.api.cursors import Place, next_of, take_page
from civic_interaction.api.parameters import (
    FILTERS,
    KEY_DESCRIBED,
    LETTER_LIST,
    LETTER_LIST_DESCRIBED,
    PAGE_SIZE,
    refuse_unknown,
)
from civic_interaction.api.proof import one_sending
from civic_interaction.api.sending import SendingView, answer_once, read_sent
from civic_interaction.domain.receive import Receipt, Submission, receive_letter
from civic_interaction.domain.track_letter import promise_of
from civic_interaction.models import Category, Channel
from civic_interaction.models.channels import PERSON_FIELDS
from civic_interaction.models.public import PublicLetterQuerySet
from civic_interaction.search.letters import find_letters
from civic_interaction.visibility import public_letters, public_versions, was_public
from civic_office.api.describing import describe
from civic_office.api.problems import ProblemError
from civic_office.api.reading import ReadingView, answer_json, dump_json
from civic_office.models import Unit
from civic_office.workdays import civil_date, describe_day

#: The field that each filter asks for.
FILTERED_BY = {
    "channel": "channel__code",
    "unit": "unit__code",
    "category": "category",
    "concern": "concern",
    "year": "year",
}


class LetterList(SendingView):
    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        self.parameters = LETTER_LIST if request.method in {"GET", "HEAD"} else {}
        super().initial(request, *args, **kwargs)

    @describe(
        "list_letters",
        tag=TAG,
        summary=gettext_lazy("Public letters with their answers"),
        description=gettext_lazy(
            "With consent of who wrote them, without personal data, the newest publication first. `next` is a reference "
            "relative to this server."
        ),
        answer=shapes.PublicLetterList,
        parameters=LETTER_LIST_DESCRIBED,
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        chosen, size = self.chosen, self.chosen.get("page_size", PAGE_SIZE)
        if chosen.get("q", "").strip():
            rows, after = find_rows(chosen, size=size), None
        else:
            rows, after = list_rows(chosen, size=size)
        if not rows:
            refuse_unknown(chosen)
        return answer_json(request, page_json(request, rows, after))

    @describe(
        "submit_letter",
        tag=TAG,
        summary=gettext_lazy("Send a letter"),
        description=gettext_lazy(
            "Which fields are asked, and which of them must be filled in, says the channel. The query code is shown this "
            "once. Errors stand at their fields; files of the upload step and the proof stay good for the mended form."
        ),
        request=shapes.LetterSent,
        answer=shapes.LetterReceipt,
        status=201,
        parameters=(KEY_DESCRIBED,),
    )
    def post(self, request: Any) -> Response:
        sent = read_sent(shapes.LetterSent, request)
        request_key = request.headers.get("Idempotency-Key", "")
        with one_sending(sent, request_key=request_key):
            receipt = receive_letter(submission_of(sent), request_key=request_key, now=timezone.now())
        return answer_once(receipt_body(receipt), status=201)


def submission_of(sent: dict[str, Any]) -> Submission:
    """What was sent, with the channel, category and unit that its codes name. Raises `ValidationError`.

    A category or unit that is not there is one that the channel does not have: refused with all else that is wrong.
    """
    try:
        channel = Channel.objects.open().select_related("receiver", "receivers", "desk").get(code=sent["channel"])
    except Channel.DoesNotExist as missing:
        sentence = _("There is no such channel, or it takes no letters at present.")
        raise ValidationError({"channel": sentence}) from missing
    category, unit = None, None
    if sent["category"] is not None:
        category = Category.objects.filter(pk=sent["category"]).first() or Category(pk=0)
    if sent["addressed_to"]:
        unit = Unit.objects.filter(code=sent["addressed_to"]).first() or Unit(pk=0)
    return Submission(
        channel=channel,
        category=category,
        addressed_to=unit,
        title=sent["title"],
        text=sent["text"],
        person={name: sent[name] for name in PERSON_FIELDS if sent[name]},
        consents_to_publication=sent["consents_to_publication"],
        uploads=sent["uploads"],
    )


def receipt_body(receipt: Receipt) -> dict[str, Any]:
    promise = promise_of(receipt.case, receipt.clocks, today=civil_date(timezone.now()))
    return {
        "receipt_number": receipt.receipt_number,
        "query_code": receipt.query_code,
        "received_at": receipt.letter.received_at.isoformat(),
        "due_on": promise.due_on and promise.due_on.isoformat(),
        "due_day": describe_day(promise.due_on, with_year=True) if promise.due_on else "",
        "is_provisional": promise.is_provisional,
        "explanation": list(promise.explanation),
        "next_step": promise.next_step,
    }


def filtered(chosen: dict[str, Any]) -> PublicLetterQuerySet:
    """The public letters that pass all filters."""
    return public_letters().filter(**{FILTERED_BY[name]: chosen[name] for name in FILTERS if name in chosen})


def list_rows(chosen: dict[str, Any], *, size: int) -> tuple[list[str], Place | None]:
    """One page, whatever its depth for the price of one: the place is found in the index. One query."""
    letters, place = filtered(chosen).only("row", "published_at"), chosen.get("cursor")
    if place is not None:
        letters = letters.filter(published_at__lte=place.moment)
    page, after = take_page(letters, moment="published_at", place=place, size=size)
    return [letter.row for letter in page], after


def find_rows(chosen: dict[str, Any], *, size: int) -> list[str]:
    """What search finds, in its order, as far as it is public at this moment and passes the filters.

    Search knows unit, channel and year itself, so that its best answers are those of the unit that was chosen.
    """
    narrowed: dict[str, str] = {name: str(chosen[name]) for name in ("unit", "year") if name in chosen}
    if "channel" in chosen:
        names = Channel.objects.filter(code=chosen["channel"]).values_list("name", flat=True)
        narrowed["column"] = names.first() or ""
    found = find_letters(chosen["q"], narrowed=narrowed, today=civil_date(timezone.now()))
    rows = dict(filtered(chosen).filter(pk__in=found).values_list("pk", "row"))
    return [rows[pk] for pk in found if pk in rows][:size]


def page_json(request: HttpRequest, rows: list[str], after: Place | None) -> str:
    """The JSON of a page. Its rows are JSON already."""
    return f'{{"next":{dump_json(next_of(request, after))},"results":[{",".join(rows)}]}}'


class LetterDetail(ReadingView):
    @describe(
        "get_letter",
        tag=TAG,
        summary=gettext_lazy("One public letter"),
        description=gettext_lazy(
            "The letter and its answer: received, accepted and answered on which day, and by whom. What was withdrawn "
            "from the public answers 410, and says nothing of what it was."
        ),
        answer=shapes.PublicLetterPage,
        refusals=(404, 410),
    )
    def get(self, request: HttpRequest, letter_id: int) -> HttpResponse:
        page = public_letters().filter(pk=letter_id).values_list("page", flat=True).first()
        if page is None:
            raise missing(letter_id)
        return answer_json(request, page)


class LetterHistory(ReadingView):
    @describe(
        "list_letter_versions",
        tag=TAG,
        summary=gettext_lazy("What was corrected of a public letter"),
        description=gettext_lazy(
            "The versions since it became public, the newest first: from when until when, what was corrected, and the "
            "answer of that time, unless more was covered since."
        ),
        answer=shapes.PublicLetterHistory,
        refusals=(404, 410),
    )
    def get(self, request: HttpRequest, letter_id: int) -> HttpResponse:
        versions = public_versions(letter_id)
        if not versions:
            raise missing(letter_id)
        results = [
            {
                "version": version.number,
                "since": version.since.isoformat(),
                "until": version.until and version.until.isoformat(),
                "correction": version.correction,
                "answer": version.answer,
            }
            for version in versions
        ]
        return answer_json(request, dump_json({"results": results}))


def missing(letter_id: int) -> ProblemError:
    """410 for what was public once, 404 for what never was."""
    return ProblemError(410 if was_public(letter_id) else 404)
