"""To whom one may write, and what is asked; and the sign that a person writes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.response import Response

from civic_interaction.api import letter_shapes as shapes
from civic_interaction.api.proof import offer_picture, offer_proof
from civic_interaction.api.sending import ProofThrottle, answer_once
from civic_interaction.app_settings import app_settings
from civic_interaction.domain.attach_uploads import MOST
from civic_interaction.domain.check_submission import LONGEST_TEXT, LONGEST_TITLE
from civic_interaction.enums import Asked, FileKind
from civic_interaction.models import Channel, ReplyPolicy, Sender
from civic_interaction.models.channels import PERSON_FIELDS
from civic_office.api.describing import describe
from civic_office.api.problems import ProblemError
from civic_office.api.reading import ReadingView, answer_json, dump_json
from civic_office.api.throttling import ReadingThrottle
from civic_office.models import Unit
from civic_office.workdays import Policy, civil_date, describe_policy

TAG = "letters"
MAX_AGE = 300


class ChannelList(ReadingView):
    @describe(
        "list_channels",
        tag=TAG,
        summary=gettext_lazy("Channels that take letters"),
        description=gettext_lazy("In the order that the city has chosen."),
        answer=shapes.LetterChannelList,
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        rows = [row_of(channel) for channel in Channel.objects.open().select_related("receiver")]
        return answer_json(request, dump_json({"results": rows}), max_age=MAX_AGE)


class ChannelDetail(ReadingView):
    @describe(
        "get_channel",
        tag=TAG,
        summary=gettext_lazy("What a channel asks"),
        description=gettext_lazy(
            "Everything that its form needs: the fields, the categories, whom one may write to, which files are taken, "
            "and within what time there is an answer, with the document that says so."
        ),
        answer=shapes.LetterChannel,
        refusals=(404,),
    )
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        channel = Channel.objects.open().select_related("receiver", "receivers").filter(code=code).first()
        if channel is None:
            raise ProblemError(404)
        return answer_json(request, dump_json(detail_of(channel)), max_age=MAX_AGE)


class ProofOffer(ReadingView):
    throttle_classes = (ReadingThrottle, ProofThrottle)

    @describe(
        "get_letter_proof",
        tag=TAG,
        summary=gettext_lazy("A sign that a person writes"),
        description=gettext_lazy(
            "A task for the browser (altcha), and a plain question in words. Letters, supplements, ratings and opinions "
            "need one of the two, or the figures of a picture; each lets one of them through."
        ),
        answer=shapes.LetterProof,
    )
    def get(self, request: HttpRequest) -> Response:
        return answer_once(offer_proof(now=timezone.now()))


class PictureOffer(ReadingView):
    throttle_classes = (ReadingThrottle, ProofThrottle)

    @describe(
        "get_letter_proof_picture",
        tag=TAG,
        summary=gettext_lazy("Five figures in a picture"),
        description=gettext_lazy(
            "For browsers without JavaScript; who cannot see the picture takes the question. The figures are sent as "
            "`question_answer`, with the picture's own `question_token`."
        ),
        answer=shapes.LetterProofPicture,
    )
    def get(self, request: HttpRequest) -> Response:
        return answer_once(offer_picture(now=timezone.now()))


def row_of(channel: Channel) -> dict[str, Any]:
    return {
        "code": channel.code,
        "name": channel.name,
        "kind": channel.kind,
        "kind_label": channel.get_kind_display(),
        "introduction": channel.introduction,
        "receiver": unit_of(channel.receiver) if channel.receiver is not None else None,
        "requires_real_name": channel.requires_real_name,
        "publication": channel.publication,
        "publication_label": channel.get_publication_display(),
    }


def detail_of(channel: Channel) -> dict[str, Any]:
    today = civil_date(timezone.now())
    policy = ReplyPolicy.objects.applying_to(channel, today)
    units = channel.units(today=today).order_by("official_name", "pk") if channel.receiver is None else ()
    return row_of(channel) | {
        "receivers": [unit_of(unit) for unit in units],
        "fields_asked": fields_of(channel),
        "categories": list(channel.categories.filter(is_offered=True).values("id", "name")),
        "reply_limits": limits_of(policy) if policy is not None else None,
        "longest_title": LONGEST_TITLE,
        "longest_text": LONGEST_TEXT,
        "uploads": uploads_taken(),
    }


def uploads_taken() -> dict[str, Any]:
    """What files a letter or an opinion may bring."""
    return {"kinds": FileKind.values, "most": MOST, "bytes": app_settings.UPLOAD_BYTES}


def unit_of(unit: Unit) -> dict[str, str]:
    return {"code": unit.code, "name": unit.official_name}


def fields_of(channel: Channel) -> list[dict[str, str]]:
    labels = {name: str(Sender._meta.get_field(name).verbose_name) for name in PERSON_FIELDS}  # type: ignore[union-attr]  # no relation among them
    asked = {name: str(channel.asks(name)) for name in PERSON_FIELDS}
    return [{"name": name, "label": labels[name], "asked": how} for name, how in asked.items() if how != Asked.HIDDEN]


def limits_of(policy: ReplyPolicy) -> dict[str, Any]:
    sentences = {
        "accept": (policy.accept_within, _("Taken on, or turned down with a reason, within %(period)s.")),
        "assign": (policy.transfer_within, _("Given to the unit that answers within %(period)s.")),
        "answer": (policy.reply_within, _("Answered within %(period)s of its receipt.")),
        "answer_again": (policy.reopened_within, _("Answered again within %(period)s, if you are not satisfied.")),
    }
    return {
        "effective_from": policy.effective_from.isoformat(),
        "limits": [
            {"step": step, "sentence": sentence % {"period": describe_policy(Policy.from_json(period))}}
            for step, (period, sentence) in sentences.items()
            if period is not None
        ],
        "basis": policy.basis,
        "is_verified": policy.is_verified,
    }
