"""Opinions: those that are shown, giving one, what became of one's own, and being told by mail."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from civic_interaction.api import collection_data as data
from civic_interaction.api import collection_shapes as shapes
from civic_interaction.api.collections import TAG, newest_version, public_collection
from civic_interaction.api.cursors import page_body, take_page
from civic_interaction.api.parameters import PAGE_SIZE, PAGES, PAGES_DESCRIBED
from civic_interaction.api.proof import one_sending
from civic_interaction.api.sending import SendingView, answer_once, asking_address, read_sent
from civic_interaction.domain.collections.follow import ask_to_follow, confirm_following, stop_following
from civic_interaction.domain.collections.queries import opinions_on_clause, place_opinions
from civic_interaction.domain.collections.receive_opinion import GivenOpinion, open_opinion, receive_opinion
from civic_interaction.models import OpinionGiver
from civic_office.api.describing import describe
from civic_office.api.problems import ProblemError
from civic_office.api.reading import answer_json, dump_json
from civic_office.api.throttling import ReadingThrottle

LONGEST_ANCHOR = 120


def read_anchor(text: str) -> str:
    if not text or len(text) > LONGEST_ANCHOR or "\0" in text:
        raise ValueError(_("Name a clause by its anchor."))
    return text


class OpinionList(SendingView):
    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        self.parameters = {"clause": read_anchor, **PAGES} if request.method in {"GET", "HEAD"} else {}
        super().initial(request, *args, **kwargs)

    @describe(
        "list_opinions",
        tag=TAG,
        summary=gettext_lazy("Opinions that are shown"),
        description=gettext_lazy(
            "Each was read by a person first. What it quotes is looked for in the newest version; where it is gone, "
            "`standing` says so, and `text` has the words as they were. Outcomes come with the results. `clause` narrows them "
            "to those whose passage is in that clause of the newest version now."
        ),
        answer=shapes.OpinionList,
        refusals=(404,),
        parameters=(
            OpenApiParameter("clause", str, description=gettext_lazy("Anchor of a clause of the newest version.")),
            *PAGES_DESCRIBED,
        ),
    )
    def get(self, request: HttpRequest, collection_id: int) -> HttpResponse:
        collection = public_collection(collection_id)
        size = self.chosen.get("page_size", PAGE_SIZE)
        rows, newest = data.shown_opinions(collection), newest_version(collection)
        if "clause" in self.chosen:
            rows = rows.filter(pk__in=opinions_on_clause(rows, newest, self.chosen["clause"]))
        page, after = take_page(rows, moment="received_at", place=self.chosen.get("cursor"), size=size)
        placed = place_opinions(page, newest)
        return answer_json(request, dump_json(page_body(request, list(map(data.opinion_of, placed)), after)))

    @describe(
        "give_opinion",
        tag=TAG,
        summary=gettext_lazy("Give an opinion"),
        description=gettext_lazy(
            "On the whole draft or on words of a clause. The query code is shown once. A request repeated with the same "
            "Idempotency-Key (16 characters or more) gives the same receipt again."
        ),
        request=shapes.OpinionSent,
        answer=shapes.ReceiptOfOpinion,
        status=201,
        refusals=(404,),
        parameters=(OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER),),
    )
    def post(self, request: Any, collection_id: int) -> Response:
        collection = public_collection(collection_id)
        sent = read_sent(shapes.OpinionSent, request)
        request_key = request.headers.get("Idempotency-Key", "")
        with one_sending(sent, request_key=request_key):
            person = {name: sent.pop(name) for name in OpinionGiver.FIELDS if name in sent}
            given = GivenOpinion(collection=collection, person=person, **sent)
            receipt = receive_opinion(given, request_key=request_key, now=timezone.now())
        body = {"receipt_number": receipt.receipt_number, "query_code": receipt.query_code}
        return answer_once(body, status=201)


class OwnOpinion(SendingView):
    throttle_classes = (ReadingThrottle,)

    @describe(
        "open_own_opinion",
        tag=TAG,
        summary=gettext_lazy("What became of one's own opinion"),
        description=gettext_lazy(
            "By receipt number and query code. Too many wrong codes lock both number and address."
        ),
        request=shapes.OwnOpinionAsked,
        answer=shapes.OwnOpinion,
        refusals=(403,),
    )
    def post(self, request: Any) -> Response:
        sent = read_sent(shapes.OwnOpinionAsked, request)
        number = sent["receipt_number"]
        address = asking_address(request, number)
        opinion = open_opinion(number, sent["query_code"], address=address, now=timezone.now())
        return answer_once(data.own_of(opinion))


class FollowCollection(SendingView):
    @describe(
        "follow_collection",
        tag=TAG,
        summary=gettext_lazy("Be told by mail"),
        description=gettext_lazy("A mail asks the owner of the address to confirm; nothing else is sent before."),
        request=shapes.FollowingAsked,
        answer=shapes.Done,
        status=202,
        refusals=(404,),
    )
    def post(self, request: Any, collection_id: int) -> Response:
        collection = public_collection(collection_id)
        sent = read_sent(shapes.FollowingAsked, request)
        with one_sending(sent, request_key=""):
            ask_to_follow(collection, sent["mail"], now=timezone.now())
        return answer_once({"detail": _("Please open the mail that has been sent to you.")}, status=202)


class ConfirmFollowing(SendingView):
    throttle_classes = (ReadingThrottle,)

    @describe(
        "confirm_following",
        tag=TAG,
        summary=gettext_lazy("Confirm an address"),
        description=gettext_lazy("With the token of the mail."),
        request=shapes.FollowingToken,
        answer=shapes.Done,
        refusals=(404,),
    )
    def post(self, request: Any) -> Response:
        if confirm_following(read_sent(shapes.FollowingToken, request)["token"], now=timezone.now()) is None:
            raise ProblemError(404)
        return answer_once({"detail": _("You will be told.")})


class StopFollowing(SendingView):
    throttle_classes = (ReadingThrottle,)

    @describe(
        "stop_following",
        tag=TAG,
        summary=gettext_lazy("Be told no more"),
        description=gettext_lazy("With the token of any mail; the address is forgotten."),
        request=shapes.FollowingToken,
        answer=shapes.Done,
        refusals=(404,),
    )
    def post(self, request: Any) -> Response:
        if not stop_following(read_sent(shapes.FollowingToken, request)["token"]):
            raise ProblemError(404)
        return answer_once({"detail": _("Your address has been deleted.")})
