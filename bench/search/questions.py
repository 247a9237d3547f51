"""What the public asks, drawn from the texts themselves: the same documents give the same questions."""

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from civic_search.documents import SearchDocument
from civic_search.queries import Query, Request
from civic_search.ranking import WINDOW

#: Asked of everything, as far as the figures go.
FACETS = ("type", "unit", "column", "year")
TOPICS = (
    "财政预算", "低保", "最低生活保障", "公租房", "招生", "停水", "公积金提取", "环境保护", "安全生产检查", "新能源汽车", "医保报销",
    "三公经费", "退役军人", "义务教育 入学", "政府采购 中标", "不动产登记", "道路 施工", "养老 补贴", "创业 贷款", "食品安全 抽检",
)  # fmt: skip
BROAD = ("临沂市", "通知", "预算", "公示", "办公室", "公共服务", "工作", "申请 材料", "局", "2025年", "管理", "项目")

Asked = tuple[str, dict[str, tuple[str, ...]]]
Draw = Callable[[random.Random, Sequence[SearchDocument]], Asked]


@dataclass(frozen=True, slots=True)
class Question:
    """What is typed, and what is chosen beside it."""

    kind: str
    text: str
    filters: dict[str, tuple[str, ...]]


def cut(chance: random.Random, text: str, shortest: int, longest: int) -> str:
    """A stretch of the text as somebody may remember it."""
    line = chance.choice([line for line in text.split("\n") if len(line) >= shortest] or [text])
    length = chance.randint(shortest, longest)
    start = chance.randrange(max(len(line) - length, 0) + 1)
    return line[start : start + length].strip()


def whole_title(chance: random.Random, documents: Sequence[SearchDocument]) -> Asked:
    return chance.choice(documents).title, {}


def part_of_title(chance: random.Random, documents: Sequence[SearchDocument]) -> Asked:
    return cut(chance, chance.choice(documents).title, 4, 10), {}


def two_characters(chance: random.Random, documents: Sequence[SearchDocument]) -> Asked:
    return cut(chance, chance.choice(documents).body, 2, 3), {}


def quotation(chance: random.Random, documents: Sequence[SearchDocument]) -> Asked:
    return f"“{cut(chance, chance.choice(documents).body, 6, 14)}”", {}


def unit_and_column(chance: random.Random, documents: Sequence[SearchDocument]) -> Asked:
    return " ".join(chance.choice(documents).context.split()[1:]), {}


def document_number(chance: random.Random, documents: Sequence[SearchDocument]) -> Asked:
    numbered = [document for document in documents[:5000] if document.numbers]
    return chance.choice(numbered).numbers[0], {}


def topic(chance: random.Random, documents: Sequence[SearchDocument]) -> Asked:
    return chance.choice(TOPICS), {}


def broad(chance: random.Random, documents: Sequence[SearchDocument]) -> Asked:
    return chance.choice(BROAD), {}


def topic_within(chance: random.Random, documents: Sequence[SearchDocument]) -> Asked:
    facets = chance.choice(documents).facets
    return chance.choice((*TOPICS, *BROAD)), {name: facets[name] for name in ("unit", "year")}


def exclusion(chance: random.Random, documents: Sequence[SearchDocument]) -> Asked:
    return f"{chance.choice(TOPICS)} -{chance.choice(BROAD)}", {}


KINDS: tuple[Draw, ...] = (
    topic,
    part_of_title,
    whole_title,
    unit_and_column,
    two_characters,
    topic_within,
    quotation,
    broad,
    document_number,
    exclusion,
)


def draw_questions(documents: Sequence[SearchDocument], count: int) -> Iterator[Question]:
    """The kinds in turn."""
    chance = random.Random(20260321)
    for draw in itertools.islice(itertools.cycle(KINDS), count):
        yield Question(draw.__name__, *draw(chance, documents))


def request_for(query: Query, filters: dict[str, tuple[str, ...]]) -> Request:
    return Request(query, filters=filters, facets=FACETS, size=WINDOW)
