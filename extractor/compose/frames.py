"""What frames say about a number: a change, what that is measured against, a step between two levels."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from extractor.compose.line import QUANTITY, Line, Span
from extractor.compose.words import Words
from extractor.types import Mention

DOUBLED = frozenset({"percent.doubled", "percent.doubled_near", "percent.doubled_over"})
"""The rules whose mention is a verb of change itself: 翻一番."""


COMPARED = "change.compared"
RATIO = "change.ratio"
CHANGES = (
    COMPARED,
    "change.multiple",
    RATIO,
    "change.higher",
    "change.moved",
    "change.more",
    "change.object",
)
"""The frames that tell a change, in the order in which they are tried."""

LONGEST_COUNTED = 6
"""Characters of a noun between the first level of a step and its verb."""

LONGEST_CHANGE = 80
"""Characters before a number in which words of change are looked for."""


class Change(NamedTuple):
    """How a number changes something.

    Attributes:
        start: Where, in the folded text, the words of change begin; what stands before them is the subject.
        direction: ``up``, ``down``, ``flat``, or ``None`` where two things are compared and nothing moves.
        basis: ``yoy``, ``mom``, the words of what it is compared with, or ``None``.
        role: ``to`` where the number is the level reached.
        object: Where the subject stands if it is the object of the verb of change: 延长服务时间至ⓠ.
        frame: The frame that told it, where one did.
    """

    start: int
    direction: str | None
    basis: str | None
    role: str | None = None
    object: tuple[int, int] | None = None
    frame: str | None = None

    @property
    def moves(self) -> bool:
        """Whether something moves by an amount, and not to a level."""
        return self.direction is not None and self.role is None


def change_before(line: Line, plain: str, start: int, end: int, words: Words) -> Change | None:
    """Read the words of change that end where a number begins.

    Args:
        line: The folded sentence.
        plain: The normalised text.
        start: Where the words before the number begin in the folded text.
        end: Where the number stands.
        words: The word lists with the frames.

    Returns:
        The change, or ``None`` where the words state a level.
    """
    start = max(start, end - LONGEST_CHANGE)
    left = line.text[start:end]
    number = line.mention(end) if line.text.startswith(QUANTITY, end) else None
    if number is not None and number.rule in DOUBLED:
        left += "增长"  # 翻番 is verb and number in one
    if not left:
        return None
    ratio = number is not None and number.unit in ("倍", "%")
    for name in CHANGES:
        frame = words.frames.get(name) if name != RATIO or ratio else None
        match = frame.search(left) if frame else None
        shares = number is not None and number.unit == "%" and name == RATIO
        if match is None or (shares and "达到" in match[0]):
            continue  # 销量达到总销量的44%
        groups = match.groupdict()
        begin = start + match.start()
        if name == RATIO:
            return Change(begin, None, None, frame=name)
        within = match.span("object") if "object" in groups else None
        return Change(
            begin,
            _direction(name, groups, words),
            _basis(line, plain, start, match.span, groups) if name != COMPARED else None,
            "to" if groups.get("to") else None,
            (start + within[0], start + within[1]) if within else None,
            name,
        )
    return None


def _direction(frame: str, groups: dict[str, str | None], words: Words) -> str | None:
    if frame in ("change.higher", "change.more"):
        return "up" if groups["up"] else "down"
    return words.change.get(groups["verb"] or "") if frame in ("change.moved", "change.object") else None


def basis_in(line: Line, plain: str, start: int, end: int, words: Words) -> str | None:
    """Read what a sentence has said, before a number, that its changes are measured against."""
    frame = words.frames.get("change.basis")
    if frame is None:
        return None
    found = None
    for match in frame.all_in(line.text, start, end):
        found = _basis(line, plain, 0, match.span, match.groupdict()) or found
    return found


def _basis(
    line: Line, plain: str, start: int, span: Callable[[str], Span], groups: dict[str, str | None]
) -> str | None:
    """Give what a change is measured against, in the words of the text where it is a time or a thing."""
    if groups.get("mom"):
        return "mom"
    if groups.get("reference"):
        first, last = span("reference")
        return plain[line.origins[start + first] : line.finish(start + last - 1)]
    if groups.get("yoy"):
        return "yoy"
    return None


def steps(line: Line, first: int, second: int, start: int, words: Words) -> tuple[int, str | None] | None:
    """See whether two numbers are the ends of one step: 由ⓠ提升至ⓠ.

    Returns:
        Where the words of the step begin (their subject ends there) and its direction, or ``None``.
    """
    opening = words.frames.get("step.from")
    closing = words.frames.get("step.to")
    if opening is None or closing is None:
        return None
    begin = opening.search(line.text[start:first])
    end = begin and closing.fullmatch(line.text[_behind_noun(line, first, words) : second])
    if not begin or not end:
        return None
    verb = end.groupdict().get("verb") or ""
    return start + begin.start(), words.change.get(verb)


def _behind_noun(line: Line, first: int, words: Words) -> int:
    """Find where the noun that a first level counts ends: 由ⓠ个省｜扩大到ⓠ个省."""
    tokens = line.between(first + 1, min(first + 1 + LONGEST_COUNTED, len(line.text)))
    if tokens and tokens[0].tag[0] == "n" and tokens[0].word not in words.change:
        return tokens[0].end
    return first + 1


def direction_of(first: Mention, second: Mention) -> str | None:
    """Say which way a step without a telling verb goes, from its two levels."""
    low = first.value if first.value is not None else first.low
    high = second.value if second.value is not None else second.low
    if low is None or high is None or isinstance(low, str) or isinstance(high, str):
        return None
    return "up" if high > low else "down" if high < low else "flat"
