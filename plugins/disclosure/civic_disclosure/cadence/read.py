"""The words of a cell, as offices write them, to rules. Every word must be known: what is not would be a duty forgotten."""

import functools
import re
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from civic_disclosure.cadence.rules import CadenceKind, CadenceRule, YearDay
from civic_office.workdays import PeriodUnit, Policy

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
#: So many months after the last one of the kind, or so many days; days that end on a day off end on the next working day.
SPANS: dict[str, tuple[int, PeriodUnit]] = {
    "周": (7, PeriodUnit.NATURAL_DAYS),
    "星期": (7, PeriodUnit.NATURAL_DAYS),
    "旬": (10, PeriodUnit.NATURAL_DAYS),
    "月": (1, PeriodUnit.MONTHS),
    "季": (3, PeriodUnit.MONTHS),
    "季度": (3, PeriodUnit.MONTHS),
    "半年": (6, PeriodUnit.MONTHS),
    "年": (1, PeriodUnit.YEARS),
    "年度": (1, PeriodUnit.YEARS),
}
EVERY_WORKING_DAY = Policy(1, PeriodUnit.WORKING_DAYS)
HOURS_OF_A_DAY = 24
EVERY_DAY = Policy(1, PeriodUnit.NATURAL_DAYS, rolls=False)

_PARTS = re.compile(r"[；;。\n]+")
#: Where the circular says it, and where the words are sent: no part of the cadence.
_CITED = re.compile(r"（[一二三四五六七八九十（）()\d、，—-]+）\d*(?:）)?|\([一二三四五六七八九十()\d、，—-]+\)\d*")
_BESIDE = re.compile(r"[，,]?并将信息发布时间调整为当年日期|能快则快[，,]?")
_SENT_TO = re.compile(r"(?<=报送)(?:至|到)?[\u4e00-\u9fff\d]*?(?:网站中心|邮箱|办公室|室)")
#: What a rule may be narrowed to ends like this.
_ABOUT = r"(?:(?P<about>(?!要|应|于|在)[\u4e00-\u9fff、“”]{1,60}?(?:类|类信息|动态|要闻|图片|视频|文件|新闻|简报|公告|通知|栏目|信息|年报|报表))[，,]?)?"
_NUMBER = r"(?:\d+|[零〇一二两三四五六七八九十]+)"
_FEED = r"(?:[，,]?(?:更新|维护|发布|报送|提供|公开|公布|保障|上传|加载|一次|一篇|一条|一更新|1次|1篇|1条|完成))*"
_MUST = r"(?:要|应|应当|须|需|均|保证|确保|至少|不少于)*"
_EVENT = r"(?:[会事]后|[于在自从]?[\u4e00-\u9fff]{0,8}?(?:发生|形成|产生|印发|公布|收到|受理)(?:之?日起|后的?|之后|起))"
_TIME = rf"(?P<number>{_NUMBER})(?P<unit>小时|个工作日|个?自然日|[日天])"
_ANSWERED = rf"(?:答复|回复|办结|{_FEED})"
_AT_ONCE = r"(?:在)?(?:即时|及时|第一时间|实时|同步|立即)(?:发布|更新|公开)?(?:和|、|并)?"


class UnknownCadenceError(ValueError):
    """`text` holds words that are no cadence known here."""

    def __init__(self, text: str) -> None:
        super().__init__(_("“%(text)s” is no cadence that is known.") % {"text": text})
        self.text = text


@functools.lru_cache(maxsize=1_000)
def read_cadence(text: str) -> tuple[CadenceRule, ...]:
    """The rules of a cell; none where it is blank.

    1. Sentences (；。) are rules of their own. References to the circular, and where things are sent, are left out.
    2. A sentence may begin with what it is about (工作动态至少一周一更新), and must then be one of the forms below to its end.

    Raises `UnknownCadenceError`.
    """
    cleaned = _CITED.sub("", "".join(text.split()))
    return tuple(_read_part(part, text) for part in _PARTS.split(cleaned) if part)


def _read_part(part: str, text: str) -> CadenceRule:
    said = _SENT_TO.sub("", _BESIDE.sub("", part))
    for pattern, make in _FORMS:
        if match := pattern.fullmatch(said.strip("，,、")):
            try:
                return make(match)
            except ValueError:  # a day that no year has, a period of nothing
                break
    raise UnknownCadenceError(text)


def read_number(text: str) -> int:
    """Up to 99, in Chinese or Arabic figures: 十五, 二十, 两, 7. Raises `ValueError`."""
    if text.isdecimal():
        return int(text)
    tens, ten, units = text.rpartition("十")
    if any(len(figure) > 1 for figure in (tens, units)):
        raise ValueError(text)
    if not ten:
        return DIGITS[units]
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[units] if units else 0)


def _about(match: re.Match[str]) -> str:
    return match["about"] or ""


def _of(kind: CadenceKind) -> Callable[[re.Match[str]], CadenceRule]:
    return lambda match: CadenceRule(kind, about=_about(match))


def _every(period: Policy) -> Callable[[re.Match[str]], CadenceRule]:
    return lambda match: CadenceRule(CadenceKind.EVERY, period, about=_about(match))


def _every_span(match: re.Match[str]) -> CadenceRule:
    amount, unit = SPANS[match["span"]]
    number = read_number(match["number"]) if match["number"] else 1
    return CadenceRule(CadenceKind.EVERY, Policy(amount * number, unit), about=_about(match))


def _by_day(match: re.Match[str]) -> CadenceRule:
    days = tuple(sorted(_read_days(match["days"])))
    is_once = match["end"].endswith(("完成", "报送")) and not match["yearly"]
    kind = CadenceKind.ONCE if is_once else CadenceKind.YEARLY
    year = int(match["year"]) if match["year"] else None
    return CadenceRule(CadenceKind.ONCE if year else kind, days=days, year=year, about=_about(match))


def _read_days(text: str) -> Iterator[YearDay]:
    for month, day in re.findall(r"(\d{1,2})月(?:(\d{1,2})日|底|末)", text):
        yield YearDay(int(month), int(day)) if day else YearDay.last_of(int(month))


def _within(match: re.Match[str]) -> CadenceRule:
    number = read_number(match["number"])
    if match["unit"] == "小时":
        policy = Policy(number, PeriodUnit.HOURS)
    else:
        working = match["unit"] == "个工作日"
        policy = Policy(number, PeriodUnit.WORKING_DAYS if working else PeriodUnit.NATURAL_DAYS)
    return CadenceRule(CadenceKind.AFTER_EVENT, policy, about=_about(match))


def _next_day(match: re.Match[str]) -> CadenceRule:
    hour = int(match["hour"]) if match["hour"] else None
    if hour is not None and hour > HOURS_OF_A_DAY:
        raise ValueError(match[0])
    return CadenceRule(CadenceKind.AFTER_EVENT, EVERY_DAY, hour=hour, about=_about(match))


#: The forms of a sentence, the more special first.
_FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str]], CadenceRule]]] = [
    (re.compile(_ABOUT + form), make)
    for form, make in (
        (r"(?:外链|网站链接|链接|转向链接)", lambda match: CadenceRule(CadenceKind.ELSEWHERE)),
        (r"(?:与|同)(?:本|各)?(?:单位|部门)?(?:门户)?网站更新时间(?:一致|相同|同步)", _of(CadenceKind.AS_SOURCE)),
        (rf"按(?:照)?(?:有关|相关|规定|上级)?要求(?:及时)?{_FEED}", _of(CadenceKind.AS_ASKED)),
        (rf"(?:有|如有|发生)?(?:变化|变动|变更|调整)(?:时|后)?(?:及时|随时|立即)?{_FEED}", _of(CadenceKind.ON_CHANGE)),
        (rf"(?:随时|动态|常年|长期|不定期){_FEED}", _of(CadenceKind.CONTINUOUS)),
        (rf"(?:每个?工作日|工作日(?:每天|每日|当天)?)(?:每天|每日)?{_FEED}", _every(EVERY_WORKING_DAY)),
        (
            (
                rf"(?:工作日(?:每天|每日)?{_FEED}[，,])?{_MUST}(?:每(?:个)?|一|隔)?(?P<number>{_NUMBER})?个?"
                rf"(?P<span>周|星期|旬|季度|季|半年|年度|年|月){_MUST}{_FEED}"
            ),
            _every_span,
        ),
        (rf"{_MUST}(?:每天|每日|每一天){_FEED}", _every(EVERY_DAY)),
        (
            (
                r"(?P<yearly>每年)?(?:(?P<year>\d{4})年)?(?:于)?(?P<days>\d{1,2}月(?:\d{1,2}日|底|末)"
                rf"(?:[、，和及]\d{{1,2}}月(?:\d{{1,2}}日|底|末))*)(?P<end>(?:之?前|以前){_FEED})"
            ),
            _by_day,
        ),
        (
            (
                rf"(?:{_AT_ONCE}[，,、]?)*(?:当[日天](?:更新|发布|公开)?[，,、]?)?(?:最迟|最晚)?不?(?:超过|晚于|迟于)?"
                rf"(?:次日|第二天)(?:上午)?(?:(?P<hour>\d{{1,2}})[点时])?(?:前)?{_FEED}"
            ),
            _next_day,
        ),
        (rf"{_MUST}{_EVENT}{_TIME}(?:之?内|以内)?{_ANSWERED}", _within),
        (rf"{_MUST}{_TIME}(?:之?内|以内){_ANSWERED}", _within),
        (rf"{_MUST}{_EVENT}?(?:{_AT_ONCE})+(?:[，,、]?当[日天]{_FEED})?{_FEED}", _of(CadenceKind.AFTER_EVENT)),
    )
]
