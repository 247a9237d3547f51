"""The wizard's forms. They say what is wrong at the field; what a table is, `tables` knows."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic_disclosure.domain.city.choices import Choices
from civic_disclosure.domain.city.plan import CityPlan, Question, RenamePlan, Was
from civic_disclosure.domain.city.profile import known_cities
from civic_disclosure.domain.city.resolve_names import NameReader
from civic_disclosure.enums import Method
from civic_disclosure.tables import FIELDS, Mapping, Table, TableError, read_table
from civic_disclosure.tables.read import MAX_BYTES
from civic_office.domain.resolve_units import guess_kind
from civic_office.enums import UnitKind
from civic_office.forms.kept_files import KeptFileField

OWN_TABLE = ""


class UploadForm(forms.Form):
    city = forms.ChoiceField(label=_("Which table"), required=False)
    name = forms.CharField(
        label=_("Name of the city or county"),
        max_length=60,
        required=False,
        help_text=_("For a table of your own: as it stands before the units' names."),
    )
    table = KeptFileField(
        label=_("Table"),
        required=False,
        help_text=_("CSV or XLSX, at most 10 MB. Merged cells and several sheets are understood."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shipped = [(city.slug, city.title) for city in known_cities()]
        self.fields["city"].choices = [(OWN_TABLE, _("A table of our own")), *shipped]  # type: ignore[attr-defined]
        self.fields["table"].widget.attrs["accept"] = ".csv,.tsv,.txt,.xlsx"

    def clean_table(self) -> Any:
        upload = self.cleaned_data["table"]
        if self.cleaned_data.get("city") or not upload:
            return upload
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(
                _(
                    "The file is larger than %(limit)s MB. A responsibility table is a few hundred rows: save the sheet alone and try again."
                ),
                params={"limit": MAX_BYTES // 1024 // 1024},
            )
        self.content = upload.read()
        try:
            read_table(self.content, filename=upload.name)
        except TableError as error:
            raise forms.ValidationError(str(error)) from error
        return upload

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not facts.get("city"):
            if not (facts.get("name") or "").strip():
                self.add_error("name", _("Please give the name of the city or county, such as 临沂市."))
            if not facts.get("table") and "table" not in self.errors:
                self.add_error("table", _("Please choose a CSV or XLSX file, or one of the shipped tables."))
        return facts


class MappingForm(forms.Form):
    """One choice for each column of each sheet."""

    sheet_is_channel = forms.BooleanField(label=_("The name of the sheet is the channel"), required=False)

    def __init__(self, *args: Any, table: Table, mapping: Mapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mapping = mapping
        self.fields["sheet_is_channel"].initial = mapping.sheet_is_channel
        options = [
            ("", _("Leave out")),
            *((field.code, field.label) for field in FIELDS if field.code not in ("number", "ignore")),
        ]
        self.sheets: list[tuple[str, list[dict[str, Any]]]] = []
        for position, sheet in enumerate(table.sheets):
            if sheet.name not in mapping.sheets:
                continue
            facts = mapping.sheets[sheet.name]
            columns = []
            for index in range(sheet.width):
                key = f"s{position}c{index}"
                code = facts["columns"].get(str(index), "")
                self.fields[key] = forms.ChoiceField(
                    label=facts["headings"].get(str(index)) or _("(no heading)"),
                    choices=options,
                    required=False,
                    initial="" if code in ("number", "ignore") else code,
                )
                examples = [row[index] for row in sheet.cells[facts["below"] :] if index < len(row) and row[index]]
                columns.append(
                    {
                        "field": self[key],
                        "key": key,
                        "index": index,
                        "examples": list(dict.fromkeys(examples))[:3],
                        "confidence": facts["confidence"].get(str(index), 0),
                    }
                )
            self.sheets.append((sheet.name, columns))

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        for name, columns in self.sheets:
            chosen = {str(column["index"]): facts.get(column["key"], "") for column in columns}
            sheet = self.mapping.sheets[name]
            for index, code in chosen.items():
                if code != sheet["columns"].get(index, ""):
                    sheet["confidence"][index] = 1.0
            sheet["columns"] = chosen
            doubled = {
                code for code in chosen.values() if code and code != "note" and list(chosen.values()).count(code) > 1
            }
            for column in columns:
                if chosen[str(column["index"])] in doubled:
                    self.add_error(column["key"], _("Two columns cannot mean the same."))
        self.mapping.sheet_is_channel = bool(facts.get("sheet_is_channel"))
        for problem in self.mapping.problems():
            self.add_error(None, problem)
        return facts


class ClarifyForm(forms.Form):
    """One choice for each open question and each column that may have been renamed; kind and name of each new unit."""

    def __init__(self, *args: Any, plan: CityPlan, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        self.questions: list[tuple[Question, forms.BoundField]] = []
        for position, question in enumerate(plan.questions):
            name = f"q{position}"
            self.fields[name] = forms.ChoiceField(choices=_options(question, plan), required=False)
            self.fields[name].widget.attrs["aria-label"] = question.text
            self.questions.append((question, self[name]))
        self.renamings = []
        for position, renaming in enumerate(renaming for renaming in plan.renamings if is_decided(renaming, plan)):
            name = f"r{position}"
            self.fields[name] = forms.ChoiceField(
                choices=_rename_options(renaming.candidates),
                initial=renaming.taken.answer if renaming.taken else "new",
                required=False,
            )
            self.fields[name].widget.attrs["aria-label"] = renaming.text
            self.renamings.append((renaming, self[name]))
        self.units = []
        for unit in plan.registry.new_units():
            if unit.in_table:
                kind, official = f"kind-{unit.short_name}", f"name-{unit.short_name}"
                self.fields[kind] = forms.ChoiceField(choices=UnitKind.choices, required=False, initial=unit.kind)
                self.fields[official] = forms.CharField(max_length=120, required=False, initial=unit.official_name)
                self.units.append((unit, self[kind], self[official]))

    def merged(self) -> Choices:
        """What had been decided before, and what this form adds."""
        merged = Choices.from_json(self.choices.to_json())
        for question, field in self.questions:
            answer = self.cleaned_data.get(field.name, "")
            if answer:
                merged.answers[question.key] = answer
        for renaming, field in self.renamings:
            if self.cleaned_data.get(field.name):
                merged.answers[renaming.key] = self.cleaned_data[field.name]
        for unit, kind, official in self.units:
            if self.cleaned_data.get(kind.name):
                merged.kinds[unit.short_name] = self.cleaned_data[kind.name]
            if self.cleaned_data.get(official.name):
                merged.names[unit.short_name] = self.cleaned_data[official.name]
        return merged


def is_decided(renaming: RenamePlan, plan: CityPlan) -> bool:
    """Whether it is plain, or was said, what became of the column; the others are among the questions."""
    return all(question.key != renaming.key for question in plan.questions)


def _rename_options(candidates: Sequence[Was]) -> list[tuple[str, Any]]:
    renamed = [(was.answer, _("Renamed, was “%(name)s”") % {"name": was.path[-1]}) for was in candidates]
    return [*renamed, ("new", _("Not renamed: a new column"))]


def _options(question: Question, plan: CityPlan) -> Sequence[tuple[str, Any]]:
    later = [("", _("Decide later"))]
    if question.kind == "rename":
        return [*later, *_rename_options(question.renamed)]
    if question.kind == "row":
        return [*later, ("skip", _("Leave this row out"))]
    groups = [(f"group:{group.name}", group.name) for group in plan.registry.groups.values()]
    units = [(f"unit:{unit.code}", unit.short_name) for unit in plan.registry.units.values()]
    known: list[tuple[Any, Any]] = [(_("Existing groups"), groups), (_("Existing units"), units)]
    if question.kind == "provider":
        return [*later, ("skip", _("Leave this row out")), *known]
    if question.kind == "method":
        return [*later, *Method.choices, ("note", _("Keep as a remark only"))]
    if question.kind == "cadence":
        return [*later, ("note", _("Keep as a remark only: no day to feed it is computed"))]
    near = [suggestion.party for suggestion in question.suggestions] or list(question.candidates)
    options: list[tuple[str, Any]] = [
        (NameReader.answer_for(party), _("The same as %(name)s") % {"name": party.name}) for party in near
    ]
    if not question.candidates:
        kind = guess_kind(question.text, city_prefixes=plan.registry.book.city_prefixes) or UnitKind.DEPARTMENT
        kinds = [kind, *(other for other in UnitKind if other != kind)]
        options += [(f"new:{one.value}", _("A new unit: %(kind)s") % {"kind": one.label}) for one in kinds]
        options.append(("situational", _("Depends on the matter (such as 各有关单位)")))
    return [*later, *options, ("note", _("Keep as a remark only")), *known]
