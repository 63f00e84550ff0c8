"""What a rule is once it is loaded: frozen values, without a way back to the files.

`KINDS` is the table that decides which named groups a rule of each kind may catch. A group
that is not in it is a typing error in a rule, never something to be passed over.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import msgspec
from regex import Pattern

from extractor.errors import Problem, ZhstatError

from .scan import Compiled, Scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

NUMERIC_GROUPS = frozenset(
    """
    number tail unit low high sign numerator denominator half low_unit second second_unit
    mention unit_head jiao fen doublings
    """.split()  # noqa: SIM905  a list of names, one a line, would fill the page
)

DATE_GROUPS = frozenset(
    """
    century decade era year month day weekday week hour minute second quarter half part season ten_days
    to_era to_year to_month to_day to_weekday to_week to_hour to_minute to_second to_quarter to_half to_part
    year2 month2 day2 hour2 minute2 part2
    lunar lunar_year lunar_month lunar_day leap festival
    from to since until relative to_relative offset offset_unit direction event clock to_clock zone mention
    mention number tail unit low high list item anchor about open
    """.split()  # noqa: SIM905  a list of names, one a line, would fill the page
)

CHANGE_GROUPS = frozenset("basis direction role subject verb".split())  # noqa: SIM905  as above

KINDS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        ("count", "money", "percent", "measure", "rank", "number", "ordinal"),
        NUMERIC_GROUPS,
    ),
    **dict.fromkeys(("date", "period"), DATE_GROUPS),
    "change": CHANGE_GROUPS,
    "bound": frozenset(),
    "stop": frozenset(),
}
"""The kinds that a rule can give, each with the named groups that it takes."""

SIDES = ("before", "after")
"""Where a bound can stand, seen from the number that it is about."""

ANCHORS = ("numeral",)
"""What ``at`` can name: a place in the text where alone a rule is tried."""


VALUE_KEYS = ("value", "low", "high", "unit", "qualifier", "kind", "rule")
"""Keys of a ``yes`` that are compared with fields of the mention; others are groups of the regex."""

CONTEXT_KEYS = ("date", "near", "ahead")
"""Keys that say what a date is read by: the day of the text, the date named before, whether it is to come."""

PLACEHOLDER = "TODO"
"""The counter-example that a rule begins with, until its author writes one."""


class File(NamedTuple):
    """A file of rules or words, as it was read.

    Attributes:
        folder: The number of its folder.
        own: Whether that is one that the user added.
        name: Its name, as messages give it.
        content: What is in it.
    """

    folder: int
    own: bool
    name: str
    content: bytes


class Example(msgspec.Struct, frozen=True):
    """One text that shows what a rule finds, or what it must leave alone.

    Attributes:
        text: The text without its marks.
        marks: Offsets in ``text`` of what stood between ``<`` and ``>``.
        expect: For a ``yes``, what each mark means: fields and their values as text, ``""`` for null.
        reason: For a ``no``, why nothing is to be found.
        line: Line in the rule's file, counted from 1.
        column: Column of the text in that line, counted from 1.
        source: The line as it stands in the file.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    expect: tuple[dict[str, str], ...] = ()
    reason: str = ""
    line: int = 0
    column: int = 0
    source: str = ""


class Rule(msgspec.Struct, frozen=True, eq=False):
    """A pattern with what it gives.

    Attributes:
        id: Its name, which a fact carries as ``rule``.
        gives: The kind of mention that it makes, one of `KINDS`.
        doc: What it finds and what it leaves to its neighbours.
        compiled: The regex, expanded and compiled.
        regex: The regex as it was typed.
        file: The file that it stands in.
        line: Line of its head, counted from 1.
        yes: Texts in which it finds what is marked.
        no: Texts in which it finds nothing.
        priority: The higher wins where two rules find what overlaps.
        at: ``numeral`` if it is tried only where a numeral starts.
        side: For a bound: ``before`` or ``after`` the number.
        needs: A text that holds none of these words is not searched.
        constants: Fields that are the same in all that it finds.
        timeout: Whether matching is timed, as it is where the rule or a sub-pattern in it did not come with
            the package.
    """

    id: str
    gives: str
    doc: str
    compiled: Compiled
    regex: str
    file: str
    line: int
    yes: tuple[Example, ...]
    no: tuple[Example, ...]
    priority: int = 0
    at: str | None = None
    side: str | None = None
    needs: tuple[str, ...] = ()
    constants: dict[str, str] = {}
    timeout: bool = False

    @property
    def pattern(self) -> Pattern:
        """The regex, ready to be used."""
        return self.compiled.pattern


SECONDS = 1.0
"""Seconds that a regex which did not come with the package may take in one text; a frame, in one sentence."""


class Frame(msgspec.Struct, frozen=True, eq=False):
    """How mentions that stand together join into facts: a regex over folded mentions.

    The attributes are those of a `Rule` that mean something here; the named groups of the
    pattern are the business of whoever applies it.
    """

    id: str
    doc: str
    compiled: Compiled
    regex: str
    file: str
    line: int
    yes: tuple[Example, ...]
    no: tuple[Example, ...]
    priority: int = 0
    needs: tuple[str, ...] = ()
    constants: dict[str, str] = {}
    timeout: bool = False

    @property
    def pattern(self) -> Pattern:
        """The regex, ready to be used."""
        return self.compiled.pattern

    def search(self, text: str) -> Any:  # noqa: ANN401  a match of regex, or None
        """Find the frame in a text.

        Raises:
            ZhstatError: It is not of the package, and takes too long.
        """
        return self._timed(self.pattern.search, text)

    def fullmatch(self, text: str) -> Any:  # noqa: ANN401
        """See whether a text is the frame; raises what `search` does."""
        return self._timed(self.pattern.fullmatch, text)

    def all_in(self, text: str, start: int, end: int) -> list[Any]:
        """Give every place of the frame in a part of a text; raises what `search` does."""

        def find(text: str, timeout: float | None = None) -> list[Any]:
            return list(self.pattern.finditer(text, start, end, timeout=timeout))

        return cast("list[Any]", self._timed(find, text))

    def _timed(self, find: Callable[..., Any], text: str) -> Any:  # noqa: ANN401
        if not self.timeout:
            return find(text)
        try:
            return find(text, timeout=SECONDS)
        except TimeoutError:
            raise ZhstatError(took_too_long(self)) from None


def took_too_long(rule: Rule | Frame) -> Problem:
    """Say that a regex was stopped."""
    return Problem(
        f"{rule.id} was stopped: its regex takes over {SECONDS:g} s",
        rule.file,
        rule.line,
        hint="zhstat rules lint finds a text on which it goes on for ever, if it can",
    )


class Lexicon(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A list of words, each with what is known of it.

    Attributes:
        name: The name of its file without ``.tsv``, by which patterns call it.
        columns: The heads of its columns.
        rows: Its rows; each has as many cells as there are columns.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The first column."""
        return tuple(row[0] for row in self.rows)

    def column(self, name: str) -> dict[str, str]:
        """Give, for every word, its cell in the column ``name``.

        Of several rows with one word the first counts.

        Raises:
            KeyError: There is no such column; the message names those that there are.
        """
        if name not in self.columns:
            raise KeyError(f"lexicon {self.name} has no column {name}, only {', '.join(self.columns)}")
        index = self.columns.index(name)
        return {row[0]: row[index] for row in reversed(self.rows)}


class Ruleset(msgspec.Struct, frozen=True, eq=False, dict=True, weakref=True):
    """All that `load_rules` read.

    Attributes:
        rules: The rules, in the order of their files, then as they stand in them.
        frames: The frames, likewise.
        patterns: The sub-patterns that every file may use, expanded.
        lexicons: The lexicons by name.
        digest: A digest of all content and of the versions that compiled it.
        scan: What makes applying the rules fast; ``None`` where each is applied as it stands.
    """

    rules: tuple[Rule, ...]
    frames: tuple[Frame, ...]
    patterns: dict[str, str]
    lexicons: dict[str, Lexicon]
    digest: str
    scan: Scan | None = None

    def rows(self, lexicon: str) -> tuple[tuple[str, ...], ...]:
        """Give the rows of a lexicon, none where there is no such lexicon."""
        return self.lexicons[lexicon].rows if lexicon in self.lexicons else ()

    def of(self, *kinds: str) -> tuple[Rule, ...]:
        """Give the rules of the kinds named, in order."""
        return tuple(rule for rule in self.rules if rule.gives in kinds)

    def only(self, rules: Iterable[Rule]) -> Ruleset:
        """Give a ruleset with these rules alone, and a digest of its own."""
        kept = tuple(rules)
        names = ",".join(rule.id for rule in kept)
        return msgspec.structs.replace(self, rules=kept, digest=f"{self.digest}:{names}", scan=None)

    def __iter__(self) -> Iterator[Rule]:
        """Go through the rules."""
        return iter(self.rules)
