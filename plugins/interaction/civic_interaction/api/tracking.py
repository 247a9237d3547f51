"""What the citizen does with receipt number and query code: follow, add, rate, reopen, withdraw. Neither stands in an address."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.response import Response

from civic_interaction.api import letter_shapes as shapes
from civic_interaction.api.channels import TAG
from civic_interaction.api.proof import one_sending
from civic_interaction.api.sending import CodeView, SendingThrottle, answer_once, read_sent
from civic_interaction.domain.close import withdraw_case
from civic_interaction.domain.rate import rate_answer, reopen_case
from civic_interaction.domain.supplement import supplement_letter
from civic_interaction.domain.track_letter import TrackedCase, own_events, track_letter
from civic_interaction.enums import Event
from civic_interaction.models import Case, Letter
from civic_office.api.describing import describe
from civic_office.api.throttling import ReadingThrottle
from civic_office.workdays import civil_date, describe_day

REFUSALS = (403,)


class LetterTracking(CodeView):
    @describe(
        "open_letter",
        tag=TAG,
        summary=gettext_lazy("What became of a letter"),
        description=gettext_lazy(
            "For who knows receipt number and query code: what happened, what comes next, until when and why until then, "
            "the answer, and what may be done now. Nothing of who wrote it. Too many wrong codes lock for some minutes."
        ),
        request=shapes.CodeSent,
        answer=shapes.TrackedLetter,
        refusals=REFUSALS,
    )
    def post(self, request: Any) -> Response:
        letter = self.open(request, read_sent(shapes.CodeSent, request))
        return answer_once(letter_body(letter))


class LetterSupplement(CodeView):
    throttle_classes = (ReadingThrottle, SendingThrottle)

    @describe(
        "supplement_letter",
        tag=TAG,
        summary=gettext_lazy("Add something to a letter"),
        description=gettext_lazy("The letter stays as it was. One that waits for its citizen goes on."),
        request=shapes.SupplementSent,
        answer=shapes.TrackedLetter,
        refusals=REFUSALS,
    )
    def post(self, request: Any) -> Response:
        sent = read_sent(shapes.SupplementSent, request)
        with one_sending(sent, request_key=""):
            letter = self.open(request, sent)
            supplement_letter(letter, text=sent["text"], uploads=sent["uploads"], now=timezone.now())
        return answer_once(letter_body(letter))


class LetterRating(CodeView):
    throttle_classes = (ReadingThrottle, SendingThrottle)

    @describe(
        "rate_letter",
        tag=TAG,
        summary=gettext_lazy("Rate the answer"),
        description=gettext_lazy("Once for each answer. With 1 or 2 the letter may be reopened after that, once."),
        request=shapes.RatingSent,
        answer=shapes.TrackedLetter,
        refusals=REFUSALS,
    )
    def post(self, request: Any) -> Response:
        sent = read_sent(shapes.RatingSent, request)
        with one_sending(sent, request_key=""):
            letter = self.open(request, sent)
            case = chosen_case(letter, sent["case_number"], Event.RATED)
            rate_answer(case, score=sent["score"], text=sent["text"], now=timezone.now())
        return answer_once(letter_body(letter))


class LetterReopening(CodeView):
    @describe(
        "reopen_letter",
        tag=TAG,
        summary=gettext_lazy("Reopen a letter"),
        description=gettext_lazy(
            "Once, by a citizen who has rated the answer with 1 or 2; a time limit of its own begins."
        ),
        request=shapes.CaseChosen,
        answer=shapes.TrackedLetter,
        refusals=REFUSALS,
    )
    def post(self, request: Any) -> Response:
        sent = read_sent(shapes.CaseChosen, request)
        letter = self.open(request, sent)
        reopen_case(chosen_case(letter, sent["case_number"], Event.REOPENED), now=timezone.now())
        return answer_once(letter_body(letter))


class LetterWithdrawal(CodeView):
    @describe(
        "withdraw_letter",
        tag=TAG,
        summary=gettext_lazy("Withdraw a letter"),
        description=gettext_lazy("As long as it has not been answered. What was received is kept, and not worked on."),
        request=shapes.CaseChosen,
        answer=shapes.TrackedLetter,
        refusals=REFUSALS,
    )
    def post(self, request: Any) -> Response:
        sent = read_sent(shapes.CaseChosen, request)
        letter = self.open(request, sent)
        withdraw_case(chosen_case(letter, sent["case_number"], Event.WITHDRAWN), now=timezone.now())
        return answer_once(letter_body(letter))


def chosen_case(letter: Letter, number: str, event: Event) -> Case:
    """The case that was named; without a name the only one, or the only one to which it can happen.

    Raises `ValidationError`. Whether it is possible is the verb's to say.
    """
    cases = list(letter.cases.order_by("pk"))
    if number:
        named = [case for case in cases if case.number == number.strip()]
        if not named:
            raise ValidationError({"case_number": _("This letter has no such case.")})
        return named[0]
    if len(cases) > 1:
        today = civil_date(timezone.now())
        cases = [case for case in cases if event in own_events(case, today=today)] or cases[:1]
    if len(cases) > 1:
        numbers = "、".join(case.number for case in cases)
        raise ValidationError({"case_number": _("This letter became several cases; say which one: %s") % numbers})
    return cases[0]


def letter_body(letter: Letter) -> dict[str, Any]:
    today = civil_date(timezone.now())
    return {
        "receipt_number": letter.receipt_number,
        "channel": {"code": letter.channel.code, "name": letter.channel.name},
        "received_at": letter.received_at.isoformat(),
        "supplements": letter.supplements.count(),
        "cases": [case_body(case) for case in track_letter(letter, today=today)],
    }


def case_body(case: TrackedCase) -> dict[str, Any]:
    return {
        "number": case.number,
        "title": case.title,
        "state": case.state.value,
        "state_label": str(case.state.label),
        "timeline": [
            {"event": told.event.value, "on": told.on.isoformat(), "day": told.day, "sentence": told.sentence}
            for told in case.timeline
        ],
        "next_step": case.next_step,
        "due_on": case.due_on and case.due_on.isoformat(),
        "due_day": describe_day(case.due_on, with_year=True) if case.due_on else "",
        "is_provisional": case.is_provisional,
        "is_overdue": case.is_overdue,
        "explanation": list(case.explanation),
        "answers": [
            {"text": answer.text, "unit": answer.unit, "sent_on": answer.sent_on.isoformat()} for answer in case.answers
        ],
        "closing_reason": case.closing_reason,
        "closing_note": case.closing_note,
        "rate_until": case.rate_until and case.rate_until.isoformat(),
        "score": case.score,
        "may": [event.value for event in case.may],
    }
