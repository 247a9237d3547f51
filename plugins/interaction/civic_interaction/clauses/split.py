"""A draft to its clauses."""

from collections import Counter
from dataclasses import dataclass

from civic_interaction.clauses.labels import ClauseKind, Label, read_label

#: An item that ends so is not over: the next line goes on with it.
UNFINISHED = ("；", ";", "：", ":", "，")


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered provision, or a paragraph of one.

    `anchor` is unique in its version and says where the clause stands: `article-5-item-2` is 第五条第（二）项, and
    `article-5-paragraph-2` 第五条第二款. Articles are numbered through a whole draft, so theirs name no chapter.
    `text` is what follows the number `label` as printed; paragraphs have none. `parent` is the anchor of what it lies in.
    """

    anchor: str
    kind: ClauseKind
    label: str
    text: str
    parent: str = ""
    depth: int = 0

    @property
    def printed(self) -> str:
        """The line as a document has it."""
        blank = "\u3000" if self.kind.rank <= ClauseKind.ARTICLE.rank and self.text else ""
        return f"{self.label}{blank}{self.text}"


def split_clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a draft in the order of the text; every line that is not blank is one of them.

    A line without a number is a paragraph (款) of the clause above it; after the last item of an article it is one of
    the article again. The same number twice gets `~2` behind its anchor.
    """
    splitter = _Splitter()
    for line in text.splitlines():
        if stripped := line.strip():
            splitter.add(stripped)
    return tuple(splitter.clauses)


class _Splitter:
    def __init__(self) -> None:
        self.clauses: list[Clause] = []
        self._within: list[Clause] = []
        self._used: Counter[str] = Counter()
        self._paragraphs: Counter[str] = Counter()
        self._next_article = 1

    def add(self, line: str) -> None:
        label = read_label(line, next_article=self._next_article)
        if label is None:
            self._add_paragraph(line)
        else:
            self._add_labelled(label)

    def _add_labelled(self, label: Label) -> None:
        while self._within and self._within[-1].kind.rank >= label.kind.rank:
            self._within.pop()
        number = "x".join(map(str, label.numbers)) or "0"
        clause = self._place(
            label.kind, self._prefix_for(label.kind) + f"{label.kind}-{number}", label.printed, label.rest
        )
        self._within.append(clause)
        if label.kind is ClauseKind.ANNEX:
            self._next_article = 1
        elif label.kind is ClauseKind.ARTICLE:
            self._next_article = label.numbers[0] + 1

    def _prefix_for(self, kind: ClauseKind) -> str:
        """What the anchor begins with: the annex for an article, everything above for the others."""
        scope = [one for one in self._within if kind is not ClauseKind.ARTICLE or one.kind is ClauseKind.ANNEX]
        return f"{scope[-1].anchor}-" if scope else ""

    def _add_paragraph(self, line: str) -> None:
        article = next((one for one in self._within if one.kind is ClauseKind.ARTICLE), None)
        if article is not None and not self.clauses[-1].text.endswith(UNFINISHED):
            while self._within[-1] is not article:
                self._within.pop()
        parent = self._within[-1] if self._within else None
        place = parent.anchor if parent is not None else ""
        # The line with the number of the article is its first paragraph.
        first = 2 if parent is not None and parent.kind is ClauseKind.ARTICLE and parent.text else 1
        number = first + self._paragraphs[place]
        self._paragraphs[place] += 1
        anchor = f"{place}-paragraph-{number}" if place else f"paragraph-{number}"
        self._place(ClauseKind.PARAGRAPH, anchor, "", line)

    def _place(self, kind: ClauseKind, anchor: str, label: str, text: str) -> Clause:
        self._used[anchor] += 1
        if self._used[anchor] > 1:
            anchor = f"{anchor}~{self._used[anchor]}"
        parent = self._within[-1].anchor if self._within else ""
        clause = Clause(anchor, kind, label, text, parent, len(self._within))
        self.clauses.append(clause)
        return clause
