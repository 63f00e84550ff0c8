"""The divisions of the country, what they are called, and where a text names them.

All names are looked for at once (`listed`), the longest first from the left, so that a name
inside a longer one is never seen: `patterns/lexicon/*stop.tsv` lists longer words in which a name
is no place, and they are found instead of it. What stands next to a name, and what else its
article names, then decide whether it is a place and which one; where that leaves a doubt the name
is left out.

What they are called is what the lexicons of a ruleset say, so that a folder of one's own adds names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractor.resolve.listed import Listed
from extractor.resolve.place.codes import NATION, NATION_NAME
from extractor.resolve.place.placename import Candidate, Names, join
from extractor.rules.model import Ruleset
from extractor.rules.tagger import Cutter
from extractor.types import Article, PlaceName

_LEXICONS = (
    "region",
    "region_former",
    "region_short",
    "region_stop",
    "region_zone",
    "place_anaphor",
    "place_foreign",
    "place_local",
    "place_nation",
    "place_organ",
    "place_stop",
    "place_tail",
    "place_wide",
    "term",
)

_LONGEST = 12
"""How many characters on either side of the end of a line a name that it cuts may have."""

_BARE = 2
"""A name of two characters that ends in what it is, such as 赵县 or 城区, is a word as often as a name."""


class Unit(NamedTuple):
    """One division: the columns of `region.tsv`."""

    code: str
    name: str
    level: int
    type: str
    parent: str
    short: str


class Gazetteer:
    """What places are called, and how the divisions lie in each other.

    It is made once and never changes.

    Args:
        tables: The rows of the lexicons, by name of the lexicon.
    """

    def __init__(self, tables: Mapping[str, Sequence[tuple[str, ...]]]) -> None:
        self._units = {row[0]: Unit(row[0], row[1], int(row[2]), *row[3:6]) for row in tables["region"]}
        self.anaphors: Mapping[str, tuple[str, str]] = {
            word: (level, kind) for word, level, kind in tables["place_anaphor"]
        }
        self.organs = frozenset(row[0] for row in tables["place_organ"])
        self.nation_words: Mapping[str, str] = {row[0]: row[1] for row in tables["place_nation"]}
        self.parts = frozenset(row[0] for row in tables["place_local"] if row[2] == "part")
        names = _names(tables)
        self._candidates = tuple(names.values())
        self._listed = Listed(names)
        self._rules = Names(
            parents={code: unit.parent for code, unit in self._units.items()},
            types={code: unit.type for code, unit in self._units.items()},
            shorts={word: candidate for word, candidate in names.items() if candidate.form == "short"},
            tails={row[0]: row[1] for row in tables["place_tail"]},
            cut=Cutter({row[0]: row[1] for row in tables["term"]}),
        )

    @classmethod
    def of(cls, rules: Ruleset) -> Gazetteer:
        """Give the gazetteer of a ruleset, made once for each; a lexicon that it lacks is empty."""
        return _of(rules)

    def find(self, plain: str, articles: Iterable[Article] = ()) -> list[PlaceName]:
        """Find the names of places in a text, and the words that stand for one.

        A short name that is also a word (温泉, 朝阳) counts only where its article bears it out, so
        give the articles of a page that has several; without them the whole text is one.

        Args:
            plain: A normalised text.
            articles: Its articles.

        Returns:
            The names in order of their place; none overlap.
        """
        candidates = self._candidates
        found = [
            (candidates[index], start, end)
            for index, start, end in self._listed.find(plain)
            if candidates[index].form != "stop"
        ]
        articles = tuple(articles)
        found = self._over_wraps(plain, articles, found)
        bounds = [(article.start, article.end) for article in articles]
        return join(plain, found, bounds or [(0, len(plain))], self._rules)

    def _over_wraps(
        self, plain: str, articles: Sequence[Article], found: list[tuple[Candidate, int, int]]
    ) -> list[tuple[Candidate, int, int]]:
        """Add the names that the end of a line cuts in two; they come before what they overlap."""
        added: list[tuple[Candidate, int, int]] = []
        for cut in _wraps(plain, articles):
            begin = plain.rfind("\n", max(0, cut - _LONGEST), cut) + 1 or max(0, cut - _LONGEST)
            after = plain[cut + 1 : cut + 1 + _LONGEST].partition("\n")[0]
            for index, start, end in self._listed.find(plain[begin:cut] + after):
                if begin + start < cut < begin + end:
                    added.append((self._candidates[index], begin + start, begin + end + 1))
        if not added:
            return found
        kept = [one for one in found if not any(one[1] < end and start < one[2] for _, start, end in added)]
        whole = [one for one in added if one[0].form != "stop"]
        return sorted([*kept, *whole], key=lambda one: one[1:])

    def code_name(self, code: str) -> str | None:
        """Give the full name of a division, 全国 for the nation."""
        if code == NATION:
            return NATION_NAME
        unit = self._units.get(code)
        return unit.name if unit else None

    def level(self, code: str) -> int:
        """Give 0 for the nation, 1 for a province, 2 for a prefecture, 3 for a county.

        Raises:
            KeyError: There is no such division.
        """
        return 0 if code == NATION else self._units[code].level

    def type(self, code: str) -> str:
        """Give what a division is: 省, 地级市, 县, 市辖区, …, and an empty string for the nation."""
        return "" if code == NATION else self._units[code].type

    def parent(self, code: str) -> str | None:
        """Give the division that one lies in; the nation is the parent of provinces and has none."""
        if code == NATION:
            return None
        return self._units[code].parent or NATION

    def ancestors(self, code: str) -> Iterator[str]:
        """Give the division itself and those it lies in, the nation last."""
        here: str | None = code
        while here is not None:
            yield here
            here = self.parent(here)

    def province_of(self, code: str) -> str | None:
        """Give the province that a division is or lies in."""
        return next((at for at in self.ancestors(code) if self.level(at) == 1), None)

    def prefecture_of(self, code: str) -> str | None:
        """Give the prefecture that a division is or lies in.

        For a county right below its province that is the province of a municipality (北京市) and
        otherwise the county itself (仙桃市), as nothing lies between.
        """
        for at in self.ancestors(code):
            if self.level(at) == 2 or self.type(at) == "直辖市":
                return at
        return code if self.level(code) == 3 else None

    def common(self, codes: Iterable[str]) -> str | None:
        """Give the smallest division that all of them are or lie in."""
        first, *rest = [list(self.ancestors(code)) for code in codes]
        return next((at for at in first if all(at in others for others in rest)), None)


def _wraps(plain: str, articles: Sequence[Article]) -> Iterator[int]:
    """Give where a line ends inside a sentence, between two Chinese characters."""
    for article in articles:
        for sentence in article.sentences:
            at = plain.find("\n", sentence.start + 1, sentence.end - 1)
            while at >= 0:
                if plain[at - 1].isalpha() and plain[at + 1].isalpha():
                    yield at
                at = plain.find("\n", at + 1, sentence.end - 1)


_PREPOSITIONS = "从在向天"
"""With what a short name that is never a place would hide the one behind it: 从江苏, 今天全国."""


@lru_cache(maxsize=8)
def _of(rules: Ruleset) -> Gazetteer:
    return Gazetteer({name: rules.rows(name) for name in _LEXICONS})


def _names(tables: Mapping[str, Sequence[tuple[str, ...]]]) -> dict[str, Candidate]:
    """Give every name with what it may be; a later kind takes the place of an earlier one."""
    grades = {row[0]: row[1] for row in tables["region_short"]}
    names: dict[str, Candidate] = {}
    for code, name, _level, _type, _parent, short, aliases in tables["region"]:
        _add(names, name, "full", code, "pair" if len(name) <= _BARE else "")
        if short and not (grades.get(short) == "never" and short[0] in _PREPOSITIONS):
            _add(names, short, "short", code, grades.get(short, ""))
        for alias in filter(None, aliases.split("|")):
            _add(names, alias, "full", code, "alias")
    for row in tables["region_former"]:
        for code in row[1].split("|"):
            _add(names, row[0], "full", code, "former")
    for name, code in tables["region_zone"]:
        names.setdefault(name, Candidate("local", (code,), ""))
    for name, code, _kind in tables["place_local"]:
        names[name] = Candidate("local", (code,), "")
    for table, form in (("place_wide", "wide"), ("place_foreign", "foreign")):
        names.update((row[0], Candidate(form, (), "")) for row in tables[table])
    for table in ("region_stop", "place_stop"):
        names.update((row[0], Candidate("stop", (), "")) for row in tables[table])
    names.update((row[0], Candidate("anaphor", (), row[2])) for row in tables["place_anaphor"])
    for table in ("place_nation", "place_organ"):
        names.update((row[0], Candidate("nation", (NATION,), "")) for row in tables[table])
    return names


def _add(names: dict[str, Candidate], name: str, form: str, code: str, grade: str) -> None:
    """Add one more meaning to a name; a full name comes before a short one."""
    old = names.get(name)
    if old is None or (old.form == "short" and form == "full"):
        names[name] = Candidate(form, (code,), grade)
    elif old.form == form and code not in old.codes:
        names[name] = Candidate(form, (*old.codes, code), old.grade or grade)
