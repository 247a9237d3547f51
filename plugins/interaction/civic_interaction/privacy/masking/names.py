"""People's names. Chinese writes no borders between words: a name is one where something before or behind it says so."""

import re
from collections.abc import Iterator, Sequence

from civic_interaction.privacy.masking.strangers import find_strangers
from civic_interaction.privacy.masking.surnames import COMPOUND, SINGLE, not_names
from civic_interaction.privacy.masking.views import Span
from civic_search.app_settings import app_settings as search_settings
from civic_search.text.segment import read_general_words

LETTER = "[一-鿿㐀-䶿𠀀-𲎯]"
NO_GIVEN = "的了着过是在有和与及我你他她它们这那之被把将向从到给对于就也都还又很不没请让叫说要能会可应该因为所以但并或者等某先女该每各本此其您吗呢吧啊年月日号时分点"
GIVEN = f"(?![{NO_GIVEN}])[一-鿿㐀-䶿𠀀-𲎯]"
SURNAME = f"(?:{'|'.join(COMPOUND)}|[{''.join(sorted(SINGLE))}])"
NAME = f"{SURNAME}(?:{GIVEN}){{1,2}}"

#: Words of one letter and signs that may follow a name; longer words are known from the dictionary of search.
AFTER = re.compile(
    r"$|[\s，。、；：！？,.;:!?（()）\"“”‘’《》/×\d+~\-—]"
    "|[的是在于因从向对和与及跟同现已曾将被把给也都又系住家男女说称叫告要想来去到有没不借欠由为就拒找发打用开拿骗办自购买租所之驾患带擅违未以并且让替等]|名下|一案"
)
#: A word that stands less often in the dictionary's texts may as well be a part of a name.
OFTEN = 100
LONGEST_WORD = 4
KIN = "父亲|母亲|爸爸|妈妈|爱人|丈夫|妻子|老公|老婆|儿子|女儿|孩子|小孩|爷爷|奶奶|外公|外婆|姥姥|姥爷|哥哥|弟弟|姐姐|妹妹|岳父|岳母|公公|婆婆|孙子|孙女|配偶|家属|侄子|叔叔|舅舅|表哥|堂弟"
PEOPLE = "本人|我叫|我是|我名叫|名叫|名字叫|叫做|姓名|联系人|户主|业主|申请人|投诉人|反映人|举报人|被举报人|来信人|寄信人|写信人|署名|当事人|受害人|房主|房东|车主|机主|司机|法人|法定代表人|负责人|邻居|同事|同学|同村|村民|居民|市民|老板|店主|包工头|工头|经理|监护人|患者|病人|学生|考生|职工|员工|户名|收件人|代理人|承租人|出租人|购房人|买受人|委托人|退休教师|退役军人|村医|经办人"
ROLES = "书记|支书|主任|会计|校长|院长|医生|大夫|护士|老师|教练|律师|法官|民警|警官|网格员|保安|保洁员|司机|中介|业务员|销售|老板娘|组长|队长|站长|所长|科长|局长|老人|法人代表|原告|被告|证人|乘客|住户|租户|房客"
WORDS_BETWEEN = r"(?:姓名|名字)?[\s：:是叫为，,（(“\"]{0,3}"
CALLED = re.compile(f"(?:{PEOPLE}|{KIN}|{ROLES}){WORDS_BETWEEN}(?={SURNAME})")
#: 欠条是牛大力写的.
DONE_BY = re.compile(f"(?:是|由)({NAME})(?=(?:写|签|打|收|办|说|拿|骗|干|开|转|教)[^，。]{{0,3}}的)")
#: 李秀兰，女，…
DESCRIBED = re.compile(rf"(?:^|(?<=[\s，。；：、]))({NAME})(?=[，,、 （(]{{1,2}}[男女][，,。 、）)])", re.MULTILINE)
#: 王小明先生, 找张建国老师. One's title leads to a name only where the word before it ends.
TITLE = "先生|女士|同志|老师|医生|大夫|师傅|阿姨|大爷|大妈|大娘|大叔|小姐|老人|大姐|大哥|护士|警官|法官|律师|教练|校长|院长|主任|科长|所长|队长|站长|经理|支书"
BEFORE = r"(?:^|(?<=[\s，。、；：！？,.;:!?（()）“”\"《》找请问由被向给跟和与对让是的为姓系谢如及见])|(?<=联系|感谢|谢谢|接待|表扬|举报|投诉|医生|书记|老师)|(?<=工作人员))"
TITLED = re.compile(f"{BEFORE}({NAME}?)(?={TITLE})", re.MULTILINE)
JOINED = re.compile(f"(?:、|和|与|及|以及|，)(?={SURNAME})")
#: 阿依古丽·买买提.
DOTTED = re.compile(
    rf"(?<!{LETTER}){LETTER}{{2,7}}[·•・]{LETTER}{{2,10}}?(?=[^一-鿿]|$|的|是|在|反映|说|家|和|今年|因|电话|住|同志|老师|先生|女士|，)"
)
DOTTED_CALLED = re.compile(
    rf"(?:{PEOPLE}|{KIN}){WORDS_BETWEEN}({LETTER}{{1,7}}[·•・]{LETTER}{{1,8}}?)(?=[^一-鿿]|$|的|是|在|反映|说|家|和|今年|因|电话|住|，)"
)
#: A line of its own, as letters end.
SIGNED = re.compile(
    rf"(?<=\n)[ \u3000]*(?:此致|敬礼|落款|署名|签名)?[：: \u3000]*({NAME})[ \u3000]*(?=\n|$)|(?:此致敬礼|敬礼|谢谢)[！!。，]?[\s]+({NAME})[ \u3000]*(?=\n|$)"
)
#: 王小明（13800138000）, 王小明，电话：….
TO_NUMBER = re.compile(
    rf"{BEFORE}({NAME})[\s，,：:（(]{{0,2}}(?:的)?(?:联系电话|联系方式|手机号码|手机号|手机|电话号码|电话|身份证号码|身份证号|身份证|银行卡号|卡号|车牌号|车牌|微信号|微信|QQ|邮箱|住址)?(?:号码)?[\s：:是为]{{0,3}}$",
    re.MULTILINE,
)
LONGEST_LEAD = 24
#: 高家, 周边村民: places and groups.
NO_END = tuple("家们人处局县市镇村路区院费")


def find_names(text: str, *, known: Sequence[str], numbers: Sequence[Span]) -> Iterator[Span]:
    """Names that are called names, that bear a title, that sign the letter, that stand before somebody's number, and the
    known ones wherever they stand; then what only looks like one. `numbers` are the places of what was found before.
    """
    for name in sorted(filter(None, (one.strip() for one in known)), key=len, reverse=True):
        spaced = r"[ \u3000]?".join(re.escape(letter) for letter in name if not letter.isspace())
        yield from (match.span() for match in re.finditer(spaced, text))
    yield from (match.span(1) for match in DOTTED_CALLED.finditer(text))
    yield from (match.span() for match in DOTTED.finditer(text))
    for called in CALLED.finditer(text):
        yield from _names_from(text, called.end())
    for pattern in (DONE_BY, DESCRIBED, TITLED, SIGNED):
        yield from (span for match in pattern.finditer(text) for span in _spans_of(match))
    yield from (span for start, _end in numbers for span in _name_before(text, start))
    strangers = find_strangers(text, given=GIVEN, may_end=_may_end)
    yield from (span for span in strangers if _is_name(text[slice(*span)]))


def _spans_of(match: re.Match[str]) -> Iterator[Span]:
    yield from (match.span(number) for number, name in enumerate(match.groups(), start=1) if name and _is_name(name))


def _name_before(text: str, number: int) -> Iterator[Span]:
    """王小明，电话：… : whose number it is."""
    start = max(0, number - LONGEST_LEAD)
    match = TO_NUMBER.search(text[start:number])
    if match and _is_name(match.group(1)):
        yield match.start(1) + start, match.end(1) + start


def _names_from(text: str, place: int) -> Iterator[Span]:
    """The name that begins here, and those that are joined to it: 王小明、李红和张三."""
    end = _end_of_name(text, place)
    while end:
        yield place, end
        joined = JOINED.match(text, end)
        place = joined.end() if joined else end
        end = _end_of_name(text, place) if joined else 0


def _end_of_name(text: str, place: int) -> int:
    """Where the name ends that begins here; 0 when none does. Of two letters or three the longer is likelier."""
    surname = re.compile(SURNAME).match(text, place)
    if surname is None:
        return 0
    for given in (2, 1):
        match = re.compile(f"(?:{GIVEN}){{{given}}}").match(text, surname.end())
        if match and _may_end(text, match.end()) and _is_name(text[place : match.end()]):
            return match.end()
    return 0


def _may_end(text: str, place: int) -> bool:
    if AFTER.match(text, place):
        return True
    frequency, _total = read_general_words(search_settings.DIRECTORY)
    return any(frequency.get(text[place : place + length], 0) >= OFTEN for length in range(2, LONGEST_WORD + 1))


def _is_name(name: str) -> bool:
    return len(name) > 1 and name[:2] not in not_names() and not name.endswith(NO_END)
