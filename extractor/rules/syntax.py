r"""Take a regex apart as far as it has to be understood: what can it begin with, and can ``re`` run it too?

The rules are written for ``regex``, which knows more than the standard library; ``re`` runs most of them
three to five times as fast. `translated` writes the same regex for it: ``\p{Han}`` and its kin as ranges of
characters, a look-behind whose alternatives differ in length as several, a group name that is used twice as
two. What ``re`` cannot do stays with ``regex``; `Unknown` says so.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple, TypeGuard

import regex

MOST_LOOKBEHINDS = 400
"""Into how many look-behinds of one length each one may be taken apart."""

MOST_MARKS = 40
"""How many characters a landmark may be: what can be anything marks nothing."""

_QUANTIFIER = re.compile(r"(?:[*+?]|\{(\d*)(,?)(\d*)\})[+?]?")
_CLASS = re.compile(r"\\[pP]\{\^?\w+\}|\\[dDsSwW]")
_SIMPLE_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_ZERO_WIDTH = "bBAZ"
_POSSESSIVE_IS_SOUND = sys.version_info >= (3, 11, 5)
"""Before, ``re`` gave matches that end before they begin, and ``finditer`` never came to an end."""

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


_ANY = One("", True, "")


class Anchor(NamedTuple):
    """A place without width, such as ``$``."""

    text: str
    quantifier: str = ""


class Group(NamedTuple):
    """Alternatives in brackets; ``opener`` is what stands behind the bracket, ``?:`` or ``?P<year>``."""

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

    >>> ranges(r"\p{Nd}")[:3]
    '0-9'
    """
    held = regex.findall(written, _every_character())
    if written[1] in "dDsSwW":
        own = set(re.findall(written, _every_character()))
        if own.issubset(held):
            return written + (body_of(set(held) - own) if len(own) < len(held) else "")
    return body_of(held)


def _range(start: int, end: int) -> str:
    first, last = _literal(chr(start)), _literal(chr(end))
    return first if start == end else f"{first}-{last}"


@cache
def _every_character() -> str:
    return "".join(map(chr, range(sys.maxunicode + 1)))


def edge(branch: Sequence[Item], *, last: bool = False) -> frozenset[str] | None:
    """Give the characters of which one stands at the beginning of every match; ``None`` where none has to.

    A character that is only looked at counts too. Characters beyond U+FFFF are left out.

    Args:
        branch: What is matched, one thing behind the other.
        last: Ask for the end instead of the beginning.
    """
    found, free = _edge(branch, last=last)
    return None if free else found


def edges(group: Group, *, last: bool = False) -> frozenset[str] | None:
    """Do what `edge` does for all branches of a group together."""
    found, free = _edges(group, last=last)
    return None if free else found


def _edge(branch: Sequence[Item], *, last: bool) -> tuple[frozenset[str], bool]:
    """Give the characters that may stand at the edge, and whether any other may too."""
    found: frozenset[str] = frozenset()
    looked: frozenset[str] | None = None
    for item in reversed(branch) if last else branch:
        if isinstance(item, Anchor):
            continue
        if isinstance(item, Group) and item.looks:
            inner, free = _edges(item, last=last)
            if item.opener == ("?<=" if last else "?=") and not free and not _optional(item):
                looked = inner if looked is None else looked & inner
            continue
        inner, free = (members(item), False) if isinstance(item, One) else _edges(item, last=last)
        found |= inner
        if not free and not _optional(item):
            return (found if looked is None else found & looked), False
    return (found, True) if looked is None else (looked, False)


def _edges(group: Group, *, last: bool) -> tuple[frozenset[str], bool]:
    found = [_edge(branch, last=last) for branch in group.branches]
    return frozenset().union(*(characters for characters, _ in found)), any(free for _, free in found)


def heads(branches: Iterable[Sequence[Item]]) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """Give the characters that can stand first in a match and those that can stand second, ``None`` for any.

    Each is looked at by itself, and a character that is only looked at counts too.
    """
    first: frozenset[str] | None = frozenset()
    second: frozenset[str] | None = frozenset()
    for branch in branches:
        sets, ends = _heads(branch)
        ahead = _looked_at(branch)
        if ahead is not None and 0 in ends:
            sets, ends = _heads_of(ahead)
        first = None if first is None or 0 in ends else first | sets[0]
        second = None if second is None or not ends.isdisjoint((0, 1)) else second | sets[1]
    return first, second


def _looked_at(branch: Sequence[Item]) -> Group | None:
    """Give what a sequence looks ahead at before it takes anything."""
    for item in branch:
        if _looks_ahead(item):
            return item
        if not _has_no_width(item):
            return None
    return None


def _heads(branch: Sequence[Item]) -> tuple[list[frozenset[str]], set[int]]:
    """Give what can stand at the first two places, and after how many characters (2: or more) it can end."""
    sets = [frozenset[str](), frozenset[str]()]
    ends = {0}
    for item in branch:
        if isinstance(item, Anchor) or (isinstance(item, Group) and item.looks):
            if ends == {0} and item is _looked_at(branch):
                ahead, lengths = _heads_of(item)
                if 0 not in lengths:  # it says what there is to say of the first, and mostly of the second
                    return (ahead if lengths == {2} else [ahead[0], members(_ANY)]), {2}
            continue
        once, lengths = ([members(item), frozenset()], {1}) if isinstance(item, One) else _heads_of(item)
        least, most = _counts_at_most_two(item.quantifier)
        reached = set(ends) if least == 0 else set()
        here = ends
        for count in range(1, most + 1):
            for start in here & {0, 1}:
                sets[start] |= once[0]
                if start == 0:
                    sets[1] |= once[1]
            here = {min(start + length, 2) for start in here for length in lengths}
            if count >= least:
                reached |= here
        ends = reached
    return sets, ends


def _heads_of(group: Group) -> tuple[list[frozenset[str]], set[int]]:
    found = [_heads(branch) for branch in group.branches]
    sets = [frozenset[str]().union(*(each[place] for each, _ in found)) for place in (0, 1)]
    return sets, {end for _, ends in found for end in ends}


def counts(quantifier: str) -> tuple[int, int | None]:
    """Give how often a quantifier repeats, at least and at most; ``None`` where there is no limit.

    >>> counts(""), counts("?+"), counts("{2,}"), counts("{,3}")
    ((1, 1), (0, 1), (2, None), (0, 3))
    """
    if not quantifier:
        return 1, 1
    if quantifier[0] in "*+?":
        return int(quantifier[0] == "+"), 1 if quantifier[0] == "?" else None
    found = _QUANTIFIER.fullmatch(quantifier)
    if found is None:
        raise Unknown(f"the quantifier {quantifier}")
    least = int(found[1] or 0)
    return least, least if not found[2] else int(found[3]) if found[3] else None


def _counts_at_most_two(quantifier: str) -> tuple[int, int]:
    least, most = counts(quantifier)
    return min(least, 2), 2 if most is None else min(most, 2)


def landmark(branches: Iterable[Sequence[Item]]) -> tuple[frozenset[str], int] | None:
    """Give characters of which every match holds one, and how far from its beginning; ``None`` for none.

    Digits are no landmarks, as they stand everywhere.
    """
    held: frozenset[str] = frozenset()
    farthest = 0
    for branch in branches:
        found = _landmark(branch)
        if found is None:
            return None
        held, farthest = held | found[0], max(farthest, found[1])
    return held, farthest


def _looks_ahead(item: Item) -> TypeGuard[Group]:
    return isinstance(item, Group) and item.opener == "?=" and not item.quantifier


def _landmark(branch: Sequence[Item]) -> tuple[frozenset[str], int] | None:
    at = 0
    for index, item in enumerate(branch):
        held = edge(branch[index:])
        if held is not None and len(held) <= MOST_MARKS and held.isdisjoint("0123456789"):
            return held, at
        if isinstance(item, Group) and not item.looks and not _optional(item):
            found = landmark(item.branches)
            if found is not None:
                return found[0], at + found[1]
        width = _widest(item)
        if width is None:
            return None
        at += width
    return None


def _widest(item: Item) -> int | None:
    """Give how many characters an item takes at most; ``None`` where there is no limit."""
    if _has_no_width(item) or isinstance(item, Anchor):
        return 0
    once: int | None = 1
    if isinstance(item, Group):
        once = 0
        for branch in item.branches:
            widths = [_widest(each) for each in branch]
            if None in widths:
                return None
            once = max(once, sum(width or 0 for width in widths))
    quantifier = item.quantifier.rstrip("+?") or item.quantifier[:1]
    if quantifier in ("", "?"):
        return once
    found = re.fullmatch(r"\{(\d*)(,?)(\d*)\}", quantifier)
    if found is None or (found[2] and not found[3]):
        return None
    return (once or 0) * int(found[3] or found[1])


def _optional(item: One | Group) -> bool:
    return item.quantifier[:1] in ("*", "?") or item.quantifier.startswith(("{0", "{,"))


_WRITTEN_OUT = re.compile(r"[^\\\-\[\]^&|~]+")
"""The body of a class that only lists characters."""


@cache
def members(one: One) -> frozenset[str]:
    """Give the characters of a class, those beyond U+FFFF only where it names one."""
    if _is_literal(one.body) and not one.negated:
        return frozenset(one.body[-1])
    if not one.negated and _WRITTEN_OUT.fullmatch(one.body):
        return frozenset(one.body)
    reach = sys.maxunicode if max(one.body, default="") > "\uffff" else 0xFFFF
    if not one.body:
        return frozenset(_every_character()[: reach + 1])
    return frozenset(re.findall(f"[{'^' if one.negated else ''}{one.body}]", _every_character()[: reach + 1]))


def is_rigid(item: Item) -> bool:
    """Say whether an item can match in one way only from a place, so that nothing in it is tried again."""
    if isinstance(item, Anchor) or (len(item.quantifier) > 1 and item.quantifier.endswith("+")):
        return True
    if isinstance(item, One):
        return not item.quantifier or item.quantifier == "{1}"
    if item.looks or (item.opener == "?>" and not item.quantifier):
        return True
    if item.quantifier:
        return False
    firsts = [edge(branch) for branch in item.branches]
    apart = len(item.branches) == 1 or (None not in firsts and _disjoint(firsts))
    return apart and all(is_rigid(each) for branch in item.branches for each in branch)


def _disjoint(sets: Sequence[frozenset[str] | None]) -> bool:
    known = [each for each in sets if each is not None]
    return len(frozenset().union(*known)) == sum(map(len, known))


def literals(branch: Sequence[Item]) -> Iterator[str]:
    """Give the strings that every match of a sequence holds."""
    run = ""
    for item in branch:
        if isinstance(item, One) and not item.negated and not item.quantifier and _is_literal(item.body):
            run += item.body[-1]
            continue
        if isinstance(item, Anchor) or (isinstance(item, Group) and item.looks):
            continue
        if run:
            yield run
        run = ""
        if isinstance(item, Group) and len(item.branches) == 1 and not _optional(item):
            yield from literals(item.branches[0])
    if run:
        yield run


def _is_literal(body: str) -> bool:
    return len(body) == 1 or (len(body) == 2 and body[0] == "\\" and body[1] in _SPECIAL)


def body_of(characters: Iterable[str]) -> str:
    """Write characters as the body of a class."""
    codes = sorted(map(ord, characters))
    starts = [codes[0], *(after for before, after in pairwise(codes) if after != before + 1)]
    ends = [*(before for before, after in pairwise(codes) if after != before + 1), codes[-1]]
    return "".join(_range(start, end) for start, end in zip(starts, ends, strict=True))


def translated(group: Group, *, catch: bool = True) -> Translation:
    """Write a regex for ``re``.

    Args:
        group: The regex.
        catch: Whether its groups catch anything.

    Raises:
        Unknown: ``re`` cannot run it.
    """
    if not _POSSESSIVE_IS_SOUND:
        raise Unknown("this version of re matches possessive groups wrongly")
    writer = _Writer(catch=catch)
    text = writer.group(group)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            re._parser.parse(text)  # type: ignore[attr-defined]  # noqa: SLF001
        except (AttributeError, re.error, FutureWarning, OverflowError, RecursionError) as error:
            raise Unknown(str(error)) from None
    return Translation(text, tuple(writer.names))


class _Writer:
    """Writes a regex for ``re``, its groups numbered from the left."""

    def __init__(self, *, catch: bool) -> None:
        self.catch = catch
        self.names: list[str] = []

    def group(self, group: Group) -> str:
        if group.opener in ("?<=", "?<!"):
            return self.behind(group)
        opener = group.opener
        if group.name is not None:
            opener = "" if self.catch else "?:"
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
            if len({_width(branch) for branch in flat}) == 1:
                return f"(?<={'|'.join(map(self.branch, flat))})"
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
        yield (item,)
        return
    least, most = counts(item.quantifier)
    if most is None:
        raise Unknown("a look-behind without a length")
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


def loose(group: Group) -> frozenset[str] | None:
    """Give the first characters of what a group may match in several ways; ``None`` for any character."""
    found: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    for branch in group.branches:
        first = edge(branch)
        if first is None:
            return None
        found |= first & seen
        seen |= first
        soft = [item for item in branch if not is_rigid(item)]
        if soft and soft[0] is branch[-1] and isinstance(soft[0], Group) and not soft[0].quantifier:
            inner = loose(soft[0]) if all(_has_no_width(item) for item in branch[:-1]) else first
            found |= first if inner is None else inner & first
        elif soft:
            found |= first
    return found


def _has_no_width(item: Item) -> bool:
    return isinstance(item, Anchor) or (isinstance(item, Group) and item.looks)
