from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from civic_office.api import problems, schema

handler400 = problems.answer_bad_request
handler403 = problems.answer_forbidden
handler404 = problems.answer_not_found
handler500 = problems.answer_server_error

api_v1 = [
    path("", include("civic_disclosure.api.urls")),
    path("", include("civic_interaction.api.urls")),
    path("", include("civic_search.api.urls")),
]

urlpatterns = [
    path("api/v1/", include(api_v1)),
    path("api/schema/", schema.Schema.as_view(), name="api-schema"),
    path("api/docs/", schema.SchemaPage.as_view(url_name="api-schema"), name="api-docs"),
    # Only what ends in a slash: an address without one is first sent to the one with it.
    re_path(r"^api/(?:.*/)?$", problems.answer_unknown_path),
    path("", include("civic_disclosure.urls")),
    path("", include("civic_interaction.urls")),
    path("admin/", include(admin_urls)),
    path("office/", include("civic_office.urls")),
    path("documents/", include(document_urls)),
]

if settings.SERVE_PICTURES:
    # Pictures of items only: documents go through their guard, uploads of imports through nothing.
    urlpatterns.append(
        re_path(r"^media/(?P<path>images/.+)$", serve, {"document_root": settings.MEDIA_ROOT}, name="pictures")
    )
