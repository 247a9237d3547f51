"""Hot topics in the admin: the list, a topic with its responses, and the steps from the first words to the public."""

from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn

from civic_interaction.domain import hot_topic as domain
from civic_interaction.domain.reviewed_texts import reviews_of
from civic_interaction.enums import Part, TextState
from civic_interaction.forms.collections import NoForm, ReasonForm, ReviewForm
from civic_interaction.forms.topics import FactsForm, ResponseForm, TopicForm
from civic_interaction.models import HotTopic
from civic_interaction.permissions import response_in, topic_parts, units_collecting
from civic_interaction.visibility import public_letters
from civic_office.enums import ReturnReason
from civic_office.viewsets.base import OfficeActionView, OfficeIndexView, OfficeViewSet
from civic_office.workdays import civil_date

S = TextState
WRITERS = frozenset({Part.LEAD, Part.OFFICE})
OFFICE = frozenset({Part.OFFICE})


def state_of(topic: HotTopic) -> str:
    if topic.withdrawn_at is not None:
        return _("Withdrawn")
    return pgettext("state", "Public") if topic.published_at is not None else _("In preparation")


class TopicIndexView(OfficeIndexView):
    select_related = ("unit",)
    add_item_label = gettext_lazy("Answer a hot topic")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("title"),
            Column("unit", label=gettext_lazy("Answering unit"), sort_key="unit__position"),
            DateColumn("updated_at", label=gettext_lazy("Followed up at"), sort_key="updated_at"),
            StatusTagColumn("state", label=gettext_lazy("State"), accessor=state_of, primary=lambda one: one.is_public),
        ]


class PrepareView(OfficeActionView):
    permission_required = "add"
    form_class = TopicForm
    page_title = gettext_lazy("Answer a hot topic")
    submit_button_label = gettext_lazy("Save")
    explanation = gettext_lazy("Nothing is public before it has passed review and has been published.")

    def get_form_kwargs(self) -> dict[str, Any]:
        units = units_collecting(self.request.user, today=civil_date(timezone.now()))
        return super().get_form_kwargs() | {"units": units}

    def perform(self, form: TopicForm) -> HttpResponse:
        typed = form.cleaned_data
        topic = domain.prepare_topic(
            form.topic(), text=typed["text"], letters=typed["letters"], by=self.request.user, now=timezone.now()
        )
        messages.success(self.request, _("Saved."))
        return redirect("civic_hot_topics:edit", topic.pk)


class StepView(OfficeActionView):
    """One step: its verb, who may, and in which state of the newest response it is offered. The domain asks again."""

    model = HotTopic
    permission_required = "view"
    name: ClassVar[str]
    verb: ClassVar[Any]
    parts: ClassVar[frozenset[Part]] = WRITERS
    form_class: Any = NoForm

    @classmethod
    def is_offered(cls, topic: HotTopic) -> bool:
        raise NotImplementedError

    def perform(self, form: Any) -> HttpResponse:
        type(self).verb(self.object, **form.cleaned_data, by=self.request.user, now=timezone.now())
        messages.success(self.request, _("Done: %s") % self.submit_button_label)
        return redirect("civic_hot_topics:edit", self.object.pk)

    @property
    def page_title(self) -> str:
        return str(self.submit_button_label)


class ReviewView(StepView):
    """What the public will read; below, pass or return."""

    name, parts = "review", frozenset({Part.REVIEWER})
    form_class = ReviewForm
    template_name = "civic_interaction/topics/review.html"
    submit_button_label = gettext_lazy("Review")

    @classmethod
    def is_offered(cls, topic: HotTopic) -> bool:
        return response_in(topic, S.IN_REVIEW) is not None

    def perform(self, form: Any) -> HttpResponse:
        by, now, typed = self.request.user, timezone.now(), form.cleaned_data
        if "return" in self.request.POST:
            reason = typed["reason"] or ReturnReason.OTHER
            domain.return_response(self.object, reason=reason, comment=typed["comment"], by=by, now=now)
            messages.success(self.request, _("Returned."))
        else:
            domain.approve_response(self.object, comment=typed["comment"], by=by, now=now)
            messages.success(self.request, _("Approved."))
        return redirect("civic_hot_topics:edit", self.object.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = response_in(self.object, S.IN_REVIEW)
        published = self.object.responses.published().order_by("-number")
        reviews = reviews_of(text).select_related("decided_by") if text is not None else []
        return super().get_context_data(**kwargs) | {
            "text": text,
            "items": list(self.object.items.items()),
            "published": published,
            "reviews": reviews,
            "letters": public_letters().filter(pk__in=self.object.letters.values("pk")),
        }


class PublishView(StepView):
    name, verb, parts = "publish", staticmethod(domain.publish_topic), OFFICE
    submit_button_label = gettext_lazy("Publish the response")
    explanation = gettext_lazy("The public reads it at once. What is published stays; what comes later follows it up.")

    @classmethod
    def is_offered(cls, topic: HotTopic) -> bool:
        return response_in(topic, S.APPROVED) is not None


class SendView(StepView):
    name, verb = "send", staticmethod(domain.send_response)
    submit_button_label = gettext_lazy("Send for review")
    explanation = gettext_lazy("From now on the text stays as it is, until it is approved, returned, or taken back.")

    @classmethod
    def is_offered(cls, topic: HotTopic) -> bool:
        return response_in(topic, S.DRAFT) is not None


class WriteView(StepView):
    name, verb = "write", staticmethod(domain.write_response)
    form_class = ResponseForm
    submit_button_label = gettext_lazy("Write the response")

    @classmethod
    def is_offered(cls, topic: HotTopic) -> bool:
        return response_in(topic, S.IN_REVIEW, S.APPROVED) is None

    def get_initial(self) -> dict[str, Any]:
        newest = response_in(self.object, S.DRAFT, S.RETURNED)
        published = response_in(self.object, S.PUBLISHED)
        is_over = newest is None or (published is not None and published.number > newest.number)
        return {} if is_over or newest is None else {"text": newest.text}


class ChangeView(StepView):
    name, verb = "change", staticmethod(domain.change_topic)
    form_class = FactsForm
    submit_button_label = gettext_lazy("Change title and question")

    @classmethod
    def is_offered(cls, topic: HotTopic) -> bool:
        return topic.published_at is None and WriteView.is_offered(topic)

    def get_initial(self) -> dict[str, Any]:
        topic = self.object
        return {
            "title": topic.title,
            "question": topic.question,
            "letters": "\n".join(map(str, topic.letters.values_list("pk", flat=True))),
            "items": "\n".join(f"{number} {title}".strip() for number, title in topic.items.items()),
        }


class RecallView(StepView):
    name, verb = "recall", staticmethod(domain.recall_response)
    submit_button_label = gettext_lazy("Take back from review")

    @classmethod
    def is_offered(cls, topic: HotTopic) -> bool:
        return response_in(topic, S.IN_REVIEW, S.APPROVED) is not None


class WithdrawView(StepView):
    name, verb, parts = "withdraw", staticmethod(domain.withdraw_topic), OFFICE
    form_class = ReasonForm
    submit_button_label = gettext_lazy("Withdraw from the public")
    submit_button_class = "no"

    @classmethod
    def is_offered(cls, topic: HotTopic) -> bool:
        return bool(topic.is_public)


#: In the order in which the page offers them.
STEPS: tuple[type[StepView], ...] = (
    ReviewView,
    PublishView,
    SendView,
    WriteView,
    ChangeView,
    RecallView,
    WithdrawView,
)


class TopicView(OfficeActionView):
    """The topic as it stands, and what may be done now: one button for each step that is possible."""

    model = HotTopic
    permission_required = "view"
    template_name = "civic_interaction/topics/topic.html"
    page_title = gettext_lazy("Hot topic")
    form_class = NoForm
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        topic = self.object
        parts = topic_parts(self.request.user, topic, today=civil_date(timezone.now()))
        responses = topic.responses.select_related("author").prefetch_related("reviews__decided_by")
        return super().get_context_data(**kwargs) | {
            "state": state_of(topic),
            "items": list(topic.items.items()),
            "responses": responses.order_by("-number"),
            "letters": public_letters().filter(pk__in=topic.letters.values("pk")),
            "offers": [
                (reverse(f"civic_hot_topics:{step.name}", args=(topic.pk,)), step.submit_button_label)
                for step in STEPS
                if parts.keys() & step.parts and step.is_offered(topic)
            ],
        }


class HotTopicViewSet(OfficeViewSet):
    model = HotTopic
    name = "civic_hot_topics"
    url_prefix = "hot-topics"
    icon = "pick"
    menu_label = gettext_lazy("Hot topics")
    menu_order = 124
    add_to_admin_menu = True
    offered = ("index", "index_results", "add")
    index_view_class = TopicIndexView
    add_view_class = PrepareView
    search_fields = ("title", "question")
    ordering = ("-created_at", "-pk")

    def get_form_class(self, for_update: bool = False) -> Any:
        return TopicForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"edit_url_name": "civic_hot_topics:edit", **kwargs})

    def more_urls(self) -> list[Any]:
        steps = [path(f"<int:pk>/{step.name}/", self.construct_view(step), name=step.name) for step in STEPS]
        return [path("<int:pk>/", self.construct_view(TopicView), name="edit"), *steps]
