"""Names that nothing announces: a surname and two letters that the dictionary of search does not know as words.

In 83,000 letters of office texts without people it suggested some ten in vain.
"""

import re
from collections.abc import Callable, Iterator

from civic_interaction.privacy.masking.views import Span
from civic_search.app_settings import app_settings as search_settings
from civic_search.text.segment import read_general_words

#: Surnames that are seldom a word of their own.
SURNAMES = (
    "王李刘陈杨赵黄吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧程曹袁邓傅沈彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏钟汪田姜范姚谭廖邹熊陆郝崔邱秦侯邵孟龙"
    "钱汤尹黎易武贺赖龚庞樊殷陶翟颜倪严牛温芦俞章鲁葛韦毕聂丛焦柳邢岳梅庄涂谷祁耿牟卜詹苗凌靳盛欧甄曲裴席屈鲍覃霍翁隋植甘景薄柯阮桂闵柴"
    "冉饶刁瞿戚丘滕晋苑邬臧张周"
)
MEASURES = "这那一两几每第某整半"
#: How often a word must stand in the dictionary's texts to count: across the border before the name, of its first two
#: letters, of its last two (given names are words now and then), across the border behind it.
BEFORE, FIRST_TWO, LAST_TWO, BEHIND = 20, 3, 1500, 100


def find_strangers(text: str, *, given: str, may_end: Callable[[str, int], bool]) -> Iterator[Span]:
    """Spans of three letters. `given` is the pattern of a letter of a given name, `may_end` whether a name may end there."""
    for match in re.finditer(f"(?<![{MEASURES}])(?=([{SURNAMES}](?:{given}){{2}}))", text):
        start, end = match.span(1)
        if not _is_within_words(text, start, end) and may_end(text, end):
            yield start, end


def _is_within_words(text: str, start: int, end: int) -> bool:
    """Whether the letters belong to words, or are one."""
    name, before, behind = text[start:end], text[max(0, start - 2) : start], text[end : end + 1]
    words = {
        before[-1:] + name[0]: BEFORE,
        before + name[0]: FIRST_TWO,
        name[:2]: FIRST_TWO,
        name[1:]: LAST_TWO,
        name[1:] + behind: 1,
        name[2] + behind: BEHIND,
        name + behind: 1,
    }
    frequency, _total = read_general_words(search_settings.DIRECTORY)
    return any(len(word) > 1 and frequency.get(word, 0) >= often for word, often in words.items())
