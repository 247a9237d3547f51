"""How the portal's tree, the units' catalogues and the duties stand now."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Self

from wagtail.models import Page

from civic_disclosure.domain.city.plan import Path
from civic_disclosure.domain.load_templates import shipped_default
from civic_disclosure.models import ChannelPage, ColumnPage, ColumnTemplate, Duty, PortalPage, UnitCatalogue


@dataclass(slots=True)
class Current:
    """`columns` and `channels` by their titles from the channel down; feeds by unit and portal column."""

    portal: PortalPage | None = None
    channels: dict[str, ChannelPage] = field(default_factory=dict)
    columns: dict[Path, ColumnPage] = field(default_factory=dict)
    duties: dict[int, list[Duty]] = field(default_factory=lambda: defaultdict(list))
    catalogues: dict[int, UnitCatalogue] = field(default_factory=dict)
    feeds: set[tuple[int, int]] = field(default_factory=set)
    titles: dict[int, dict[str, ColumnPage]] = field(default_factory=lambda: defaultdict(dict))
    template: ColumnTemplate | None = None

    @classmethod
    def read(cls) -> Self:
        current = cls(
            portal=PortalPage.objects.first(), template=ColumnTemplate.objects.filter(is_default=True).first()
        )
        if current.portal is not None:
            current._read_portal(current.portal)
        current._read_catalogues()
        for duty in Duty.objects.filter(column__in=[column.pk for column in current.columns.values()]).select_related(
            "unit", "group"
        ):
            current.duties[duty.column_id].append(duty)
        return current

    def _read_portal(self, portal: PortalPage) -> None:
        paths: dict[str, Path] = {}
        for channel in ChannelPage.objects.child_of(portal).order_by("path"):
            paths[channel.path] = (channel.title,)
            self.channels.setdefault(channel.title, channel)
        for column in ColumnPage.objects.descendant_of(portal).order_by("depth", "path"):
            above = paths.get(column.path[: -Page.steplen])
            if above is not None:
                paths[column.path] = (*above, column.title)
                self.columns.setdefault(paths[column.path], column)

    def _read_catalogues(self) -> None:
        by_path = {page.path: page for page in UnitCatalogue.objects.all()}
        self.catalogues = {page.unit_id: page for page in by_path.values()}
        if not by_path:
            return
        depth = next(iter(by_path.values())).depth
        step = Page.steplen
        for column in ColumnPage.objects.filter(depth__gt=depth, path__gte=min(by_path)).order_by("path"):
            catalogue = by_path.get(column.path[: depth * step])
            if catalogue is None:
                continue
            if column.feeds_id:
                self.feeds.add((catalogue.unit_id, column.feeds_id))
            if column.depth == depth + 1:
                self.titles[catalogue.unit_id].setdefault(column.title, column)

    def rename(self, path: Path, title: str) -> None:
        """Read the channel or column at `path`, and with it all below, under its new title. Writes nothing."""
        renamed = (*path[:-1], title)
        if len(path) == 1:
            self.channels = {title if name == path[0] else name: page for name, page in self.channels.items()}
        self.columns = {
            (*renamed, *way[len(path) :]) if way[: len(path)] == path else way: page
            for way, page in self.columns.items()
        }

    def standard_names(self) -> dict[str, str]:
        """Code by title of the standard columns a new catalogue will get."""
        if self.template is None:
            return {column["name"]: column["code"] for column in shipped_default()["columns"]}
        return {column.name: column.code for column in self.template.columns.all()}
