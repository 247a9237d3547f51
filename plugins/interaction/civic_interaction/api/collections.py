"""Opinion collections as the public reads them: what is asked, until when, what has changed, what became of it."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter

from civic_interaction.api import collection_data as data
from civic_interaction.api import collection_shapes as shapes
from civic_interaction.api.cursors import page_body, take_page
from civic_interaction.api.parameters import (
    HIGHEST_NUMBER,
    PAGE_SIZE,
    PAGES,
    PAGES_DESCRIBED,
    read_word,
    refuse_unknown,
)
from civic_interaction.domain.collections.queries import compare_versions
from civic_interaction.enums import CollectionKind, Phase
from civic_interaction.models import Collection, DraftVersion
from civic_office.api.describing import describe
from civic_office.api.problems import ProblemError
from civic_office.api.reading import ReadingView, answer_json, dump_json
from civic_office.workdays import civil_date

TAG = "collections"


def read_choice(choices: Any) -> Any:
    def read(text: str) -> str:
        if text not in choices.values:
            raise ValueError(_("Choose one of: %s") % ", ".join(choices.values))
        return text

    return read


def public_collection(collection_id: int) -> Collection:
    """The announced collection with the number of its opinions. Raises the problem that there is none."""
    announced = Collection.objects.public().select_related("unit", "rule").annotate(received=Count("opinions"))
    collection = announced.filter(pk=collection_id).first()
    if collection is None:
        raise ProblemError(404)
    return collection


def published_version(collection: Collection, number: int) -> DraftVersion:
    versions = DraftVersion.objects.published().filter(collection=collection).select_related("collection")
    version = versions.filter(number=number).first() if number <= HIGHEST_NUMBER else None
    if version is None:
        raise ProblemError(404)
    return version


def newest_version(collection: Collection) -> DraftVersion:
    newest = DraftVersion.objects.published().filter(collection=collection).order_by("-number").first()
    if newest is None:
        raise ProblemError(404)
    return newest


class CollectionList(ReadingView):
    parameters = {"phase": read_choice(Phase), "kind": read_choice(CollectionKind), "unit": read_word, **PAGES}

    @describe(
        "list_collections",
        tag=TAG,
        summary=gettext_lazy("List opinion collections"),
        description=gettext_lazy("Announced collections, the newest first, narrowed by phase, kind and asking unit."),
        answer=shapes.CollectionList,
        parameters=(
            OpenApiParameter("phase", str, enum=Phase.values),
            OpenApiParameter("kind", str, enum=CollectionKind.values),
            OpenApiParameter("unit", str, description=gettext_lazy("Code of the asking unit.")),
            *PAGES_DESCRIBED,
        ),
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        today = civil_date(timezone.now())
        chosen = self.chosen
        rows = Collection.objects.public().select_related("unit").annotate(received=Count("opinions"))
        if "phase" in chosen:
            rows = rows.in_phase(chosen["phase"], today=today)
        if "kind" in chosen:
            rows = rows.filter(kind=chosen["kind"])
        if "unit" in chosen:
            rows = rows.filter(unit__code=chosen["unit"])
        size = chosen.get("page_size", PAGE_SIZE)
        page, after = take_page(rows, moment="announced_at", place=chosen.get("cursor"), size=size)
        if not page:
            refuse_unknown(chosen)
        found = [data.row_of(collection, today=today) for collection in page]
        return answer_json(request, dump_json(page_body(request, found, after)))


class CollectionDetail(ReadingView):
    @describe(
        "get_collection",
        tag=TAG,
        summary=gettext_lazy("One opinion collection"),
        description=gettext_lazy(
            "What is asked, why, until when, the versions of the draft, and what has happened so far."
        ),
        answer=shapes.CollectionDetail,
        refusals=(404,),
    )
    def get(self, request: HttpRequest, collection_id: int) -> HttpResponse:
        today = civil_date(timezone.now())
        return answer_json(request, dump_json(data.detail_of(public_collection(collection_id), today=today)))


class VersionDetail(ReadingView):
    @describe(
        "get_collection_version",
        tag=TAG,
        summary=gettext_lazy("One version of the draft"),
        description=gettext_lazy("The draft clause by clause. Opinions quote a clause by its anchor in this version."),
        answer=shapes.DraftOfVersion,
        refusals=(404,),
    )
    def get(self, request: HttpRequest, collection_id: int, number: int) -> HttpResponse:
        version = published_version(public_collection(collection_id), number)
        return answer_json(request, dump_json(data.draft_of(version)))


class VersionComparison(ReadingView):
    @describe(
        "compare_collection_versions",
        tag=TAG,
        summary=gettext_lazy("Compare two versions of the draft"),
        description=gettext_lazy(
            "What became of each clause, and which words within it changed, in the order of the new version."
        ),
        answer=shapes.DraftComparison,
        refusals=(404,),
    )
    def get(self, request: HttpRequest, collection_id: int, old: int, new: int) -> HttpResponse:
        collection = public_collection(collection_id)
        comparison = compare_versions(published_version(collection, old), published_version(collection, new))
        return answer_json(request, dump_json({"old": old, "new": new, **comparison.to_json()}))


class ResultsView(ReadingView):
    @describe(
        "get_collection_results",
        tag=TAG,
        summary=gettext_lazy("The results of a collection"),
        description=gettext_lazy(
            "The report with its figures and the outcome of each group of equal opinions; 404 before."
        ),
        answer=shapes.CollectionResults,
        refusals=(404,),
    )
    def get(self, request: HttpRequest, collection_id: int) -> HttpResponse:
        results = data.results_of(public_collection(collection_id))
        if results is None:
            raise ProblemError(404, _("The results have not been published yet."))
        return answer_json(request, dump_json(results))
