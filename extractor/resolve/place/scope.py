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
from functools import cached_property
from typing import NamedTuple

from extractor.resolve.place.about import about
from extractor.resolve.place.abroad import at_home, begins_at_home, spoken_of, without_partners
from extractor.resolve.place.anaphor import Memory
from extractor.resolve.place.breakdown import member_of, together
from extractor.resolve.place.codes import NATION
from extractor.resolve.place.far import is_beside
from extractor.resolve.place.gazetteer import Gazetteer
from extractor.resolve.place.launch import without_launches
from extractor.resolve.place.onward import turns_away
from extractor.resolve.place.route import without_line_ends
from extractor.resolve.place.sections import mains_of
from extractor.resolve.place.standing import (
    CLAUSE_END,
    Role,
    Standing,
    among_others,
    among_sites,
    begins_line,
    between_nations,
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
        at: Offset of the name that gave it, where a single one did.
    """

    code: str | None
    name: str | None
    source: str
    at: int | None = None


class Topic(NamedTuple):
    """What a sentence leaves the next one about; an example (甲市一家企业) only for as long as it is told."""

    code: str | None
    example: bool
    at: int


NOWHERE = Place(None, None, "none")


_PART = re.compile(r"其中[，,：:]?[^，。；]{0,4}$")
_PART_REACH = 8
_PART_END = re.compile(r"[；;。！？\n]")
_CARRIED = 6
"""How far behind the subject of its clause a name may stand and still be it: 公安部组织|江西."""

_EVERY = frozenset(("全国", "全国各地", "全国各级", "全国范围", "举国"))
_WORLD = "全球"
_FOR = ("为", "比", "是")
_LEADS_ON = ("在", "位于", "于", "组织", "指导", "部署", "安排", "的", "（", "联合", "和")
_SENDS = re.compile(r"调拨|预拨|下拨|拨付|划拨|下达|派出|调派|调运|紧急|工作组|专家组|救援|应急响应|启动响应")
_HELD = re.compile(r"[^，。；]{0,12}?(?:发行|举办|举行|设立|投放)")
"""Behind 在 and a place, what an organ of the centre does there: 财政部在香港发行国债."""

_PROVINCES = re.compile(r"(?:(?!3[14])\d+|[两三四五六七八九十]+)个?省(?![级道会直管长内外])")
"""Several provinces by their number: what is sent to 7省 has no one division."""

_TO_US = re.compile(
    r"(?:对华(?:直接)?(?:投资|出口|贸易|研发)|来华(?:投资|旅游|旅行)|在华(?:新设|设立|新增|投资|销售|研发|业务|企业))"
)
_NOWADAYS = re.compile(r"\s*(?:如今|目前|现在|截至目前|至今|当前)")
_NATIONAL = re.compile(
    r"全社会跨区域|春运(?:第|期间|首日|启动|迎来)|(?:电影|春节档|暑期档|国庆档|五一[”]?档|年度)[^，。；\d]{0,6}?票房|A股|沪深两市|"
    r"社会融资规模|广义货币|外汇储备"
)
"""What is told of the whole country, whether or not it is named."""

_STATISTICS = re.compile(
    r"社会消费品零售|限额以上单位|服务零售额|规模以上工业|固定资产投资|国内生产总值|居民消费价格|采购经理指数|货物贸易进出口|"
    r"全社会|(?<![\u4e00-\u9fff])国家(?:通过|出台|安排|投入|实施|设立|推出|财政|将|还将|持续)"
)
"""What is told of a country in an article that names no place."""

_OF_ALL = re.compile(
    r"[\d一二三四五六七八九十百]+[余多]?[个家]?(?:国家级)?(?:自由贸易试验区|自贸试验区|自贸区|高新区|经开区|省(?![级道会直管])|"
    r"综合保税区|综保区|地级市|世界遗产|国家公园)"
)
"""What there is no such number of in one place: 如今，22个自贸试验区…."""

_DESTINATION = re.compile(r"(?:在|赴|前往|奔赴|支持|支援|驰援|用于|帮助|协助)$")
_NAMED_NEXT = re.compile(r"[^，。；,]{1,14}[，,](?:均|都|主要)?(?:出现|发生|位)[在于]")
_EXAMPLE = re.compile(r"的?(?:一[家名个位起处条户]|某)")
_TAKES_PLACE = re.compile(
    r"[^，。；、]{0,8}?(?:举[行办]|召开|开[幕赛展]|闭幕|落幕|揭幕|启动|拉开[帷大序]幕|启幕|圆满结束)"
)
_BEGINS = ("启动", "实施", "推进", "开展", "建设", "开工", "建成", "启动了", "实施了", "开展了")
_WORKS = re.compile(r"[^，。；、\d]{1,12}?(?:工程|项目|行动|计划|治理|保护)")
"""Before and behind a place, works there that what follows is about: 西藏启动拉萨市绿化工程."""

_NUMBERED = re.compile(r"第[一二三四五六七八九十\d]+届")
_GOES_ON = re.compile(r"[^。]{0,16}?(?:该[^省市县区州旗]|这[家名位起])|[“\s]*(?:其[^中他余次实]|他|她)")
_BEHIND = re.compile(r"[^，。；、\s]{0,12}?[余多]?[万亿]?[\u4e00-\u9fff]{0,2}的?")
_STRETCH = 4
"""How far behind a river or a line the place of its stretch stands."""

_MOST_NAMES = 64
"""How many names of a sentence are looked at on one side of a number."""

_COUNT_REACH = 6
"""How far behind a place of a breakdown its number begins."""

_DIGIT = re.compile("[0-9一二两三四五六七八九十百千万]")
_WHERE = ("在", "位于", "于")
_ARRIVE = ("走进", "来到", "齐聚", "相聚", "相约", "云集", "汇聚", "参访", "奔赴", "抵达")
"""Before a place behind a number, that those who are counted have come there: 30名记者走进甲省."""

_LOCAL = re.compile(
    r"(?:[^，。；、\s]{0,10}分局)?(?P<local>[\u4e00-\u9fff]{2,5}?(?:派出所|街道|社区|(?<!乡)[镇乡](?![村镇])|村(?![镇级民庄])))"
)
_LOCAL_GAP = 12
_VILLAGE = 3
"""How long the names of villages are, without what stands before them: 郭家桥|新塘村."""


@dataclass(frozen=True)
class RegionScope:
    """What the names of one article make its numbers belong to.

    Attributes:
        main: The code of what the article is about, or ``None``.
        standings: Its names in order, lists as one.
        topics: For each sentence what it leaves the next one of its paragraph about; a sentence
            without a place is not in it.
        mains: For each sentence what the article is about there: one thing, except in a digest.
        stops: Where its clauses end.
        antecedents: For words such as 全市, by their offset, the offset of the name that they go back to.
        to_us: Where words stand that speak of the country though only another is named: 对华投资.
    """

    main: str | None
    plain: str
    article: Article
    gazetteer: Gazetteer
    standings: tuple[Standing, ...]
    starts: tuple[int, ...]
    topics: Mapping[int, Topic]
    mains: tuple[str | None, ...] = field(default=())
    stops: tuple[int, ...] = field(default=())
    antecedents: Mapping[int, int] = field(default_factory=dict)
    to_us: tuple[tuple[int, int], ...] = field(default=())
    _national: dict[int, bool] = field(default_factory=dict, repr=False, compare=False)

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
        standings = without_launches(plain, article, standings, gazetteer)
        standings = without_line_ends(plain, article, standings)
        known: list[tuple[list[Standing], tuple[str | None, ...]]] = []

        def mains_by(these: Sequence[Standing]) -> tuple[str | None, ...]:
            # Most steps change nothing, and what the article is about is then known.
            for others, mains in known:
                if others == these:
                    return mains
            known.append((list(these), mains_of(plain, article, these, gazetteer, page_region)))
            return known[-1][1]

        first = mains_by(standings)
        standings = spoken_of(plain, standings, first)
        if begins_at_home(standings):
            first = mains_by(without_partners(plain, article, standings))
        standings = at_home(plain, article, standings, first, gazetteer)
        first = mains_by(standings)
        memory = Memory(gazetteer, first)
        standings = _with_locals(plain, article, memory.resolve(standings))
        mains = mains_by(standings)
        whole = about(standings, article, gazetteer, range(len(article.sentences)))
        return cls(
            whole if standings else page_region,
            plain,
            article,
            gazetteer,
            tuple(standings),
            tuple(standing.start for standing in standings),
            _topics(plain, standings, gazetteer),
            mains,
            tuple(found.start() for found in CLAUSE_END.finditer(plain, article.start, article.end)),
            memory.antecedents,
            tuple(found.span() for found in _TO_US.finditer(plain, article.start, article.end)),
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
        stop = bisect_left(self.stops, position)
        end = min(self.stops[stop], sentence.end) if stop < len(self.stops) else sentence.end
        finish = max(min(clause[1], sentence.end), end)
        inside = self._between(begin, position)
        behind = [
            s
            for s in self._following(position, finish)
            if s.role >= Role.INNER and (s.form != "world" or self.plain.endswith(_WHERE, position, s.start))
        ]
        before = self._between(sentence.start, begin)
        earlier = [
            s for s in before if not (self._is_over(s, begin) or self._closed(s, sentence.start, begin))
        ]
        place = self._in_clause(begin, position, sentence_index, inside, behind)
        if place is None:
            place = self._in_sentence(position, sentence_index, begin, earlier)
        if place is None and behind:
            place = self._place(behind[0].code, "clause", behind[0].start)
        if place is not None and place.code is None and self._is_beside(place.at):
            around = self._around(position, sentence_index, ())
            place = place if around.code in (None, NATION) else around
        if place is None:
            weak = [standing for standing in (*earlier, *inside) if standing.role == Role.WEAK]
            place = self._around(position, sentence_index, weak)
        return place

    def _in_clause(
        self,
        begin: int,
        position: int,
        sentence_index: int,
        inside: Sequence[Standing],
        behind: Sequence[Standing],
    ) -> Place | None:
        """Give what the clause of a number names: before it, else right behind it."""
        named = [standing for standing in inside if standing.role >= Role.INNER]
        abroad = all(standing.form in ("foreign", "world") for standing in named)
        if abroad and self._is_to_us(begin, position):
            return self._place(NATION, "clause")
        if named:
            return self._of(self._nearest(named), position, sentence_index, "clause")
        end = self.article.sentences[sentence_index].end
        for standing in (*behind, *self._named_next(position, end)):
            if self._belongs(position, standing):
                return self._place(standing.code, "clause", standing.start)
        return None

    def _is_to_us(self, begin: int, position: int) -> bool:
        """Say whether words between two offsets speak of the country: 对华投资."""
        nearest = bisect_left(self.to_us, (begin,))
        return nearest < len(self.to_us) and self.to_us[nearest][1] <= position

    def _in_sentence(
        self, position: int, sentence_index: int, begin: int, earlier: Sequence[Standing]
    ) -> Place | None:
        """Give what the clauses before that of a number name: the last subject, else the last name."""
        of_several = together(self.plain, begin, position, earlier, self.gazetteer)
        if of_several is not None:
            return self._place(of_several[0], "sentence")
        for least in (Role.SUBJECT, Role.INNER):
            subjects = [standing for standing in earlier if standing.role >= least]
            if subjects:
                inner = _venue(self.plain, subjects[-1], earlier) or _stretch(
                    self.plain, subjects[-1], earlier
                )
                if subjects[-1].code is None and inner:
                    return self._place(inner.code, "sentence", inner.start)
                return self._of(self._narrowed(subjects[-1], earlier), position, sentence_index, "sentence")
        return None

    def _of(self, standing: Standing, position: int, sentence_index: int, source: str) -> Place:
        if standing.form == "organ":
            return self._sent(standing, position, sentence_index, source)
        return self._place(member_of(self.plain, standing, position), source, standing.start)

    def _is_over(self, standing: Standing, begin: int) -> bool:
        """Say whether a name is one of a breakdown that has ended before a clause: 其中甲市3例；累计90例."""
        return standing.part and bool(_PART_END.search(self.plain, standing.end, begin))

    def _closed(self, standing: Standing, start: int, begin: int) -> bool:
        """Say whether a name is one of a breakdown in brackets that have closed: 2例（甲市1例），出院5例."""
        opening = max(self.plain.rfind(sign, start, standing.start) for sign in "（(")
        if opening < 0:
            return False
        closing = min((at for sign in "）)" if (at := self.plain.find(sign, opening)) >= 0), default=-1)
        counted = _DIGIT.search(self.plain, standing.end, min(standing.end + _COUNT_REACH, closing))
        return standing.end <= closing < begin and counted is not None

    def _is_beside(self, at: int | None) -> bool:
        """Say whether the name at an offset is of a river or the like that one lies at: 渤海湾畔的厂."""
        if at is None:
            return False
        standing = self.standings[bisect_left(self.starts, at)]
        return standing.form == "wide" and is_beside(self.plain, standing.end)

    def _named_next(self, position: int, end: int) -> tuple[Standing, ...]:
        """Give the place that the next clause gives a number: 最大雨强93毫米，出现在甲县."""
        link = _NAMED_NEXT.match(self.plain, position, end)
        return () if link is None else self._between(link.end(), link.end() + 1)

    def _sent(self, organ: Standing, position: int, sentence_index: int, source: str) -> Place:
        """Give where an organ of the centre has sent something to, else the nation."""
        end = self.article.sentences[sentence_index].end
        for standing in self._following(position, end):
            sent = _SENDS.search(self.plain, organ.end, standing.start)
            if sent and _DESTINATION.search(self.plain, position, standing.start):
                return self._place(standing.code, "sentence", standing.start)
        for standing in self._between(organ.end, position):
            done = standing.code and _HELD.match(self.plain, standing.end)
            if done and self.plain.endswith("在", organ.end, standing.start):
                return self._place(standing.code, "sentence", standing.start)
        many = _PROVINCES.search(self.plain, organ.end, end)
        if many and _SENDS.search(self.plain, organ.end, end):
            return self._place(None, "sentence")
        main = self.mains[sentence_index]
        if main not in (None, NATION) and _SENDS.search(self.plain, organ.end, position):
            return self._place(main, "article")
        return self._place(organ.code, source, organ.start)

    def _nearest(self, named: Sequence[Standing]) -> Standing:
        """Give the last name, or the subject where the last is only an object abroad: 我国对欧洲出口."""
        last = named[-1]
        ours = len(last.members) > 1 and None not in last.members
        if (
            last.code is None
            and last.role == Role.INNER
            and not ours
            and not self.plain.endswith(_WHERE, 0, last.start)
        ):
            return next((s for s in reversed(named) if s.role == Role.SUBJECT and s.code is not None), last)
        return last

    def _narrowed(self, subject: Standing, named: Sequence[Standing]) -> Standing:
        """Give the place inside the subject that its clause goes on to: 在河南大蒜产区——杞县."""
        for standing in reversed(named if subject.code is not None else ()):
            if standing.start <= subject.start:
                break
            if standing.role != Role.INNER or CLAUSE_END.search(self.plain, subject.end, standing.start):
                continue
            if standing.code is not None and subject.code in tuple(self.gazetteer.ancestors(standing.code)):
                return standing
        return subject

    def _around(self, position: int, sentence_index: int, weak: Sequence[Standing]) -> Place:
        """Give what a sentence without a place of its own is about."""
        start, end, paragraph = self.article.sentences[sentence_index]
        everywhere = _NOWADAYS.match(self.plain, start) and _OF_ALL.match(self.plain, position)
        for index in range(sentence_index - 1, -1, -1):
            if self.article.sentences[index].paragraph != paragraph:
                break
            topic = self.topics.get(index)
            if everywhere and topic is not None and topic.code is not None:
                return self._place(NATION, "paragraph")
            if topic is not None and topic.code is not None and turns_away(self.plain, start, end, topic.at):
                break
            if topic is not None and (not topic.example or self._goes_on(index, sentence_index)):
                return self._place(topic.code, "paragraph", topic.at)
        main = self.mains[sentence_index] if sentence_index < len(self.mains) else self.main
        if main is not None:
            return self._place(main, "article")
        if weak:
            return self._place(weak[-1].code, "sentence", weak[-1].start)
        return self._place(NATION, "article") if self._is_national(sentence_index) else NOWHERE

    def _is_national(self, sentence_index: int) -> bool:
        """Say whether a sentence tells of what a country has one of, in an article of no other: 票房."""
        if sentence_index not in self._national:  # a sentence may hold thousands of numbers
            parts = (self.article.sentences[0], self.article.sentences[sentence_index])
            told = any(_NATIONAL.search(self.plain, part.start, part.end) for part in parts)
            self._national[sentence_index] = self._at_home and (told or self._tells_statistics)
        return self._national[sentence_index]

    @cached_property
    def _at_home(self) -> bool:
        """Whether the article names no foreign country."""
        return all(standing.form != "foreign" for standing in self.standings)

    @cached_property
    def _tells_statistics(self) -> bool:
        """Whether the article names no place but the nation, and tells of its statistics."""
        return all(standing.code == NATION for standing in self.standings) and bool(
            _STATISTICS.search(self.plain, self.article.start, self.article.end)
        )

    def _goes_on(self, index: int, sentence_index: int) -> bool:
        """Say whether a sentence goes on telling of the example that the one before it began."""
        return index == sentence_index - 1 and bool(
            _GOES_ON.match(self.plain, self.article.sentences[sentence_index].start)
        )

    def _between(self, begin: int, finish: int) -> tuple[Standing, ...]:
        """Give the names between two offsets; of very many the last."""
        first, behind = self._bounds(begin, finish)
        return self.standings[max(first, behind - _MOST_NAMES) : behind]

    def _following(self, begin: int, finish: int) -> tuple[Standing, ...]:
        """Give the names between two offsets; of very many the first."""
        first, behind = self._bounds(begin, finish)
        return self.standings[first : min(behind, first + _MOST_NAMES)]

    def _bounds(self, begin: int, finish: int) -> tuple[int, int]:
        return bisect_left(self.starts, begin), bisect_left(self.starts, finish)

    def _belongs(self, position: int, standing: Standing) -> bool:
        """Say whether a name behind a number is its own: 1200户长沙居民, 十二人…在咸安区."""
        if self.plain.endswith((*_WHERE, *_ARRIVE), position, standing.start):
            return True
        return (
            bool(_BEHIND.fullmatch(self.plain, position, standing.start)) and standing.start - position <= 12
        )

    def _place(self, code: str | None, source: str, at: int | None = None) -> Place:
        if code is None:
            return Place(None, None, source, at)
        return Place(code, self.gazetteer.code_name(code), source, at)


def _sentence_at(article: Article, position: int) -> int:
    index = bisect_right(article.sentences, (position, position + 1 << 40, 0)) - 1
    return max(index, 0)


def _standings(
    plain: str, article: Article, names: Sequence[PlaceName], gazetteer: Gazetteer
) -> list[Standing]:
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
    made: list[Standing] = []
    for first, behind in runs(plain, names):
        group = names[first:behind]
        codes = tuple(_code(plain, name, gazetteer) for name in group)
        code = _meaning(plain, group, codes, gazetteer)
        part = bool(_PART.search(plain, max(0, begins[first] - _PART_REACH), group[0].start))
        end = group[-1].end
        if first and on_line(plain, names[first - 1], group[0]):
            zone = between_nations(plain, names[first - 1], group[0])
            role = Role.ASIDE if zone else max(made[-1].role, Role.WEAK)
            made[-1] = made[-1]._replace(end=end, code=None, members=(), role=role)
        else:
            part = part or (
                bool(made) and made[-1].part and not _PART_END.search(plain, made[-1].end, group[0].start)
            )
            form = _form(plain, group[-1], gazetteer)
            made.append(
                Standing(group[0].start, end, code, roles[first], sentences[first], codes, part, form)
            )
    return made


def _form(plain: str, name: PlaceName, gazetteer: Gazetteer) -> str:
    """Give the form of a name as a `Standing` has it."""
    word = plain[name.start : name.end]
    if name.form == "nation":
        return "organ" if word in gazetteer.organs else "each" if word in _EVERY else "nation"
    if word == _WORLD:
        return "world"
    return "part" if word in gazetteer.parts else name.form


def _meaning(
    plain: str, group: Sequence[PlaceName], codes: Sequence[str | None], gazetteer: Gazetteer
) -> str | None:
    """Give what a list of names, or one name, comes to."""
    if begins_line(plain, group[-1]) or (len(group) > 1 and joined_by_line(plain, group[0])):
        return None
    if len(group) > 1:
        return _together(codes, gazetteer)
    code = codes[0]
    if among_sites(plain, group[0]):
        return None
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
            and _is_carried(plain, last, name)
            and roles[-1] == Role.SUBJECT
        )
        roles.append(role_of(plain, name, begins[index], _kind(plain, name, gazetteer), carried))
    return roles


def _is_carried(plain: str, last: PlaceName, name: PlaceName) -> bool:
    """Say whether a name leads on to the one behind it, so that both are what the clause is about."""
    gap = plain[last.end : name.start]
    if gap in _FOR:
        return False
    reach = _CARRIED if name.codes or name.form == "anaphor" else 1
    return len(gap) <= min(1, reach) or (len(gap) <= reach and gap.endswith(_LEADS_ON))


def _kind(plain: str, name: PlaceName, gazetteer: Gazetteer) -> str:
    if name.form != "nation":
        return "place"
    return "organ" if plain[name.start : name.end] in gazetteer.organs else "nation"


def _code(plain: str, name: PlaceName, gazetteer: Gazetteer) -> str | None:
    """Give the code of a name; for an anaphor ``@`` and its level."""
    if name.form == "anaphor":
        level, _kind_of_word = gazetteer.anaphors[plain[name.start : name.end].replace("\n", "")]
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


def _with_locals(plain: str, article: Article, standings: Sequence[Standing]) -> list[Standing]:
    """Add the later mentions of stations, streets and villages that the article has said the place of."""
    homes: dict[str, tuple[str, int]] = {}
    for standing in standings:
        local = _LOCAL.match(plain, standing.end)
        while local and standing.code is not None and standing.code != NATION:
            word = local["local"]
            for part in {word, word[-_VILLAGE:]}:
                homes.setdefault(part, (standing.code, local.end()))
            local = _LOCAL.match(plain, local.end())
    if not homes:
        return list(standings)
    taken = [(standing.start, standing.end) for standing in standings]
    added: list[Standing] = []
    for word, (code, known) in homes.items():
        at = plain.find(word, known, article.end)
        while at >= 0:
            if not _near_before(taken, at):
                added.append(
                    Standing(at, at + len(word), code, Role.INNER, _sentence_at(article, at), (code,), False)
                )
            at = plain.find(word, at + len(word), article.end)
    return sorted([*standings, *added])


def _near_before(taken: Sequence[tuple[int, int]], position: int) -> bool:
    """Say whether a name stands right before a position, so that it leads on to what is there."""
    index = bisect_right(taken, (position, position)) - 1
    return index >= 0 and position - taken[index][1] <= _LOCAL_GAP


def _topics(plain: str, standings: Sequence[Standing], gazetteer: Gazetteer) -> dict[int, Topic]:
    """Give what each sentence leaves the next one about, where it names a place."""
    topics: dict[int, Topic] = {}
    by_sentence: dict[int, list[Standing]] = defaultdict(list)
    for standing in standings:
        if standing.role >= Role.INNER and not standing.part:
            by_sentence[standing.sentence].append(standing)
    for index, named in by_sentence.items():
        subjects = [standing for standing in named if standing.role == Role.SUBJECT]
        if subjects:
            example = bool(_EXAMPLE.match(plain, subjects[-1].end))
            inner = _held_in(plain, _outermost(subjects, gazetteer), named, gazetteer)
            topics[index] = Topic(inner.code, example, inner.start)
        elif len({standing.code for standing in named}) == 1 and named[0].code != NATION:
            topics[index] = Topic(named[0].code, bool(_EXAMPLE.match(plain, named[0].end)), named[0].start)
    return topics


def _held_in(plain: str, subject: Standing, named: Sequence[Standing], gazetteer: Gazetteer) -> Standing:
    """Give the place in its subject where a sentence says something is held: 内蒙古那达慕在通辽开幕."""
    if subject.code is None:
        return _venue(plain, subject, named) or subject
    for standing in named:
        if standing.start <= subject.end:
            continue
        works = plain.endswith(_BEGINS, 0, standing.start) and _WORKS.match(plain, standing.end)
        located = works or plain.endswith(_WHERE, 0, standing.start)
        inside = standing.code and subject.code in tuple(gazetteer.ancestors(standing.code))
        if located and standing.code and (inside or _NUMBERED.match(plain, subject.end)):
            return standing
    return subject


def _venue(plain: str, subject: Standing, named: Sequence[Standing]) -> Standing | None:
    """Give where an event is held that is named for an area or a country: 长三角论坛在甲市举行."""
    if subject.form not in ("wide", "foreign"):
        return None
    for standing in named:
        located = standing.start > subject.end and plain.endswith(_WHERE, 0, standing.start)
        if located and standing.code and _TAKES_PLACE.match(plain, standing.end):
            return standing
    return None


def _stretch(plain: str, subject: Standing, named: Sequence[Standing]) -> Standing | None:
    """Give where the stretch of a line or river lies that a clause is about: 京杭运河|甲市段."""
    for standing in named:
        close = subject.end <= standing.start <= subject.end + _STRETCH
        if subject.form == "wide" and close and standing.code and plain.startswith("段", standing.end):
            return standing
    return None


def _outermost(subjects: Sequence[Standing], gazetteer: Gazetteer) -> Standing:
    """Give what a sentence is about: its last subject, or the first where the last is only a place in it."""
    first, last = subjects[0], subjects[-1]
    if first.code == last.code:
        return first
    if first.code in (None, NATION, last.code) or last.code is None or last.start - first.end <= 1:
        return last
    return first if first.code in tuple(gazetteer.ancestors(last.code)) else last
