"""Form widgets for choices that Django would draw as one endless list."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.widgets import AdminPageChooser


class PagesChooser(forms.Widget):
    """Several pages, each behind Wagtail's page chooser: those chosen, and a few empty places after them."""

    SPARE = 2

    def __init__(self, target: str, *, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.target = target

    def chooser(self) -> AdminPageChooser:
        return AdminPageChooser(target_models=[self.target])

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = [pk for pk in value or [] if pk]
        places: Iterable[Any] = [*chosen, *[None] * self.SPARE]
        first = (attrs or {}).get("id", f"id_{name}")
        rows = (
            (self.chooser().render(f"{name}-{n}", pk, {"id": first if n == 0 else f"{first}-{n}"}),)
            for n, pk in enumerate(places)
        )
        return format_html('<div class="civic-stack">{}</div>', format_html_join("", "<div>{}</div>", rows))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        places = [key for key in data if key.startswith(f"{name}-") and key.removeprefix(f"{name}-").isdecimal()]
        chosen = [data[key] for key in sorted(places, key=lambda key: int(key.rsplit("-", 1)[1])) if data[key]]
        return list(dict.fromkeys(chosen))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    @property
    def media(self) -> forms.Media:
        return self.chooser().media


class ScrolledCheckboxes(forms.CheckboxSelectMultiple):
    """Many checkboxes in a box that scrolls."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "civic-scrolled", **(attrs or {})}, choices)
