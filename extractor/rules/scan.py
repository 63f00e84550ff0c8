"""A ruleset made ready for one pass over a text: what is tried where, and by which engine.

The engine applies some seventy regexes. Run one after the other they cost far more than all that follows,
so three things are worked out here, once, and kept with the rules in their cache:

- The same regexes for ``re``, which is faster (`extractor.rules.syntax`); the others stay as they are.
- Which rules that begin with a numeral can go on with a character: behind the 12 of 12名 only those that
  know 名 are tried.
- One regex that finds the places where any of the searched rules matches, so that a text is gone through
  once for all of them.

All of it only leaves out what cannot match. What a rule finds is decided by its own regex alone, and a rule
that is not understood is applied as it stands. Rules that did not come with the package always are, by an
engine that can be stopped.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Mapping
from functools import cached_property

import msgspec
import regex
from regex import Pattern


class Compiled(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A regex with its byte code, made ready when first used: most never are, as `Scan` has faster ones.

    Attributes:
        text: The regex, expanded.
        code: What ``regex`` itself puts into its pickles, for the version that wrote it; packed.
    """

    text: str
    code: bytes

    @classmethod
    def of(cls, pattern: Pattern) -> Compiled:
        """Keep a compiled regex."""
        code = msgspec.msgpack.encode(pattern._pickled_data)  # noqa: SLF001
        return cls(pattern.pattern, zlib.compress(code, 3))

    @cached_property
    def pattern(self) -> Pattern:
        """The regex, ready to be used."""
        from regex import _regex  # noqa: PLC0415  what regex itself compiles with; it checks the code

        try:
            *first, required, flags, groups = msgspec.msgpack.decode(zlib.decompress(self.code))
            return _regex.compile(*first, tuple(required), flags, groups)  # the one tuple among lists
        except (AttributeError, RuntimeError, TypeError, ValueError, msgspec.DecodeError, zlib.error):
            return regex.compile(self.text, cache_pattern=False)


def frozen(text: str, flags: int = 0) -> bytes:
    """Give what ``re`` makes of a regex, packed; nothing where this version of ``re`` does it otherwise.

    Raises:
        re.error: It cannot run the regex.
    """
    try:
        compiler, parser = re._compiler, re._parser  # type: ignore[attr-defined]  # noqa: SLF001
        code = array("I", compiler._code(parser.parse(text, flags), flags))  # noqa: SLF001
        return zlib.compress(code.tobytes(), 3) if code.itemsize == compiler._sre.CODESIZE else b""  # noqa: SLF001
    except (AttributeError, ImportError):
        re.compile(text, flags)
        return b""


def thawed(
    text: str, flags: int, code: bytes, groups: int, names: Mapping[str, int] | None = None
) -> re.Pattern[str]:
    """Make a regex of what `frozen` gave."""
    import _sre  # type: ignore[import-not-found]  # noqa: PLC0415  what re compiles with; it checks the code

    named = names or {}
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in named.items():
        by_number[number] = name
    words = array("I", zlib.decompress(code)).tolist()
    return _sre.compile(text, flags, words, groups, named, tuple(by_number))  # type: ignore[no-any-return]


_SHORT = 16
"""So many characters of a regex are kept beside its code: they tell it from one that is empty."""


class Fast(msgspec.Struct, frozen=True, dict=True):
    """A regex of ``re``, compiled when it is first used.

    Attributes:
        text: The regex; of a long one the beginning, where its code says all of it.
        names: For each of its groups the name.
        code: What ``re`` made of it, packed, for the Python that wrote it; empty if that cannot be kept.
    """

    text: str
    names: tuple[str, ...] = ()
    code: bytes = b""

    @classmethod
    def of(cls, text: str, names: tuple[str, ...] = ()) -> Fast:
        """Compile a regex and keep it.

        Raises:
            re.error: ``re`` cannot run it.
        """
        code = frozen(text)
        return cls(text[:_SHORT] if code else text, names, code)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled regex."""
        if self.code:
            return thawed(self.text, re.UNICODE.value, self.code, len(self.names))
        return re.compile(self.text)


Heads = tuple[str | None, str | None]
"""The characters that can stand first, and those that can stand second; ``None`` for any."""


class Step(msgspec.Struct, frozen=True):
    """A rule that is tried where a numeral starts.

    Attributes:
        rule: Its index in the ruleset.
        whole: Its regex.
        rest: What follows the numeral that it begins with, if it does.
        lead: The name of the group that takes the numeral.
        heads: What can stand first and second, in the rest where there is one, else in the whole.
        marks: Characters of which a match of a rule without a rest holds one; ``None`` for any.
        within: How far from its beginning that one stands at most.
    """

    rule: int
    whole: Fast
    rest: Fast | None = None
    lead: str = ""
    heads: Heads = (None, None)
    marks: str | None = None
    within: int = 0


class Search(msgspec.Struct, frozen=True):
    """A rule that is searched for.

    Attributes:
        rule: Its index in the ruleset.
        whole: Its regex.
        heads: What can stand first and second in those alternatives that are searched for with other rules.
        apart: Regexes for the places where the others match, each with words of which a text must hold one.
    """

    rule: int
    whole: Fast
    heads: Heads
    apart: tuple[tuple[Fast, tuple[str, ...]], ...] = ()


class Side(msgspec.Struct, frozen=True):
    """The bounds of one side of a number.

    Attributes:
        pattern: All of them, each in a group named by its side and its place among them.
        touching: The characters of which one touches the number; ``None`` for any.
    """

    pattern: Compiled
    touching: str | None


class Scan(msgspec.Struct, frozen=True):
    """A ruleset made ready.

    Attributes:
        numeral: Finds the places where a numeral starts.
        loose: First characters of numerals of which a rule may take less than all; ``None`` for any.
        steps: The rules that are tried at numerals.
        searches: The rules that are searched for.
        anywhere: Each matches one character, where one of the searches begins.
        plain: Indexes of the rules that are applied as they stand.
        sides: The bounds before a number and those behind it.
    """

    numeral: Fast | None
    loose: str | None
    steps: tuple[Step, ...]
    searches: tuple[Search, ...]
    anywhere: tuple[Fast, ...]
    plain: tuple[int, ...]
    sides: dict[str, Side]
