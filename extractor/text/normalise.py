"""Make equal things look equal, and remember where every character came from.

Only spelling is touched: full-width digits and letters, percent signs, Traditional
characters, spaces inside numbers. Chinese punctuation stays, because sentences are split on it;
that is why this is not ``unicodedata.normalize("NFKC")``, which turns ， into a comma that
looks like a thousands separator and ① into a 1.

Most of it is one character for one. What is dropped leaves no mark but a step in the
offsets: the half of a ``\\r\\n``, characters without width, spaces behind lines, pinyin glosses of
scraped pages (``萬(wàn)``), spaces beside digits, and line ends in the middle of a sentence (`wrap`).
They go in this order: a gloss may hold what has no width, and the width of a page does not count either.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import compress, islice
from operator import ne
from typing import NamedTuple
from unicodedata import normalize as compose

from extractor.paths import patterns_folder
from extractor.text.wrap import wraps
from extractor.types import Text

Edit = tuple[int, int, str]
"""What stands at ``start`` to ``end`` and what it becomes: nothing, or one character."""

LONGEST_KEPT = 1 << 20
"""Offsets of texts up to this length are cut from an array that is kept, which is quicker than counting."""

SAMPLE = 50_000
"""How many characters say whether a text is Traditional."""

TRADITIONAL_SHARE = 0.05
"""A text with this share of characters that only Traditional texts use is Traditional. Whole pages lie
above 0.2; a Simplified page that quotes a name or a title lies below 0.01."""


@dataclass(frozen=True, slots=True)
class Table:
    """Which character is read as which.

    Attributes:
        always: For each code point of the basic plane the one that it becomes.
        traditional: Characters replaced only in a Traditional text, as Simplified texts use them too.
        kept: Finds those characters where they are to be replaced, and passes over the words they stay in.
    """

    always: Sequence[int]
    traditional: dict[str, str]
    kept: re.Pattern[str]


@cache
def table() -> Table:
    """Give the built-in table, read from ``patterns/lexicon/traditional.tsv`` on first use."""
    return read_table((patterns_folder() / "lexicon" / "traditional.tsv").read_text("utf-8"))


def read_table(source: str) -> Table:
    """Make a table of the text of a lexicon: character, simplified, where, words in which it stays."""
    rows = (tuple(line.split("\t")) for line in source.splitlines() if line and not line.startswith("#"))
    next(rows)
    return table_of(tuple(rows))


@lru_cache(maxsize=4)
def table_of(rows: tuple[tuple[str, ...], ...]) -> Table:
    """Make a table of the rows of a lexicon; cells missing at the end of one are empty."""
    always = list(range(0x10000))
    traditional: dict[str, str] = {}
    words: list[str] = []
    for character, simplified, *more in rows:
        where, keep = (*more, "", "")[:2]
        if where:
            traditional[character] = simplified
            words += keep.split()
        else:
            always[ord(character)] = ord(simplified)
    for point, replacement in _signs():
        always[point] = always[replacement]
    singles = "".join(traditional)
    stay = "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
    return Table(always, traditional, re.compile(f"{stay}|([{singles or '-'}])"))


def _signs() -> Iterator[tuple[int, int]]:
    """Give code points and the plainer one each stands for: signs, digits, letters, doubles of ideographs."""
    for point in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)):
        yield point, point - 0xFEE0
    for wide in "％＋－／＜＞＝＆＃＠＄＊":
        yield ord(wide), ord(wide) - 0xFEE0
    for odd, plain in zip("﹐﹑﹔﹕﹖﹗﹪﹢﹣￥″′−˙﹒｡､｢｣", "，、；：？！%+-¥″′-.．。、「」", strict=True):
        yield ord(odd), ord(plain)
    for line_end in "\r\v\f\x85\u2028\u2029":
        yield ord(line_end), ord("\n")
    for space in (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000):
        yield space, 0x20
    for private in range(0xE000, 0xF900):
        yield private, 0xFFFD
    for double in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00)):
        single = compose("NFKC", chr(double))
        if len(single) == 1 and ord(single) < 0x10000:
            yield double, ord(single)


_SURROGATE = re.compile("[\ud800-\udfff]")


def normalise(source: str, table: Table | None = None) -> Text:
    """Spell a text in one way.

    Args:
        source: The text as it came; anything that is a string, unpaired surrogates too.
        table: Which character is read as which; without one the built-in table.

    Returns:
        The text and the way back: ``offsets`` holds the place in ``source`` of each
        character of ``plain``, rising throughout, and the length of ``source`` at the end.

    >>> normalise("投入１２萬(wàn)餘元").plain
    '投入12万余元'
    """
    table = table or _builtin()
    plain = source.translate(table.always)
    if _SURROGATE.search(plain):
        plain = _SURROGATE.sub("\ufffd", plain)  # no UTF-8 has them, and the automata read UTF-8
    stage = _Stage(source, plain, identity(len(source)))
    if "\r" in source:
        stage = stage.edited((m.start(), m.end(), "") for m in _HALF_BREAK.finditer(source))
    stage = stage.edited((m.start(), m.end(), "") for m in _NO_WIDTH.finditer(stage.plain))
    if " \n" in stage.plain or "\t\n" in stage.plain:
        stage = stage.edited((m.start(), m.end(), "") for m in _TRAILING.finditer(stage.plain))
    stage = stage.edited(sorted(_gloss_edits(stage.plain)))
    if table.traditional:
        stage = stage._replace(plain=_simplify(stage.seen, stage.plain, table))
    stage = stage._replace(plain=_widened(stage.plain))
    stage = stage.edited(sorted(_edits(stage.seen, stage.plain)))
    return Text(source, stage.plain, stage.offsets)


class _Stage(NamedTuple):
    """A text on its way: for each character as it stands by now, the one it was, and where that was."""

    seen: str
    plain: str
    offsets: array[int]

    def edited(self, edits: Iterable[Edit]) -> _Stage:
        """Make edits, which are in order; one that lies within what is dropped already is none."""
        seen: list[str] = []
        plain: list[str] = []
        offsets = array("I")
        done = 0
        for start, end, new in edits:
            if start < done:
                continue
            seen.append(self.seen[done : start + len(new)])
            plain += self.plain[done:start], new
            offsets += self.offsets[done : start + len(new)]
            done = end
        if not plain:
            return self
        seen.append(self.seen[done:])
        plain.append(self.plain[done:])
        offsets += self.offsets[done:]
        return _Stage("".join(seen), "".join(plain), offsets)


_builtin = table


def is_traditional(source: str, table: Table | None = None) -> bool:
    """Say whether a text is Traditional as a whole, from its beginning."""
    sample = source[:SAMPLE]
    plain = sample.translate((table or _builtin()).always)
    changed = sum(1 for a in compress(plain, map(ne, sample, plain)) if a >= "\u3400")
    return changed > TRADITIONAL_SHARE * sum(map("\u3400".__le__, sample))


def _simplify(source: str, plain: str, table: Table) -> str:
    """Replace what only a Traditional text may have replaced, if it is one."""
    if not any(character in plain for character in table.traditional) or not is_traditional(source, table):
        return plain
    return table.kept.sub(lambda m: table.traditional[m[1]] if m[1] else m[0], plain)


# Patterns begin with the rare character they are about and look behind it, so that the scan is quick.

# A gloss stands in half-width brackets right behind its character; broken fonts leave odd spaces in it.
# One with a tone mark is sure; one without (們(men)) is believed on a page that has sure ones.
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_GLOSS = re.compile(
    rf"\((?<=[\u3400-\u9fff]\()[ \u00a0]*[a-zɡü]{{0,4}}"
    rf"(?:[{_TONED}]|[aeiouü][\u0300\u0301\u0304\u030c])[a-zɑɡ]{{0,4}}[ \u00a0]*\)"
)
_TONELESS = re.compile(
    r"\((?<=[\u3400-\u9fff]\()[ \u00a0]*(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouü]{1,3}(?:ng?|r)?[ \u00a0]*\)"
)
# What Unicode calls Default_Ignorable_Code_Point: joiners, marks of direction, selectors of a glyph, fillers.
_NO_WIDTH = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]+"
)
_HALF_BREAK = re.compile("\r(?=\n)")
_TRAILING = re.compile("(?<![ \t])[ \t]++(?=\n)")

_CHINESE = "[\u3001-\u303f\u3400-\u9fff\uff00-\uffef“”‘’…—·%‰℃]"
_HALF_MARKS = {
    "(": ("（", re.compile(r"\(")),
    ")": ("）", re.compile(r"\)")),
    ",": ("，", re.compile(f",(?:(?={_CHINESE})|(?<={_CHINESE},))")),
    ";": ("；", re.compile(f";(?:(?={_CHINESE})|(?<={_CHINESE};))")),
    ":": ("：", re.compile(f":(?:(?={_CHINESE})|(?<={_CHINESE}:))")),
    "!": ("！", re.compile(f"!(?<={_CHINESE}!)(?![A-Za-z=&/])")),
    "?": ("？", re.compile(rf"\?(?<={_CHINESE}\?)(?![A-Za-z=&/])")),
}
"""Marks of sentences, what each is full-width, and where it is one: not in 1,234 or 8:30 or an address."""

_WIDE_COMMA = re.compile("[０-９](?<![０-９，].)[０-９]{0,2}+(?:，[０-９]{3})++(?![０-９])")
_WIDE_POINT = re.compile("．(?<=[0-9]．)(?=[0-9])")
_CLOCK_COLON = re.compile("：(?<=[0-9]：)(?<![0-9]{3}：)(?=[0-5][0-9](?![0-9]))")
_ROUND_ZERO = re.compile("[一二三四五六七八九〇][○◯0]+(?=[一二三四五六七八九〇年])")
_THIN = "\u00a0\u2006\u2007\u2008\u2009\u200a\u202f"
_THIN_GROUPS = re.compile(rf"[1-9](?<![0-9.,{_THIN}].)[0-9]{{0,2}}+(?:[{_THIN}][0-9]{{3}})++(?![0-9])")
_PLAIN_GROUPS = re.compile(r"[1-9](?<![0-9.,].)(?<![0-9] .)[0-9]{0,2}+(?: [0-9]{3}){2,}+(?! ?[0-9])")

# Spaces that typesetting puts around digits: 增长 5.2 %, 2022 年 6 月, 30 万 元. None is dropped that keeps
# two numbers apart: behind 万 in 20亿 3万, before a numeral as in 第3 十二人. One before a number may stand
# for a comma, as in the headline 桥面结冰 3车相撞, unless one follows too or the whole text is set so.
_HAN = r"(?:(?![一二三四五六七八九十百千〇零两半几数])[\u3400-\u9fff])"
_NUMERAL = r"[一二三四五六七八九十百千万亿〇零两半几数余多]"
_UNIT = rf"(?:{_HAN}|[%‰℃°])"
_BEHIND = re.compile(
    rf" (?<=[0-9] ) ?(?={_UNIT})| (?<=[0-9] [万亿余多] )(?={_HAN})| (?<=[0-9] 万亿 )(?={_HAN})"
)
_BEFORE = re.compile(rf" (?<=[\u3400-\u9fff] )(?<!{_NUMERAL} ) ?(?=[0-9])")
_AROUND = re.compile(rf" (?<=[\u3400-\u9fff] )(?<!{_NUMERAL} ) ?(?=[0-9][0-9.,]* {{1,2}}{_UNIT})")
_TIGHT = re.compile("[0-9](?<=[\u3400-\u9fff][0-9])")


def _widened(plain: str) -> str:
    """Make the half-width marks of Chinese sentences full-width; those of numbers and Latin words stay."""
    for mark, (wide, beside) in _HALF_MARKS.items():
        if mark in plain:
            plain = beside.sub(wide, plain)
    return plain


def _edits(source: str, plain: str) -> Iterator[Edit]:
    """Give the changes of signs, spaces and line ends, which depend on what stands beside them."""
    yield from _digit_edits(source, plain)
    if " " in plain:
        yield from _space_edits(plain)
    yield from wraps(plain, source)


def _gloss_edits(plain: str) -> Iterator[Edit]:
    """Give the glosses of pinyin, all that are no doubt ones and the rest where there are such."""
    if "(" not in plain:
        return
    sure = [(m.start(), m.end(), "") for m in _GLOSS.finditer(plain)]
    yield from sure
    if sure:
        yield from ((m.start(), m.end(), "") for m in _TONELESS.finditer(plain))


def _digit_edits(source: str, plain: str) -> Iterator[Edit]:
    """Give the signs inside numbers that are read as plain ones."""
    if "，" in source:
        for found in _WIDE_COMMA.finditer(source):
            yield from _each(found, "，", ",")
    if "．" in plain:
        yield from ((m.start(), m.end(), ".") for m in _WIDE_POINT.finditer(plain))
    if "：" in plain:
        yield from ((m.start(), m.end(), ":") for m in _CLOCK_COLON.finditer(plain))
    for found in _ROUND_ZERO.finditer(plain):
        yield from _each(found, "○◯0", "〇")
    if " " in plain:
        for groups in (_THIN_GROUPS, _PLAIN_GROUPS):
            for found in groups.finditer(source):
                yield from _each(found, " " + _THIN, "")


def _space_edits(plain: str) -> Iterator[Edit]:
    """Give the spaces that typesetting put before and behind digits."""
    yield from ((m.start(), m.end(), "") for m in _BEHIND.finditer(plain))
    before = [(m.start(), m.end(), "") for m in _BEFORE.finditer(plain)]
    if not before:
        return
    if len(before) > 1 and len(before) > sum(1 for _ in islice(_TIGHT.finditer(plain), len(before))):
        yield from before
    else:
        yield from ((m.start(), m.end(), "") for m in _AROUND.finditer(plain))


def _each(found: re.Match[str], old: str, new: str) -> Iterator[Edit]:
    """Give an edit for each character of a match that is in ``old``."""
    for place, character in enumerate(found[0], found.start()):
        if character in old:
            yield place, place + 1, new


def identity(length: int) -> array[int]:
    """Give the offsets of a text in which nothing moved: 0 to ``length``."""
    if length >= LONGEST_KEPT:
        return array("I", range(length + 1))
    return _rising(1 << max(length, 1023).bit_length())[: length + 1]


@lru_cache(maxsize=2)
def _rising(size: int) -> array[int]:
    return array("I", range(size))
