"""What of a text is read otherwise than it is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from extractor.types import Text

from .notes import Quote, Respelled

_IDEOGRAPHS = ("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "KANGXI", "CJK RADICAL")


def respelled(text: Text) -> Iterator[Respelled]:
    """Give what is read otherwise, and what is dropped; neighbours of one sort together."""
    waiting: Respelled | None = None
    for one in _characters(text):
        if (
            waiting is not None
            and waiting.quote.end == one.quote.start
            and (waiting.why, not waiting.read_as) == (one.why, not one.read_as)
        ):
            quote = Quote(waiting.quote.text + one.quote.text, waiting.quote.start, one.quote.end)
            waiting = Respelled(quote, waiting.read_as + one.read_as, one.why)
            continue
        if waiting is not None:
            yield waiting
        waiting = one
    if waiting is not None:
        yield waiting


def _characters(text: Text) -> Iterator[Respelled]:
    source, plain, offsets = text.source, text.plain, text.offsets
    behind = 0
    for index, at in enumerate(offsets):
        if at > behind:
            yield _dropped(source[behind:at], behind)
        if index < len(plain):
            behind = at + 1
            if plain[index] != source[at]:
                yield Respelled(Quote(source[at], at, at + 1), plain[index], _why(source[at], plain[index]))


def _dropped(words: str, start: int) -> Respelled:
    if words.startswith("("):
        why = "gloss"
    elif "\n" in words:
        why = "line end"
    elif words.isspace():
        why = "space"
    else:
        why = "no width"
    return Respelled(Quote(words, start, start + len(words)), "", why)


def _why(character: str, plain: str) -> str:
    if plain == "\ufffd":
        return "unreadable"
    if unicodedata.east_asian_width(character) == "F":
        return "full width"
    if unicodedata.name(character, "").startswith(_IDEOGRAPHS):
        return "Traditional or variant"
    return "space" if plain == " " else "sign"
