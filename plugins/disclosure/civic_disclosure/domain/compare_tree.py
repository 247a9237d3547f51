"""How a unit's tree differs from the template (R003, R004, R005)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from civic_disclosure.domain.apply_template import own_columns
from civic_disclosure.models import ColumnPage, ColumnTemplate, TemplateColumn, UnitCatalogue


@dataclass(slots=True)
class TreeDifference:
    """`renamed` pairs a column with the standard column whose code it carries. Columns that feed the portal are no extra."""

    catalogue: UnitCatalogue
    missing: list[TemplateColumn] = field(default_factory=list)
    extra: list[ColumnPage] = field(default_factory=list)
    renamed: list[tuple[ColumnPage, TemplateColumn]] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        return not (self.missing or self.extra or self.renamed)


def compare_tree(catalogue: UnitCatalogue, template: ColumnTemplate) -> TreeDifference:
    """Compare the first level of `catalogue` with `template`: missing, extra and renamed columns."""
    return compare_columns(catalogue, own_columns(catalogue), list(template.columns.all()))


def compare_trees(catalogues: Sequence[UnitCatalogue], template: ColumnTemplate) -> list[TreeDifference]:
    """As `compare_tree` for many units, in three queries."""
    standard = list(template.columns.all())
    columns: dict[str, list[ColumnPage]] = {catalogue.path: [] for catalogue in catalogues}
    if catalogues:
        depth = catalogues[0].depth + 1
        for column in ColumnPage.objects.filter(depth=depth, path__gte=min(columns)).order_by("path"):
            parent = column.path[: -ColumnPage.steplen]
            if parent in columns:
                columns[parent].append(column)
    return [compare_columns(catalogue, columns[catalogue.path], standard) for catalogue in catalogues]


def compare_columns(
    catalogue: UnitCatalogue, columns: Sequence[ColumnPage], standard: Sequence[TemplateColumn]
) -> TreeDifference:
    result = TreeDifference(catalogue)
    by_code = {column.code: column for column in columns if column.code}
    by_title = {column.title: column for column in columns if not column.code}
    matched: set[int] = set()
    for wanted in standard:
        found = by_code.get(wanted.code) or by_title.get(wanted.name)
        if found is None:
            result.missing.append(wanted)
            continue
        matched.add(found.pk)
        if found.title != wanted.name:
            result.renamed.append((found, wanted))
    result.extra = [column for column in columns if column.pk not in matched and column.feeds_id is None]
    return result
