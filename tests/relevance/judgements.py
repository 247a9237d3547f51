"""Graded questions as they stand in YAML.

A question has its `ask`, its `kind`, and `grades`: for 3 (what was asked for), 2 (good), 1 (has to do with it) a list of
rules; everything that no rule meets has 0. A rule holds conditions, all of which must be met; a list of values: any will
do. `above` is a list of pairs of rules: what meets the first stands before what meets the second.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from civic_search.documents import SearchDocument

KINDS = {
    "known": "已知信息",
    "topic": "主题",
    "column": "单位加栏目",
    "unit": "单位与简称",
    "colloquial": "通俗说法",
    "typo": "错别字",
    "homophone": "同音字",
    "pinyin": "拼音与首字母",
    "number": "文号",
    "validity": "有效性",
    "recency": "新近",
    "quoted": "引号",
    "sentence": "整句提问",
    "script": "繁体与全角",
    "letter": "来信与答复",
}
#: The kinds whose one target must be among the first three.
MEANT = ("typo", "homophone", "pinyin")
Rule = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Thing:
    """What rules look at. `unit` is the short name."""

    document: SearchDocument
    unit: str

    def meets(self, rule: Rule) -> bool:
        return all(CONDITIONS[name](self, one_or_more(value)) for name, value in rule.items())


CONDITIONS: dict[str, Any] = {
    "title": lambda thing, values: thing.document.title in values,
    "holds": lambda thing, values: any(value in thing.document.title for value in values),
    "lacks": lambda thing, values: not any(value in thing.document.title for value in values),
    "says": lambda thing, values: any(value in thing.document.body for value in values),
    "keyword": lambda thing, values: any(value in thing.document.keywords for value in values),
    "unit": lambda thing, values: thing.unit in values,
    "type": lambda thing, values: thing.document.kind in values,
    "column": lambda thing, values: any(value in thing.document.facets.get("column", ()) for value in values),
    "number": lambda thing, values: any(value in thing.document.numbers for value in values),
    "year": lambda thing, values: bool(thing.document.dated_on) and str(thing.document.dated_on.year) in values,
    "validity": lambda thing, values: any(value in thing.document.facets.get("validity", ()) for value in values),
}


def one_or_more(value: Any) -> list[str]:
    return [str(one) for one in (value if isinstance(value, list) else [value])]


@dataclass(frozen=True, slots=True)
class Judged:
    """One question with its judgements."""

    ask: str
    kind: str
    grades: Mapping[int, Sequence[Rule]]
    above: Sequence[tuple[Rule, Rule]] = ()

    def grade(self, thing: Thing) -> int:
        return max((grade for grade, rules in self.grades.items() if any(map(thing.meets, rules))), default=0)

    def rules(self) -> Iterable[Rule]:
        yield from (rule for rules in self.grades.values() for rule in rules)
        yield from (rule for pair in self.above for rule in pair)


def read_judgements(path: Path) -> list[Judged]:
    """Raises `ValueError` for a question that is not as described above."""
    return [read_one(entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


def read_one(entry: Mapping[str, Any]) -> Judged:
    judged = Judged(
        str(entry["ask"]),
        entry["kind"],
        {int(grade): rules for grade, rules in entry["grades"].items()},
        tuple((first, second) for first, second in entry.get("above", ())),
    )
    if judged.kind not in KINDS or not set(judged.grades) <= {1, 2, 3} or 3 not in judged.grades:
        raise ValueError(f"{judged.ask}: unknown kind or grade, or nothing of grade 3")
    if not all(rule and set(rule) <= set(CONDITIONS) for rule in judged.rules()):
        raise ValueError(f"{judged.ask}: a rule without a known condition")
    return judged
