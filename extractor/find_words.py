"""Tell the numerals that are part of a word: the 三 of 三文鱼, the 十年 of 十年磨一剑.

No list of idioms and names is ever whole, but the tagger that the composer uses brings a dictionary of
350,000 words. It is asked only about numerals in Chinese digits, and sees a few characters around each, which
takes about a microsecond. What the dictionary calls a number it leaves alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extractor.rules.segment import APART
from extractor.rules.tagger import bare_tagger

Cut = Callable[[str], list[tuple[str, str]]]

REACH = 7
"""Characters on either side of a number that a word around it may take: the longest are 这山望着那山高."""

_DIGIT = re.compile("[0-9]")
_SPELLED = re.compile("[零〇一二三四五六七八九十两几百千万亿半壹贰叁肆伍陆柒捌玖拾佰仟]")
_NUMBERS = ("m", "mq", "q", "x", "t", "tg", "r", "f", "uj", "ul", "ug", "uv")
"""Parts of speech of words that hold a number and mean it: 二十名, 四分之一, 每三."""

_NAMES = ("i", "l", "n", "nr", "ns", "nt", "nz", "nrt", "j")
"""Those of idioms, sayings, things and proper names."""

_COUNTED = re.compile(
    "[这那每各某哪等几].*|.*[二三四五六七八九十几](?:国|省|州|市|县|区|党|军|地|方|大类|项目|天|年|点).?|.*倍"
)
"""Words of the dictionary that count all the same: 这两台, 苏浙皖三省, 今明两天, 增加一倍."""


def in_word(text: str, start: int, end: int, *, bare: bool, cut: Cut | None = None) -> bool:
    """Tell whether a number is a piece of a longer word of the dictionary.

    Args:
        text: The normalised text.
        start: Where the number starts, with its words of exactness.
        end: Where it ends, with its unit.
        bare: Whether it stands without a unit; then any longer word will do, else only an idiom or a name.
        cut: Cuts a text into words by the dictionary; one without our terms unless it is given.

    >>> in_word("用三文鱼做菜", 1, 2, bare=True), in_word("来了三名队员", 2, 4, bare=False)
    (True, False)
    >>> in_word("要有十年磨一剑的耐心", 2, 4, bare=False)
    True
    """
    if _DIGIT.search(text, start, end):
        return False
    numeral = _SPELLED.search(text, start, end)
    if numeral is None:
        return False
    first = numeral.start()
    at = max(0, start - REACH)
    for apart in APART.finditer(text, at, first):
        at = apart.end()
    apart_behind = APART.search(text, first, end + REACH)
    stop = apart_behind.start() if apart_behind else end + REACH
    for word, tag in (cut or bare_tagger().known)(text[at:stop]):
        behind = at + len(word)
        if behind > first:
            longer = at < start or behind > end
            if not longer or tag in _NUMBERS:
                return False
            return bare or (len(word) > 2 and tag in _NAMES and _COUNTED.fullmatch(word) is None)
        at = behind
    return False
