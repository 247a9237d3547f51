"""How a text sounds, and whether what was typed is pinyin.

Syllables are written without tones, ü as v. Who types by sound often mixes zh and z, n and l, -ing and -in: `blur` folds those.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, product

from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

MOST_READINGS = 4
LONGEST_PINYIN = 60
MOST_INITIALS = 12

_READ_IN_TWO_WAYS = (
    "长zhang/chang 行xing/hang 重zhong/chong 乐le/yue 单dan/shan 曾ceng/zeng 会hui/kuai 调diao/tiao 率lv/shuai 朝chao/zhao "
    "参can/shen 降jiang/xiang 种zhong/chong 都du/dou 还hai/huan 传chuan/zhuan 藏cang/zang 盛sheng/cheng 省sheng/xing "
    "校xiao/jiao 角jiao/jue 血xue/xie 车che/ju 给gei/ji 便bian/pian 解jie/xie 系xi/ji 厦sha/xia 六liu/lu 薄bao/bo 卡ka/qia "
    "弹dan/tan 核he/hu 堡bao/pu 蚌bang/beng 费fei/bi"
)
#: Characters of offices and places, with their readings where no known phrase decides.
_ALSO_READ = {entry[0]: tuple(entry[1:].split("/")) for entry in _READ_IN_TWO_WAYS.split()}
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))
_BLURRED = re.compile(r"(?<=[zcs])h|(?<=[aei]n)g|\bl")
_TYPED = re.compile(r"[a-z]+(?:['’ 1-5-]+[a-z]+)*[1-5]?")
_LONGEST_SYLLABLE = 6


@dataclass(frozen=True, slots=True)
class TypedPinyin:
    """What was typed, read as pinyin: as `syllables` in full and as `initials`. Either may be empty, not both."""

    syllables: tuple[str, ...]
    initials: str


def read_aloud(text: str) -> list[tuple[str, ...]]:
    """The ways a text may be read, the likeliest first; each as syllables, runs of latin letters and figures as they are."""
    choices = list(islice(_find_choices(text), LONGEST_PINYIN))
    return [tuple(reading) for reading in islice(product(*choices), MOST_READINGS)]


def take_initials(syllables: tuple[str, ...]) -> str:
    return "".join(syllable[0] for syllable in syllables)


def blur(syllables: tuple[str, ...]) -> str:
    """The same for syllables that many speakers do not tell apart: zh z, ch c, sh s; -ang -an, -eng -en, -ing -in; n l."""
    return _BLURRED.sub(lambda found: "n" if found[0] == "l" else "", " ".join(syllables)).replace(" ", "")


def read_typed_pinyin(text: str) -> TypedPinyin | None:
    """`caizhengyusuan`, `cai zheng`, `cáizhèng` and `czys`; None for what is no pinyin."""
    typed = _strip_tones(unicodedata.normalize("NFKC", text).lower().strip())
    if len(typed) > LONGEST_PINYIN or not _TYPED.fullmatch(typed):
        return None
    pieces = re.findall(r"[a-z]+", typed)
    split = [_split_syllables(piece) for piece in pieces]
    syllables = tuple(syllable for piece in split for syllable in piece) if all(split) else ()
    initials = typed if typed.isalpha() and 1 < len(typed) <= MOST_INITIALS and not set(typed) & set("iuv") else ""
    return TypedPinyin(syllables, initials) if syllables or initials else None


def _find_choices(text: str) -> Iterator[tuple[str, ...]]:
    """For each character the readings that are possible where it stands."""
    phrases, longest = _read_phrases()
    place = 0
    while place < len(text):
        character = text[place]
        for length in range(longest.get(character, 0), 1, -1):
            if syllables := phrases.get(text[place : place + length]):
                yield from ((syllable,) for syllable in syllables)
                place += length
                break
        else:
            place += 1
            if sounds := _ALSO_READ.get(character) or _read_character(character):
                yield sounds


@cache
def _read_phrases() -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    """Phrases that are not read as their characters usually are, and by first character the longest such phrase."""
    phrases: dict[str, tuple[str, ...]] = {}
    longest: dict[str, int] = {}
    for phrase, readings in phrases_dict.items():
        syllables = tuple(_strip_tones(reading[0]) for reading in readings)
        usual = tuple((_ALSO_READ.get(character) or _read_character(character) or ("",))[0] for character in phrase)
        decides = any(character in _ALSO_READ for character in phrase)
        if len(syllables) == len(phrase) and (decides or syllables != usual):
            phrases[phrase] = syllables
            longest[phrase[0]] = max(len(phrase), longest.get(phrase[0], 0))
    return phrases, longest


@cache
def _read_character(character: str) -> tuple[str, ...]:
    """Its usual reading; a latin letter or figure is its own; () for what has no sound."""
    if character.isascii():
        return (character.lower(),) if character.isalnum() else ()
    readings = pinyin_dict.get(ord(character))
    return (_strip_tones(readings.split(",")[0]),) if readings else ()


def _strip_tones(text: str) -> str:
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFD", text).translate(_TONES)
    return unicodedata.normalize("NFC", plain).replace("ü", "v")


@cache
def _read_syllables() -> frozenset[str]:
    readings = (_strip_tones(reading) for value in pinyin_dict.values() for reading in value.split(","))
    return frozenset(
        reading for reading in readings if reading.isascii() and reading.isalpha() and set(reading) & set("aeiouv")
    )


def _split_syllables(letters: str) -> tuple[str, ...]:
    """The letters as syllables, as few as possible; () when they are none."""
    known = _read_syllables()
    best: list[tuple[str, ...] | None] = [(), *([None] * len(letters))]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before = best[start]
            if before is not None and letters[start:end] in known:
                reading, so_far = (*before, letters[start:end]), best[end]
                if so_far is None or len(reading) < len(so_far):
                    best[end] = reading
    return best[-1] or ()
