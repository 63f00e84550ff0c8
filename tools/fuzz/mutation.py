"""From an input to one that is much like it: pieces put in, taken out, doubled and moved, bytes spoiled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

Step = Callable[[str, Random, Sequence[str]], str]


def text_of(data: bytes) -> str:
    """Read bytes as a text; those that are no UTF-8 become unpaired surrogates, so that none is lost."""
    return data.decode("utf-8", "surrogateescape")


def bytes_of(text: str) -> bytes:
    """Write a text as bytes, whatever it holds: what `text_of` read comes back."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def mutated(data: bytes, longest: int, seed: int, pieces: Sequence[str]) -> bytes:
    """Change an input in one place or a few.

    Args:
        data: The input.
        longest: The most bytes that may come out.
        seed: The same seed makes the same change.
        pieces: What may be put in.
    """
    chance = Random(seed)
    text = text_of(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        text = chance.choice(_STEPS)(text, chance, pieces)
    changed = bytes_of(text)
    if chance.random() < 0.08:
        changed = _spoiled(changed, chance)
    return changed[:longest]


def _span(text: str, chance: Random) -> tuple[int, int]:
    start = chance.randint(0, len(text))
    return start, min(len(text), start + chance.choice((1, 1, 2, 3, 5, 8, 20)))


def _put_in(text: str, chance: Random, pieces: Sequence[str]) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(pieces) + text[at:]


def _put_many_in(text: str, chance: Random, pieces: Sequence[str]) -> str:
    at = chance.choice((len(text), chance.randint(0, len(text))))
    return text[:at] + "".join(chance.choices(pieces, k=chance.randint(2, 9))) + text[at:]


def _replaced(text: str, chance: Random, pieces: Sequence[str]) -> str:
    start, end = _span(text, chance)
    return text[:start] + chance.choice(pieces) + text[end:]


def _taken_out(text: str, chance: Random, _pieces: Sequence[str]) -> str:
    start, end = _span(text, chance)
    return text[:start] + text[end:]


def _doubled(text: str, chance: Random, _pieces: Sequence[str]) -> str:
    start, end = _span(text, chance)
    at = chance.randint(0, len(text))
    return text[:at] + text[start:end] * chance.choice((1, 1, 2, 7)) + text[at:]


def _cut(text: str, chance: Random, _pieces: Sequence[str]) -> str:
    at = chance.randint(0, len(text))
    return chance.choice((text[at:], text[:at]))


def _one_character(text: str, chance: Random, _pieces: Sequence[str]) -> str:
    start, end = _span(text, chance)
    last = chance.choice((0x7F, 0x7F, 0x2FFF, 0x9FFF, 0xFFFF, 0x10FFFF))
    return text[:start] + chr(chance.randint(0, last)) + text[end:]


_STEPS: tuple[Step, ...] = (
    *(_put_in, _put_in, _put_in, _replaced, _replaced, _put_many_in),
    *(_taken_out, _taken_out, _doubled, _cut, _one_character),
)


def _spoiled(data: bytes, chance: Random) -> bytes:
    """Change, put in or take out single bytes."""
    spoiled = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(spoiled))
        spoiled[at : at + chance.randint(0, 2)] = bytes(chance.choices(range(256), k=chance.randint(0, 2)))
    return bytes(spoiled)
