"""Where a word begins, for short names that other words run into: there is no 新平 in 创新|平台."""

from __future__ import annotations

import re
from collections.abc import Callable

_BACK = 10
_AHEAD = 5
_BREAK = re.compile(r"[^\u4e00-\u9fff]")


def begins_word(plain: str, start: int, cut: Callable[[str], list[str]]) -> bool:
    """Say whether a word may begin at a position of a text, which ``cut`` cuts into words."""
    before = plain[max(0, start - _BACK) : start]
    breaks = [match.end() for match in _BREAK.finditer(before)]
    before = before[breaks[-1] :] if breaks else before
    if not before:
        return True
    at = 0
    for word in cut(before + plain[start : start + _AHEAD]):
        if at >= len(before):
            break
        at += len(word)
    return at == len(before)
