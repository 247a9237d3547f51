"""How fresh a column is, in the words and shapes of our screens: ● ▲ ■ ○. Never colour alone."""

from dataclasses import dataclass

from civic_disclosure.enums import FreshnessState

SHAPES = {
    FreshnessState.FRESH: "●",
    FreshnessState.DUE_SOON: "▲",
    FreshnessState.OVERDUE: "■",
    FreshnessState.NO_CLOCK: "○",
}


def lamp_choices() -> list[tuple[str, str]]:
    return [(state.value, f"{SHAPES[state]} {state.label}") for state in FreshnessState]


@dataclass(frozen=True, slots=True)
class Lamp:
    """What a list shows; `name` is for the style sheet."""

    name: str
    shape: str
    word: str


def lamp_of(state: str) -> Lamp:
    found = FreshnessState(state)
    return Lamp(found.value, SHAPES[found], str(found.label))
