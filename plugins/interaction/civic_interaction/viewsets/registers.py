"""What the office keeps about letters: channels, categories, limits by effective date, and reply templates."""

from typing import Any

import django_filters
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSetGroup

from civic_interaction.domain.change_policy import change_policy
from civic_interaction.forms.registers import ChannelForm, ReplyPolicyForm, ReplyTemplateForm
from civic_interaction.models import Category, Channel, ReplyPolicy, ReplyTemplate
from civic_interaction.policies import units_with_templates
from civic_interaction.viewsets.histories import RegisterHistoryView
from civic_office.permissions import decides_for_office
from civic_office.viewsets.base import OfficeEditView, OfficeIndexView, OfficeViewSet
from civic_office.workdays import Policy, civil_date, describe_policy

ROWS_A_PAGE = 50


class ChannelIndexView(OfficeIndexView):
    select_related = ("receiver", "receivers")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name"),
            Column("get_kind_display", label=pgettext_lazy("interaction", "Kind")),
            Column("receiver", label=_("Receiver"), accessor=lambda channel: channel.receiver or channel.receivers),
            Column("get_publication_display", label=_("Publication")),
            BooleanColumn("is_open", label=_("Open to citizens")),
        ]


class RegisterViewSet(OfficeViewSet):
    """With the page of an entry's history, which its form links to."""

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"history_url_name": f"{self.url_namespace}:changes", **kwargs})

    def more_urls(self) -> list[Any]:
        return [path("<int:pk>/changes/", self.construct_view(RegisterHistoryView), name="changes")]


class ChannelViewSet(RegisterViewSet):
    model = Channel
    name = "civic_channels"
    url_prefix = "letters-channels"
    icon = "mail"
    menu_label = _("Channels")
    index_view_class = ChannelIndexView
    search_fields = ("name", "code")
    ordering = ("position", "pk")
    list_per_page = ROWS_A_PAGE

    def get_form_class(self, for_update: bool = False) -> Any:
        return ChannelForm


class ChannelFilter(WagtailFilterSet):
    channel = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("interaction", "Channel"), queryset=Channel.objects.all()
    )


class CategoryFilters(ChannelFilter):
    class Meta:
        model = Category
        fields = ("channel", "concern")


class CategoryIndexView(OfficeIndexView):
    select_related = ("channel",)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name"),
            Column("channel", label=pgettext_lazy("interaction", "Channel"), sort_key="channel__position"),
            Column("get_concern_display", label=_("Counted as")),
            BooleanColumn("is_offered", label=_("Offered")),
        ]


class CategoryViewSet(RegisterViewSet):
    model = Category
    name = "civic_letter_categories"
    url_prefix = "letters-categories"
    icon = "tag"
    menu_label = _("Categories")
    index_view_class = CategoryIndexView
    filterset_class = CategoryFilters
    form_fields = ("channel", "name", "concern", "is_offered", "position")
    search_fields = ("name",)
    ordering = ("channel__position", "channel", "position", "pk")
    list_per_page = ROWS_A_PAGE


def say(period: Any) -> str:
    return describe_policy(Policy.from_json(period)) if period else ""


class PolicyFilters(ChannelFilter):
    class Meta:
        model = ReplyPolicy
        fields = ("channel",)


class PolicyIndexView(OfficeIndexView):
    select_related = ("channel",)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("channel"),
            Column(
                "effective_from", label=_("Effective from"), accessor=lambda policy: f"{policy.effective_from:%Y-%m-%d}"
            ),
            Column("accept_within", label=_("Accept within"), accessor=lambda policy: say(policy.accept_within)),
            Column("reply_within", label=_("Answer within"), accessor=lambda policy: say(policy.reply_within)),
            Column("basis", label=_("Basis")),
            BooleanColumn("is_verified", label=_("Checked against the source")),
        ]


class ChangesPolicy:
    """Saving is `change_policy`: open cases follow."""

    form: Any
    request: Any

    def save_instance(self) -> ReplyPolicy:
        return change_policy(self.form.instance, by=self.request.user, now=timezone.now())


class PolicyCreateView(ChangesPolicy, generic.CreateView):
    pass


class PolicyEditView(ChangesPolicy, OfficeEditView):
    pass


class ReplyPolicyViewSet(RegisterViewSet):
    """A change begins as a new row with its own effective date; the old ones go on for the letters of their time."""

    model = ReplyPolicy
    name = "civic_reply_policies"
    url_prefix = "letters-limits"
    icon = "time"
    menu_label = _("Time limits")
    index_view_class = PolicyIndexView
    add_view_class = PolicyCreateView
    edit_view_class = PolicyEditView
    filterset_class = PolicyFilters
    search_fields = ("channel__name", "basis")
    ordering = ("channel__position", "channel", "-effective_from")
    list_per_page = ROWS_A_PAGE

    def get_form_class(self, for_update: bool = False) -> Any:
        return ReplyPolicyForm


class TemplateIndexView(OfficeIndexView):
    select_related = ("unit", "channel")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name"),
            Column("unit", label=_("Unit"), accessor=lambda template: template.unit or _("All units")),
            Column(
                "channel",
                label=pgettext_lazy("interaction", "Channel"),
                accessor=lambda template: template.channel or _("All channels"),
            ),
            BooleanColumn("is_offered", label=_("Offered")),
        ]


class WritesTemplates:
    """The form offers the units for which this person writes templates."""

    request: Any

    def get_form_kwargs(self) -> dict[str, Any]:
        user, today = self.request.user, civil_date(timezone.now())
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]  # of the view
        return kwargs | {
            "units": units_with_templates(user, today=today),
            "writes_for_all": decides_for_office(user, today=today),
        }


class TemplateCreateView(WritesTemplates, generic.CreateView):
    pass


class TemplateEditView(WritesTemplates, OfficeEditView):
    pass


class ReplyTemplateViewSet(RegisterViewSet):
    model = ReplyTemplate
    name = "civic_reply_templates"
    url_prefix = "letters-templates"
    icon = "edit"
    menu_label = _("Reply templates")
    index_view_class = TemplateIndexView
    add_view_class = TemplateCreateView
    edit_view_class = TemplateEditView
    search_fields = ("name", "text")
    ordering = ("name", "pk")
    list_per_page = ROWS_A_PAGE

    def get_form_class(self, for_update: bool = False) -> Any:
        return ReplyTemplateForm


class LetterRegisters(ModelViewSetGroup):
    menu_label = _("Channels and limits")
    menu_name = "civic-letters-registers"
    menu_icon = "cog"
    menu_order = 305
    items = (ChannelViewSet, ReplyPolicyViewSet, CategoryViewSet, ReplyTemplateViewSet)
