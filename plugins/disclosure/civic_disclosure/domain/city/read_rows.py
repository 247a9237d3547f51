"""From a row of the table to duties — or to the questions that must be answered first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from civic_disclosure.cadence import UnknownCadenceError, read_cadence
from civic_disclosure.domain.city.choices import Choices
from civic_disclosure.domain.city.plan import DutyPlan, Outcome, Question, RowPlan
from civic_disclosure.domain.city.registry import Registry
from civic_disclosure.domain.city.resolve_names import NameReader
from civic_disclosure.domain.city.words import column_path, methods_in
from civic_disclosure.enums import DutyPart, DutyRank, Method
from civic_disclosure.tables import Row, Skipped
from civic_office.domain.resolve_units import Act, Match

#: What a database index can hold of a content; the rest of a longer one goes to the note.
MAX_CONTENT = 500
_INFERRED = {"method": "保障方式", "cadence": "保障时限", "providers": "责任单位"}


@dataclass(slots=True)
class RowReader:
    """Reads rows one after another; names proposed for one row are known to the next."""

    registry: Registry
    choices: Choices
    names: NameReader = field(init=False)

    def __post_init__(self) -> None:
        self.names = NameReader(self.registry, self.choices)

    def read(self, row: Row | Skipped) -> RowPlan:
        if isinstance(row, Skipped):
            return RowPlan(row.number, row.address, row.text, outcome=Outcome.SKIPPED, reasons=[row.reason])
        path, left_over = column_path(row)
        plan = RowPlan(row.number, row.address, " / ".join(path), path, link_url=row.get("link_url"))
        if self.choices.answer(f"row:{row.address}") == "skip":
            plan.outcome, plan.reasons = Outcome.SKIPPED, [_("Left out by choice")]
            return plan
        if not path:
            plan.outcome = Outcome.UNCLEAR
            plan.questions.append(Question(f"row:{row.address}", "row", _("No column is named"), row.address))
            return plan
        self._read_duties(row, plan, left_over)
        if plan.questions:
            plan.outcome = Outcome.UNCLEAR
        if plan.questions and self.choices.skip_unclear:
            plan.outcome, plan.duties = Outcome.SKIPPED, []
            plan.reasons += [_("Unclear, left out: %(what)s") % {"what": question.text} for question in plan.questions]
            plan.questions = []
        return plan

    def _read_duties(self, row: Row, plan: RowPlan, left_over: str) -> None:
        base = self._base(row, plan, left_over)
        self._check_cadence(row, plan)
        methods: Sequence[Method | None] = self._methods(row, plan) or [None]
        providers = self._providers(row, plan)
        for match, rank in providers:
            for method in methods:
                plan.duties.append(self._provides(match, rank, base, text=row.get("method"), method=method))
        self._read_review(row, plan, [match for match, _rank in providers], base)
        plan.duties = merge_duties(plan.duties)
        if not any(duty.part == DutyPart.PROVIDES for duty in plan.duties) and not any(
            question.kind == "unit" for question in plan.questions
        ):
            plan.questions.append(
                Question(f"row:{row.address}", "provider", _("No responsible unit is named"), row.cell("providers"))
            )

    def _base(self, row: Row, plan: RowPlan, left_over: str) -> dict[str, str]:
        """What all duties of the row share; says in the reasons what was concluded and not read."""
        inferred = [_INFERRED[code] for code in _INFERRED if code in row.inferred]
        if inferred:
            plan.reasons.append(
                _("Blank in the table, taken over from above or from the column of conclusions: %(fields)s")
                % {"fields": "、".join(inferred)}
            )
        content = " ".join(row.get("content").split())
        notes = [
            row.get("note"),
            f"下级栏目：{left_over}" if left_over else "",
            f"推断：{'、'.join(inferred)}" if inferred else "",
        ]
        if len(content) > MAX_CONTENT:
            notes.append(content)
            content = content[: MAX_CONTENT - 1] + "…"
        return {
            "cadence_text": " ".join(row.get("cadence").split())[:200],
            "content": content,
            "responsible_person": " ".join(row.get("person").split())[:60],
            "note": "；".join(filter(None, notes)),
        }

    def _check_cadence(self, row: Row, plan: RowPlan) -> None:
        """Words that say no cadence known here would be a clock that never runs (R055–R079): somebody has to say so."""
        text = row.get("cadence")
        key = f"cadence:{text}"
        if self.choices.answer(key) == "note":
            return
        try:
            read_cadence(text)
        except UnknownCadenceError:
            plan.questions.append(Question(key, "cadence", text, row.cell("cadence")))

    def _methods(self, row: Row, plan: RowPlan) -> list[Method]:
        text = row.get("method")
        if not text:
            return []
        found = methods_in(text)
        key = f"method:{text}"
        answer = self.choices.answer(key)
        if not found and answer in Method.values:
            return [Method(answer)]
        if not found and answer != "note":
            plan.questions.append(Question(key, "method", text, row.cell("method")))
        return found

    def _providers(self, row: Row, plan: RowPlan) -> list[tuple[Match, DutyRank]]:
        found: list[tuple[Match, DutyRank]] = []
        for code, rank in (("providers", DutyRank.LEAD), ("lead", DutyRank.LEAD), ("assist", DutyRank.ASSISTS)):
            for match in self.names.read(row.get(code), address=row.cell(code), plan=plan):
                if match.party not in [earlier.party for earlier, _rank in found]:
                    found.append((match, DutyRank.ASSISTS if match.assists else rank))
        chosen = self.names.chosen(self.choices.answer(f"row:{row.address}"))
        if not found and chosen is not None:
            found.append((Match("", chosen), DutyRank.LEAD))
        return found

    def _read_review(self, row: Row, plan: RowPlan, providers: list[Match], base: dict[str, str]) -> None:
        """Who reviews and who publishes (R043). What names no unit is kept as the duty's remark."""
        for code, default in (
            ("publisher_reviewer", DutyPart.PUBLISHES),
            ("reviewer", DutyPart.REVIEWS),
            ("publisher", DutyPart.PUBLISHES),
        ):
            text = row.get(code)
            if not text:
                continue
            own, matches = self.names.read_review(text, address=row.cell(code), plan=plan)
            if not own and not matches:
                _remark(plan, f"审核发布：{text}")
            for part in _parts(own, None):
                plan.duties += [
                    DutyPlan(match.party, part, DutyRank.LEAD, **{**base, "note": text}) for match in providers
                ]
            for match in matches:
                for part in _parts(match.acts, default):
                    plan.duties.append(
                        DutyPlan(match.party, part, DutyRank.LEAD, **{**base, "note": text if match.acts else ""})
                    )
        if not any((row.get("publisher_reviewer"), row.get("reviewer"), row.get("publisher"))):
            for match in providers:
                for part in _parts(match.acts, None):
                    plan.duties.append(DutyPlan(match.party, part, DutyRank.LEAD, **base))

    def _provides(
        self, match: Match, rank: DutyRank, base: dict[str, str], *, text: str, method: Method | None
    ) -> DutyPlan:
        duty = DutyPlan(match.party, DutyPart.PROVIDES, rank, **base)
        duty.method = method.value if method else ""
        duty.method_text = text[:120]
        if match.remark and match.remark not in duty.note:
            duty.note = "；".join(filter(None, (duty.note, match.remark)))
        return duty


def _parts(acts: Iterable[Act], default: DutyPart | None) -> list[DutyPart]:
    acts = set(acts)
    if not acts:
        return [default] if default else []
    wanted = ((Act.REVIEWS, DutyPart.REVIEWS), (Act.PUBLISHES, DutyPart.PUBLISHES))
    return [part for act, part in wanted if act in acts]


def _remark(plan: RowPlan, remark: str) -> None:
    """Keep on the duties what names no unit, such as a person."""
    plan.reasons.append(remark)
    for duty in plan.duties:
        duty.note = "；".join(filter(None, (duty.note, remark)))


def merge_duties(duties: Iterable[DutyPlan]) -> list[DutyPlan]:
    """One duty a key; texts that differ are joined, so that a column named in two rows loses neither."""
    merged: dict[tuple[str, bool, str, str, str], DutyPlan] = {}
    for duty in duties:
        known = merged.setdefault(duty.key, duty)
        if known is duty:
            continue
        for name, most in (("cadence_text", 200), ("method_text", 120), ("responsible_person", 60), ("note", None)):
            mine, other = getattr(known, name), getattr(duty, name)
            if other and other not in mine:
                setattr(known, name, "；".join(filter(None, (mine, other)))[:most])
        if duty.rank == DutyRank.LEAD:
            known.rank = DutyRank.LEAD
    return list(merged.values())
