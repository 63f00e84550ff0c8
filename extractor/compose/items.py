"""The items of a list, and what the last of them spells out for all: 南线、北线货运量."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.compose.line import Line, Span, Token
from extractor.compose.words import Words

PAIRED = frozenset("内外进出大小男女老少上下南北东西")
"""First characters of words that a list parts in the middle: 内、外贸."""

TOWARDS = "对向与"
"""What stands once before a list and belongs to every item: 对甲国、乙国."""

COMMA = frozenset({"、"})
"""What parts all items but the last."""

LONGEST_MATCH = 4
"""Characters at the end of the first item that are looked for in the last."""

LONGEST_SHORT = 2
"""Characters of an item that needs the last one's ending."""


def items_of(line: Line, spans: Sequence[Span], words: Words, count: int = 0) -> list[Span]:
    """Cut a phrase into the items of its list.

    Args:
        line: The folded sentence.
        spans: Where the phrase stands.
        words: The word lists.
        count: How many items there should be; a list of that many between 、 alone or 和 alone is taken so
            (制造业、科研和服务业 are two beside two numbers).

    Returns:
        The items; one where it is no list.
    """
    start, end = spans[0][0], spans[-1][1]
    tokens = line.between(start, end)
    items = _cut(tokens, start, end, words.role.joint)
    if count and len(items) > count:
        for joints in (COMMA, words.role.joint - COMMA):
            fewer = _cut(tokens, start, end, joints)
            if len(fewer) == count:
                return fewer
    return items


def _cut(tokens: Sequence[Token], start: int, end: int, joints: frozenset[str]) -> list[Span]:
    items: list[Span] = []
    begin = start
    for token in tokens:
        if token.word in joints and token.start > begin:
            items.append((begin, token.start))
            begin = token.end
    if begin < end:
        items.append((begin, end))
    return items


def completed(items: Sequence[str], figures: tuple[str, ...], head: int = 0) -> list[str]:
    """Give every item what only the last one spells out.

    The last item is cut behind the characters that end the first; where nothing matches and the earlier
    items are much shorter (鸡、鸭、鹅存栏), its ending is shared.

    Args:
        items: The items as they stand.
        figures: Words for a figure that items may share.
        head: How many characters the last item's own words have, where it has as many words as every other;
            0 where it has not.

    >>> completed(["城镇居民", "农村居民人均收入"], ("收入",))
    ['城镇居民人均收入', '农村居民人均收入']
    >>> completed(["收案", "结案"], ("收入",))
    ['收案', '结案']
    """
    if len(items) < 2:
        return list(items)
    items = _towards(items)
    *earlier, last = items
    ending = _behind_match(items[0], last, max(len(item) for item in earlier))
    if ending == "":
        return items
    if len(last) > 2 and all(len(item) == 1 for item in earlier):
        own = 1 if last[0] in PAIRED or head < 2 else head
        return [*(item + last[own:] for item in earlier), last]
    ending = ending or _ending(earlier, last, figures, head)
    if not ending or any(item.endswith(ending) for item in earlier):
        return items
    return [*(item + ending for item in earlier), last]


def _towards(items: Sequence[str]) -> list[str]:
    """Give every item the preposition before the first: 对甲国、乙国出口 → 对甲国, 对乙国出口."""
    first = items[0][:1]
    if first in TOWARDS and not any(item[:1] in TOWARDS for item in items[1:]):
        return [items[0], *(first + item for item in items[1:])]
    return list(items)


def _behind_match(first: str, last: str, longest: int) -> str | None:
    """Give what follows the first item's end in the last: 南线, 北线｜运量; ``None`` if that is not there.

    One character further on than the longest earlier item may be of another word: 支出, 净出口对增长的….
    """
    for length in range(min(LONGEST_MATCH, len(first)), 0, -1):
        at = last.find(first[-length:])
        whole = length > 1 or len(first) == 1 or at > 0  # 食品制造、造纸
        if at >= 0 and whole and (length > 1 or at < longest or "对" not in last[at:]):
            return last[at + length :]
    return None


def _ending(earlier: Sequence[str], last: str, figures: tuple[str, ...], head: int) -> str:
    """Give what the last item has beyond its own words, a figure, or all behind a short word."""
    at = last.find("对")
    if at > 1 and "的" in last[at:] and last.endswith(figures):
        return last[at:]  # 消费、投资｜对增长的贡献率
    figure = next((word for word in figures if last.endswith(word)), "")
    if 1 < head < len(last) - 1 and not any(item.endswith(figures) for item in earlier):
        whole = len(last) - head < len(figure) < len(last) - 1
        return figure if whole else last[head:]  # 城镇、农村｜居民人均收入
    if figure and not earlier[0].endswith(figures) and len(last) - len(figure) >= 2:
        return figure
    longest = max(len(item) for item in earlier)
    return last[longest:] if len(last) >= 4 and longest <= LONGEST_SHORT else ""
