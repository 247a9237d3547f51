"""The names in a cell, with what was decided about the unknown ones. Nothing unknown is taken without being shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from civic_disclosure.domain.city.choices import Choices
from civic_disclosure.domain.city.plan import Question, RowPlan
from civic_disclosure.domain.city.registry import GroupDraft, Registry, UnitDraft
from civic_office.domain.resolve_units import (
    Act,
    Ambiguous,
    GroupGuess,
    Match,
    Party,
    Unresolved,
    guess_kind,
    resolve_text,
)

#: An unknown name that is at least this like a known one is asked about, not created: 市政府办 beside 市政府办公室.
CITY_NAME_LIKENESS = 0.8
UNIT_NAME_AT_MOST = 30


@dataclass(slots=True)
class NameReader:
    registry: Registry
    choices: Choices

    def read(self, text: str, *, address: str, plan: RowPlan) -> list[Match]:
        """Matches for every name in `text`; what needs an answer becomes a question of the row."""
        if not text:
            return []
        found = resolve_text(text, book=self.registry.book)
        matches = list(found.matches)
        if found.own:
            plan.questions.append(Question(f"unit:{text}", "unit", text, address))
        for unknown in found.unresolved:
            matches += self._settle(unknown, address=address, plan=plan)
        for unsure in found.ambiguous:
            matches += self._decide(unsure, address=address, plan=plan)
        return matches

    def read_review(self, text: str, *, address: str, plan: RowPlan) -> tuple[set[Act], list[Match]]:
        """As `read`, for a chain of review: steps that name no unit say how, not who, and stay as remarks."""
        found = resolve_text(text, book=self.registry.book)
        matches = list(found.matches)
        for unknown in found.unresolved:
            if guess_kind(unknown.text, city_prefixes=self.registry.book.city_prefixes) or unknown.group:
                matches += self._settle(unknown, address=address, plan=plan)
        for unsure in found.ambiguous:
            matches += self._decide(unsure, address=address, plan=plan)
        return set(found.own), matches

    def _decide(self, unsure: Ambiguous, *, address: str, plan: RowPlan) -> Iterator[Match]:
        key = f"unit:{unsure.text}"
        answer = self.choices.answer(key)
        chosen = [party for party in unsure.candidates if answer == self.answer_for(party)]
        if chosen:
            yield Match(unsure.text, chosen[0], unsure.acts)
        elif answer != "note":
            plan.questions.append(Question(key, "unit", unsure.text, address, candidates=unsure.candidates))

    def _settle(self, unknown: Unresolved, *, address: str, plan: RowPlan) -> Iterator[Match]:
        key = f"unit:{unknown.text}"
        answer = self.choices.answer(key) or self._proposal(unknown)
        party = self._party(unknown, answer) if answer else None
        if party is not None:
            yield Match(unknown.text, party, unknown.acts, unknown.remark)
        elif answer != "note":
            plan.questions.append(Question(key, "unit", unknown.text, address, unknown.suggestions))
        else:
            plan.reasons.append(unknown.text)

    def _proposal(self, unknown: Unresolved) -> str:
        """What the name itself says beyond doubt: a group by its words, a unit by its ending if nothing is like it."""
        if unknown.group is not None:
            return "group"
        likeness = max((suggestion.likeness for suggestion in unknown.suggestions), default=0.0)
        if (likeness >= CITY_NAME_LIKENESS and not self.choices.accept_new) or len(unknown.text) > UNIT_NAME_AT_MOST:
            return ""
        kind = guess_kind(unknown.text, city_prefixes=self.registry.book.city_prefixes)
        return f"new:{kind}" if kind else ""

    def _party(self, unknown: Unresolved, answer: str) -> Party | None:
        what, _colon, value = answer.partition(":")
        if what == "new":
            return self.registry.new_unit(unknown.text, self.choices.kinds.get(unknown.text, value))
        known = self.chosen(answer)
        if known is not None:
            self.registry.add_alias(known, unknown.text)
            return known
        if answer == "group":
            return self.registry.new_group(unknown.text, unknown.group or GroupGuess((), is_situational=True))
        if what == "situational":
            return self.registry.new_group(unknown.text, GroupGuess((), is_situational=True))
        return None

    def chosen(self, answer: str) -> Party | None:
        """The existing party an answer names."""
        what, _colon, key = answer.partition(":")
        drafts: Mapping[str, Mapping[str, UnitDraft | GroupDraft]] = {
            "unit": self.registry.units,
            "group": self.registry.groups,
        }
        known = drafts.get(what, {})
        return known[key].party if key in known else None

    @staticmethod
    def answer_for(party: Party) -> str:
        return f"group:{party.key}" if party.is_group else f"unit:{party.key}"
