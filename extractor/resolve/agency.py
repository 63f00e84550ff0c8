"""Decide which organisation a number belongs to.

The nearest that acts wins: the organisation that the sentence names as doing or holding what
is counted, else the one that its paragraph or article is about. Who merely publishes a number
does not own it, and what is no body's work (output, tourists, weather) has none.

A missing agency is better than a wrong one: an organisation that the sentence does not name is
taken over only where the number is that system's kind of work, or where the whole article is
about it and nobody else has begun to act in the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractor.types import AgencyName, Article, Draft
from extractor.resolve.agency_names import LEVELS
from extractor.resolve.agency_role import ACTS, SOURCE, Turn, people, role, turns
from extractor.resolve.agency_whole import Whole, climb
from extractor.resolve.agency_work import AgencyWork, Work
from extractor.resolve.gazetteer import NATION, Gazetteer


_ALL = re.compile("全[省市县州区旗国]|各地|我[省市县州区]")
_APART = re.compile("(?:等)?(?:涉嫌|犯|因涉|个?部门|部委|家单位)")
"""Behind a number that counts the accused or the bodies themselves."""
_SHAPES = frozenset(
    "天 小时 分钟 秒 个月 年 周 日 夜 晚 昼夜 个小时 个半月 分 个工作日 工作日 星期 个星期 时 月 载".split()
)
"""Units of time and marks: other measures need words that say whose work they are."""


class Agency(NamedTuple):
    """The organisation of a number.

    Attributes:
        name: Its whole name, or ``None``.
        type: Its system, or ``None``.
        source: How it was found: ``named``, ``paragraph``, ``article``, ``place``, or why there is none.
    """

    name: str | None
    type: str | None
    source: str


class Seen(NamedTuple):
    """A name in an article, with what is known of it."""

    name: AgencyName
    sentence: int
    role: str
    code: str | None


def contains(whole: str, part: str) -> bool:
    """Tell whether the division ``part`` lies in ``whole`` or is the same."""
    if whole == NATION or whole == part:
        return True
    if whole.endswith("0000"):
        return whole[:2] == part[:2]
    return whole.endswith("00") and whole[:4] == part[:4]


def _own_code(name: AgencyName) -> str | None:
    """Give the division that a name itself says; a body without a place is the nation's."""
    if name.place is not None:
        return name.place.codes[0] if name.place.codes else None
    return NATION if name.name is not None and name.form == "full" else None


def _nobody(why: str) -> Agency:
    return Agency(None, None, why)


class AgencyScope:
    """What one article says of organisations; made by `build`."""

    def __init__(
        self,
        plain: str,
        article: Article,
        seen: Sequence[Seen],
        whole: Whole,
        work: AgencyWork,
        gazetteer: Gazetteer,
    ) -> None:
        self._plain = plain
        self._article = article
        self._seen = seen
        self._starts = [one.name.start for one in seen]
        self._whole = whole
        self._work = work
        self._gazetteer = gazetteer
        self._type, self._home = self._about()
        self._full = tuple(whole.spell(plain, one.name, one.code) if one.code else None for one in seen)
        self._spelled: dict[tuple[int, str | None], str | None] = {}
        self._turned: dict[tuple[int, int], list[Turn]] = {}
        self._main = self._main_name()

    @classmethod
    def build(
        cls,
        plain: str,
        article: Article,
        names: Sequence[AgencyName],
        whole: Whole,
        work: AgencyWork,
        gazetteer: Gazetteer,
    ) -> AgencyScope:
        """Read what the article says of organisations.

        Args:
            plain: The text, in one spelling.
            article: The article in it.
            names: All names of organisations in the text, sorted by their start.
            whole: Makes names whole.
            work: Tells whose work words are about.
            gazetteer: Gives the names of divisions.
        """
        starts = [sentence.start for sentence in article.sentences]
        seen: list[Seen] = []
        first = bisect_left(names, article.start, key=lambda name: name.start)
        for name in names[first:]:
            if name.start >= article.end:
                break
            index = bisect_left(starts, name.start + 1) - 1
            if index < 0 or name.end > article.sentences[index].end:
                continue
            seen.append(Seen(name, index, role(plain, name, starts[index]), _own_code(name)))
        return cls(plain, article, seen, whole, work, gazetteer)

    def at(self, draft: Draft, sentence_index: int, region_code: str | None) -> Agency:
        """Give the organisation that a draft's number belongs to.

        Args:
            draft: The number with its metric.
            sentence_index: The sentence that it stands in.
            region_code: The division that it belongs to, where it has one.
        """
        mention = draft.mention
        if not self._seen or mention.kind == "date":
            return _nobody("no organisation in the article")
        if mention.unit == "岁":
            return _nobody("an age is nobody's work")
        work = self._read(draft)
        if work.none and not work.own and not work.led:
            return _nobody("nobody's work")
        if mention.kind == "measure" and mention.unit not in _SHAPES and not (work.own or work.some):
            return _nobody("nobody's work")
        index = self._actor(draft, sentence_index, work)
        if _APART.match(self._plain, mention.end) and (
            index is None or self._seen[index].name.end < mention.start
        ):
            return _nobody("nobody's work")
        if index is not None and index >= 0:
            return self._named(index, draft, work, region_code)
        if work.none and not work.own and self._type is None:
            return _nobody("nobody's work")
        if index is not None and not work.sure:
            return _nobody("somebody else acts")
        return self._taken_over(draft, sentence_index, work, region_code)

    def _read(self, draft: Draft) -> Work:
        """Read the metric; where it tells nothing, the clause tells it."""
        words = self._work.read(draft.metric or "")
        if words.own or words.none:
            return words
        start, end = draft.clause
        around = self._work.read(
            self._plain[max(start, draft.mention.start - 20) : min(end, draft.mention.end + 12)]
        )
        some = words.some or around.some or bool(around.own)
        if not some:
            sentence = self._article.sentences[draft.sentence].start
            some = self._work.does(self._plain[sentence : draft.mention.start])
        return Work(around.own, some, words.none, words.led)

    def _in(self, start: int, end: int) -> range:
        """Give the names that start between two offsets."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def _actor(self, draft: Draft, sentence: int, work: Work) -> int | None:
        """Give the name that acts at the number, -1 for a stranger, ``None`` for nobody named."""
        mention = draft.mention
        start = self._article.sentences[sentence].start
        named: int | None = None
        at = start
        for index in self._in(start, mention.start):
            one = self._seen[index]
            if one.role != ACTS or one.name.end > mention.start or not self._begins(one.name, at, start):
                continue
            if named is None or self._fits(index, work) or not self._fits(named, work):
                named, at = index, one.name.end
        actor = named
        for turn in turns(self._plain, at, mention.start):
            if turn.type:
                actor = (
                    named
                    if actor == -1 and named is not None and turn.type == self._type_of(named)
                    else actor
                )
                actor = None if actor == -1 else actor
            elif not self._work.does(self._plain[turn.start : turn.at]):
                actor = -1
        if actor is None or actor == -1:
            behind = self._behind(draft)
            actor = actor if behind is None else behind
        return actor

    def _begins(self, name: AgencyName, last: int, start: int) -> bool:
        """Tell whether a name begins its clause: behind a verb, or behind another name, it is no subject."""
        clause = max(start, 1 + max(self._plain.rfind(sign, start, name.start) for sign in "，,；;：:"))
        if start < last and clause <= last:
            return False
        return not self._work.does(self._plain[clause : name.start])

    def _behind(self, draft: Draft) -> int | None:
        """Give a name behind the number that it belongs to: 20人案在某法院开庭, 4位市局领导."""
        mention = draft.mention
        for index in self._in(mention.end, draft.clause[1]):
            one = self._seen[index]
            after = self._plain[one.name.end : one.name.end + 8]
            if self._plain[one.name.start - 1] in "在由" and self._work.read(after).own & {one.name.type}:
                return index
            if one.name.start - mention.end <= 2 and next(
                people(self._plain, one.name.end, one.name.end + 6), None
            ):
                return index
            if one.name.start == mention.end and after.startswith(("领导", "干部", "队员")):
                return index
        return None

    def _fits(self, index: int, work: Work) -> bool:
        return not work.own or self._type_of(index) in work.own

    def _type_of(self, index: int) -> str:
        name = self._seen[index].name
        if name.type:
            return name.type
        before = self._antecedent(index)
        return self._seen[before].name.type if before is not None else self._type or ""

    def _named(self, index: int, draft: Draft, work: Work, region: str | None) -> Agency:
        """Give the organisation that the sentence names, where the number is its work."""
        type_ = self._type_of(index)
        between = self._plain[self._seen[index].name.end : draft.mention.start]
        if work.none and type_ not in work.own and not work.led:
            return _nobody("nobody's work")
        acts = self._whole.acts(type_) or type_ == self._type
        if not acts and not (work.own or work.some or self._work.does(between)):
            return _nobody("not its work")
        name = self._spell(index, region)
        return Agency(name, type_, "named") if name else _nobody("its place is not known")

    def _taken_over(self, draft: Draft, sentence: int, work: Work, region: str | None) -> Agency:
        """Give the organisation that the paragraph or the article is about."""
        if not (work.own or work.some):
            return _nobody("nobody's work")
        index = self._paragraph(sentence, work)
        if index is not None and not self._moved(index, draft, sentence, region):
            name = self._spell(index, region)
            if name:
                return Agency(name, self._type_of(index), "paragraph")
        if self._type is None or (work.own and self._type not in work.own):
            return self._elsewhere(sentence, work, region)
        return self._article_agency(draft, sentence, work, region)

    def _article_agency(self, draft: Draft, sentence: int, work: Work, region: str | None) -> Agency:
        """Give the organisation that the article is about, or the same body of the number's place."""
        name, home, type_ = self._main, self._home, self._type
        assert type_ is not None
        if region is None or home is None or region == home:
            return Agency(name, type_, "article") if name else _nobody("its place is not known")
        busy = bool(work.own or work.some)
        if contains(region, home):
            wider = draft.mention.kind != "rank" and self._says(draft.clause, region)
            if not wider:
                return Agency(name, type_, "article")
            body = self._whole.body(type_, region) if work.own else None
            return Agency(body, type_, "place") if body else _nobody("another place's")
        if contains(home, region) and not self._says(self._bounds(sentence), region):
            return Agency(name, type_, "article")
        general = name is not None and self._whole.general(name, type_)
        body = self._whole.body(type_, region) if busy and general else None
        return Agency(body, type_, "place") if body else _nobody("another place's")

    def _says(self, bounds: tuple[int, int], region: str) -> bool:
        """Tell whether a stretch names a division, by the beginning of its name."""
        return self._plain.find(self._whole.region(region)[:2], *bounds) >= 0

    def _bounds(self, sentence: int) -> tuple[int, int]:
        return self._article.sentences[sentence][:2]

    def _elsewhere(self, sentence: int, work: Work, region: str | None) -> Agency:
        """Give the body whose kind of work it is, where a sentence just quotes it: 最高检获悉,起诉…."""
        one = self._article.sentences[sentence]
        for index in reversed(self._in(self._article.sentences[max(0, sentence - 1)].start, one.end)):
            seen = self._seen[index]
            if seen.role == SOURCE and work.sure and seen.name.type in work.own and self._same(index, region):
                if seen.name.name and not self._whole.general(seen.name.name, seen.name.type):
                    return Agency(seen.name.name, seen.name.type, "source")
                code = region or seen.code
                body = self._whole.body(seen.name.type, code) if code else None
                return Agency(body, seen.name.type, "place") if body else _nobody("its place is not known")
        return _nobody("no organisation named")

    def _paragraph(self, sentence: int, work: Work) -> int | None:
        """Give the last name that acted before in the paragraph, where the number may be its work."""
        sentences = self._article.sentences
        paragraph = sentences[sentence].paragraph
        for index in reversed(range(bisect_left(self._starts, sentences[sentence].start))):
            seen = self._seen[index]
            if sentences[seen.sentence].paragraph != paragraph:
                return None
            if seen.role != ACTS:
                continue
            type_ = self._type_of(index)
            if work.own:
                if type_ in work.own:
                    return index
            elif type_ == self._type or (
                work.some and seen.sentence == sentence - 1 and self._whole.acts(type_)
            ):
                return index
        return None

    def _moved(self, index: int, draft: Draft, sentence: int, region: str | None) -> bool:
        """Tell whether a sentence has left a name before it for another or the whole place."""
        start = self._article.sentences[sentence].start
        if not self._same(index, region):
            return True
        if self._seen[index].name.form != "collective" and _ALL.search(
            self._plain, start, draft.mention.start
        ):
            return True
        code = self._code(index, region)
        return region is not None and code != region and self._says(self._bounds(sentence), region)

    def _same(self, index: int, region: str | None) -> bool:
        """Tell whether a name's place and a region do not exclude each other."""
        code = self._seen[index].code
        return code is None or region is None or contains(code, region) or contains(region, code)

    def _antecedent(self, index: int) -> int | None:
        """Give the name that an anaphor such as 该局 stands for."""
        word = self._seen[index].name.head
        level = word[0] if word[0] in LEVELS else ""
        ending = (
            word.removeprefix("该")
            .removeprefix("我")
            .removeprefix("本")
            .removeprefix("全")
            .removesuffix("机关")
        )
        ending = ending.removesuffix("直")[-2:] if len(ending) > 2 and not level else ending[-1:]
        for other in reversed(range(index)):
            name = self._seen[other].name
            if name.form == "anaphor":
                continue
            text = self._whole.tail(self._plain, name) if name.name is None else name.name
            if level and not (text == "公安局" or text.endswith(("公安局", "公安厅"))):
                continue
            if text.endswith(ending) or (ending in ("部门", "机关", "单位") and name.form == "collective"):
                return other
        return None

    def _spell(self, index: int, region: str | None) -> str | None:
        """Make a name whole, at a number of ``region``; what was made is kept."""
        if (index, region) not in self._spelled:
            self._spelled[index, region] = self._spell_new(index, region)
        return self._spelled[index, region]

    def _spell_new(self, index: int, region: str | None) -> str | None:
        seen = self._seen[index]
        name = seen.name
        if name.form == "anaphor":
            before = self._antecedent(index)
            if before is not None and name.head[0] not in LEVELS:
                return self._spell(before, region)
            if name.head[0] in LEVELS or name.head in ("局机关", "局直机关", "全局"):
                return self._level_body(name.head[0], region)
            return None
        if name.name is None and name.form == "bare" and name.place is None:
            same = self._mentioned_whole(index)
            if same is not None:
                return same
        return self._whole.spell(self._plain, name, self._code(index, region))

    def _level_body(self, level: str, region: str | None) -> str | None:
        """Give the article's own body, of a level: 市局, 省厅."""
        base = self._home or region
        code = climb(base, level if level in LEVELS else "", self._gazetteer) if base else None
        return self._whole.body(self._type, code, collective=False) if self._type and code else None

    def _mentioned_whole(self, index: int) -> str | None:
        """Give the whole name that the article has for a short one: 定王台派出所."""
        one = self._seen[index].name
        tail = self._whole.tail(self._plain, one)
        if len(tail) < 4 or (tail != self._plain[one.start : one.end] and tail[0] not in "镇乡村"):
            return None
        ending = self._whole.respelled(tail)
        return next(
            (name for name in self._full if name and len(name) > len(ending) and name.endswith(ending)), None
        )

    def _code(self, index: int, region: str | None) -> str | None:
        """Give the division that a name belongs to."""
        seen = self._seen[index]
        if seen.code is not None:
            codes = seen.name.place.codes if seen.name.place is not None else ()
            near = [
                c
                for c in codes
                if any(o and (contains(o, c) or contains(c, o)) for o in (region, self._home))
            ]
            return near[0] if near else seen.code
        name = seen.name
        text = self._plain[name.start : name.end]
        if text.startswith("全国"):
            return NATION
        level = self._level(text, name)
        base = self._base(name, region, level)
        return climb(base, level, self._gazetteer) if base else None

    def _level(self, text: str, name: AgencyName) -> str:
        """Give the level that a name without a place says or implies, or an empty string."""
        if name.place is not None:
            last = self._plain[name.place.end - 1]
            return last if last in LEVELS else ""
        if text[0] in "全我本该" and text[1:2] in LEVELS:
            return text[1]
        if text[0] in LEVELS:
            return text[0]
        if text.endswith(("总队", "厅")) or "高级" in text:
            return "province"
        return "prefecture" if text.endswith("支队") and "大队" not in text else ""

    def _base(self, name: AgencyName, region: str | None, level: str) -> str | None:
        """Give the place from which a name's level is counted."""
        home = self._home
        if home is None or region is None:
            return region or home
        if name.form == "collective" and not level and name.type == self._type:
            return region if contains(home, region) and self._near(name, region) else home
        if not (contains(home, region) or contains(region, home)) and (not level or self._type is None):
            return region
        return home if climb(home, level, self._gazetteer) else region

    def _near(self, name: AgencyName, region: str) -> bool:
        """Tell whether the paragraph of a name says the name of a division before it."""
        start = self._plain.rfind("\n", 0, name.start) + 1
        return self._plain.find(self._whole.region(region)[:2], start, name.start) >= 0

    def _about(self) -> tuple[str | None, str | None]:
        """Give the system and the place that the article is about, where it is about one organisation."""
        sentences = self._article.sentences
        where: dict[str, set[int]] = {}
        weights: Counter[str] = Counter()
        for seen in self._seen:
            if seen.name.type and seen.name.form != "anaphor":
                where.setdefault(seen.name.type, set()).add(seen.sentence)
                weights[seen.name.type] += 4 if seen.sentence < self._article.headlines else 1
        if not weights:
            return None, None
        staff = Counter(people(self._plain, self._article.start, self._article.end))
        acting = [type_ for type_ in weights if self._whole.acts(type_)]
        best = max(acting, key=lambda type_: weights[type_] + staff[type_] / 2, default=None)
        if best is not None and (weights[best] < 2 or weights[best] + staff[best] / 2 < 0.2 * len(sentences)):
            best = None
        return best, self._place_of(best or weights.most_common(1)[0][0])

    def _place_of(self, type_: str) -> str | None:
        """Give the place that most names of a system belong to, or that most of them lie in."""
        places: Counter[str] = Counter()
        for seen in self._seen:
            if seen.code and seen.name.type == type_:
                places[seen.code] += 4 if seen.sentence < self._article.headlines else 1
            elif (
                seen.name.name and seen.name.type == type_ and self._plain.startswith("全国", seen.name.start)
            ):
                places[NATION] += 1
        if not places:
            return None
        first = list(places)
        return max(places, key=lambda code: (places[code], -first.index(code)))

    def _main_name(self) -> str | None:
        """Give the name that stands for the article's organisation: the most frequent of its place."""
        if self._type is None or self._home is None:
            return None
        names: Counter[str] = Counter()
        for seen, name in zip(self._seen, self._full, strict=True):
            if name and seen.code == self._home and seen.name.type == self._type:
                names[name] += 3 if seen.sentence < self._article.headlines else 1
        if names:
            return names.most_common(1)[0][0]
        return self._whole.body(self._type, self._home)
