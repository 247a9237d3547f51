"""What people write and offices answer: `vocabulary/letters/*.toml` as objects."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cms.demo.facts import VOCABULARY, build

LETTERS = VOCABULARY / "letters"
#: Files of this folder that hold something else than matters.
MANNERS, SINGLE, TOPICS, DUTY = "manners", "single", "topics", "duty"


@dataclass(frozen=True)
class Concern:
    """What many write about, each in their own words. `field` says whose matter it is (`Domain.key`, `local`: a county's).

    `fits`: for each letter the places of the titles and of the answers that go with it, as in `02>1`; empty: all do.
    """

    field: str
    titles: tuple[str, ...]
    letters: tuple[str, ...]
    answers: tuple[str, ...]
    fits: tuple[str, ...] = ()
    concern: str = "complaint"
    channel: str = ""
    assists: tuple[str, ...] = ()
    months: tuple[int, ...] = ()

    def matching(self, letter: int) -> tuple[list[str], list[str]]:
        """The titles and the answers for one of the letters."""
        if not self.fits:
            return list(self.titles), list(self.answers)
        titles, answers = self.fits[letter].split(">")
        return [self.titles[int(place)] for place in titles], [self.answers[int(place)] for place in answers]


@dataclass(frozen=True)
class SingleLetter:
    """Written once. `fate`: the reason for which it is closed without an answer; `wrong_unit`: the field it was sent to."""

    title: str
    text: str
    answer: str
    fate: str = ""
    field: str = ""
    channel: str = ""
    wrong_unit: str = ""
    group: bool = False


@functools.cache
def read_concerns() -> tuple[Concern, ...]:
    paths = [path for path in sorted(LETTERS.glob("*.toml")) if path.stem not in {MANNERS, SINGLE, TOPICS, DUTY}]
    return tuple(build(Concern, one) for path in paths for one in _read(path.stem)["matters"])


@functools.cache
def read_single_letters() -> tuple[SingleLetter, ...]:
    return tuple(build(SingleLetter, one) for one in _read(SINGLE)["letters"])


@functools.cache
def read_manners() -> Mapping[str, Any]:
    """How letters and answers begin and end, and what is said while they are dealt with."""
    return _read(MANNERS)


@functools.cache
def read_topics() -> tuple[Mapping[str, Any], ...]:
    """What many talk about, with what is said to it and when; `cms.demo.letters.topics` knows the fields."""
    return tuple(_read(TOPICS)["topics"])


@functools.cache
def read_duty_notes() -> tuple[Mapping[str, Any], ...]:
    return tuple(_read(DUTY)["notes"])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((LETTERS / f"{name}.toml").read_text(encoding="utf-8"))
