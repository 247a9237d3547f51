"""Numbers that lead to a person, in digits, full width, Chinese numerals, and cut into groups."""

import re
from collections.abc import Iterator

from civic_interaction.privacy.masking.views import Span, numeric, plain

#: What people put between groups of digits.
GAP = r"[ \u3000\-‐–—.·]{0,2}"


def digits(count: str) -> str:
    """So many digits, each with what may stand before it."""
    return rf"(?:{GAP}\d){{{count}}}"


MOBILE = rf"1{GAP}[3-9]{digits('9')}"
COUNTRY = rf"(?:\+?86|0086){GAP}"
MOBILES = re.compile(rf"(?<![\dA-Za-z])(?:{COUNTRY})?{MOBILE}(?![\dA-Za-z])")
#: Read out in Chinese, a number runs on into words: 「……零零零一直没人接」. Its length decides.
SPOKEN_MOBILES = re.compile(MOBILE)
LANDLINES = re.compile(rf"(?<!\d)[(（]?0\d{{2,3}}[)）]?{GAP}[2-9]\d{{2,3}}{GAP}\d{{4}}(?!\d)")
#: Without its area code a number is one only where it is called so.
SHORT_LANDLINES = re.compile(r"(?:电话|座机|固话|号码|拨打|致电)[^\d。；\n]{0,6}?([2-9]\d{6,7})(?!\d)")

ID_NUMBERS = re.compile(rf"(?<![\dA-Za-z])[1-9]{digits('16')}{GAP}[\dXx叉](?![\dA-Za-z])")
SPOKEN_ID_NUMBERS = re.compile(rf"[1-9]{digits('16')}{GAP}[\dXx叉]")
OLD_ID_NUMBERS = re.compile(r"(?:身份证)[^\d。；\n]{0,10}?([1-9]\d{14})(?!\d)")
ID_WORDS = re.compile(r"身份证|公民身份|证件号|居民证|ID号")
BIRTHDAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"

CARDS = re.compile(rf"(?<![\dA-Za-z])[3-69]{digits('14,18')}(?![\dA-Za-z])")
NAMED_CARDS = re.compile(
    rf"(?:卡号|银行卡|账号|帐号|账户|帐户|社保卡|存折)[^\d。；\n]{{0,12}}?(\d{digits('9,20')})(?![\dA-Za-z])"
)
OTHER_NUMBER = re.compile(
    r"(?:受理|订单|流水|工单|单号|编号|文号|案号|快递|运单|发票|索引|信用代码)[^\d。；，\n]{0,8}$"
)

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATES = re.compile(
    rf"[{PROVINCES}] ?[A-Za-z][ ·•・\-.]?(?=[A-Za-z]*\d[A-Za-z]*\d)[A-HJ-NP-Za-hj-np-z0-9]{{4,5}}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳](?![A-Za-z0-9])"
)

#: Bounded throughout: a letter of nothing but letters must not take minutes.
MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}\s?(?:@|#|\(at\)|\[at\])\s?[A-Za-z0-9][A-Za-z0-9\-]{0,62}"
    r"(?:\.[A-Za-z0-9\-]{1,62}){0,4}\.(?:com|cn|net|org|edu|gov|cc|me|top|vip)(?:\.cn)?(?![A-Za-z0-9])",
    re.IGNORECASE,
)
QQ = re.compile(r"(?:QQ|扣扣|企鹅号)(?:号码?)?[^\dA-Za-z。；，\n]{0,4}([1-9]\d{4,11})(?!\d)", re.IGNORECASE)
WECHAT = re.compile(
    r"(?:微信|VX|V信|wechat)(?:号码?|ID|账号)?[^\dA-Za-z。；，\n]{0,4}([A-Za-z][A-Za-z0-9_\-]{4,19})(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def find_phones(text: str) -> Iterator[Span]:
    """Mobile numbers; landlines with area code, or where they are called a telephone. Hot lines (12345, 400…) are none."""
    for view, pattern in ((plain(text), MOBILES), (numeric(text), SPOKEN_MOBILES), (plain(text), LANDLINES)):
        for match in pattern.finditer(view):
            if pattern is not SPOKEN_MOBILES or _is_spoken(text, match.span()):
                yield match.span()
    yield from (match.span(1) for match in SHORT_LANDLINES.finditer(numeric(text)))


def find_id_numbers(text: str) -> Iterator[Span]:
    """Numbers of 18 places whose birthday can be and whose check digit is right, or which are called so; of 15 if called so."""
    for view, pattern in ((plain(text), ID_NUMBERS), (numeric(text), SPOKEN_ID_NUMBERS)):
        for match in pattern.finditer(view):
            if pattern is SPOKEN_ID_NUMBERS and not _is_spoken(text, match.span()):
                continue
            number = re.sub(GAP, "", match.group().replace("叉", "X").upper())
            is_called_so = bool(ID_WORDS.search(text[max(0, match.start() - 16) : match.start()]))
            if BIRTHDAY.fullmatch(number[6:14]) and (is_called_so or check_digit(number) == number[17]):
                yield match.span()
    yield from (match.span(1) for match in OLD_ID_NUMBERS.finditer(numeric(text)))


def check_digit(number: str) -> str:
    """Of a resident identity number, by its first 17 places (GB 11643)."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False)) % 11]


def find_cards(text: str) -> Iterator[Span]:
    """Bank cards by their check digit, and account numbers where they are called so. Numbers of orders and receipts are none."""
    view = numeric(text)
    yield from (match.span(1) for match in NAMED_CARDS.finditer(view))
    for match in CARDS.finditer(plain(text)):
        number = re.sub(GAP, "", match.group())
        if is_luhn(number) and not OTHER_NUMBER.search(text[max(0, match.start() - 16) : match.start()]):
            yield match.span()


def is_luhn(number: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def find_plates(text: str) -> Iterator[Span]:
    for view in (plain(text), numeric(text)):
        yield from (match.span() for match in PLATES.finditer(view))


def find_mail(text: str) -> Iterator[Span]:
    yield from (match.span() for match in MAIL.finditer(plain(text)))


def find_accounts(text: str) -> Iterator[Span]:
    """QQ and WeChat."""
    for pattern in (QQ, WECHAT):
        yield from (match.span(1) for match in pattern.finditer(plain(text)))


def _is_spoken(text: str, span: Span) -> bool:
    """Whether most of it stands in Chinese numerals: in digits it would have been found with its borders."""
    piece = text[span[0] : span[1]]
    return sum(letter not in "0123456789" and numeric(letter).isdigit() for letter in piece) >= len(piece) // 2
