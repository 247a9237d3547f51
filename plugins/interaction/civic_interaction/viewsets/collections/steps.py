"""The steps of a collection, each a form before one verb of the domain; and review, with what has changed beside it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages

from civic_interaction.clauses import split_clauses
from civic_interaction.domain.collections.announce import announce_collection
from civic_interaction.domain.collections.cancel import cancel_collection
from civic_interaction.domain.collections.close import close_collection
from civic_interaction.domain.collections.extend import extend_period
from civic_interaction.domain.collections.publish_result import publish_result, write_report
from civic_interaction.domain.collections.queries import compare_versions
from civic_interaction.domain.collections.review_text import (
    approve_text,
    recall_text,
    return_text,
    send_for_review,
)
from civic_interaction.domain.collections.revise_draft import publish_version, write_version
from civic_interaction.domain.collections.send_to_legal_review import send_to_legal_review
from civic_interaction.domain.reviewed_texts import reviews_of
from civic_interaction.enums import Step, TextState
from civic_interaction.forms import collections as forms
from civic_interaction.models import Collection, DraftVersion
from civic_interaction.permissions import waiting_step
from civic_office.enums import ReturnReason
from civic_office.viewsets.base import OfficeActionView


class StepView(OfficeActionView):
    """One step. `verb` is called with the collection and what was typed; who may, it asks itself."""

    model = Collection
    name: str
    step: Step
    verb: Any
    form_class: Any = forms.NoForm

    def perform(self, form: Any) -> HttpResponse:
        type(self).verb(self.object, **form.cleaned_data, by=self.request.user, now=timezone.now())
        messages.success(self.request, _("Done: %s") % self.submit_button_label)
        return redirect("civic_collections:edit", self.object.pk)

    def get_page_title(self) -> str:
        return str(self.submit_button_label)


class WriteView(StepView):
    name, step, verb = "write", Step.WRITTEN, staticmethod(write_version)
    form_class = forms.VersionForm
    submit_button_label = gettext_lazy("Write the draft")

    def get_initial(self) -> dict[str, Any]:
        newest = self.object.versions.order_by("-number").first()
        return {"text": newest.text, "note": newest.note if newest.state == TextState.DRAFT else ""} if newest else {}


class WriteReportView(StepView):
    name, step, verb = "report", Step.REPORT_WRITTEN, staticmethod(write_report)
    form_class = forms.ReportForm
    submit_button_label = gettext_lazy("Write the result report")

    def get_initial(self) -> dict[str, Any]:
        newest = self.object.reports.order_by("-number").first()
        return {"text": newest.text} if newest else {}


class SendView(StepView):
    name, step, verb = "send", Step.SENT_FOR_REVIEW, staticmethod(send_for_review)
    submit_button_label = gettext_lazy("Send for review")
    explanation = gettext_lazy("From now on the text stays as it is, until it is approved, returned, or taken back.")


class RecallView(StepView):
    name, step, verb = "recall", Step.RECALLED, staticmethod(recall_text)
    submit_button_label = gettext_lazy("Take back from review")


class AnnounceView(StepView):
    name, step, verb = "announce", Step.ANNOUNCED, staticmethod(announce_collection)
    form_class = forms.AnnounceForm
    submit_button_label = gettext_lazy("Announce")
    explanation = gettext_lazy(
        "The draft becomes public. Opinions are taken from the first to the last day, both included."
    )

    def get_initial(self) -> dict[str, Any]:
        return {"opens_on": self.object.opens_on, "closes_on": self.object.closes_on}


class PublishVersionView(StepView):
    name, step, verb = "revise", Step.REVISED, staticmethod(publish_version)
    submit_button_label = gettext_lazy("Publish the revised draft")


class ExtendView(StepView):
    name, step, verb = "extend", Step.EXTENDED, staticmethod(extend_period)
    form_class = forms.ExtendForm
    submit_button_label = gettext_lazy("Extend the period")


class CloseView(StepView):
    name, step, verb = "close", Step.CLOSED, staticmethod(close_collection)
    submit_button_label = pgettext_lazy("interaction", "Close")


class ReportView(StepView):
    name, step, verb = "publish-result", Step.REPORTED, staticmethod(publish_result)
    submit_button_label = gettext_lazy("Publish the results")


class LegalReviewView(StepView):
    name, step, verb = "legal-review", Step.TO_LEGAL_REVIEW, staticmethod(send_to_legal_review)
    form_class = forms.LegalReviewForm
    submit_button_label = gettext_lazy("Sent to the legal office's review")


class CancelView(StepView):
    name, step, verb = "cancel", Step.CANCELLED, staticmethod(cancel_collection)
    form_class = forms.ReasonForm
    submit_button_label = gettext_lazy("Cancel the collection")
    submit_button_class = "no"


class ReviewView(StepView):
    """Left what will become public, right what changed and the opinions so far; below, pass or return."""

    name, step = "review", Step.STEP_APPROVED
    form_class = forms.ReviewForm
    template_name = "civic_interaction/collections/review.html"
    submit_button_label = gettext_lazy("Review")

    def perform(self, form: Any) -> HttpResponse:
        by, now, typed = self.request.user, timezone.now(), form.cleaned_data
        if "return" in self.request.POST:
            reason = typed["reason"] or ReturnReason.OTHER
            return_text(self.object, reason=reason, comment=typed["comment"], by=by, now=now)
            messages.success(self.request, _("Returned."))
        else:
            approve_text(self.object, comment=typed["comment"], by=by, now=now)
            messages.success(self.request, _("Approved."))
        return redirect("civic_collections:edit", self.object.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = waiting_step(self.object)
        text = waiting[0] if waiting else None
        before = self.object.versions.published().order_by("-number").first()
        is_draft = isinstance(text, DraftVersion)
        return super().get_context_data(**kwargs) | {
            "files": self.object.files.select_related("upload"),
            "text": text,
            "clauses": split_clauses(text.text) if text is not None and is_draft else (),
            "comparison": compare_versions(before, text)
            if before is not None and isinstance(text, DraftVersion)
            else None,
            "reviews": reviews_of(text).select_related("decided_by") if text is not None else [],
            "step": waiting[1] if waiting else None,
        }


class CompareView(StepView):
    """Two versions clause by clause."""

    name, step = "compare", Step.REVISED
    template_name = "civic_interaction/collections/compare.html"
    permission_required = "view"
    submit_button_label = gettext_lazy("What changed")
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = {one.number: one for one in self.object.versions.all()}
        try:
            old, new = versions[self.kwargs["old"]], versions[self.kwargs["new"]]
        except KeyError as unknown:
            raise Http404 from unknown
        return super().get_context_data(**kwargs) | {"old": old, "new": new, "comparison": compare_versions(old, new)}


#: In the order in which the page offers them.
VIEWS: tuple[type[StepView], ...] = (
    ReviewView,
    AnnounceView,
    PublishVersionView,
    ReportView,
    SendView,
    WriteReportView,
    WriteView,
    ExtendView,
    CloseView,
    LegalReviewView,
    RecallView,
    CancelView,
)
