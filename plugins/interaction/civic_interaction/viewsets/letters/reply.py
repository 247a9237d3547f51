"""Draft → send for review → pass or return → answer; what the reviewer sees is what the citizen will read."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.compare import diff_text

from civic_interaction.domain.answer import answer_case
from civic_interaction.domain.draft_reply import draft_reply
from civic_interaction.domain.fill_template import fill_template
from civic_interaction.domain.review_reply import approve_reply, recall_reply, return_reply, send_reply_for_review
from civic_interaction.enums import AssignmentRank, Event, ReplyState
from civic_interaction.forms.reply import ReplyForm
from civic_interaction.models import Assignment, Case, Reply, ReplyReview
from civic_interaction.viewsets.letters.base import StepView
from civic_office.forms.review import OpinionForm, ReturnForm


def opinions_on(case: Case) -> Any:
    """What reviewers have said of the versions of the reply, the newest first."""
    decided = ReplyReview.objects.filter(reply__case=case, decided_at__isnull=False)
    return decided.select_related("reply", "decided_by").order_by("-decided_at", "-pk")


def contributions_to(case: Case) -> Any:
    given = Assignment.objects.filter(case=case, rank=AssignmentRank.ASSISTING).exclude(contribution="")
    return given.select_related("unit").order_by("contributed_at")


class DraftView(StepView):
    events, slug, icon = (Event.DRAFTED,), "reply", "edit"
    form_class = ReplyForm
    template_name = "civic_interaction/letters/draft.html"
    page_title = gettext_lazy("Write the reply")
    submit_button_label = gettext_lazy("Keep the draft")
    done_message: Any = gettext_lazy("The draft is kept.")

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs() | {"case": self.object}
        if self.request.POST.get("act") == "fill":
            kwargs["data"] = self._filled()
        return kwargs

    def _filled(self) -> Any:
        """What was typed, with the chosen template behind it."""
        data = self.request.POST.copy()
        form = ReplyForm(data, case=self.object)
        template = form.cleaned_data.get("template") if form.is_valid() else None
        if template is not None:
            typed = data.get("text", "").rstrip()
            data["text"] = "\n\n".join(piece for piece in (typed, fill_template(template, self.object)) if piece)
            data["template"] = ""
        return data

    def get_initial(self) -> dict[str, Any]:
        newest = self.object.replies.all().newest()
        return {"text": newest.text if newest is not None else ""}

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("act") == "fill":
            return self.render_to_response(self.get_context_data())
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def do(self, data: dict[str, Any]) -> None:
        sends = self.request.POST.get("act") == "send"
        if sends and not data["text"].strip():
            raise ValidationError({"text": _("There is no draft to send for review.")})
        now = timezone.now()
        with transaction.atomic():
            draft_reply(self.object, text=data["text"], by=self.request.user, now=now)
            if sends:
                send_reply_for_review(self.object, by=self.request.user, now=now)
        if sends:
            self.done_message = _("The reply is under review.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        returned = opinions_on(self.object).filter(reply__state=ReplyState.RETURNED, is_approved=False)
        return super().get_context_data(**kwargs) | {
            "returned": returned.first(),
            "contributions": contributions_to(self.object),
            "has_unsaved_changes": self.request.method == "POST",
        }


class SendView(StepView):
    events, slug, icon, is_direct = (Event.SENT_FOR_REVIEW,), "send", "upload", True
    page_title = submit_button_label = gettext_lazy("Send the reply for review")
    done_message = gettext_lazy("The reply is under review.")

    def do(self, data: dict[str, Any]) -> None:
        send_reply_for_review(self.object, by=self.request.user, now=timezone.now())


class RecallView(StepView):
    events, slug, icon = (Event.RECALLED,), "recall", "undo"
    page_title = submit_button_label = gettext_lazy("Take the reply back from review")
    explanation = gettext_lazy("Opinions given so far stay on record; the next version starts at the first level.")
    done_message = gettext_lazy("Taken back.")

    def do(self, data: dict[str, Any]) -> None:
        recall_reply(self.object, by=self.request.user, now=timezone.now())


class ReplyStepView(StepView):
    """A step about one version of the reply."""

    states: ClassVar[tuple[ReplyState, ...]] = ()
    is_made_of_case = True

    @cached_property
    def reply(self) -> Reply:
        replies: Any = self.object.replies
        return replies.select_related("author", "unit").get(state__in=self.states)

    @cached_property
    def before(self) -> Reply | None:
        """The version that was seen last: the one before."""
        replies: Any = self.object.replies
        return replies.filter(version__lt=self.reply.version).order_by("-version").first()

    def changes(self) -> SafeString | None:
        if self.before is None:
            return None
        return diff_text(self.before.text, self.reply.text).to_html()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "reply": self.reply,
            "before": self.before,
            "changes": self.changes(),
            "opinions": opinions_on(self.object),
        }


class ReviewView(ReplyStepView):
    """What the citizen will read, what changed, the opinions so far; below, pass or return."""

    events, slug, icon = (Event.STEP_APPROVED, Event.RETURNED), "review", "tasks"
    states = (ReplyState.IN_REVIEW,)
    template_name = "civic_interaction/letters/review.html"
    page_title = gettext_lazy("Review the reply")

    @property
    def returns(self) -> bool:
        return self.request.POST.get("decision") == "return"

    def get_form_class(self) -> Any:
        return ReturnForm if self.returns else OpinionForm

    def do(self, data: dict[str, Any]) -> None:
        decide = return_reply if self.returns else approve_reply
        decide(self.object, **data, by=self.request.user, now=timezone.now())
        self.done_message = _("The reply was returned.") if self.returns else _("Passed.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        forms: dict[str, Any] = {"approve": OpinionForm(), "return": ReturnForm()}
        chosen = "return" if self.returns else "approve"
        return context | {
            "forms": forms | {chosen: context["form"]},
            "chosen": chosen,
            "step": self.reply.current_step(),
            "contributions": contributions_to(self.object),
        }


class AnswerView(ReplyStepView):
    events, slug, icon = (Event.ANSWERED,), "answer", "mail"
    states = (ReplyState.APPROVED,)
    template_name = "civic_interaction/letters/answer.html"
    page_title = gettext_lazy("Answer the citizen")
    submit_button_label = gettext_lazy("Send the answer")
    explanation = gettext_lazy("The citizen reads it from then on with receipt number and query code.")
    done_message = gettext_lazy("Answered.")

    def do(self, data: dict[str, Any]) -> None:
        answer_case(self.object, by=self.request.user, now=timezone.now())
