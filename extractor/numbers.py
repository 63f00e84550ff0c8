"""Read a numeral as it stands in a Chinese text: its exact value, and how much its words leave open.

`amount` gives the value of a numeral that states one: ``211208.9万``, ``3万5千``, ``十二万三``, ``壹拾万``.
`read` also takes the words in a numeral that leave it open: ``1400余万``, ``数十万``, ``两三百``, ``十来``.
`bound` narrows a reading by the words around it (近, 以上), which rules find; they are no part of a numeral.

The grammar is ours rather than cn2an's, which reads by floats, refuses 33.07万亿 and 3万5千, and takes
87 ms to import. Where both can read a numeral they agree, and a property test holds that.

A count is whole and a measure is not. 10余人 are 10 to 19 people, 10余公里 10 to 20 kilometres: `continuous`
says which of the two a numeral is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

MAX_LENGTH = 60
"""Longer strings of digits are codes or noise, and no numbers."""

EXACT = Context(prec=4 * MAX_LENGTH)
"""No sum or product of numerals of `MAX_LENGTH` characters is rounded in it."""

_THREE_DIGITS = Context(prec=3, rounding=ROUND_HALF_UP)
CENT = Decimal("0.01")
ONE = Decimal(1)
NINE = Decimal(9)
HALF = Decimal("0.5")

_SPELLINGS = str.maketrans(
    {
        **dict(
            zip("壹贰叁肆伍陆柒捌玖拾佰仟萬億兩〇○−－", "一二三四五六七八九十百千万亿两零零--", strict=True)
        ),
        **dict(zip("貳參参陸", "二三三六", strict=True)),
        "廿": "二十",
        "卅": "三十",
        "卌": "四十",
        "亖": "四",
        " ": None,
        "\u00a0": None,
        "\u2009": None,
    }
)
_DIGIT = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
_EXPONENT = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}

_ARABIC = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_SEGMENT = re.compile(rf"({_ARABIC.pattern})([百千万]?亿亿|万万亿?|万亿|[十百千]?[万亿]|[十百千])?")
_SCALE = re.compile(r"万万亿?|[十百千]?万?亿|[十百千]?万|[十百千]")
_POINT = re.compile(
    r"([零一二三四五六七八九十百千万亿两]+)点([零一二三四五六七八九]+)([十百千]?[万亿]{0,2}|[十百千])"
)
_BELOW_TEN_THOUSAND = re.compile(
    r"(?:([一二两三四五六七八九]?)千)?"
    r"(?:零?([一二两三四五六七八九]?)百)?"
    r"(?:零?([一二两三四五六七八九]?)十)?"
    r"(?:零?([一二三四五六七八九]))?"
)
_LAST_UNIT = {"百": 10, "千": 100}
"""What a last digit counts behind a scale: tens in 一百二, hundreds in 三千五, else ones."""

_STRING = re.compile(r"[零一二三四五六七八九]{2,}")

_MORE = re.compile(r"(.*?[0-9十百千万亿])([余多来])([十百千万亿]*)", re.DOTALL)
_SEVERAL = re.compile(
    r"([零一二两三四五六七八九十百千万亿]*[十百千万亿]零?|[0-9]*0)?([几数])([十百千万亿]*)[余多]?"
)
_PAIR = re.compile(
    r"([零一二两三四五六七八九十百千万亿]*[十百千万亿])?"
    r"(一[两二]|[二两]三|三四|(?<!十)三五|四五|五六|六七|七八|八九)"  # 十三五 is the name of a plan
    r"([十百千万亿]*)([余多]?)"
)
_COUNTED_SCALE = re.compile(r"个([百千]?[万亿]+)$")
_THOUSANDS = re.compile(r"成([百千万])上([千万亿])")
_UP_TO = re.compile(r"数以([十百千万亿]+)计")
_ABOVE = re.compile(r"上([十百千]?[万亿]+|[百千])[余多]?")
_WORD = re.compile(r"[百千万亿][一二三四五六七八九]")
_SHORT_OF = ("百十", "百八十", "千八百", "万八千")


class NotANumber(ValueError):  # noqa: N818  a numeral that is none is no fault of the program
    """A text is no numeral. The rule that found it is too wide; the message names the text."""


class Reading(NamedTuple):
    """What a numeral says.

    Attributes:
        value: The stated number, or ``None`` where only bounds are stated (两三, 数十万).
        low: The least that the words allow, or ``None`` where they leave it open.
        high: The most that the words allow, or ``None``.
        qualifier: One of `extractor.types.QUALIFIERS`.
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    qualifier: str


@lru_cache(maxsize=2048)
def amount(numeral: str) -> Decimal:
    """Give the exact value of a numeral that states one.

    The result has as many digits as the source wrote: 33.07万亿 is 3.307E+13, and 5.20 keeps its zero.
    Write it out with ``format(value, "f")``.

    Args:
        numeral: Digits with or without commas and scale, Chinese digits, or both, in half-width and
            Simplified or Traditional characters: ``1,260.5``, ``3万5千``, ``负三点六``, ``二〇二二``.

    Raises:
        NotANumber: It is no numeral, or one that leaves its value open (两三, 十余).

    >>> amount("33.07万亿")
    Decimal('3.307E+13')
    >>> amount("一万二")
    Decimal('12000')
    """
    negative, text = _unsigned(numeral)
    value = _amount(text)
    if value is None:
        raise NotANumber(f"not a number: {numeral}")
    return value.copy_negate() if negative else value


@lru_cache(maxsize=2048)
def read(numeral: str, tail: str = "", continuous: bool = False) -> Reading:
    """Read a numeral with the words in it that leave it open.

    Args:
        numeral: What `amount` takes, with 余 多 来 几 数 上 or two digits side by side: ``1400余万``,
            ``30万余``, ``十几``, ``数十万``, ``上千``, ``两三百``, ``成百上千``, ``半``.
        tail: What stands behind the unit: ``半`` (一岁半), ``多`` or ``余`` (3年多), or nothing.
        continuous: Whether there is something between two neighbouring whole numbers, as in measures.

    Raises:
        NotANumber: It is no numeral, or the tail does not go with it.

    >>> [str(part) for part in read("1400余万")]
    ['1.400E+7', '1.400E+7', '14999999', 'over']
    """
    negative, text = _unsigned(numeral)
    reading = _read(text, tail, continuous)
    if reading is None:
        raise NotANumber(f"not a number: {numeral}{tail and '…'}{tail}")
    return _negative(reading) if negative else reading


@lru_cache(maxsize=1024)
def read_range(low: str, high: str, continuous: bool = False) -> Reading:
    """Read both ends of a range; a scale that is written once belongs to both (3至5万).

    Args:
        low: The numeral before 至 or the dash.
        high: The numeral behind it.
        continuous: As for `read`; matters only where an end is itself open (10余至20余).

    Raises:
        NotANumber: An end is no numeral, or the range does not rise.

    >>> [str(part) for part in read_range("3", "5万")]
    ['None', '3E+4', '5E+4', 'range']
    """
    upper = read(high, continuous=continuous)
    scale = _shared_scale(low, high)
    lower = read(low + scale)
    least = lower.low if lower.low is not None else lower.value
    most = upper.high if upper.qualifier != "about" else upper.value
    falls = most is None and upper.value is not None and least is not None and upper.value < least
    if least is None or falls or (most is not None and least >= most):
        raise NotANumber(f"not a rising range: {low} to {high}")
    return Reading(None, least, most, "range")


def bound(reading: Reading, qualifier: str) -> Reading:
    """Narrow a reading by a word of exactness that stands before or behind it.

    The stated value stays. A range or a vague amount stays what it is under 约 or 左右, and under the
    other words keeps the end that they speak of: 数百人以上 has no upper end. One without that end, as
    数以万计 has none for 以下, stays what it is.

    Args:
        reading: What the numeral says.
        qualifier: ``about``, ``over``, ``at_least``, ``under`` or ``at_most``; ``exact`` changes nothing.

    >>> bound(read("70"), "at_least")
    Reading(value=Decimal('70'), low=Decimal('70'), high=None, qualifier='at_least')
    """
    if qualifier == "about":
        settled = reading.value is None
        return reading if settled else Reading(reading.value, None, None, "about")
    if qualifier in ("over", "at_least"):
        least = reading.low if reading.low is not None else reading.value
        return reading if least is None else Reading(reading.value, least, None, qualifier)
    if qualifier in ("under", "at_most"):
        if reading.qualifier == "over":
            return _below_an_open_amount(reading, qualifier)
        most = reading.high if reading.high is not None else reading.value
        return reading if most is None else Reading(reading.value, None, most, qualifier)
    return reading


@lru_cache(maxsize=1024)
def fraction(numerator: str, denominator: str) -> Reading:
    """Read a share of a whole: in per cent, but of 千 in per mille.

    Args:
        numerator: The share: ``一``, and of 百 and 千 any numeral for `read`: ``三点五``, ``三十多``.
        denominator: The whole.

    Returns:
        The share, exact or, where it has no end, rounded to two places: 三分之一 is 33.33.

    Raises:
        NotANumber: Not a share, such as 3/0 or 5/3.
    """
    whole = amount(denominator)
    if whole in (100, 1000):
        return read(numerator, continuous=True)
    share = read(numerator)
    if share.value is None or share.qualifier != "exact" or whole <= 0 or not 0 <= share.value <= whole:
        raise NotANumber(f"not a fraction: {numerator} of {denominator}")
    exact = EXACT.divide(share.value.scaleb(2, EXACT), whole)
    value = _written_out(exact) if _place(exact) >= -4 else _rounded(exact)
    return Reading(value, value, value, "exact")


def _written_out(value: Decimal) -> Decimal:
    return value.quantize(ONE) if _place(value) > 0 else value


def _rounded(value: Decimal) -> Decimal:
    """Round to two places, but never to nothing: 三万分之一 is 0.00333."""
    return value.quantize(CENT) if value >= ONE.scaleb(-1) else _THREE_DIGITS.plus(value)


def doublings(times: str = "") -> Reading:
    """Read 翻番: how many times as much there is after so many 番.

    Args:
        times: The numeral before 番, or nothing in 翻番.

    Raises:
        NotANumber: It is no small whole number.

    >>> doublings("两").value
    Decimal('4')
    """
    count = amount(times) if times else ONE
    if count != count.to_integral_value() or not 1 <= count <= 20:
        raise NotANumber(f"not a number of doublings: {times}")
    value = Decimal(2 ** int(count))
    return Reading(value, value, value, "exact")


# From here on the text is in one spelling, without a sign; None means that it is no numeral.


def _unsigned(numeral: str) -> tuple[bool, str]:
    """Take off the sign, say whether it is one below zero, and bring the rest into one spelling."""
    if not numeral or len(numeral) > MAX_LENGTH:
        raise NotANumber(f"not a number: {numeral[:MAX_LENGTH]!r}")
    text = numeral.translate(_SPELLINGS)
    if "个" in text:
        text = _COUNTED_SCALE.sub(r"\1", text)
    for sign in ("零下", "负", "-"):
        if text.startswith(sign):
            return True, text[len(sign) :]
    return False, text.removeprefix("+")


def _negative(reading: Reading) -> Reading:
    """Mirror a reading: the least below zero is what was the most above it."""
    value, low, high = (None if part is None else part.copy_negate() for part in reading[:3])
    return Reading(value, high, low, reading.qualifier)


def _read(text: str, tail: str, continuous: bool) -> Reading | None:
    value = _amount(text) if text != "半" else HALF
    pair = _PAIR.fullmatch(text)
    if value is not None and pair is None:
        return _with_tail(value, tail, continuous)
    if tail:
        return None
    if pair is not None:
        return _pair(pair, continuous)
    if found := _MORE.fullmatch(text):
        return _more(found[1], found[2], found[3], continuous)
    if found := _SEVERAL.fullmatch(text):
        return _several(found[1] or "", found[2], found[3], continuous)
    return _by_the_thousand(text)


def _with_tail(value: Decimal, tail: str, continuous: bool) -> Reading | None:
    """Read an exact numeral with what stands behind its unit: 一岁半, 3年多, 5万元余."""
    if tail == "半" and _place(value) == 0:
        value = EXACT.add(value, HALF)
    elif tail in ("多", "余"):
        return _over(value, _place(value), continuous)
    elif tail:
        return None
    return Reading(value, value, value, "exact")


def _more(head: str, word: str, scale: str, continuous: bool) -> Reading | None:
    """Read 余 and 多 (the places below are filled) and 来 (it is about so much)."""
    value = _amount(head + scale)
    if not value:
        return None
    if word == "来":
        return Reading(value, None, None, "about")
    if not scale and head[-1] in "万亿":
        return _over(value, _place(value), continuous)
    return _over(value, _place(value.normalize(EXACT)), continuous)


def _over(value: Decimal, place: int, continuous: bool) -> Reading:
    """Give what is more than a value by less than one in a place, told by its power of ten."""
    step = ONE.scaleb(place)
    if continuous:
        return Reading(value, value, EXACT.add(value, step), "over")
    # Nothing whole fits below the last place: the words leave open how much more it is.
    high = EXACT.subtract(EXACT.add(value, step), ONE) if place > 0 else None
    return Reading(value, value, high, "over")


def _several(head: str, word: str, scale: str, continuous: bool) -> Reading | None:
    """Read 几 and 数 as one unknown digit: 数十万, 几百, 十几, 二十几万, 一百几十."""
    if word == "数" and head:
        return None
    step = _amount("一" + scale)
    if head and head[0] in "0123456789":
        base = _amount(head + scale)
        ends = None if base is None or step is None else (EXACT.add(base, step), EXACT.fma(step, NINE, base))
        first, last = ends or (None, None)
    else:
        first, last = _amount(f"{head}一{scale}"), _amount(f"{head}九{scale}")
    if step is None or first is None or last is None:
        return None
    if not scale and head and head[-1] not in "十0":
        return None
    high = EXACT.add(last, step if continuous else EXACT.subtract(step, ONE))
    return Reading(None, first, high, "vague")


def _pair(found: re.Match[str], continuous: bool) -> Reading | None:
    """Read two digits side by side as a range: 两三, 三四十, 十七八, 二三十万, 三五百."""
    head, digits, scale, more = found.groups("")
    low, high = (_amount(f"{head}{digit}{scale}") for digit in digits)
    if low is None or high is None:
        return None
    if more:
        over = _over(high, _place(high.normalize()), continuous)
        return Reading(None, low, over.high, "range")
    return Reading(None, low, high, "range")


def _by_the_thousand(text: str) -> Reading | None:
    """Read 上千, 成百上千 and 数以万计: so much at least, and no upper end."""
    if found := _ABOVE.fullmatch(text):
        value = _amount(found[1])
        return None if value is None else Reading(value, value, None, "over")
    found = _UP_TO.fullmatch(text) or _THOUSANDS.fullmatch(text)
    least = _amount(found[1]) if found else None
    return None if least is None else Reading(None, least, None, "vague")


def _below_an_open_amount(reading: Reading, qualifier: str) -> Reading:
    """Read 不超过10余: at most what 10余 may be; 近百余 says two things at once and means neither."""
    if qualifier == "at_most" and reading.high is not None:
        return Reading(reading.value, None, reading.high, qualifier)
    return Reading(reading.value, None, None, "about")


def _place(value: Decimal) -> int:
    """Give the exponent of the last place that a value states."""
    return int(value.as_tuple().exponent)  # no numeral is infinite


_ENDS_IN_SCALE = re.compile(
    r"(.*?)((?<=[0-9])[百千](?=$)|[百千]?[万亿]{1,2}|(?<=^[一二两三四五六七八九])[百千])[余多]?"
)


def _shared_scale(low: str, high: str) -> str:
    """Give the scale that the lower end leaves to the upper: 3至5万, but 5000至1万 has none."""
    _, first = _unsigned(low)
    _, last = _unsigned(high)
    found = _ENDS_IN_SCALE.fullmatch(last)
    if not found or any(scale in first for scale in "万亿余多"):
        return ""
    below = _amount(first)
    # 七千到九千亿 shares 亿, though 千亿 is a scale too; what leaves the range rising is meant.
    for scale in dict.fromkeys((found[2], found[2].lstrip("百千"))):
        above = _amount(last.rstrip("余多").removesuffix(scale))
        if below is not None and above is not None and below < above:
            return scale
    return ""


def _amount(text: str) -> Decimal | None:
    if not text:
        return None
    if text[0] in "0123456789":
        return _arabic(text)
    if "点" in text:
        return _pointed(text)
    if text[-1] in "万亿":
        return _whole_scale(text)
    value = _spelled(text)
    return None if value is None else Decimal(value)


def _segments(text: str) -> Iterator[tuple[Decimal, int] | None]:
    """Split 3万5千 into 3 times 10^4 and 5 times 10^3; None where the rest is no segment."""
    start = 0
    while start < len(text):
        found = _SEGMENT.match(text, start)
        if not found:
            yield None
            return
        scale = sum(_EXPONENT[character] for character in found[2] or "")
        yield Decimal(found[1].replace(",", "")), scale
        start = found.end()


def _arabic(text: str) -> Decimal | None:
    """Read digits with scales, the greater before the lesser: 1亿2000万, 3万5千, 3万5000."""
    total, last = Decimal(0), None
    for segment in _segments(text):
        if segment is None:
            return None
        number, exponent = segment
        value = number.scaleb(exponent, EXACT)
        # 3万5 may be 35000 or 30005, and 3万50000 is no number.
        if last is not None and (value >= Decimal(10) ** last or (exponent == 0 and number < 10)):
            return None
        total = value if last is None else EXACT.add(total, value)
        last = exponent
    return total


def _pointed(text: str) -> Decimal | None:
    """Read 三点六, 十二点五万, 三十三点零七万亿."""
    found = _POINT.fullmatch(text)
    whole = _spelled(found[1]) if found else None
    if not found or whole is None:
        return None
    places = "".join(str(_DIGIT[digit]) for digit in found[2])
    exponent = sum(_EXPONENT[character] for character in found[3])
    return Decimal(f"{whole}.{places}").scaleb(exponent, EXACT)


def _whole_scale(text: str) -> Decimal | None:
    """Read what ends in 万 or 亿, and keep that as the last place stated: 三十万 is 30E+4."""
    value = _spelled(text)
    if value is None:
        return None
    if _SCALE.fullmatch(text):  # 百万 states nothing below a million
        return Decimal(f"1E{len(str(value)) - 1}")
    exponent = sum(_EXPONENT[character] for character in text[len(text.rstrip("万亿")) :])
    return Decimal(f"{value // 10**exponent}E{exponent}")


def _spelled(text: str) -> int | None:
    """Read a whole number in Chinese digits, or in digits read one by one (二〇二二)."""
    if text in _DIGIT:
        return _DIGIT[text]
    # "A hundred, or eighty": neither 180 nor an amount.
    if text.startswith(_SHORT_OF) or _WORD.fullmatch(text):
        return None
    if _STRING.fullmatch(text):
        return int("".join(str(_DIGIT[digit]) for digit in text))
    left, found, right = text.partition("兆")
    return _with_trillions(left, right.removeprefix("零")) if found else _above(text, "亿", 10**8)


def _with_trillions(left: str, right: str) -> int | None:
    """Read what stands before and behind 兆: 10^12 where 万 or 亿 follow it, else part of a unit."""
    if right[:1] in "零百千万亿" or not ("万" in right or "亿" in right):
        return None
    trillions, rest = _below(left), _above(right, "亿", 10**8)
    return None if trillions is None or rest is None else trillions * 10**12 + rest


def _above(text: str, scale: str, unit: int) -> int | None:
    """Read ``left`` scale ``right``, both of which may have lesser scales of their own."""
    left, found, right = text.rpartition(scale)
    if not found:
        return _above(text, "万", 10**4) if scale == "亿" else _below(text)
    multiplier = _multiplier(left, scale)
    rest = _rest(right, unit) if right else 0
    return None if multiplier is None or rest is None else multiplier * unit + rest


def _multiplier(left: str, scale: str) -> int | None:
    """Read what stands before a scale; 万 may have another 万 before it (四万万)."""
    if not left:
        return 1
    if left[0] == "零":
        return None
    if scale == "亿":
        return _above(left, "万", 10**4)
    if "万" in left:
        return _above(left, "万", 10**4) if left.index("万") == len(left) - 1 else None
    return _below(left)


def _rest(right: str, unit: int) -> int | None:
    """Read what stands behind a scale; one digit alone counts in its tenths: 一万二 is 12000."""
    digits = right.removeprefix("零")
    if not digits or digits[0] in "零百千万亿":
        return None
    if digits in _DIGIT:
        return None if digits == "两" else _DIGIT[digits] * (1 if digits != right else unit // 10)
    value = _above(digits, "万", 10**4)
    return value if value is not None and value < unit else None


def _below(text: str) -> int | None:
    """Read a number below ten thousand; 三千五 is 3500, 一百二 is 120."""
    if text in _DIGIT:
        return _DIGIT[text]
    found = _BELOW_TEN_THOUSAND.fullmatch(text)
    if not found or not text:
        return None
    thousands, hundreds, tens, ones = found.groups()
    # Only the first digit may be left out: 百二十, 一百十五, but not 三千百.
    if hundreds == "" and text[0] != "百":
        return None
    value = 0
    for digit, unit in ((thousands, 1000), (hundreds, 100), (tens, 10)):
        value += 0 if digit is None else _DIGIT[digit or "一"] * unit
    if ones is None:
        return value
    return value + _DIGIT[ones] * _LAST_UNIT.get(text[-2:-1], 1)
