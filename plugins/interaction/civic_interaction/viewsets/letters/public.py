"""Publish with masks that a person has decided about, correct, and take from the public."""

from collections.abc import Collection
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic_interaction.domain.publish_letter import (
    correct_publication,
    may_publish,
    publish_letter,
    reply_of,
    suggest_letter_masks,
    unpublish_letter,
)
from civic_interaction.enums import Event, Part
from civic_interaction.forms.publish import CorrectionForm, MaskForm, Text
from civic_interaction.forms.steps import ReasonForm
from civic_interaction.models import Case, PublicLetter
from civic_interaction.viewsets.letters.base import StepView


class PublishView(StepView):
    """First the suggestions, then what the public will read; the button to publish stands below that, and only there."""

    events, slug, icon = (Event.PUBLISHED,), "publish", "globe"
    form_class = MaskForm
    template_name = "civic_interaction/letters/publish.html"
    page_title = gettext_lazy("Publish")
    submit_button_label = gettext_lazy("Publish")
    done_message = gettext_lazy("Published.")
    is_made_of_case = True

    @classmethod
    def is_offered(cls, case: Case, parts: Collection[Part]) -> bool:
        return may_publish(parts, case)

    @cached_property
    def texts(self) -> list[Text]:
        found = suggest_letter_masks(self.object)
        return [
            Text("title", _("Matter"), self.object.title, list(found.title)),
            Text("question", _("Letter"), self.object.letter.text, list(found.question)),
            Text("answer", _("Reply"), reply_of(self.object).text, list(found.answer)),
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"texts": self.texts}

    def form_valid(self, form: Any) -> HttpResponse:
        has_seen_it = self.request.POST.get("seen") == form.digest()
        if self.request.POST.get("act") != "publish" or not has_seen_it:
            return self.render_to_response(self.get_context_data(form=form, shown=form.masked(), seen=form.digest()))
        response: HttpResponse = super().form_valid(form)
        return response

    def do(self, data: dict[str, Any]) -> None:
        publish_letter(self.object, masks=self.form.masks(), by=self.request.user, now=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form, shown = context["form"], kwargs.get("shown")
        return context | {
            "texts": [
                {"text": text, "decisions": list(form.decisions(text)), "shown": (shown or {}).get(text.name)}
                for text in self.texts
            ],
            "published": PublicLetter.objects.filter(pk=self.object.pk).first(),
        }


class CorrectView(PublishView):
    events, slug, icon = (Event.CORRECTED,), "correct", "edit"
    form_class = CorrectionForm
    page_title = gettext_lazy("Correct the publication")
    submit_button_label = gettext_lazy("Publish the correction")
    done_message = gettext_lazy("The correction is public.")

    def do(self, data: dict[str, Any]) -> None:
        masks = self.form.masks()
        correct_publication(self.object, masks=masks, what=data["what"], by=self.request.user, now=timezone.now())


class UnpublishView(StepView):
    events, slug, icon = (Event.UNPUBLISHED,), "unpublish", "view"
    form_class = ReasonForm
    page_title = submit_button_label = gettext_lazy("Withdraw from the public")
    submit_button_class = "no"
    explanation = gettext_lazy(
        "It disappears from the public site at once; that it was there, and why it went, is kept."
    )
    done_message = gettext_lazy("Public no longer.")

    @classmethod
    def is_offered(cls, case: Case, parts: Collection[Part]) -> bool:
        return may_publish(parts, case)

    def do(self, data: dict[str, Any]) -> None:
        unpublish_letter(self.object, reason=data["reason"], by=self.request.user, now=timezone.now())
