"""Steps that stop, lengthen or lift the clocks; and what those who work on a case keep with it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic_interaction.domain.annotate import link_case, note_case, tag_case
from civic_interaction.domain.except_from_limit import except_from_limit
from civic_interaction.domain.extend import ask_extension, grant_extension, refuse_extension
from civic_interaction.domain.pause import pause_case, resume_case
from civic_interaction.enums import Event, ExtensionState
from civic_interaction.forms.steps import (
    AskExtensionForm,
    DecideExtensionForm,
    ExceptForm,
    LinksForm,
    NoteForm,
    PauseForm,
    TagsForm,
)
from civic_interaction.viewsets.letters.base import StepView
from civic_office.workdays import Policy, describe_day, describe_policy


class PauseView(StepView):
    events, slug, icon = (Event.PAUSED,), "pause", "time"
    form_class = PauseForm
    page_title = submit_button_label = gettext_lazy("Pause")
    explanation = gettext_lazy("From today on no day is counted until the case is resumed.")
    done_message = gettext_lazy("Paused.")

    def do(self, data: dict[str, Any]) -> None:
        pause_case(self.object, **data, by=self.request.user, now=timezone.now())


class ResumeView(StepView):
    events, slug, icon, is_direct = (Event.RESUMED,), "resume", "rotate", True
    page_title = submit_button_label = gettext_lazy("Resume")
    done_message = gettext_lazy("Resumed.")

    def do(self, data: dict[str, Any]) -> None:
        resume_case(self.object, by=self.request.user, now=timezone.now())


class AskExtensionView(StepView):
    events, slug, icon = (Event.EXTENSION_ASKED,), "ask-extension", "calendar"
    form_class = AskExtensionForm
    page_title = submit_button_label = gettext_lazy("Ask for an extension")
    done_message = gettext_lazy("A leader of the unit or the government office decides about it.")

    @property
    def longest(self) -> Policy:
        """What the channel allows. A form about a case that may not be extended is refused by the domain."""
        within = self.object.policy.extension_within
        return Policy.from_json(within) if within else Policy(1, "working_days")  # type: ignore[arg-type]

    @property
    def explanation(self) -> str:
        return _("At most %(period)s. The original due date stays on record.") % {
            "period": describe_policy(self.longest)
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"longest": self.longest}

    def do(self, data: dict[str, Any]) -> None:
        period = Policy(data["amount"], self.longest.unit, self.longest.rolls)
        ask_extension(self.object, reason=data["reason"], period=period, by=self.request.user, now=timezone.now())


class DecideExtensionView(StepView):
    events, slug, icon = (Event.EXTENDED, Event.EXTENSION_REFUSED), "decide-extension", "calendar-check"
    form_class = DecideExtensionForm
    page_title = submit_button_label = gettext_lazy("Decide about the extension")
    done_message = gettext_lazy("Decided.")

    @property
    def explanation(self) -> str:
        asked = self.object.extensions.filter(state=ExtensionState.ASKED).select_related("asked_by").first()
        if asked is None:
            return ""
        return _("%(person)s asks for %(period)s more. Due so far: %(day)s. Reason: %(reason)s") % {
            "person": asked.asked_by.get_full_name() or asked.asked_by.get_username(),
            "period": describe_policy(Policy.from_json(asked.period)),
            "day": describe_day(asked.original_due_on),
            "reason": asked.reason,
        }

    def do(self, data: dict[str, Any]) -> None:
        decide = grant_extension if data["decision"] == ExtensionState.GRANTED else refuse_extension
        decide(self.object, answer=data["answer"], by=self.request.user, now=timezone.now())


class ExceptView(StepView):
    events, slug, icon = (Event.EXCEPTED,), "except", "warning"
    form_class = ExceptForm
    page_title = submit_button_label = gettext_lazy("Except from the time limit")
    explanation = gettext_lazy("The clocks stop; the case is still to be answered.")
    done_message = gettext_lazy("Excepted.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"exceptions": self.object.policy.exceptions}

    def do(self, data: dict[str, Any]) -> None:
        except_from_limit(self.object, **data, by=self.request.user, now=timezone.now())


class NoteView(StepView):
    events, slug, icon = (Event.NOTED,), "note", "comment"
    form_class = NoteForm
    page_title = gettext_lazy("Internal note")
    submit_button_label = gettext_lazy("Keep the note")
    done_message = gettext_lazy("Noted.")

    def do(self, data: dict[str, Any]) -> None:
        note_case(self.object, text=data["text"], by=self.request.user, now=timezone.now())


class TagView(StepView):
    events, slug, icon = (Event.TAGGED,), "tags", "tag"
    form_class = TagsForm
    page_title = gettext_lazy("Tags")
    submit_button_label = gettext_lazy("Keep the tags")
    done_message = gettext_lazy("Tags changed.")

    def get_initial(self) -> dict[str, Any]:
        return {"names": "、".join(self.object.tags.values_list("name", flat=True))}

    def do(self, data: dict[str, Any]) -> None:
        tag_case(self.object, names=data["names"], by=self.request.user, now=timezone.now())


class LinkView(StepView):
    events, slug, icon = (Event.LINKED,), "links", "link"
    form_class = LinksForm
    page_title = gettext_lazy("Link to the catalogue")
    submit_button_label = gettext_lazy("Keep the links")
    done_message = gettext_lazy("Links changed.")

    def get_initial(self) -> dict[str, Any]:
        return {"items": "\n".join(f"{link.index_number} {link.title}".strip() for link in self.object.links.all())}

    def do(self, data: dict[str, Any]) -> None:
        link_case(self.object, items=data["items"], by=self.request.user, now=timezone.now())
