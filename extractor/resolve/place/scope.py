"""Where what a number counts belongs: the province, prefecture or county of a fact.

The nearest name wins: what the clause names, else the sentence, else what the paragraph or the
article is about. Words such as 全市 stand for what the article has last made them mean. Several
provinces together, a line between two places and other countries have no division, and where the
words leave a doubt there is none either.
"""

from __future__ import annotations

import re
from bisect import bisect_left
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
from extractor.resolve.place.named import PART_END, standings_of, with_locals
from extractor.resolve.place.onward import turns_away
from extractor.resolve.place.route import without_line_ends
from extractor.resolve.place.sections import mains_of
from extractor.resolve.place.standing import CLAUSE_END, Role, Standing
from extractor.resolve.place.topics import Topic, stretch_of, topics_of, venue_of
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


NOWHERE = Place(None, None, "none")


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
    r"全社会跨区域|春运(?:第|期间|首日|启动|迎来)|(?:电影|春节档|暑期档|国庆档|五一[”]?档|年度|国内)[^，。；\d]{0,6}?票房|A股|沪深两市|"
    r"社会融资规模|广义货币|外汇储备"
)
"""What is told of the whole country, whether or not it is named."""

_STATISTICS = re.compile(
    r"社会消费品零售|限额以上单位|服务零售额|规模以上工业|固定资产投资|国内生产总值|居民消费价格|采购经理指数|货物贸易进出口|"
    r"全社会|(?<![\u4e00-\u9fff])国家(?:通过|出台|安排|投入|实施|设立|推出|财政|将|还将|持续)"
)
"""What is told of a country in an article that names no place."""

_ONE_THING = re.compile(
    r"[该本]船|该[舰轮]|甲板|舷号|(?:在|走进)这[个家座条艘间][^，。；\d、]{0,9}(?:[工船]厂|车间|公司|企业|[^造]船|生产线|园区)"
)
"""What is told of one ship or one plant, which is no figure of the country that it is in."""

_OF_ALL = re.compile(
    r"[\d一二三四五六七八九十百]+[余多]?[个家]?(?:国家级)?(?:自由贸易试验区|自贸试验区|自贸区|高新区|经开区|省(?![级道会直管])|"
    r"综合保税区|综保区|地级市|世界遗产|国家公园)"
)
"""What there is no such number of in one place: 如今，22个自贸试验区…."""

_DESTINATION = re.compile(r"(?:在|赴|前往|奔赴|支持|支援|驰援|用于|帮助|协助)$")
_NAMED_NEXT = re.compile(r"[^，。；,]{1,14}[，,](?:均|都|主要)?(?:出现|发生|位)[在于]")
_GOES_ON = re.compile(r"[^。]{0,16}?(?:该[^省市县区州旗]|这[家名位起])|[“\s]*(?:其[^中他余次实]|他|她)")
_BEHIND = re.compile(r"[^，。；、\s]{0,12}?[余多]?[万亿]?[\u4e00-\u9fff]{0,2}的?")
_MOST_NAMES = 64
"""How many names of a sentence are looked at on one side of a number."""

_COUNT_REACH = 6
"""How far behind a place of a breakdown its number begins."""

_DIGIT = re.compile("[0-9一二两三四五六七八九十百千万]")
_WHERE = ("在", "位于", "于")
_ARRIVE = ("走进", "来到", "齐聚", "相聚", "相约", "云集", "汇聚", "参访", "奔赴", "抵达")
"""Before a place behind a number, that those who are counted have come there: 30名记者走进甲省."""


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
        standings = standings_of(plain, article, names, gazetteer)
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
        standings = with_locals(plain, article, memory.resolve(standings))
        mains = mains_by(standings)
        whole = about(standings, article, gazetteer, range(len(article.sentences)))
        return cls(
            whole if standings else page_region,
            plain,
            article,
            gazetteer,
            tuple(standings),
            tuple(standing.start for standing in standings),
            topics_of(plain, standings, gazetteer),
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
            if place.code == NATION and _ONE_THING.search(self.plain, sentence.start, sentence.end):
                place = NOWHERE
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
                inner = venue_of(self.plain, subjects[-1], earlier) or stretch_of(
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
        return standing.part and bool(PART_END.search(self.plain, standing.end, begin))

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
            parts = (self.article.sentences[sentence_index], self.article.sentences[0])
            own, head = (bool(_NATIONAL.search(self.plain, part.start, part.end)) for part in parts)
            inside = [one for one in self.standings if one.sentence == sentence_index]
            own = own and all(one.form not in ("foreign", "world") for one in inside)
            self._national[sentence_index] = own or (self._at_home and (head or self._tells_statistics))
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
