"""What was measured, and the page it makes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: What issue and house ask of 50,000 items: milliseconds and items a second.
BAR_SIZE, BAR_P50, BAR_P95, BAR_SPEED = (
    50_000,
    {"fts5": 15},
    {"fts5": 100, "elasticsearch": 30},
    {"fts5": 1500, "elasticsearch": 800},
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One question's cost in milliseconds, and how many documents it found."""

    kind: str
    text: str
    wall: float
    cpu: float
    total: int


@dataclass(frozen=True, slots=True)
class Filled:
    """How the index was built. `prepare` and `write`: items a second of one process's CPU."""

    seconds: float
    prepare: float
    write: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes of one process that are its own: before anything, with the pipeline, after all questions."""

    bare: int
    pipeline: int
    asked: int


@dataclass(frozen=True, slots=True)
class Size:
    """All that was measured with so many items."""

    items: int
    filled: Filled
    memory: Memory
    ours: Sequence[Answer]
    peer_seconds: float
    peer: Sequence[Answer]


def write_page(sizes: Sequence[Size], *, engine: str, command: str) -> str:
    count = len(sizes[0].ours)
    lines = [
        f"# Search with {engine}, beside Wagtail's own backend over the same items",
        "",
        f"`{command}`",
        "",
        f"On a machine with 2 cores. Texts are the demo city's, 500 characters on average; {count} questions of ten",
        "kinds, four facets (type, unit, column, year) with every answer, sixty candidates of ours, one page of Wagtail's.",
        "",
        "Milliseconds; wall is what the clock says, CPU what the process itself used. Ours put sixty candidates in order and mark",
        "what was asked for in title and best passage of twenty; Wagtail's page is neither. A thousand other questions are asked first:",
        "a server that has run for a while is warm. Wagtail's table is analysed: without the database's statistics its answers take",
        "ten times as long.",
        "",
        "| items | engine | p50 wall | p95 wall | p50 CPU | p95 CPU | questions answered | hits | items/s | index |",
        "|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for size in sizes:
        speed = size.items / size.filled.seconds
        lines.append(row(size.items, engine, size.ours, f"{speed:,.0f}", f"{size.filled.megabytes:,.0f} MB"))
        if size.peer:
            lines.append(row(size.items, f"{engine}, the questions below", shared(size), "", ""))
            lines.append(row(size.items, "Wagtail", size.peer, f"{size.items / size.peer_seconds:,.0f}", ""))
    tables = [line for size in sizes if size.peer for line in ("", *by_kind(size, engine))]
    lines += ["", *building(sizes), *tables, "", *verdicts(sizes, engine), ""]
    return "\n".join(lines)


def shared(size: Size) -> Sequence[Answer]:
    """Ours to the questions that Wagtail was asked."""
    return size.ours[: len(size.peer)]


def row(items: int, name: str, answers: Sequence[Answer], speed: str, size: str) -> str:
    walls, cpus = [answer.wall for answer in answers], [answer.cpu for answer in answers]
    answered = sum(answer.total > 0 for answer in answers)
    figures = " | ".join(f"{at(values, share):.1f}" for values in (walls, cpus) for share in (0.5, 0.95))
    hits = sum(answer.total for answer in answers)
    return f"| {items:,} | {name} | {figures} | {answered} of {len(answers)} | {hits:,} | {speed} | {size} |"


def building(sizes: Iterable[Size]) -> list[str]:
    lines = [
        "Building, and what one web process holds for itself (anonymous memory: bare, with the pipeline's dictionary, after all questions):",
        "",
        "| items | seconds | prepared/s of CPU | written/s of CPU | bare | pipeline | asked |",
        "|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {size.items:,} | {size.filled.seconds:.0f} | {size.filled.prepare:,.0f} | {size.filled.write:,.0f}"
        f" | {size.memory.bare} MB | {size.memory.pipeline} MB | {size.memory.asked} MB |"
        for size in sizes
    ]
    return lines


def by_kind(size: Size, engine: str) -> list[str]:
    lines = [
        f"The questions that both were asked by kind, {size.items:,} items:",
        "",
        f"| kind | {engine} p50 CPU | p95 CPU | answered | hits | Wagtail p50 CPU | p95 CPU | answered | hits |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for kind in dict.fromkeys(answer.kind for answer in size.peer):
        cells = [kind.replace("_", " ")]
        for answers in (shared(size), size.peer):
            some = [answer for answer in answers if answer.kind == kind]
            cpus = [answer.cpu for answer in some]
            cells += [f"{at(cpus, 0.5):.1f}", f"{at(cpus, 0.95):.1f}", str(sum(answer.total > 0 for answer in some))]
            cells.append(f"{sum(answer.total for answer in some):,}")
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def verdicts(sizes: Iterable[Size], engine: str) -> list[str]:
    lines = []
    for size in sizes:
        if size.items != BAR_SIZE:
            continue
        walls = [answer.wall for answer in size.ours]
        if engine in BAR_P50:
            lines.append(verdict("p50", at(walls, 0.5), BAR_P50[engine]))
        lines.append(verdict("p95", at(walls, 0.95), BAR_P95[engine]))
        speed, bar = size.items / size.filled.seconds, BAR_SPEED[engine]
        lines.append(f"- {'✓' if speed >= bar else '✗'} {speed:,.0f} items indexed a second (bar {bar:,})")
    return lines


def verdict(what: str, value: float, bar: float) -> str:
    return f"- {'✓' if value <= bar else '✗'} {what} {value:.1f} ms (bar {bar})"


def at(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]
