"""The organisations that one article speaks of: who they are, where they belong, what stands for them later.

A short name is made whole by the rest of its article: 定王台派出所 by the full name elsewhere, 该局 by
the last bureau before it, 市公安局 by the place that the article is about.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.resolve.agency.names import LEVELS
from extractor.resolve.agency.role import ACTS, AgencyRoles
from extractor.resolve.agency.whole import Whole, climb, level_of
from extractor.resolve.place.codes import NATION, stem
from extractor.resolve.place.gazetteer import Gazetteer
from extractor.text import lines
from extractor.types import AgencyName, Article

_HEADLINE = 4
"""How many mentions in the text one in a headline is worth."""
_SHARE = 0.2
"""How many of its sentences must name an organisation for an article to be about it."""
_SEVERAL = re.compile("[两二三四五六七八九十多各]地$")
_NAMED_AS_WRITTEN = "海关"
"""The system whose bodies bear no division's name: a unit takes the name of the house that is named."""
HOUSES = "医院"
"""The system of which a city has many bodies: none is meant where none is named."""
_LOCAL_WORDS = ("警方", "公安")
"""Words for the bodies of one place, not of the nation, where no place stands before them."""
_COURTS = ("法院", "检察院")
_OWN_BODY = ("局机关", "局直机关", "全局")
_BODIES = ("公安局", "公安厅")


class Seen(NamedTuple):
    """A name in an article.

    Attributes:
        name: The name.
        sentence: The sentence that it stands in.
        role: The part that it plays there.
        code: The division that the name itself says, or ``None``.
    """

    name: AgencyName
    sentence: int
    role: str
    code: str | None


def contains(whole: str, part: str) -> bool:
    """Tell whether the division ``part`` lies in ``whole`` or is the same."""
    return whole == NATION or part.startswith(stem(whole))


def touches(one: str | None, other: str | None) -> bool:
    """Tell whether one of two divisions lies in the other, as far as both are known."""
    return one is None or other is None or contains(one, other) or contains(other, one)


class Cast:
    """The organisations of one article.

    Args:
        plain: The text.
        article: The article in it.
        names: All names of organisations in the text, sorted by their start.
        roles: Tells what part names play.
        whole: Makes names whole.
        gazetteer: Gives the divisions.

    Attributes:
        seen: The names in the article.
        type: The system that the article is about, where it is about one.
        home: The division that it is about, as far as names of organisations tell.
        main: The whole name of the organisation that it is about.
    """

    def __init__(
        self,
        plain: str,
        article: Article,
        names: Sequence[AgencyName],
        roles: AgencyRoles,
        whole: Whole,
        gazetteer: Gazetteer,
    ) -> None:
        self._plain = plain
        self._whole = whole
        self._gazetteer = gazetteer
        self._article = article
        self.seen = tuple(_seen(plain, article, names, roles))
        self._starts = [one.name.start for one in self.seen]
        self.type, self.home = self._about(roles)
        self._full = [whole.spell(plain, one.name, one.code) if one.code else None for one in self.seen]
        self._spelled: dict[tuple[int, str | None], str | None] = {}
        self.main = self._main()

    def within(self, start: int, end: int) -> range:
        """Give the indexes of the names that start between two offsets."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def type_of(self, index: int) -> str:
        """Give the system of a name, that of what it stands for included."""
        name = self.seen[index].name
        if name.type:
            return name.type
        before = self._antecedent(index, name.head)
        return self.seen[before].name.type if before is not None else self.type or ""

    def spell(self, index: int, region: str | None) -> str | None:
        """Make a name whole, for a number that belongs to ``region``.

        Returns:
            The whole name, or ``None`` where its place is not known.
        """
        if (index, region) not in self._spelled:
            self._spelled[index, region] = self._spell(index, region)
        return self._spelled[index, region]

    def code(self, index: int, region: str | None) -> str | None:
        """Give the division that a name belongs to, for a number that belongs to ``region``."""
        name, _, _, code = self.seen[index]
        if code is not None:
            codes = name.place.codes if name.place is not None else ()
            known = [place for place in (region, self.home) if place]
            return next((one for one in codes if any(touches(one, place) for place in known)), code)
        text = self._plain[name.start : name.end]
        if text.startswith("全国"):
            return NATION
        if _SEVERAL.search(self._plain, max(0, name.start - 2), name.start):
            return region  # 罗平、富源两地法院: each number has its own
        level = self._level(text, name)
        base = self._base(name, region, level)
        if base and level == "市" and self._is_the_city(base):
            return base
        return climb(base, level, self._gazetteer) if base else None

    def _is_the_city(self, code: str) -> bool:
        """Tell whether 市 is a county-level city: the article names it more often than its prefecture."""
        if self._gazetteer.type(code) != "县级市":
            return False
        over = self._whole.region(climb(code, "市", self._gazetteer) or code)
        bounds = self._article.start, self._article.end
        return self._plain.count(self._whole.region(code)[:2], *bounds) > self._plain.count(over[:2], *bounds)

    def _stands_for(self, index: int, word: str, region: str | None) -> str | None:
        """Give the whole name that an anaphor such as 该局 stands for."""
        before = self._antecedent(index, word)
        if before is not None and word[0] not in LEVELS:
            return self.spell(before, region)
        return self._own_body(word, region)

    def antecedent(self, start: int) -> int | None:
        """Give the offset of the name that a word such as 该局, at an offset, goes back to."""
        for index in self.within(start, start + 1):
            name = self.seen[index].name
            word = self._whole.anaphor(self._plain[name.start : name.end]) if name.place is None else None
            before = self._antecedent(index, word) if word and word[0] not in LEVELS else None
            return None if before is None else self.seen[before].name.start
        return None

    def _antecedent(self, index: int, word: str) -> int | None:
        """Give the name that an anaphor such as 该局 stands for."""
        level = word[0] in LEVELS
        ending = word.lstrip("该我本全").removesuffix("机关").removesuffix("直") or word[-2:]
        ending = ending if len(ending) > 1 and not level else ending[-1]
        for other in reversed(range(index)):
            name = self.seen[other].name
            if name.form == "anaphor":
                continue
            text = name.name or self._whole.tail(self._plain, name)
            if level and not text.endswith(_BODIES):
                continue
            if ending == "局" and text.endswith("分局"):
                continue
            if text.endswith(ending) or (ending in ("部门", "机关", "单位") and name.form == "collective"):
                return other
        return None

    def _spell(self, index: int, region: str | None) -> str | None:
        name = self.seen[index].name
        text = self._plain[name.start : name.end]
        word = self._whole.anaphor(text) if name.place is None else None
        if word:
            body = self._stands_for(index, word, region)
            return body and body + self._whole.respelled(text[len(word) :])
        bare = name.form == "bare" or self._plain[name.start : name.end] in _LOCAL_WORDS
        if name.name is None and bare and name.place is None:
            return self._named_whole(name) or self._bare(index, region)
        return self._whole.spell(self._plain, name, self.code(index, region))

    def _bare(self, index: int, region: str | None) -> str | None:
        """Make a name whole that has neither place nor parent: 法院, 警方, 市公安局."""
        name = self.seen[index].name
        if name.type == _NAMED_AS_WRITTEN:
            customs = next((full for full in self._full if full and full.endswith(name.type)), None)
            return customs and customs + name.head.removeprefix(_NAMED_AS_WRITTEN)
        if self._plain[name.start : name.end] in _COURTS:
            return self._court(index, region)
        code = self.code(index, region)
        if code == NATION and region != NATION:
            return None  # 警方 in a story from abroad
        return self._whole.spell(self._plain, name, code)

    def _court(self, index: int, region: str | None) -> str | None:
        """Give the court that the article names in full for a bare 法院, else what is written."""
        name, code = self.seen[index].name, self.code(index, region)
        if code is None:
            return None
        full = {
            whole
            for one, whole in zip(self.seen, self._full, strict=True)
            if whole and whole.endswith(_COURTS) and one.name.type == name.type and one.code == code
        }
        if len(full) == 1:
            return full.pop()
        if code == NATION or level_of(code) == "county":
            return self._whole.spell(self._plain, name, code) if region == code else None
        return self._whole.region(code) + name.head

    def _own_body(self, word: str, region: str | None) -> str | None:
        """Give the body that the article is about, of a level: 市局, 省厅."""
        base = self.home or region
        if base is None or self.type is None or (word[0] not in LEVELS and word not in _OWN_BODY):
            return None
        code = climb(base, word[0] if word[0] in LEVELS else "", self._gazetteer)
        return self._whole.body(self.type, code, collective=False) if code else None

    def _named_whole(self, name: AgencyName) -> str | None:
        """Give the whole name that the article has for a short one: 定王台派出所."""
        tail = self._whole.tail(self._plain, name)
        if len(tail) < 4 or (name.end - name.start > len(tail) and tail[0] not in "镇乡村"):
            return None
        ending = self._whole.respelled(tail)
        longer = (full for full in self._full if full and len(full) > len(ending))
        return next((full for full in longer if full.endswith(ending)), None)

    def _level(self, text: str, name: AgencyName) -> str:
        """Give the level that a name without a place says or implies, or an empty string."""
        if name.place is not None:
            last = self._plain[name.place.end - 1]
            return last if last in LEVELS else ""
        said = text[1:2] if text[0] in "全我本该" else text[0]
        if said and said in LEVELS:
            return said
        if text.endswith(("总队", "厅")) or "高级" in text:
            return "province"
        return "prefecture" if text.endswith("支队") and "大队" not in text else ""

    def _base(self, name: AgencyName, region: str | None, level: str) -> str | None:
        """Give the place from which a name's level is counted."""
        home = self.home
        if home is None or region is None:
            return region or home
        if name.form == "collective" and not level and name.type == self.type:
            return region if contains(home, region) and self._says_before(name, region) else home
        if not touches(home, region) and (not level or self.type is None):
            return region
        return home if climb(home, level, self._gazetteer) else region

    def _says_before(self, name: AgencyName, region: str) -> bool:
        """Tell whether the paragraph of a name names a division before it."""
        start = self._plain.rfind("\n", 0, name.start) + 1
        return self._plain.find(self._whole.region(region)[:2], start, name.start) >= 0

    def _about(self, roles: AgencyRoles) -> tuple[str | None, str | None]:
        """Give the system and the place that the article is about."""
        weights: Counter[str] = Counter()
        for one in self.seen:
            if one.name.type and one.name.form != "anaphor":
                weights[one.name.type] += self._weight(one)
        if not weights:
            return None, None
        staff = Counter(roles.people(self._plain, self._article.start, self._article.end))
        titled = {type_ for type_ in weights if self._whole.may_be_titled(type_) and self._titled(type_)}
        for type_ in titled:
            weights[type_] += _HEADLINE
        known = {
            type_: weights[type_] + staff[type_] / 2
            for type_ in weights
            if self._whole.acts(type_) or type_ in titled
        }
        best = max(known, key=lambda type_: known[type_], default=None)
        rare = best is not None and known[best] < _SHARE * len(self._article.sentences)
        if best is not None and (weights[best] < 2 or (rare and best not in titled)):
            best = None
        return best, self._place_of(best or weights.most_common(1)[0][0])

    def _titled(self, type_: str) -> bool:
        """Tell whether a headline names a system: 禁毒检察白皮书 is a report of 检察机关."""
        local = any(one.name.type == type_ and one.role == ACTS and one.code != NATION for one in self.seen)
        return local and any(
            type_ in self._plain[sentence.start : sentence.end]
            for sentence in self._article.sentences[: self._article.headlines]
        )

    def _weight(self, one: Seen) -> int:
        return _HEADLINE if one.sentence < self._article.headlines else 1

    def _place_of(self, type_: str) -> str | None:
        """Give the division that most names of a system say; of several the first."""
        places: Counter[str] = Counter()
        for one in self.seen:
            if one.code and one.name.type == type_:
                places[one.code] += self._weight(one)
        return places.most_common(1)[0][0] if places else None

    def level_name(self, type_: str, region: str | None) -> str | None:
        """Give the first acting name of a system in an article where none says its place: 全区检察机关."""
        acting = (
            index for index, one in enumerate(self.seen) if one.role == ACTS and self.type_of(index) == type_
        )
        return next((name for index in acting if (name := self.spell(index, region))), None)

    def of_type(self, type_: str, region: str | None) -> str | None:
        """Give the most frequent whole name of a system, where the article speaks of it more than once.

        A body of the centre does not stand for what is done at a place: it only reports it.
        """
        names: Counter[str] = Counter()
        for one, full in zip(self.seen, self._full, strict=True):
            local = one.code == NATION and region != NATION
            if one.name.type == type_ and not local:
                names[full or ""] += self._weight(one)
        named = [name for name, _ in names.most_common() if name]
        return named[0] if named and names.total() > 1 else None

    def _main(self) -> str | None:
        """Give the most frequent name of the article's system at its place."""
        if self.type is None or self.home is None:
            return None
        names: Counter[str] = Counter()
        for one, full in zip(self.seen, self._full, strict=True):
            if full and one.code == self.home and one.name.type == self.type:
                names[full] += self._weight(one)
        if names:
            return names.most_common(1)[0][0]
        # a police post in a story is not all police of the nation, nor is a ward a city's first hospital
        spoken = any(
            one.name.type == self.type and one.role == ACTS and one.name.form == "collective"
            for one in self.seen
            if self._whole.general(self._plain[one.name.start : one.name.end], one.name.type)
        )
        invented = self.type == HOUSES or (self.home == NATION and not spoken)
        return None if invented else self._whole.body(self.type, self.home)


def _seen(plain: str, article: Article, names: Sequence[AgencyName], roles: AgencyRoles) -> Iterator[Seen]:
    """Give the names of an article, with their sentence and role."""
    starts = [sentence.start for sentence in article.sentences]
    first = bisect_left(names, article.start, key=lambda name: name.start)
    last = bisect_left(names, article.end, key=lambda name: name.start)
    for name in names[first:last]:
        index = bisect_left(starts, name.start + 1) - 1
        if index < 0 or name.end > article.sentences[index].end:
            if _issues(plain, name):
                yield Seen(name, 0, ACTS, _own_code(name))
        else:
            yield Seen(name, index, roles.role(plain, name, starts[index]), _own_code(name))


def _issues(plain: str, name: AgencyName) -> bool:
    """Tell whether a line of the page, and not of the report, names who issued it: 来源：某市税务局."""
    longest = 2 * lines.LONGEST_BYLINE
    start = plain.rfind("\n", 0, name.start) + 1
    end = plain.find("\n", name.end, start + longest + 1)
    line = plain[start : end if end >= 0 else start + longest + 1].strip()
    if name.start - start > lines.LONGEST_BYLINE or len(line) > longest:
        return False
    return bool(lines.SIGNATURE.fullmatch(line) or lines.PAGE_DATE.fullmatch(line))


def _own_code(name: AgencyName) -> str | None:
    """Give the division that a name itself says; a full name without a place is a body of the nation."""
    if name.place is not None:
        return name.place.codes[0] if name.place.codes else None
    return NATION if name.name is not None and name.form == "full" else None
