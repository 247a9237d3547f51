from typing import Any

import django_filters
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import Button

from civic_office.domain.appoint import appoint
from civic_office.domain.end_post import end_post
from civic_office.domain.hand_over import hand_over
from civic_office.domain.open_account import open_account
from civic_office.enums import LEADING_ROLES, OFFICE_ROLES, Role
from civic_office.forms.posts import AppointForm, EndPostForm, HandOverForm, PostForm
from civic_office.models import Post, Unit
from civic_office.permissions import decides_for_office, units_open_to
from civic_office.viewsets.base import OfficeActionView, OfficeEditView, OfficeIndexView, OfficeViewSet
from civic_office.workdays import civil_date


class PostFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[("held", gettext_lazy("Held today")), ("over", gettext_lazy("Held no more"))],
        empty_label=gettext_lazy("All"),
        method="filter_state",
    )

    class Meta:
        model = Post
        fields = ("state", "role", "unit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["unit"].queryset = units_open_to(self.request.user, today=civil_date(timezone.now()))

    def filter_state(self, posts: QuerySet[Post], name: str, value: str) -> QuerySet[Post]:
        held = Post.objects.held_on(civil_date(timezone.now())).values("pk")
        return posts.filter(pk__in=held) if value == "held" else posts.exclude(pk__in=held)


class PostIndexView(OfficeIndexView):
    select_related = ("user", "unit", "succeeded_by__user")
    add_item_label = gettext_lazy("Appoint")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column_class(TitleColumn)(
                "person", accessor=person_of, label=gettext_lazy("Person"), get_url=self.get_edit_url
            ),
            Column("unit", label=gettext_lazy("Unit"), sort_key="unit__position"),
            Column("get_role_display", label=pgettext_lazy("post", "Role"), sort_key="role"),
            Column("title", label=gettext_lazy("Job title")),
            Column("phone", label=gettext_lazy("Telephone")),
            Column(
                "starts_on",
                label=gettext_lazy("Held from"),
                accessor=lambda post: f"{post.starts_on:%Y-%m-%d}",
                sort_key="starts_on",
            ),
            Column("ends_on", label=gettext_lazy("Held until"), accessor=until_of, sort_key="ends_on"),
        ]

    @cached_property
    def changeable(self) -> Any:
        """A test whether the signed-in person may change a post: asked for every row, answered in two queries."""
        user, today = self.request.user, civil_date(timezone.now())
        if decides_for_office(user, today=today):
            return lambda post: True
        led = set(Post.objects.held_by(user, today=today).filter(role__in=LEADING_ROLES).values_list("unit", flat=True))
        return lambda post: post.unit_id in led and post.role not in OFFICE_ROLES

    def get_edit_url(self, instance: Post) -> str | None:
        return super().get_edit_url(instance) if self.changeable(instance) else None

    def get_list_more_buttons(self, instance: Post) -> list[Any]:
        if instance.is_ended or not self.changeable(instance):
            return []
        steps = (
            ("civic_posts:hand_over", _("Hand over"), "redirect"),
            ("civic_posts:end", _("End the post"), "cross"),
            ("civic_posts:edit", _("Change title or telephone"), "edit"),
        )
        return [
            Button(label, reverse(name, args=(instance.pk,)), icon_name=icon, priority=number)
            for number, (name, label, icon) in enumerate(steps)
        ]


def person_of(post: Post) -> str:
    return post.user.get_full_name() or post.user.get_username()


def until_of(post: Post) -> str:
    if post.ends_on is None:
        return ""
    if post.succeeded_by is None:
        return f"{post.ends_on:%Y-%m-%d}"
    return _("%(date)s, handed over to %(name)s") % {
        "date": f"{post.ends_on:%Y-%m-%d}",
        "name": person_of(post.succeeded_by),
    }


class PersonActionView(OfficeActionView):
    """A step that names a person: when an account had to be opened, its password is shown once."""

    def perform(self, form: Any) -> HttpResponse | None:
        person, password = form.cleaned_data["person"], ""
        with transaction.atomic():
            if person is None:
                person, password = open_account(
                    form.cleaned_data["username"],
                    name=form.cleaned_data["name"],
                    by=self.request.user,
                    now=timezone.now(),
                )
            self.perform_for(person, form.cleaned_data)
        return show_initial_password(self, person.get_username(), password) if password else None

    def perform_for(self, person: Any, data: dict[str, Any]) -> None:
        raise NotImplementedError


def show_initial_password(view: Any, username: str, password: str) -> HttpResponse:
    """The one page that shows an initial password; kept nowhere, and Wagtail lets no admin page be cached."""
    context = {
        "view": view,
        "username": username,
        "password": password,
        "page_title": _("Initial password"),
        "header_icon": "key",
        "header_title": _("Initial password"),
    }
    return TemplateResponse(view.request, "civic_office/accounts/initial_password.html", context)


class AppointView(PersonActionView):
    permission_required = "add"
    form_class = AppointForm
    page_title = gettext_lazy("Appoint")
    submit_button_label = gettext_lazy("Appoint")
    explanation = gettext_lazy("From today on. The government office is told of every change of personnel.")

    def get_form_kwargs(self) -> dict[str, Any]:
        user, today = self.request.user, civil_date(timezone.now())
        units, roles = Unit.objects.active_on(today), Role.choices
        if not decides_for_office(user, today=today):
            led = Post.objects.held_by(user, today=today).filter(role__in=LEADING_ROLES)
            units = units.filter(pk__in=led.values("unit"))
            roles = [(value, label) for value, label in Role.choices if value not in OFFICE_ROLES]
        return super().get_form_kwargs() | {"units": units, "roles": roles}

    def perform_for(self, person: Any, data: dict[str, Any]) -> None:
        appoint(
            person,
            unit=data["unit"],
            role=data["role"],
            title=data["title"],
            phone=data["phone"],
            by=self.request.user,
            now=timezone.now(),
        )

    def get_done_message(self) -> str:
        return _("Appointed.")


class HandOverView(PersonActionView):
    form_class = HandOverForm
    page_title = gettext_lazy("Hand over")
    submit_button_label = gettext_lazy("Hand over")
    explanation = gettext_lazy(
        "The successor holds the post from today on; the predecessor's rights in it stop at once."
    )

    def perform_for(self, person: Any, data: dict[str, Any]) -> None:
        hand_over(self.object, to=person, by=self.request.user, now=timezone.now(), note=data["note"])

    def get_done_message(self) -> str:
        return _("Handed over.")


class EndPostView(OfficeActionView):
    form_class = EndPostForm
    page_title = gettext_lazy("End the post")
    submit_button_label = gettext_lazy("End the post")
    submit_button_class = "serious"
    explanation = gettext_lazy(
        "The post ends today without a successor; its rights stop at once. To name one, hand it over."
    )

    def perform(self, form: EndPostForm) -> None:
        end_post(self.object, by=self.request.user, now=timezone.now(), note=form.cleaned_data["note"])

    def get_done_message(self) -> str:
        return _("The post has ended.")


class PostViewSet(OfficeViewSet):
    model = Post
    name = "civic_posts"
    url_prefix = "office/posts"
    icon = "user"
    index_view_class = PostIndexView
    add_view_class = AppointView
    edit_view_class = OfficeEditView
    search_fields = ("user__last_name", "user__first_name", "user__username", "unit__official_name", "unit__short_name")
    ordering = ("is_ended", "unit__position", "unit", "role", "pk")
    filterset_class = PostFilterSet

    def get_form_class(self, for_update: bool = False) -> Any:
        return PostForm if for_update else AppointForm

    def more_urls(self) -> list[Any]:
        return [
            path("hand-over/<int:pk>/", self.construct_view(HandOverView), name="hand_over"),
            path("end/<int:pk>/", self.construct_view(EndPostView), name="end"),
        ]
