"""The schema of the public API, and its page for reading, both in the language of the site and without a foreign server."""

from typing import Any

from django.conf import settings
from django.utils import translation
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

PUBLIC = "/api/v1/"


def keep_public_endpoints(endpoints: list[tuple[str, str, str, Any]]) -> list[tuple[str, str, str, Any]]:
    """The setting `PREPROCESSING_HOOKS` of drf-spectacular: the schema is of our API, not of what Wagtail's admin uses."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith(PUBLIC)]


def leave_out_notes(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """The setting `POSTPROCESSING_HOOKS`: docstrings of serializers are for us; readers of the schema have the fields' texts."""
    for shape in result.get("components", {}).get("schemas", {}).values():
        shape.pop("description", None)
    return result


class InLanguageOfSite:
    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        with translation.override(settings.LANGUAGE_CODE):
            response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
            return response.render()


class Schema(InLanguageOfSite, SpectacularAPIView):
    pass


class SchemaPage(InLanguageOfSite, SpectacularSwaggerView):
    pass
