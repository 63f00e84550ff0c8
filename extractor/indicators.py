"""Metrics that meet: the indicator that a fact's metric is, whatever words its report has for it.

打掉涉黑涉恶犯罪团伙 and 打掉黑恶势力团伙 are one indicator. ``lexicon/indicator.tsv`` lists them. A wrong
meeting is worse than none: unit and kind must fit, a change meets only the growth of its level, and means,
plans and parts that the words around a number speak of keep it from the indicator of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from extractor.errors import Problem, RuleError
from extractor.indicators_words import bare, is_bare_trade, is_plain, spelled_once
from extractor.paths import patterns_folder
from extractor.rules.lexicon import merged, read_lexicon
from extractor.rules.locate import decoded
from extractor.types import Fact, NamedFact

FILE = Path("lexicon", "indicator.tsv")
GROWTH = "growth"
TRADE = "customs.trade"
ONE_UNIT = {"名": "人", "位": "人", "宗": "件"}

COLUMNS = ("id", "name", "system", "kind", "unit", "parent", "owner", "synonyms", "pattern", "source")
"""The columns of the list."""


class Indicator(NamedTuple):
    """One indicator.

    Attributes:
        id: Its lasting name, such as ``police.gang.mafia-evil``.
        name: What it is called in Chinese.
        system: The system whose statistics it belongs to.
        kind: ``count``, ``money``, ``percent`` or ``measure`` of a level; ``growth`` of a change.
        units: The units that it comes in.
        parent: The indicator that it is a part of, or the level that it is the growth of.
        owner: The system that a fact's agency must be of; empty where any may hold it.
        synonyms: Other words for it.
        pattern: A regex for more of them.
        source: Where its name comes from.
    """

    id: str
    name: str
    system: str
    kind: str
    units: tuple[str, ...]
    parent: str
    owner: str
    synonyms: tuple[str, ...]
    pattern: str
    source: str


class Indicators:
    """The indicators, and which of them a fact's metric is.

    Args:
        rows: The indicators.

    Raises:
        RuleError: A pattern is no regex.
    """

    def __init__(self, rows: Iterable[Indicator]) -> None:
        self.rows = tuple(rows)
        self.by_id: Mapping[str, Indicator] = {row.id: row for row in self.rows}
        self._growth = {row.parent: row for row in self.rows if row.kind == GROWTH and row.parent}
        self._exact: dict[str, list[Indicator]] = {}
        for row in self.rows:
            for phrase in (row.name, *row.synonyms):
                found = self._exact.setdefault(bare(phrase), [])
                if row not in found:
                    found.append(row)
        self._patterns = [(_compiled(row), row) for row in self.rows if row.pattern]
        self._phrase = lru_cache(maxsize=1 << 12)(self._by_phrase)

    @classmethod
    def load(cls, *folders: Path, builtin: bool = True) -> Indicators:
        """Read the indicators that come with the package, and those of more pattern folders.

        Args:
            folders: Folders of rules, each with or without a ``lexicon/indicator.tsv``.
            builtin: Whether those that come with the package count too.

        Raises:
            RuleError: A file is broken.
        """
        problems: list[Problem] = []
        lexicon = None
        for folder in (patterns_folder(), *folders) if builtin else folders:
            path = folder / FILE
            if path.is_file():
                text = decoded(str(path), _content(path), problems)
                if text is None:
                    break
                read = read_lexicon("indicator", str(path), text, problems)
                if read.columns != COLUMNS and not problems:
                    problems.append(Problem(f"its columns must be {', '.join(COLUMNS)}", str(path)))
                    break
                lexicon = read if lexicon is None else merged(lexicon, read)
        if problems or (lexicon is None and builtin):
            raise RuleError(problems or Problem("there is no list of indicators", str(FILE)))
        rows = lexicon.rows if lexicon is not None else ()
        return cls(_indicator(dict(zip(COLUMNS, row, strict=True))) for row in rows)

    def of(self, fact: Fact) -> str | None:
        """Give the id of the indicator that a fact's metric is, as far as the fact alone tells.

        A bare 出口 may be of one partner or one good that an earlier sentence names; `assign`, which
        knows the facts around it, is surer.
        """
        row = self._row(fact)
        return row.id if row else None

    def assign(self, facts: Sequence[Fact]) -> dict[str, str]:
        """Give the indicators of facts by the facts' ids; those that have none are left out.

        Args:
            facts: The facts of whole documents.
        """
        wholes = {fact.id: fact for fact in facts}
        given = {fact.id: row.id for fact in facts if (row := self._row(fact, in_context=True))}
        parts = {(fact.doc, fact.sentence, fact.metric): wholes.get(fact.of) for fact in facts if fact.of}
        for fact in facts:
            if fact.id in given and is_bare_trade(fact.metric or ""):
                whole = parts.get((fact.doc, fact.sentence, fact.metric))
                of_all = whole is not None and given.get(whole.id) == TRADE
                if not (of_all or (whole is None and not fact.sentence.lstrip().startswith("其中"))):
                    del given[fact.id]
        return given

    def identified(self, facts: Iterable[Fact]) -> Iterator[NamedFact]:
        """Give facts with their indicators, a document at a time.

        Args:
            facts: The facts, those of a document together.
        """
        for _, group in groupby(facts, key=attrgetter("doc")):
            inside = list(group)
            ids = self.assign(inside)
            for fact in inside:
                yield NamedFact(**fact.as_dict(), metric_id=ids.get(fact.id))

    def named(self, words: str) -> list[Indicator]:
        """Give the indicators that words name: an id, a name or a phrase."""
        if words in self.by_id:
            return [self.by_id[words]]
        return list(self._phrase(words))

    def _row(self, fact: Fact, *, in_context: bool = False) -> Indicator | None:
        if not fact.metric or fact.kind in ("date", "rank"):
            return None
        rows = self._phrase(fact.metric)
        if not rows:
            return None
        if fact.direction and fact.role is None:
            grown = [self._growth.get(row.id, row) for row in rows] if fact.basis == "yoy" else []
            rows = tuple(row for row in grown if row.kind == GROWTH)
        fits = [row for row in rows if _fits(row, fact)]
        if len(fits) != 1:
            return None
        names = frozenset(map(bare, (fits[0].name, *fits[0].synonyms)))
        return fits[0] if is_plain(fact, names, in_context=in_context) else None

    def _by_phrase(self, phrase: str) -> tuple[Indicator, ...]:
        name = bare(phrase)
        found = list(self._exact.get(name, ()))
        spelled = spelled_once(phrase)
        found += [
            row
            for regex, row in self._patterns
            if row not in found and (regex.fullmatch(name) or regex.fullmatch(spelled))
        ]
        return tuple(found)


def _fits(row: Indicator, fact: Fact) -> bool:
    kind = "percent" if row.kind == GROWTH else row.kind
    return (
        fact.kind == kind
        and ONE_UNIT.get(fact.unit or "", fact.unit) in row.units
        and (not row.owner or fact.agency_type == row.owner)
    )


def cells(row: Indicator) -> tuple[str, ...]:
    """Give an indicator as a row of the list."""
    return tuple(" ".join(cell) if isinstance(cell, tuple) else cell for cell in row)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleError(Problem(f"cannot be read: {error.strerror}", str(path))) from None


def _indicator(row: Mapping[str, str]) -> Indicator:
    return Indicator(
        row["id"],
        row["name"],
        row["system"],
        row["kind"],
        tuple(row["unit"].split()),
        row["parent"],
        row["owner"],
        tuple(row["synonyms"].split()),
        row["pattern"],
        row["source"],
    )


def _compiled(row: Indicator) -> re.Pattern[str]:
    try:
        return re.compile(row.pattern)
    except re.error as error:
        raise RuleError(Problem(f"{row.id}: {error}", str(FILE), hint="mend the cell pattern")) from None
