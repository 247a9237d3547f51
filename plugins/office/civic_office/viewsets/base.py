"""What the screens of the office have in common: objects are seen and changed by post, each on its own."""

from typing import Any

from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet

from civic_office.forms.errors import show_errors
from civic_office.forms.kept_files import keep_files


class OfficeIndexView(generic.IndexView):
    any_permission_required = ("view",)
    select_related: tuple[str, ...] = ()

    def get_base_queryset(self) -> Any:
        seen = self.permission_policy.instances_user_has_any_permission_for(self.request.user, {"view"})
        return seen.select_related(*self.select_related) if self.select_related else seen

    def search_queryset(self, queryset: Any) -> Any:
        found = super().search_queryset(queryset)
        return found.distinct() if self.is_searching else found

    def get_edit_url(self, instance: Any) -> str | None:
        """A link to where the object is looked after, offered to those who see it; the page itself asks again."""
        return reverse(self.edit_url_name, args=(quote(instance.pk),)) if self.edit_url_name else None

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        return []


class OfficeEditView(generic.EditView):
    def get_object(self, queryset: Any = None) -> Any:
        instance = super().get_object(queryset)
        if not self.user_has_permission_for_instance(self.permission_required, instance):
            raise PermissionDenied
        return instance


class OfficeActionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """One step of the domain with a form before it: what the domain refuses comes back with everything typed."""

    model: Any = None
    pk_url_kwarg = "pk"
    index_url_name: str = ""
    edit_url_name: str | None = None
    permission_required = "change"
    template_name = "civic_office/action.html"
    submit_button_label: Any = ""
    submit_button_class = ""
    explanation: Any = ""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        instance = self.object
        if instance is not None and not self.user_has_permission_for_instance(self.permission_required, instance):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def object(self) -> Any:
        """The object of the address; None on a page that makes a new one."""
        if self.pk_url_kwarg not in self.kwargs:
            return None
        return get_object_or_404(self.model, pk=self.kwargs[self.pk_url_kwarg])

    def perform(self, form: Any) -> HttpResponse | None:
        """Call the domain. A response replaces the way back to the list."""
        raise NotImplementedError

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        keep_files(form, now=timezone.now())
        return super().form_invalid(form)

    def get_done_message(self) -> str:
        raise NotImplementedError

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            response = self.perform(form)
        except ValidationError as error:
            show_errors(form, error)
            return self.form_invalid(form)
        if response is not None:
            return response
        messages.success(self.request, self.get_done_message())
        return redirect(self.index_url_name)

    def get_page_subtitle(self) -> str:
        return str(self.object) if self.object is not None else str(self.page_subtitle)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {
            "url": reverse(self.index_url_name),
            "label": capfirst(self.model._meta.verbose_name_plural),
        }
        return [
            *self.breadcrumbs_items,
            index,
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "object": self.object,
            "media": context["form"].media,
            "submit_button_label": self.submit_button_label,
        }


class OfficeViewSet(ModelViewSet):
    """A `ModelViewSet` with the views named in `offered` and no others, and no entries in the group editor.

    `more_urls` adds the office's own steps.
    """

    offered: tuple[str, ...] = ("index", "index_results", "add", "edit")
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None
    index_view_class = OfficeIndexView
    edit_view_class = OfficeEditView

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = {
            f"{name}_url_name": None
            for name in ("add", "edit", "delete", "history", "usage")
            if name not in self.offered
        }
        return super().get_common_view_kwargs(**{**absent, **kwargs})

    def get_urlpatterns(self) -> list[Any]:
        offered = [pattern for pattern in super().get_urlpatterns() if pattern.name in self.offered]
        return [*offered, *self.more_urls()]

    def more_urls(self) -> list[Any]:
        return []

    def register_permissions(self) -> None:
        """Rights come from posts (`permissions.py`): there is nothing to tick in the group editor."""
