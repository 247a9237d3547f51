import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from civic_disclosure.domain.elements import missing_elements
from civic_disclosure.enums import ColumnKind, DisclosureMode, Genre, ItemKind, Validity
from civic_disclosure.imports.folder import Folder
from civic_disclosure.imports.headings import ITEM_FIELDS, find_headings
from civic_disclosure.models import ColumnPage, PublishedItem, Subject, UnitCatalogue
from civic_disclosure.tables import Table
from civic_office.models import Unit
from civic_office.workdays import civil_date

LIMITS = {"title": 255, "document_number": 80, "keywords": 120, "summary": 300, "source": 120, "author": 60}
PLAIN = ("body", "summary", "document_number", "subject", "genre", "keywords", "source", "author", "validity")
DAYS = ("formed_on", "effective_on", "ended_on", "verified_on")
SEVERAL = re.compile(r"[;；\n]+")
NEEDED = {f.code: str(f.label) for f in ITEM_FIELDS}


@dataclass(slots=True)
class RowFacts:
    """One row as JSON-ready facts, with a sentence for each thing that is wrong with it."""

    number: int
    facts: dict[str, Any] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def open_columns() -> Any:
    """Columns that take items: neither links to other sites nor hidden ones."""
    return ColumnPage.objects.filter(kind=ColumnKind.NORMAL, is_hidden=False)


@dataclass(slots=True)
class Known:
    """What rows may refer to, looked up once for the whole table. A name may stand for several columns or policies."""

    columns: dict[str, list[ColumnPage]]
    units: dict[str, int]
    subjects: dict[str, int]
    policies: dict[str, set[int]]
    folder: Folder
    now: datetime.datetime

    @classmethod
    def of_unit(cls, unit: Unit, folder: Folder, *, now: datetime.datetime) -> "Known":
        names = Unit.objects.values_list("pk", "official_name", "short_name")
        subjects = {str(subject): subject.pk for subject in Subject.objects.select_related("parent")}
        short = {
            name.partition("/")[2]: pk for name, pk in subjects.items() if "/" in name and not name.endswith("/其他")
        }
        return cls(
            columns=columns_by_name(UnitCatalogue.objects.get(unit=unit)),
            units={name: pk for pk, *both in names for name in both},
            subjects={**short, **subjects},
            policies=policies_by_name(),
            folder=folder,
            now=now,
        )


def columns_by_name(catalogue: UnitCatalogue) -> dict[str, list[ColumnPage]]:
    """The catalogue's columns by title, by code, and by the titles on the way to them: 政策>通知."""
    titles = dict(ColumnPage.objects.descendant_of(catalogue).values_list("path", "title"))
    found: dict[str, list[ColumnPage]] = {}
    for column in open_columns().descendant_of(catalogue).order_by("path"):
        ends = range(len(catalogue.path) + ColumnPage.steplen, len(column.path) + 1, ColumnPage.steplen)
        way = ">".join(titles[column.path[:end]] for end in ends)
        for name in {column.title, column.code, way} - {""}:
            found.setdefault(name, []).append(column)
    return found


def policies_by_name() -> dict[str, set[int]]:
    """Public policy documents by document number and by title."""
    found: dict[str, set[int]] = {}
    policies = PublishedItem.objects.public().filter(kind=ItemKind.POLICY)
    for pk, *names in policies.values_list("pk", "document_number", "title"):
        for name in names:
            found.setdefault(name, set()).add(pk)
    return found


def read_rows(table: Table, known: Known) -> Iterator[RowFacts]:
    """Each row below the headings, judged; blank rows are passed over. Raises `TableError` when there are no headings."""
    sheet, heading, columns = find_headings(table)
    for index in range(heading + 1, len(sheet.cells)):
        cells = {code: sheet.cells[index][place] for place, code in columns.items() if place < len(sheet.cells[index])}
        if any(cells.values()):
            yield _judge(RowFacts(number=index + 1), cells, known)


def _judge(row: RowFacts, cells: dict[str, str], known: Known) -> RowFacts:
    for code, text in cells.items():
        if len(text) > LIMITS.get(code, 1_000_000):
            row.errors.append(
                _("%(field)s is longer than %(limit)s characters.") % {"field": NEEDED[code], "limit": LIMITS[code]}
            )
        try:
            row.facts[code] = READERS.get(code, _as_it_is)(text, known)
        except ValueError as error:
            row.errors.append(str(error))
    _check_whole(row, known)
    return row


def _check_whole(row: RowFacts, known: Known) -> None:
    """The title, and what the editor's form asks of an item that is sent for review (R051, R113)."""
    if not row.facts.get("title"):
        row.errors.append(_("The title is missing."))
    column = next((one for same in known.columns.values() for one in same if one.pk == row.facts.get("column")), None)
    if column is not None and not row.errors:
        item = _as_item(row.facts, column)
        row.errors += missing_elements(item, column.required_elements, today=civil_date(known.now)).values()
    begins, ends = row.facts.get("effective_on"), row.facts.get("ended_on")
    if begins and ends and ends < begins:
        row.errors.append(_("It ends before it comes into force."))


@dataclass(slots=True)
class _Rows:
    rows: list[Any]

    def all(self) -> list[Any]:
        return self.rows


def _as_item(facts: dict[str, Any], column: ColumnPage) -> SimpleNamespace:
    """The facts of a row, to be asked like an item."""
    days = {name: datetime.date.fromisoformat(facts[name]) if facts.get(name) else None for name in DAYS}
    several = {name: _Rows(facts.get(name) or []) for name in ("attachments", "issuing_units", "interprets")}
    plain = {name: facts.get(name) or "" for name in PLAIN}
    return SimpleNamespace(kind=column.item_kind, **plain, **days, **several)


def _as_it_is(text: str, known: Known) -> str:
    return text


def _column(text: str, known: Known) -> int:
    found = known.columns.get(re.sub(r"\s*[>＞/]\s*", ">", text.strip()), [])
    own = [column for column in found if column.feeds_id is None] or found
    if not own:
        raise ValueError(
            _("The unit has no column “%(name)s”.") % {"name": text} if text else _("The column is missing.")
        )
    if len(own) > 1:
        raise ValueError(
            _("Several columns are called “%(name)s”. Write the way to it, such as 政策>通知.") % {"name": text}
        )
    return own[0].pk


def _date(text: str, known: Known) -> str | None:
    if not text:
        return None
    found = re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", text.split(" ", maxsplit=1)[0])
    try:
        return datetime.date(*(int(part) for part in found.groups())).isoformat() if found else _refuse_date(text)
    except ValueError:
        return _refuse_date(text)


def _refuse_date(text: str) -> str:
    raise ValueError(_("“%(text)s” is not a date; write it like 2026-11-20.") % {"text": text})


def _moment(text: str, known: Known) -> str | None:
    """When an earlier website published it. Never later than now; what has no date is published when the batch runs."""
    day = _date(text, known)
    if day is None:
        return None
    clock = re.search(r"(\d{1,2}):(\d{2})", text)
    hour, minute = (int(part) for part in clock.groups()) if clock else (0, 0)
    try:
        time = datetime.time(hour, minute)
    except ValueError:
        _refuse_date(text)
    moment = timezone.make_aware(datetime.datetime.combine(datetime.date.fromisoformat(day), time))
    if moment > known.now:
        raise ValueError(_("The date of publication “%(text)s” lies in the future.") % {"text": text})
    return moment.isoformat()


def _choice(choices: Any, name: str) -> Callable[[str, Known], str]:
    def read(text: str, known: Known) -> str:
        by_label = {str(label): value for value, label in choices.choices}
        if text and text not in by_label and text not in choices.values:
            raise ValueError(
                _("%(field)s “%(text)s” is unknown; write one of: %(choices)s.")
                % {"field": NEEDED[name], "text": text, "choices": "、".join(by_label)}
            )
        return by_label.get(text, text)

    return read


def _genre(text: str, known: Known) -> str:
    """Genres are written without the pinyin that tells like-sounding ones apart in English."""
    by_label = {re.sub(r"\s*[（(].*$", "", str(label)): value for value, label in Genre.choices}
    if text in by_label:
        return by_label[text]
    return _choice(Genre, "genre")(text, known)


def _subject(text: str, known: Known) -> int | None:
    if not text:
        return None
    if text not in known.subjects:
        raise ValueError(_("The subject class “%(name)s” is unknown.") % {"name": text})
    return known.subjects[text]


def _units(text: str, known: Known) -> list[int]:
    names = [name for name in re.split(r"[;；、,，\n]+", text) if name]
    unknown = [name for name in names if name not in known.units]
    if unknown:
        raise ValueError(_("These units are unknown: %(names)s.") % {"names": "、".join(unknown)})
    return [known.units[name] for name in names]


def _files(text: str, known: Known) -> list[str]:
    names = [name.strip() for name in SEVERAL.split(text) if name.strip()]
    problems = [problem for name in names if (problem := known.folder.problem_with(name))]
    if problems:
        raise ValueError(" ".join(problems))
    return names


def _yes(text: str, known: Known) -> bool:
    return text in {"是", "√", "1", "Y", "y", "yes", "重要"}


def _policies(text: str, known: Known) -> list[int]:
    """Public policy documents, named by document number or title (R113)."""
    names = list(dict.fromkeys(name.strip() for name in SEVERAL.split(text) if name.strip()))
    missing = [name for name in names if name not in known.policies]
    if missing:
        raise ValueError(_("No public document is called: %(names)s.") % {"names": "、".join(missing)})
    doubtful = [name for name in names if len(known.policies[name]) > 1]
    if doubtful:
        raise ValueError(
            _("Several documents are called %(names)s. Write the document number instead.")
            % {"names": "、".join(doubtful)}
        )
    return [pk for name in names for pk in known.policies[name]]


def _successor(text: str, known: Known) -> int | None:
    """The one public document that is in force instead of this one."""
    found = _policies(text, known)
    if len(found) > 1:
        raise ValueError(_("Only one document can replace another."))
    return found[0] if found else None


READERS: dict[str, Callable[[str, Known], Any]] = {
    "column": _column,
    "formed_on": _date,
    "published_at": _moment,
    "effective_on": _date,
    "ended_on": _date,
    "issuing_units": _units,
    "subject": _subject,
    "genre": _genre,
    "validity": _choice(Validity, "validity"),
    "mode": _choice(DisclosureMode, "mode"),
    "is_important": _yes,
    "interprets": _policies,
    "successor": _successor,
    "attachments": _files,
}
