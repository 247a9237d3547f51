from typing import Any

from django.template.loader import get_template
from wagtail.admin.ui.components import Component


class PanelWithRows(Component):
    """A panel of the home screen that is there only while its context has `rows`: what never concerns somebody is not shown."""

    def render_html(self, parent_context: Any = None) -> str:
        context: dict[str, Any] = self.get_context_data(parent_context)
        return get_template(self.template_name).render(context) if context["rows"] else ""
