"""Lists of things that share a number, a unit, a verb or a noun: A、B和C分别为ⓠ、ⓠ和ⓠ."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.compose.line import Line, Token
from extractor.compose.words import Words

Span = tuple[int, int]

INDICATORS = (
    "增加值", "用电量", "发电量", "产值", "收入", "支出", "指数", "余额", "面积", "产量", "销量", "里程", "总额", "总值", "人数", "运量",
    "进出口", "出口", "进口", "比重", "比例", "价格", "投资", "营业额", "销售额", "零售额", "交易额", "物流额", "周转量", "率", "量", "额", "值", "数",
)  # fmt: skip
"""Words for a figure that the items of a list may share."""

PAIRED = frozenset("内外进出大小男女老少上下南北东西")
"""First characters of words that a list parts in the middle: 内、外贸."""

COMMA = frozenset({"、"})
JOINTS = COMMA | {"和", "与", "及", "以及", "及其"}


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
    items = _cut(tokens, start, end, JOINTS)
    if count and len(items) > count:
        for joints in (COMMA, JOINTS - COMMA):
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


def suffixed(items: Sequence[str], head: int = 0) -> list[str]:
    """Give every item what only the last one spells out: 城镇居民、农村居民人均收入 → 城镇居民人均收入, 农村居民人均收入.

    The last item is cut behind the characters that end an earlier item; where nothing matches and the earlier items
    are much shorter (猪、牛、羊出栏), its ending is shared.

    Args:
        items: The items as they stand.
        head: How many characters the last item's own words have, where it has as many as every other; 0 where it has not.

    >>> suffixed(["城镇居民", "农村居民人均收入"])
    ['城镇居民人均收入', '农村居民人均收入']
    >>> suffixed(["收案", "结案"])
    ['收案', '结案']
    """
    if len(items) < 2:
        return list(items)
    if items[0][:1] in "对向与" and not any(item[:1] in "对向与" for item in items[1:]):
        items = [items[0], *(items[0][0] + item for item in items[1:])]
    last = items[-1]
    shared = ""
    for length in (4, 3, 2, 1):
        ending = items[0][-length:]
        if len(ending) < length:
            continue
        at = last.find(ending)
        if at >= 0 and at + length < len(last):
            shared = last[at + length :]
            break
        if at >= 0:
            return list(items)
    if all(len(item) == 1 for item in items[:-1]) and len(last) > 2:
        cut = 1 if last[0] in PAIRED or head < 2 else head
        return [*(item + last[cut:] for item in items[:-1]), last]
    if not shared and 1 < head < len(last) - 1 and not any(item.endswith(INDICATORS) for item in items[:-1]):
        shared = last[head:]
    if not shared:
        shared = next(
            (word for word in INDICATORS if last.endswith(word) and not items[0].endswith(INDICATORS)), ""
        )
        if shared and len(last) - len(shared) < 2:
            shared = ""
    if not shared and len(last) >= 4 and all(len(item) <= 2 for item in items[:-1]):
        shared = last[max(len(item) for item in items[:-1]) :]
    if shared and not any(item.endswith(shared) for item in items[:-1]):
        return [*(item + shared for item in items[:-1]), last]
    return list(items)
