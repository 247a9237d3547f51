"""What a person decided about the unclear points of a table, kept between the steps of the wizard."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self


@dataclass(slots=True)
class Choices:
    """Answers by question key: `new:<kind>`, `unit:<code>`, `group:<name>`, `situational`, `note`, `skip`, or a method;
    of a column that may have been renamed `was:<page>` or `new`.

    `kinds` changes the kind, `names` the official name of a unit the table would create. `accept_new` takes every
    unknown name whose kind its ending tells as a new unit, however much it looks like a known one. `skip_unclear` leaves
    out the rows that still have a question, and says so in the plan. `renames` answers for all columns that may have been
    renamed: `best` takes the likeliest, `new` none; blank asks where it is not plain.
    """

    answers: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    accept_new: bool = False
    skip_unclear: bool = False
    renames: str = ""

    def answer(self, key: str) -> str:
        return self.answers.get(key, "")

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Self:
        return cls(**facts)
