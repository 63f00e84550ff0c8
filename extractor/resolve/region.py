"""Where what a number counts belongs: the province, prefecture or county of a fact.

The nearest name wins: what the clause names, else the sentence, else what the paragraph or the
article is about. Words such as 全市 stand for what the article has last made them mean. Several
provinces together, a line between two places and other countries have no division, and where the
words leave a doubt there is none either.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.resolve.gazetteer import NATION, Gazetteer
from extractor.resolve.standing import (
    Role,
    among_others,
    begins_line,
    clause_starts,
    joined_by_line,
    on_line,
    role_of,
    runs,
)
from extractor.types import Article, PlaceName


class Place(NamedTuple):
    """The place of a number.

    Attributes:
        code: Its division code, or ``None``.
        name: The full name of that division.
        source: Where it is named: ``clause``, ``sentence``, ``paragraph``, ``article`` or ``none``.
    """

    code: str | None
    name: str | None
    source: str


NOWHERE = Place(None, None, "none")


class _Standing(NamedTuple):
    """One name of the article: where it stands, how, and what it comes to.

    A list (山南、日喀则) is one of these; ``members`` are the codes of its names.
    """

    start: int
    end: int
    code: str | None
    role: Role
    sentence: int
    members: tuple[str | None, ...]
    part: bool


_SHARE = 0.55
"""How much of what a division names must lie in one part of it for the article to be about that part."""

_HEAD = 2
_OFTEN = 3
_OFTEN_SHARE = 0.25
_HEADLINE_WEIGHT = 3.0
_OPENING_WEIGHT = 2.0
_HALF = 0.5

_ABROAD = 2
"""How much more the nation must be named than places abroad for an article to be about it."""

_DIGEST = re.compile(r"快讯|简讯|短讯|速览|要闻|简报")
_PART = re.compile(r"其中[，,：:]?[^，。；]{0,4}$")
_PART_REACH = 8
_CARRIED = 6
"""How far behind the subject of its clause a name may stand and still be it: 公安部组织|江西."""

_EACH = re.compile(r"分别|各")
_AMOUNT = re.compile(r"\d[\d.,]*|[一二三四五六七八九十百千万亿两]+(?=[个名起件人家条项次吨户])")
_BEHIND = re.compile(r"[^，。；、\s]{0,12}?[余多]?[万亿]?[\u4e00-\u9fff]{0,2}的?")
_CLAUSE = re.compile(r"[，。；！？：\n]")
_WHERE = ("在", "位于", "于")
_LOCAL = re.compile(
    r"(?:[^，。；、\s]{0,10}分局)?(?P<local>[\u4e00-\u9fff]{2,5}?(?:派出所|街道|社区|(?<!乡)[镇乡](?![村镇])|村(?![镇级民庄])))"
)
_LOCAL_GAP = 12
_HEADING_LENGTH = 40
_SENTENCE_END = "。！？；…!?”"


@dataclass(frozen=True, slots=True)
class RegionScope:
    """What the names of one article make its numbers belong to.

    Attributes:
        main: The code of what the article is about, or ``None``.
        standings: Its names in order, lists as one.
        topics: For each sentence what it leaves the next one of its paragraph about; a sentence
            without a place is not in it.
        mains: For each sentence what the article is about there: one thing, except in a digest.
    """

    main: str | None
    plain: str
    article: Article
    gazetteer: Gazetteer
    standings: tuple[_Standing, ...]
    starts: tuple[int, ...]
    topics: Mapping[int, str | None]
    mains: tuple[str | None, ...] = field(default=())

    @classmethod
    def build(
        cls,
        plain: str,
        article: Article,
        names: Sequence[PlaceName],
        gazetteer: Gazetteer,
        page_region: str | None = None,
    ) -> RegionScope:
        """Work out what the names of an article say of it.

        Args:
            plain: The normalised text.
            article: The article.
            names: Its names of places, in order.
            gazetteer: The divisions.
            page_region: What the page is about, for an article that names no place.
        """
        names = [name for name in names if article.start <= name.start < article.end]
        standings = _standings(plain, article, names, gazetteer)
        first = _mains(plain, article, standings, gazetteer, page_region)
        standings = _with_locals(plain, article, _Memory(gazetteer, first).resolve(standings))
        mains = _mains(plain, article, standings, gazetteer, page_region)
        whole = _about(standings, article, gazetteer, range(len(article.sentences)))
        return cls(
            whole if standings else page_region,
            plain,
            article,
            gazetteer,
            tuple(standings),
            tuple(standing.start for standing in standings),
            _topics(standings),
            mains,
        )

    def at(self, position: int, sentence_index: int, clause: tuple[int, int]) -> Place:
        """Give the place of what is counted at a position.

        Args:
            position: Offset in the text of the number.
            sentence_index: Its sentence in the article.
            clause: Offsets of its clause.
        """
        sentence = self.article.sentences[sentence_index]
        begin = max(clause[0], sentence.start)
        finish = min(clause[1], sentence.end)
        inside = self._between(begin, position)
        named = [standing for standing in inside if standing.role >= Role.INNER]
        if named:
            return self._place(self._each(self._nearest(named), position), "clause")
        behind = [s for s in self._between(position, finish) if s.role >= Role.INNER]
        for standing in behind:
            if self._belongs(position, standing):
                return self._place(standing.code, "clause")
        earlier = self._between(sentence.start, begin)
        for least in (Role.SUBJECT, Role.INNER):
            subjects = [standing for standing in earlier if standing.role >= least]
            if subjects:
                return self._place(self._each(self._narrowed(subjects[-1], earlier), position), "sentence")
        if behind:
            return self._place(behind[0].code, "clause")
        weak = [standing for standing in (*earlier, *inside) if standing.role == Role.WEAK]
        return self._around(sentence_index, weak)

    def _nearest(self, named: Sequence[_Standing]) -> _Standing:
        """Give the last name, or the subject where the last is only an object abroad: 我国对欧洲出口."""
        last = named[-1]
        if last.code is None and last.role == Role.INNER and not self.plain.endswith(_WHERE, 0, last.start):
            return next((s for s in reversed(named) if s.role == Role.SUBJECT and s.code is not None), last)
        return last

    def _narrowed(self, subject: _Standing, named: Sequence[_Standing]) -> _Standing:
        """Give the place inside the subject that its clause goes on to: 在安徽小麦主产区——颍上县."""
        for standing in reversed(named if subject.code is not None else ()):
            if standing.start <= subject.start:
                break
            if standing.role != Role.INNER or _CLAUSE.search(self.plain, subject.end, standing.start):
                continue
            if standing.code is not None and subject.code in tuple(self.gazetteer.ancestors(standing.code)):
                return standing
        return subject

    def _around(self, sentence_index: int, weak: Sequence[_Standing]) -> Place:
        """Give what a sentence without a place of its own is about."""
        paragraph = self.article.sentences[sentence_index].paragraph
        for index in range(sentence_index - 1, -1, -1):
            if self.article.sentences[index].paragraph != paragraph:
                break
            if index in self.topics:
                return self._place(self.topics[index], "paragraph")
        main = self.mains[sentence_index] if sentence_index < len(self.mains) else self.main
        if main is not None:
            return self._place(main, "article")
        if weak:
            return self._place(weak[-1].code, "sentence")
        return NOWHERE

    def _between(self, begin: int, finish: int) -> tuple[_Standing, ...]:
        return self.standings[bisect_left(self.starts, begin) : bisect_left(self.starts, finish)]

    def _belongs(self, position: int, standing: _Standing) -> bool:
        """Say whether a name behind a number is its own: 1200户长沙居民, 十二人…在咸安区."""
        if self.plain.endswith(_WHERE, position, standing.start):
            return True
        return (
            bool(_BEHIND.fullmatch(self.plain, position, standing.start)) and standing.start - position <= 12
        )

    def _each(self, standing: _Standing, position: int) -> str | None:
        """Give the member of a list that a number belongs to: A、B分别增长2%、3%."""
        if len(standing.members) < 2:
            return standing.code
        each = _EACH.search(self.plain, standing.end, position)
        if each is None:
            return standing.code
        index = len(_AMOUNT.findall(self.plain, each.end(), position))
        return standing.members[index] if index < len(standing.members) else standing.code

    def _place(self, code: str | None, source: str) -> Place:
        if code is None:
            return Place(None, None, source)
        return Place(code, self.gazetteer.code_name(code), source)


def _sentence_at(article: Article, position: int) -> int:
    index = bisect_right(article.sentences, (position, position + 1 << 40, 0)) - 1
    return max(index, 0)


def _standings(
    plain: str, article: Article, names: Sequence[PlaceName], gazetteer: Gazetteer
) -> list[_Standing]:
    """Say how each name stands; words such as 全市 are still open and have an empty code."""
    names = _without_attached(names)
    if not names:
        return []
    clauses = clause_starts(plain, article.start, names[-1].start)
    sentences = [_sentence_at(article, name.start) for name in names]
    begins = [
        max(clauses[bisect_right(clauses, name.start) - 1], article.sentences[sentence].start)
        for name, sentence in zip(names, sentences, strict=True)
    ]
    roles = _roles(plain, names, begins, gazetteer)
    made: list[_Standing] = []
    for first, behind in runs(plain, names):
        group = names[first:behind]
        codes = tuple(_code(plain, name, gazetteer) for name in group)
        code = _meaning(plain, group, codes, gazetteer)
        part = bool(_PART.search(plain, max(0, begins[first] - _PART_REACH), group[0].start))
        end = group[-1].end
        if first and on_line(plain, names[first - 1], group[0]):
            made[-1] = made[-1]._replace(end=end, code=None, members=(), role=max(made[-1].role, Role.WEAK))
        else:
            made.append(_Standing(group[0].start, end, code, roles[first], sentences[first], codes, part))
    return made


def _meaning(
    plain: str, group: Sequence[PlaceName], codes: Sequence[str | None], gazetteer: Gazetteer
) -> str | None:
    """Give what a list of names, or one name, comes to."""
    if begins_line(plain, group[-1]) or (len(group) > 1 and joined_by_line(plain, group[0])):
        return None
    if len(group) > 1:
        return _together(codes, gazetteer)
    code = codes[0]
    if code is None or code.startswith("@") or not among_others(plain, group[0]):
        return code
    around = gazetteer.parent(code)
    return None if around == NATION else around


def _without_attached(names: Sequence[PlaceName]) -> list[PlaceName]:
    """Leave out villages of unknown place, and rivers and the like right behind their division: 湖北|长江."""
    kept: list[PlaceName] = []
    for name in names:
        attached = name.form == "wide" and kept and name.start - kept[-1].end <= 1 and kept[-1].codes
        if not (attached and kept[-1].form != "nation") and (name.codes or name.form != "local"):
            kept.append(name)
    return kept


def _roles(plain: str, names: Sequence[PlaceName], begins: Sequence[int], gazetteer: Gazetteer) -> list[Role]:
    roles: list[Role] = []
    for index, name in enumerate(names):
        last = names[index - 1] if index else None
        carried = (
            last is not None
            and last.start >= begins[index]
            and name.start - last.end <= _CARRIED
            and roles[-1] == Role.SUBJECT
        )
        roles.append(role_of(plain, name, begins[index], _kind(plain, name, gazetteer), carried))
    return roles


def _kind(plain: str, name: PlaceName, gazetteer: Gazetteer) -> str:
    if name.form != "nation":
        return "place"
    return "organ" if plain[name.start : name.end] in gazetteer.organs else "nation"


def _code(plain: str, name: PlaceName, gazetteer: Gazetteer) -> str | None:
    """Give the code of a name; for an anaphor ``@`` and its level."""
    if name.form == "anaphor":
        level, _kind_of_word = gazetteer.anaphors[plain[name.start : name.end]]
        return f"@{level}"
    if len(name.codes) > 1:
        return _together(name.codes, gazetteer)
    return name.codes[0] if name.codes else None


def _together(codes: Sequence[str | None], gazetteer: Gazetteer) -> str | None:
    """Give what several places lie in together; several provinces have no division."""
    known = [code for code in codes if code is not None]
    if len(known) < len(codes):
        return None
    if any(code.startswith("@") for code in known):
        return known[-1]
    common = gazetteer.common(known)
    return None if common == NATION and set(known) != {NATION} else common


def _mains(
    plain: str,
    article: Article,
    standings: Sequence[_Standing],
    gazetteer: Gazetteer,
    page_region: str | None,
) -> tuple[str | None, ...]:
    """Give for each sentence what the article is about there."""
    count = len(article.sentences)
    headline = (
        plain[article.start : article.sentences[article.headlines - 1].end] if article.headlines else ""
    )
    if not _DIGEST.search(headline):
        main = _about(standings, article, gazetteer, range(count)) if standings else page_region
        return (main,) * count
    cuts = [i for i, s in enumerate(article.sentences) if _is_heading(plain[s.start : s.end])] or [0]
    mains: list[str | None] = [None] * count
    for begin, finish in zip(cuts, [*cuts[1:], count], strict=True):
        main = _about(standings, article, gazetteer, range(begin, finish))
        mains[begin:finish] = [main] * (finish - begin)
    return tuple(mains)


def _is_heading(words: str) -> bool:
    words = words.strip()
    return 0 < len(words) <= _HEADING_LENGTH and words[-1] not in _SENTENCE_END


def _about(
    standings: Sequence[_Standing], article: Article, gazetteer: Gazetteer, sentences: range
) -> str | None:
    """Give the smallest division that most of what some sentences name lies in."""
    weights: dict[str | None, float] = defaultdict(float)
    named: dict[str, set[int]] = defaultdict(set)
    for standing in standings:
        if standing.role < Role.INNER or standing.sentence not in sentences:
            continue
        for code in standing.members or (None,):
            if code is None or not code.startswith("@"):
                weights[code] += _weight(standing, article, sentences)
                for at in gazetteer.ancestors(code) if code is not None else ():
                    named[at].add(standing.sentence)
    main = _descend(weights, gazetteer)
    return main if main is not None and _carries(named[main], article, sentences) else None


def _carries(named: set[int], article: Article, sentences: range) -> bool:
    """Say whether a place is named at the head of an article, or often enough, to be what it is about."""
    head = sentences.start + (article.headlines if sentences.start == 0 else 1) + _HEAD
    return min(named) < head or len(named) >= max(_OFTEN, len(sentences) * _OFTEN_SHARE)


def _weight(standing: _Standing, article: Article, sentences: range) -> float:
    place = standing.sentence - sentences.start
    heads = article.headlines if sentences.start == 0 else 1
    weight = _HEADLINE_WEIGHT if place < heads else _OPENING_WEIGHT if place == heads else 1.0
    return weight * (_HALF if standing.code == NATION else 1.0)


def _descend(weights: Mapping[str | None, float], gazetteer: Gazetteer) -> str | None:
    """Go down from the nation as long as one part holds most of what is named."""
    totals: dict[str, float] = defaultdict(float)
    children: dict[str, set[str]] = defaultdict(set)
    for code, weight in weights.items():
        if code is None:
            continue
        below = None
        for at in gazetteer.ancestors(code):
            totals[at] += weight
            if below is not None:
                children[at].add(below)
            below = at
    here, abroad = NATION, weights.get(None, 0.0)
    if abroad > totals[NATION]:
        return None
    while children[here]:
        best = max(children[here], key=lambda code: (totals[code], code))
        if totals[best] < _SHARE * totals[here]:
            break
        here = best
    if here == NATION and (not weights.get(NATION) or totals[NATION] < _ABROAD * abroad):
        return None
    return here


_TYPES: Mapping[str, frozenset[str]] = {
    "province": frozenset(("省", "直辖市", "自治区", "特别行政区")),
    "autonomous region": frozenset(("自治区",)),
    "city": frozenset(("地级市", "直辖市", "县级市")),
    "prefecture": frozenset(("地区",)),
    "autonomous prefecture": frozenset(("自治州",)),
    "league": frozenset(("盟",)),
    "county": frozenset(("县", "自治县", "特区", "林区")),
    "district": frozenset(("市辖区",)),
    "banner": frozenset(("旗", "自治旗")),
}
"""The types of division that an anaphor of each level may stand for."""

_UPWARD = frozenset(
    ("province", "autonomous region", "city", "prefecture", "autonomous prefecture", "league")
)
"""The levels at which an anaphor may stand for what a place lies in, and not only for the place itself."""


class _Memory:
    """What an article has last named at each level, while its 全市 and 该县 are worked out.

    Args:
        gazetteer: The divisions.
        mains: What the article is about, for each sentence.
    """

    def __init__(self, gazetteer: Gazetteer, mains: Sequence[str | None]) -> None:
        self._gazetteer = gazetteer
        self._mains = mains

    def resolve(self, standings: Sequence[_Standing]) -> list[_Standing]:
        """Give the standings with what their anaphors stand for; one that stands for nothing is left out."""
        done: list[_Standing] = []
        seen: list[str] = []
        for standing in standings:
            code = standing.code
            if code is None or not code.startswith("@"):
                done.append(standing)
                if code is not None and code != NATION and standing.role > Role.ASIDE:
                    seen.append(code)
                continue
            meaning = self._meaning(code.removeprefix("@"), seen, self._mains[standing.sentence])
            if meaning is not None:
                done.append(standing._replace(code=meaning, members=(code,)))
        return done

    def _meaning(self, level: str, seen: Sequence[str], main: str | None) -> str | None:
        """Give what a word such as 全市 stands for after the names seen so far."""
        of_main = self._at_level(main, level) if main is not None else None
        for code in reversed(seen):
            found = self._at_level(code, level)
            if found is not None:
                return of_main if of_main is not None and self._related(of_main, found) else found
        return of_main

    def _related(self, one: str, other: str) -> bool:
        """Say whether one division lies in the other."""
        return one in self._gazetteer.ancestors(other) or other in self._gazetteer.ancestors(one)

    def _at_level(self, code: str, level: str) -> str | None:
        """Give the division at a level that another one is or lies in."""
        gazetteer = self._gazetteer
        lines = gazetteer.ancestors(code) if level in _UPWARD else [code]
        own = next((at for at in lines if gazetteer.type(at) in _TYPES[level]), None)
        if own is None and level == "district" and gazetteer.province_of(code) is not None:
            return self._at_level(code, "autonomous region")
        return own


def _with_locals(plain: str, article: Article, standings: Sequence[_Standing]) -> list[_Standing]:
    """Add the later mentions of stations, streets and villages that the article has said the place of."""
    homes: dict[str, tuple[str, int]] = {}
    for standing in standings:
        local = _LOCAL.match(plain, standing.end)
        if local and standing.code is not None and standing.code != NATION:
            homes.setdefault(local["local"], (standing.code, local.end()))
    if not homes:
        return list(standings)
    taken = [(standing.start, standing.end) for standing in standings]
    added: list[_Standing] = []
    for word, (code, known) in homes.items():
        at = plain.find(word, known, article.end)
        while at >= 0:
            if not _near_before(taken, at):
                added.append(
                    _Standing(at, at + len(word), code, Role.INNER, _sentence_at(article, at), (code,), False)
                )
            at = plain.find(word, at + len(word), article.end)
    return sorted([*standings, *added])


def _near_before(taken: Sequence[tuple[int, int]], position: int) -> bool:
    """Say whether a name stands right before a position, so that it leads on to what is there."""
    index = bisect_right(taken, (position, position)) - 1
    return index >= 0 and position - taken[index][1] <= _LOCAL_GAP


def _topics(standings: Sequence[_Standing]) -> dict[int, str | None]:
    """Give what each sentence leaves the next one about, where it names a place."""
    topics: dict[int, str | None] = {}
    by_sentence: dict[int, list[_Standing]] = defaultdict(list)
    for standing in standings:
        if standing.role >= Role.INNER and not standing.part:
            by_sentence[standing.sentence].append(standing)
    for index, named in by_sentence.items():
        subjects = [standing for standing in named if standing.role == Role.SUBJECT]
        if subjects:
            topics[index] = subjects[-1].code
        elif len({standing.code for standing in named}) == 1 and named[0].code != NATION:
            topics[index] = named[0].code
    return topics
