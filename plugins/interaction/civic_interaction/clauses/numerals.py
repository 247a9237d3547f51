"""Numbers as documents write them."""

DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
CHINESE = "〇零一二两三四五六七八九十百千"


def read_number(written: str) -> int:
    """十二 is 12, 一百零三 103, 二〇二六 2026; figures of either width are themselves. Raises `ValueError`."""
    if written.isdecimal():
        return int(written)
    if not written or set(written) - set(CHINESE):
        raise ValueError(f"Not a number: {written!r}")
    if not set(written) & set(UNITS):
        return int("".join(str(DIGITS[digit]) for digit in written))
    total, digit = 0, 0
    for character in written:
        if character in DIGITS:
            digit = DIGITS[character]
        else:
            # 十二 leaves the one out.
            total, digit = total + (digit or 1) * UNITS[character], 0
    return total + digit
