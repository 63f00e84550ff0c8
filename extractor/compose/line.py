"""A sentence as the composer sees it: folded, cut into tokens, and the way back to the text.

Folding puts one private-use character in the place of each number, date, place and agency, so that a frame is
a short regex and a tagger sees neither digits nor names. 茶叶产量420吨，较前年多收15吨 becomes
茶叶产量ⓠ，较ⓣ多收ⓠ.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from extractor.compose.words import Words
from extractor.types import AgencyName, Mention, PlaceName, Sentence

QUANTITY = "\ue000"
TIME = "\ue001"
PLACE = "\ue002"
AGENCY = "\ue003"
FOLDS = frozenset({QUANTITY, TIME, PLACE, AGENCY})

BREAKS = frozenset("，,；;。：:！!？?（）()\n…―【】 \u3000|\0\ufffd")
"""Where a clause ends. 、 does not end one."""

_BREAK = re.compile(f"[{re.escape(''.join(sorted(BREAKS)))}]")

_FULL_STOP = re.compile("[。！？；]")
"""What stands in a sentence of a text and not in a headline, where a space parts clauses."""

DASH = "――"
"""How a dash between clauses is folded, so that it ends a clause and the — of Ⅰ—Ⅲ类 does not."""

_token = tuple.__new__
"""What makes a `Token`, in half the time that ``Token(…)`` takes."""

_LIKE_NOUNS = frozenset({"vn", "an", "j", "l", "i", "eng", "s", "nz"})
_VERBS = frozenset({"v", "vd", "vg", "vi", "zg", "vq"})
_NAMES = frozenset({PLACE, AGENCY})

_FIGURES = "率数量额值"
"""Last characters of figures, behind which 均 is an adverb: 合格率｜均."""

_BEFORE_REACHING = _FIGURES + "均已共将可就约长高重宽深"
"""Characters behind which 达 is a verb before a number: 产量｜达ⓠ."""

KIND_MARK = "\ue006"
"""What stands in the folded text for each character of an aside that names other kinds of a division."""

_KINDS = re.compile(
    f"(?<={QUANTITY})[（(][台套辆组件次个份只架][）)]|(?<=[\u4e00-\u9fff])[（(]"
    "(?:[市区县州旗镇乡村省盟]|街道|社区|自治[区州县旗]|直辖市|居委会|农场|[、和])+[）)]"
)
"""Such an aside, which is part of the noun before it: 县（市、区）."""

AMONG = "其中"
AMONG_MARK = "\ue004\ue005"
"""What the tagger sees of 其中, which it would join with what follows (其中小学)."""

Name = PlaceName | AgencyName
Span = tuple[int, int]
"""Where words stand in the folded text."""


class Token(NamedTuple):
    """A word of the folded line, with the tagger's part of speech."""

    start: int
    end: int
    word: str
    tag: str

    @property
    def is_noun(self) -> bool:
        """Whether it can be the head of a noun phrase."""
        return self.tag[0] == "n" or self.tag in _LIKE_NOUNS or self.word in _NAMES

    @property
    def is_verb(self) -> bool:
        """Whether it is tagged as a verb and not as a verbal noun."""
        return self.tag in _VERBS


class Tokens:
    """The words of a folded line, cut clause by clause when they are first asked for: half of them never are.

    A mark that ends a clause is a token of its own, so that no word reaches over it.
    """

    __slots__ = ("_breaks", "_cut", "_text", "_words")

    def __init__(self, text: str, breaks: Sequence[int], words: Words) -> None:
        """Take a line, and where the marks stand in it."""
        self._text = text
        self._breaks = breaks
        self._words = words
        self._cut: dict[int, tuple[list[Token], list[int]]] = {}

    def between(self, start: int, end: int) -> list[Token]:
        """Give the tokens that lie wholly between two positions."""
        if start >= end:
            return []
        first, last = bisect_left(self._breaks, start), bisect_left(self._breaks, end - 1)
        if first == last:
            return self._of_clause(first, start, end)
        return [token for clause in range(first, last + 1) for token in self._of_clause(clause, start, end)]

    def _of_clause(self, clause: int, start: int, end: int) -> list[Token]:
        found = self._cut.get(clause)
        if found is None:
            begin = self._breaks[clause - 1] + 1 if clause else 0
            stop = self._breaks[clause] + 1 if clause < len(self._breaks) else len(self._text)
            tokens = _tokens(self._text, begin, stop, self._words)
            found = tokens, [*[token.start for token in tokens], stop]
            self._cut[clause] = found
        tokens, borders = found
        first = bisect_left(borders, start)
        return tokens[first : max(first, bisect_right(borders, end) - 1)]


class Line(msgspec.Struct, frozen=True):
    """A folded sentence.

    Attributes:
        text: The folded string.
        origins: For each of its characters the offset in ``Text.plain``, and one more for the end.
        slots: What was folded, by position in ``text``.
        quantities: Positions of the numbers, in order.
        breaks: Positions of the marks that end a clause, in order.
        tokens: Its words.
    """

    text: str
    origins: Sequence[int]
    slots: dict[int, Mention | Name]
    quantities: tuple[int, ...]
    breaks: Sequence[int]
    tokens: Tokens

    def mention(self, position: int) -> Mention:
        """Give the number that stands at a position of `quantities`."""
        found = self.slots[position]
        if not isinstance(found, Mention):
            raise TypeError(f"no number was folded at {position}")
        return found

    def between(self, start: int, end: int) -> list[Token]:
        """Give the tokens that lie wholly between two positions."""
        return self.tokens.between(start, end)

    def clause(self, position: int) -> tuple[int, int]:
        """Give the start and end, in the folded text, of the clause around a position."""
        after = bisect_left(self.breaks, position)
        start = self.breaks[after - 1] + 1 if after else 0
        end = self.breaks[after] if after < len(self.breaks) else len(self.text)
        return start, end

    def source(self, plain: str, spans: Iterable[Span]) -> str:
        """Write the words of some spans as the text has them, without numbers and white space."""
        pieces = []
        for start, end in spans:
            if start < end and FOLDS.isdisjoint(self.text[start:end]):
                pieces.append(plain[self.origins[start] : self.origins[end - 1] + 1])
                continue
            pieces += [
                plain[self.origins[at] : self.finish(at)]
                for at in range(start, end)
                if self.text[at] not in (QUANTITY, TIME)
            ]
        return "".join("".join(pieces).split())

    def finish(self, at: int) -> int:
        """Give the offset in ``Text.plain`` behind what stands at a position."""
        slot = self.slots.get(at)
        return slot.end if slot is not None else self.origins[at] + 1


def fold(
    plain: str,
    sentence: Sentence,
    mentions: Sequence[Mention],
    names: Sequence[Name],
    words: Words,
) -> Line:
    """Fold a sentence.

    Args:
        plain: The normalised text.
        sentence: Where the sentence stands in it.
        mentions: The numbers, dates and periods inside the sentence, in order.
        names: The places and agencies inside it, in order; a number wins over a name that it overlaps.
        words: The word lists, which tell whether 一 counts (捣毁一个团伙) or is an article and stays.

    Returns:
        The folded line with its tokens.
    """
    marks: list[tuple[int, int, str, Mention | Name]] = []
    for mention in mentions:
        if mention.kind in ("date", "period"):
            marks.append((mention.start, mention.end, TIME, mention))
        elif (
            mention.kind not in ("stop", "ordinal")
            and not _is_word(plain, mention)
            and not (mention.parts.get("article") and not words.achieves(plain, mention.start))
        ):
            marks.append((mention.start, mention.end, QUANTITY, mention))
    starts, ends = [mark[0] for mark in marks], [mark[1] for mark in marks]
    for name in names:
        after = bisect_right(ends, name.start)
        if after == len(ends) or starts[after] >= name.end:
            symbol = AGENCY if isinstance(name, AgencyName) else PLACE
            marks.append((name.start, name.end, symbol, name))
    marks.sort(key=lambda mark: (mark[0], mark[2] != AGENCY, -mark[1]))
    return _folded(plain, sentence, marks, words)


def _is_word(plain: str, mention: Mention) -> bool:
    """Whether a bare numeral is rather a part of a word or name: 九巷, 三元朱村."""
    return mention.kind == "number" and not any(
        c in "0123456789万亿" for c in plain[mention.start : mention.end]
    )


def _folded(
    plain: str, sentence: Sentence, marks: list[tuple[int, int, str, Mention | Name]], words: Words
) -> Line:
    pieces: list[str] = []
    origins: list[int] = []
    slots: dict[int, Mention | Name] = {}
    quantities: list[int] = []
    at = sentence.start
    spaced = False
    headline = not _FULL_STOP.search(plain, sentence.start, sentence.end)
    for start, end, symbol, what in marks:
        if start < at:
            continue
        while spaced and at < start and plain[at] == " ":
            at += 1  # no clause ends between a number and the % or 和 behind it
        pieces.append(plain[at:start])
        origins.extend(range(at, start))
        slots[len(origins)] = what
        if symbol == QUANTITY:
            quantities.append(len(origins))
        pieces.append(symbol)
        origins.append(start)
        at = end
        spaced = symbol != QUANTITY or not headline
    pieces.append(plain[at : sentence.end])
    origins.extend(range(at, sentence.end + 1))
    text = "".join(pieces).replace("——", DASH)
    if "（" in text or "(" in text:
        text = _KINDS.sub(lambda aside: KIND_MARK * len(aside[0]), text)
    breaks = [found.start() for found in _BREAK.finditer(text)] if quantities else []
    return Line(text, origins, slots, tuple(quantities), breaks, Tokens(text, breaks, words))


def _tokens(text: str, start: int, stop: int, words: Words) -> list[Token]:
    """Tag a piece of a line, and cut off what the dictionary joins though it is a word of its own."""
    tokens: list[Token] = []
    at = start
    for word, tag in words.tag(text[start:stop].replace(AMONG, AMONG_MARK)):
        end = at + len(word)
        if word[0] == KIND_MARK and tokens:
            tokens.append(tokens.pop()._replace(end=end))
        elif word[0] in AMONG_MARK:
            if word[0] == AMONG_MARK[0]:
                tokens.append(Token(at, at + len(AMONG), AMONG, "r"))
        elif end - at > 1 and (word[-1] in "达均比较为有" or end - at > 3 or tag == "f"):
            tokens += _parted(Token(at, end, word, tag), text[at - 1 : at], text[end : end + 1], words)
        else:
            tokens.append(_token(Token, (at, end, word, tag)))
        at = end
    return tokens


def _parted(token: Token, before: str, after: str, words: Words) -> list[Token]:
    """Cut a word of its own off the end of another: 满意率｜达ⓠ, 运价｜上涨, 利润｜比."""
    length, tag = _tail(token, before, after, words)
    if not length:
        return [token]
    border = token.end - length
    return [
        Token(token.start, border, token.word[:-length], "n"),
        Token(border, token.end, token.word[-length:], tag),
    ]


def _tail(token: Token, before: str, after: str, words: Words) -> tuple[int, str]:
    """Count the characters at the end of a word that are a word of their own, and give their tag."""
    word = token.word
    if word[-1] == "达" and word[-2] in _BEFORE_REACHING and after == QUANTITY:
        return 1, "v"
    if word[-1] == "为" and word[-2] in _FIGURES and after == QUANTITY:
        return 1, "p"
    if word[-1] == "均" and word[-2] in _FIGURES:
        return 1, "d"
    if len(word) > 3 and word[-2:] in words.role.joined:
        return 2, "v"
    if len(word) > 2 and word[-1] in "比较":
        return 1, "p"
    return int(token.tag == "f" and before == QUANTITY), token.tag
