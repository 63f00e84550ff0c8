r"""Take a regex apart as far as it has to be understood: what can it begin with, and can ``re`` run it too?

The rules are written for ``regex``, which knows more than the standard library; ``re`` runs most of them three
to five times as fast. `translated` writes the same regex for it: ``\p{Han}`` and its kin as ranges of characters,
a look-behind whose alternatives differ in length as several, a group name that is used twice as two. What ``re``
cannot do stays with ``regex``; `Unknown` says so.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import regex

MOST_LOOKBEHINDS = 400
"""Into how many look-behinds of one length each one may be taken apart."""

_QUANTIFIER = re.compile(r"(?:[*+?]|\{(\d*)(,?)(\d*)\})[+?]?")
_CLASS = re.compile(r"\\[pP]\{\^?\w+\}|\\[dDsSwW]")
_SIMPLE_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_ZERO_WIDTH = "bBAZ"
_SPECIAL = frozenset("\\]^-[&~|")


class Unknown(ValueError):  # noqa: N818  a regex that is not understood is no fault of anybody
    """A regex holds something that is not understood here."""


class One(NamedTuple):
    """One character of a class, repeated: ``body`` is what stands inside ``[...]``."""

    body: str
    negated: bool
    quantifier: str

    @property
    def text(self) -> str:
        """The regex for it."""
        return f"[{'^' if self.negated else ''}{self.body}]{self.quantifier}"


class Anchor(NamedTuple):
    """A place without width, such as ``$``."""

    text: str
    quantifier: str = ""


class Group(NamedTuple):
    """Alternatives in brackets: ``opener`` is what stands behind the bracket, such as ``?:`` or ``?P<year>``."""

    opener: str
    branches: tuple[tuple[Item, ...], ...]
    quantifier: str

    @property
    def name(self) -> str | None:
        """The name of what it catches."""
        return self.opener[3:-1] if self.opener.startswith("?P<") else None

    @property
    def looks(self) -> bool:
        """Whether it only looks ahead or behind."""
        return self.opener in ("?=", "?!", "?<=", "?<!")


Item = One | Anchor | Group


class Translation(NamedTuple):
    """A regex for ``re``, and for each of its groups the name that it had; two may have the same."""

    text: str
    names: tuple[str, ...]


def parse(text: str) -> Group:
    """Take a regex apart.

    Raises:
        Unknown: It holds something that is not understood.
    """
    branches, end = _alternatives(text, 0)
    if end != len(text):
        raise Unknown(f"a bracket too many at {end}")
    return Group("?:", branches, "")


def _alternatives(text: str, at: int) -> tuple[tuple[tuple[Item, ...], ...], int]:
    branches: list[tuple[Item, ...]] = []
    items: list[Item] = []
    while at < len(text) and text[at] != ")":
        if text[at] == "|":
            branches.append(tuple(items))
            items = []
            at += 1
            continue
        item, at = _item(text, at)
        found = _QUANTIFIER.match(text, at)
        if found:
            item = item._replace(quantifier=found[0])
            at = found.end()
            if _QUANTIFIER.match(text, at):
                raise Unknown(f"a quantifier of a quantifier at {at}")
        items.append(item)
    branches.append(tuple(items))
    return tuple(branches), at


def _item(text: str, at: int) -> tuple[Item, int]:
    character = text[at]
    if character == "(":
        return _group(text, at)
    if character == "[":
        return _bracketed(text, at)
    if character in "^$":
        return Anchor(character), at + 1
    if character == ".":
        return One(r"\n", True, ""), at + 1
    if character == "\\":
        if text[at + 1] in _ZERO_WIDTH:
            raise Unknown(f"an anchor at {at}")
        body, at = _escape(text, at)
        return One(body, False, ""), at
    if character in "*+?{":
        raise Unknown(f"{character} repeats nothing at {at}")
    return One(_literal(character), False, ""), at + 1


_OPENERS = re.compile(r"\?(?::|=|!|<=|<!|>|P<[^\W\d]\w*>)")


def _group(text: str, at: int) -> tuple[Group, int]:
    opener = _OPENERS.match(text, at + 1)
    if opener is None:
        raise Unknown(f"a bracket of an unknown kind at {at}")
    branches, end = _alternatives(text, opener.end())
    if end >= len(text):
        raise Unknown("a bracket is missing")
    return Group(opener[0], branches, ""), end + 1


def _bracketed(text: str, at: int) -> tuple[One, int]:
    start = at
    at += 1
    negated = text.startswith("^", at)
    at += negated
    parts: list[str] = []
    first = True
    while first or text[at] != "]":
        first = False
        if text[at] == "\\":
            body, at = _escape(text, at)
        elif text[at] == "[" and text[at + 1] in ":=.":
            raise Unknown(f"a class in a class at {at}")
        else:
            body, at = _literal(text[at]), at + 1
        if text[at] == "-" and text[at + 1] != "]":
            after, end = _escape(text, at + 1) if text[at + 1] == "\\" else (_literal(text[at + 1]), at + 2)
            if len(body) > 2 or len(after) > 2:
                raise Unknown(f"a range of classes at {start}")
            body, at = f"{body}-{after}", end
        parts.append(body)
    return One("".join(parts), negated, ""), at + 1


def _escape(text: str, at: int) -> tuple[str, int]:
    """Read what begins with a backslash; give it as the body of a class."""
    found = _CLASS.match(text, at)
    if found:
        return ranges(found[0]), found.end()
    character = text[at + 1]
    if character in "ux":
        width = 4 if character == "u" else 2
        return _literal(chr(int(text[at + 2 : at + 2 + width], 16))), at + 2 + width
    if character in _SIMPLE_ESCAPES:
        return _literal(_SIMPLE_ESCAPES[character]), at + 2
    if character.isalnum():
        raise Unknown(f"\\{character} at {at}")
    return _literal(character), at + 2


def _literal(character: str) -> str:
    return f"\\{character}" if character in _SPECIAL else character


@cache
def ranges(written: str) -> str:
    r"""Write a class such as ``\p{Han}`` as ranges of characters, those that ``regex`` takes it to hold.

    >>> ranges(r"\\s").startswith("\t-\r")
    True
    """
    members = regex.findall(written, _every_character())
    if written[1] in "dDsSwW" and re.findall(written, _every_character()) == members:
        return written  # the engines agree
    codes = [ord(one) for one in members]
    starts = [codes[0], *(after for before, after in pairwise(codes) if after != before + 1)]
    ends = [*(before for before, after in pairwise(codes) if after != before + 1), codes[-1]]
    return "".join(_range(start, end) for start, end in zip(starts, ends, strict=True))


def _range(start: int, end: int) -> str:
    first, last = _literal(chr(start)), _literal(chr(end))
    return first if start == end else f"{first}-{last}"


@cache
def _every_character() -> str:
    return "".join(map(chr, range(sys.maxunicode + 1)))


def begins_with(group: Group) -> str | None:
    """Give the characters that a match can begin with, as the body of a class; ``None`` where any can."""
    body, optional = _first(group)
    return None if optional else body


def _first(item: Item) -> tuple[str | None, bool]:
    """Give what an item can begin with, and whether it can be passed over."""
    if isinstance(item, Anchor):
        return "", True
    optional = item.quantifier[:1] in ("*", "?") or bool(re.match(r"\{0?,|\{0", item.quantifier))
    if isinstance(item, One):
        return (None if item.negated else item.body), optional
    if item.looks:
        return "", True
    bodies: list[str] = []
    for branch in item.branches:
        body, may_be_empty = _first_of(branch)
        if body is None:
            return None, True
        bodies.append(body)
        optional = optional or may_be_empty
    return "".join(bodies), optional


def _first_of(branch: Sequence[Item]) -> tuple[str | None, bool]:
    bodies: list[str] = []
    for item in branch:
        body, optional = _first(item)
        if body is None:
            return None, optional
        bodies.append(body)
        if not optional:
            return "".join(bodies), False
    return "".join(bodies), True


def translated(group: Group) -> Translation:
    """Write a regex for ``re``.

    Raises:
        Unknown: ``re`` cannot run it.
    """
    writer = _Writer()
    text = writer.group(group)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            re.compile(text)
        except (re.error, FutureWarning, OverflowError, RecursionError) as error:
            raise Unknown(str(error)) from None
    return Translation(text, tuple(writer.names))


class _Writer:
    """Writes a regex for ``re``, its groups numbered from the left."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def group(self, group: Group) -> str:
        if group.opener in ("?<=", "?<!"):
            return self.behind(group)
        opener = group.opener
        if group.name is not None:
            opener = f"?P<g{len(self.names)}>"
            self.names.append(group.name)
        inner = "|".join(self.branch(branch) for branch in group.branches)
        return f"({opener}{inner}){group.quantifier}"

    def branch(self, items: Sequence[Item]) -> str:
        return "".join(self.group(item) if isinstance(item, Group) else item.text for item in items)

    def behind(self, group: Group) -> str:
        """Write a look-behind as several, each of one length, in the order of the alternatives."""
        if group.quantifier[:1] in ("?", "*") and not _catches(group):
            return ""
        if group.quantifier:
            raise Unknown("a look-behind is repeated")
        flat = [branch for alternative in group.branches for branch in _flat(alternative)]
        if len(flat) > MOST_LOOKBEHINDS:
            raise Unknown("a look-behind of too many lengths")
        if group.opener == "?<=":
            return f"(?:{'|'.join(f'(?<={self.branch(branch)})' for branch in flat)})"
        by_width: dict[int, list[str]] = {}
        for branch in flat:
            by_width.setdefault(_width(branch), []).append(self.branch(branch))
        return "".join(f"(?<!{'|'.join(same)})" for same in by_width.values())


def _catches(group: Group) -> bool:
    """Whether a group or one in it has a name."""
    inner = (item for branch in group.branches for item in branch if isinstance(item, Group))
    return group.name is not None or any(map(_catches, inner))


def _width(items: Sequence[Item]) -> int:
    """Count the characters of a sequence that `_flat` gave."""
    return sum(
        _width(item.branches[0]) if isinstance(item, Group) and not item.looks else isinstance(item, One)
        for item in items
    )


def _flat(items: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    """Write a sequence as sequences of single characters, in the order in which they are tried."""
    if not items:
        yield ()
        return
    for first in _unrolled(items[0]):
        for rest in _flat(items[1:]):
            yield (*first, *rest)


def _unrolled(item: Item) -> Iterator[tuple[Item, ...]]:
    if isinstance(item, Anchor):
        raise Unknown("an anchor in a look-behind")
    least, most = _counts(item.quantifier)
    once = item._replace(quantifier="")
    for count in range(most, least - 1, -1):
        if isinstance(once, One):
            yield (once,) * count
        elif once.looks:
            yield (once,)
        elif count > 1 or once.opener == "?>":
            raise Unknown("a group in a look-behind")
        elif count and once.name is not None:
            for branch in once.branches:
                yield from ((Group(once.opener, (flat,), ""),) for flat in _flat(branch))
        elif count:
            for branch in once.branches:
                yield from _flat(branch)
        else:
            yield ()


def _counts(quantifier: str) -> tuple[int, int]:
    if not quantifier:
        return 1, 1
    if quantifier == "?":
        return 0, 1
    found = _QUANTIFIER.fullmatch(quantifier)
    if found is None or quantifier[-1] != "}" or not found[1]:
        raise Unknown("a look-behind without a length")
    return int(found[1]), int(found[3]) if found[2] and found[3] else int(found[1])
