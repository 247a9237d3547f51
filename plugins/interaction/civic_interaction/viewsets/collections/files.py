"""Files that the asking unit adds to its draft: looked at by whoever sees the collection, changed until it is reviewed."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from civic_interaction.domain.collections.attach_files import add_file, remove_file
from civic_interaction.domain.collections.machine import steps_open_to
from civic_interaction.enums import Step
from civic_interaction.forms.collections import FileForm, NoForm
from civic_interaction.models import Collection, CollectionFile
from civic_interaction.permissions import parts_in
from civic_interaction.viewsets.files import answer_upload
from civic_office.viewsets.base import OfficeActionView
from civic_office.workdays import civil_date


class FilesView(OfficeActionView):
    """What is attached, and a form for one more."""

    model = Collection
    template_name = "civic_interaction/collections/files.html"
    page_title = gettext_lazy("Files of the draft")
    form_class = FileForm
    submit_button_label = gettext_lazy("Add")
    explanation = gettext_lazy("Public with the announcement. From review on they stay as they are.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = civil_date(timezone.now())
        steps = steps_open_to(parts_in(self.request.user, self.object, today=today), self.object, today=today)
        files = self.object.files.select_related("upload")
        return super().get_context_data(**kwargs) | {"files": files, "may_change": Step.CHANGED in steps}

    def perform(self, form: FileForm) -> HttpResponse:
        typed = form.cleaned_data
        add_file(self.object, typed["file"], title=typed["title"], by=self.request.user, now=timezone.now())
        messages.success(self.request, _("Saved."))
        return redirect("civic_collections:draft-files", self.object.pk)


class FileView(OfficeActionView):
    """One of them, as a download."""

    model = Collection
    permission_required = "view"
    http_method_names = ["get", "head"]

    def get(self, request: Any, *args: Any, **kwargs: Any) -> FileResponse:  # type: ignore[override]  # a stream is an answer too
        return answer_upload(collection_file__pk=self.kwargs["number"], collection_file__collection=self.object)


class RemoveFileView(OfficeActionView):
    model = Collection
    page_title = submit_button_label = gettext_lazy("Remove the file")
    submit_button_class = "no"
    form_class = NoForm

    @cached_property
    def file(self) -> CollectionFile:
        return get_object_or_404(self.object.files, pk=self.kwargs["number"])

    def get_page_subtitle(self) -> str:
        return str(self.file)

    def perform(self, form: NoForm) -> HttpResponse:
        remove_file(self.file, by=self.request.user, now=timezone.now())
        messages.success(self.request, _("Done: %s") % self.submit_button_label)
        return redirect("civic_collections:draft-files", self.object.pk)
