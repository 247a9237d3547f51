"""Figures for people to read, and the baseline that they are compared with."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.relevance.judgements import KINDS

DIGITS = 4


def report(city: str, engines: Mapping[str, Any], *, worst: int) -> str:
    """A table of kinds by engine, then the worst questions of each engine with what was found for them."""
    figures = {engine: measured["figures"] for engine, measured in engines.items()}
    lines = [f"\n## {city}\n", f"| | {' | '.join(engines)} |", f"|---|{'--:|' * len(engines)}"]
    for label, name in (("nDCG@10", "ndcg"), ("MRR of known items", "known"), ("meant, in the first three", "meant")):
        lines.append(f"| {label} | {' | '.join(f'{one[name]:.3f}' for one in figures.values())} |")
    for kind in next(iter(figures.values()))["kinds"]:
        values = " | ".join(f"{one['kinds'][kind]:.3f}" for one in figures.values())
        lines.append(f"| {kind} {KINDS[kind]} | {values} |")
    for engine, measured in engines.items():
        ordered = sorted(measured["outcomes"], key=lambda one: (not one["wrong"], one["ndcg"]))
        for one in ordered[:worst]:
            lines += describe(engine, one)
    return "\n".join(lines)


def describe(engine: str, one: Mapping[str, Any]) -> list[str]:
    corrected = f" → {one['searched']}" if one["searched"] != one["ask"] else ""
    wrong = f", {one['wrong']} the wrong way round" if one["wrong"] else ""
    return [
        f"\n{engine} {one['ndcg']:.2f} [{one['kind']}] {one['ask']}{corrected}{wrong}",
        *(f"    {grade} {title}" for grade, title in one["found"]),
        *(f"  best: {grade} {title}" for grade, title in one["best"][:5]),
        *(f"  unmet: {rule}" for rule in one["unmet"]),
    ]


def write_baseline(path: Path, measured: Mapping[str, Any]) -> None:
    """The figures of the cities and engines measured now; those of others stay."""
    kept = read_baseline(path)
    for city, engines in measured.items():
        kept.setdefault(city, {}).update({engine: rounded(one["figures"]) for engine, one in engines.items()})
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def read_baseline(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def rounded(figures: Any) -> Any:
    if isinstance(figures, dict):
        return {name: rounded(value) for name, value in figures.items()}
    return round(figures, DIGITS) if isinstance(figures, float) else figures
