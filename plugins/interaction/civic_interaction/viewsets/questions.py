"""Common questions on the desk: made of answered letters, worded anew, published by somebody else, withdrawn."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn

from civic_interaction.domain.common_question import (
    may_revise,
    propose_question,
    publish_question,
    revise_question,
    suggest_question,
    withdraw_question,
)
from civic_interaction.forms.questions import QuestionForm
from civic_interaction.models import Case, CommonQuestion
from civic_interaction.permissions import cases_open_to
from civic_office.permissions import decides_for_office
from civic_office.viewsets.base import OfficeActionView, OfficeIndexView, OfficeViewSet
from civic_office.workdays import civil_date

#: One question is made of so many letters at most; no key has more digits.
MOST_CASES, LONGEST_KEY = 100, 18


def state_of(common: CommonQuestion) -> str:
    if common.is_waiting:
        return _("Waiting for the office")
    return pgettext("state", "Public") if common.is_public else _("Withdrawn")


class QuestionIndexView(OfficeIndexView):
    select_related = ("unit",)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("question"),
            Column("unit", label=gettext_lazy("Answering unit"), sort_key="unit__position"),
            Column("category", label=gettext_lazy("Category")),
            Column(
                "judged",
                label=gettext_lazy("Useful / not useful"),
                accessor=lambda one: f"{one.useful} / {one.not_useful}",
            ),
            StatusTagColumn("state", label=gettext_lazy("State"), accessor=state_of, primary=lambda one: one.is_public),
        ]


class ProposeView(OfficeActionView):
    """Out of the letters that were ticked on the desk."""

    permission_required = "add"
    form_class = QuestionForm
    template_name = "civic_interaction/questions/propose.html"
    page_title = submit_button_label = gettext_lazy("Propose a common question")
    explanation = gettext_lazy("The office publishes it; which letters it was made of is not shown.")

    @cached_property
    def cases(self) -> list[Case]:
        """Those that this person may see; an address that was made up names nothing."""
        data = self.request.POST if self.request.method == "POST" else self.request.GET
        numbers = [
            int(one)
            for one in data.getlist("case")[:MOST_CASES]
            if one.isascii() and one.isdecimal() and len(one) <= LONGEST_KEY
        ]
        seen = cases_open_to(self.request.user, today=civil_date(timezone.now())).filter(pk__in=numbers)
        return list(seen.distinct().select_related("channel").order_by("pk"))

    def get_initial(self) -> dict[str, Any]:
        return suggest_question(self.cases)

    def perform(self, form: QuestionForm) -> HttpResponse:
        common = propose_question(cases=self.cases, by=self.request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(self.request, _("Proposed; the office publishes it."))
        return redirect("civic_common_questions:edit", common.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"cases": self.cases}


class QuestionView(OfficeActionView):
    """Its words, which can be changed while it is not public, and the office's two buttons."""

    permission_required = "view"
    form_class = QuestionForm
    template_name = "civic_interaction/questions/question.html"
    page_title = gettext_lazy("Common question")
    submit_button_label = gettext_lazy("Save")

    def get_initial(self) -> dict[str, Any]:
        return {"question": self.object.question, "answer": self.object.answer}

    def perform(self, form: QuestionForm) -> HttpResponse:
        revise_question(self.object, by=self.request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(self.request, _("Saved."))
        return redirect("civic_common_questions:edit", self.object.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, civil_date(timezone.now())
        seen = cases_open_to(user, today=today).values("pk")
        is_section = decides_for_office(user, today=today)
        return super().get_context_data(**kwargs) | {
            "state": state_of(self.object),
            "cases": self.object.cases.filter(pk__in=seen).order_by("pk"),
            "may_revise": may_revise(user, self.object, today=today) and not self.object.is_public,
            "may_publish": is_section and not self.object.is_public and self.object.proposed_by_id != user.pk,
            "may_withdraw": is_section and (self.object.is_public or self.object.is_waiting),
            "records": self.object.history.select_related("history_user")[:50],
        }


class DecideView(OfficeActionView):
    """One button of the office; nothing to fill in."""

    permission_required = "change"
    http_method_names = ["post"]
    verb: Any
    done: Any = ""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        type(self).verb(self.object, by=request.user, now=timezone.now())
        messages.success(request, self.done)
        return redirect("civic_common_questions:edit", self.object.pk)


class PublishView(DecideView):
    verb, done = staticmethod(publish_question), gettext_lazy("Published.")


class WithdrawView(DecideView):
    verb, done = staticmethod(withdraw_question), gettext_lazy("Public no longer.")


class CommonQuestionViewSet(OfficeViewSet):
    model = CommonQuestion
    name = "civic_common_questions"
    url_prefix = "common-questions"
    icon = "help"
    menu_label = gettext_lazy("Common questions")
    menu_order = 122
    add_to_admin_menu = True
    offered = ("index", "index_results", "add")
    index_view_class = QuestionIndexView
    add_view_class = ProposeView
    search_fields = ("question", "answer")
    ordering = ("-proposed_at", "-pk")

    def get_form_class(self, for_update: bool = False) -> Any:
        return QuestionForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"edit_url_name": "civic_common_questions:edit", **kwargs})

    def more_urls(self) -> list[Any]:
        return [
            path("<int:pk>/", self.construct_view(QuestionView), name="edit"),
            path("<int:pk>/publish/", self.construct_view(PublishView), name="publish"),
            path("<int:pk>/withdraw/", self.construct_view(WithdrawView), name="withdraw"),
        ]
