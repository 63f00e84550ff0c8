"""A ruleset made ready for one pass over a text: what is tried where, and by which engine.

The engine applies some seventy regexes. Run one after the other they cost far more than all that follows, so
three things are worked out here, once, and kept with the rules in their cache:

- The same regexes for ``re``, which is faster (`extractor.rules.syntax`); the others stay as they are.
- Which rules that begin with a numeral can go on with a character: behind the 12 of 12名 only those that
  know 名 are tried.
- One regex that finds the places where any of the searched rules matches, so that a text is gone through once for
  all of them.

All of it only leaves out what cannot match. What a rule finds is decided by its own regex alone, and a rule that
is not understood is applied as it stands. Rules that did not come with the package always are, by an engine that
can be stopped.
"""

from __future__ import annotations

import re
from array import array
from functools import cached_property

import msgspec

class Fast(msgspec.Struct, frozen=True, dict=True):
    """A regex of ``re``, compiled when it is first used.

    Attributes:
        text: The regex.
        names: For each of its groups the name.
        code: What ``re`` made of it, for the version of Python that wrote it; empty if that cannot be kept.
    """

    text: str
    names: tuple[str, ...] = ()
    code: bytes = b""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled regex."""
        if self.code:
            import _sre  # noqa: PLC0415  what re itself compiles with; it checks the code

            code = array("I", self.code).tolist()
            groups = len(self.names)
            return _sre.compile(self.text, re.UNICODE.value, code, groups, {}, (None,) * (groups + 1))  # type: ignore[no-any-return]
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
    """

    rule: int
    whole: Fast
    rest: Fast | None = None
    lead: str = ""
    heads: Heads = (None, None)


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


class Scan(msgspec.Struct, frozen=True):
    """A ruleset made ready.

    Attributes:
        numeral: Finds the places where a numeral starts.
        loose: First characters of numerals of which a rule may take less than all.
        steps: The rules that are tried at numerals.
        dated: Matches where one of the steps without ``rest`` does.
        searches: The rules that are searched for.
        anywhere: Matches one character, where one of the searches begins.
        plain: Indexes of the rules that are applied as they stand.
        before: The characters that a bound before a number can end with; ``None`` for any.
        after: The characters that a bound behind a number can begin with; ``None`` for any.
    """

    numeral: Fast | None
    loose: str
    steps: tuple[Step, ...]
    dated: Fast | None
    searches: tuple[Search, ...]
    anywhere: Fast | None
    plain: tuple[int, ...]
    before: str | None
    after: str | None
