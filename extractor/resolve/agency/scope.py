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
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from extractor.resolve.agency.cast import HOUSES, Cast, Seen, contains, touches
from extractor.resolve.agency.names import AgencyNames
from extractor.resolve.agency.role import ACTS, SOURCE, AgencyRoles
from extractor.resolve.agency.whole import Whole
from extractor.resolve.agency.work import AgencyWork, Work
from extractor.resolve.place.codes import NATION
from extractor.resolve.place.gazetteer import Gazetteer
from extractor.rules.model import Ruleset
from extractor.types import AgencyName, Article, Draft, PlaceName

_ALL = re.compile("全[省市县州区旗国]|各地|我[省市县州区]")
_DISPOSES = re.compile("[将把](?!会|于)")
"""Before what is disposed of, with the verb behind it: 将15处古迹列入名单."""
_APART = re.compile("等?(?:涉嫌|犯|因涉|个?部门|部委|家单位)")
"""Behind a number that counts the accused, or the bodies themselves."""
_JUSTICE = frozenset(("公安", "检察", "法院"))
"""Systems that speak of the same crimes and accused, each as its own work in its own report."""
_SERVES = re.compile("(?:为|向|对|给|帮助|组织|邀请)(?:近|约|逾|超)?$")
"""Before those that a body serves: 为220名学生讲解 is its work, though students are none."""
_TIMES = frozenset(
    re.split(
        r"\s+",
        "年 载 个月 月 个半月 周 星期 个星期 天 日 夜 晚 昼夜 个工作日 工作日 小时 个小时 时 分钟 分 秒",
    )
)
"""Units of time and marks; other measures need words that say whose work they are."""
_CLAUSE_SIGNS = "，,；;：:"
_BEFORE, _BEHIND = 20, 12
"""How far around a number its clause is read where its own words say nothing."""


class Agency(NamedTuple):
    """The organisation of a number.

    Attributes:
        name: Its whole name, or ``None``.
        type: Its system, or ``None``.
        source: How it was found (``named``, ``paragraph``, ``article``, ``place``, ``source``), or why there
            is none.
        at: Offset of the name that gave it, where a single one did.
    """

    name: str | None
    type: str | None
    source: str
    at: int | None = None


class Actor(msgspec.Struct, frozen=True, gc=False):
    """Who acts at a number: a name of the sentence, a stranger, or nobody that it names."""

    index: int | None = None
    stranger: bool = False


class Agencies:
    """Finds organisations and says which numbers are theirs; made once, used for every text.

    Args:
        rules: The rules, whose lexicons name organisations and say what they do.
        gazetteer: The divisions of the country.
    """

    def __init__(self, rules: Ruleset, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._names = AgencyNames(rules)
        self.roles = AgencyRoles(rules)
        self.work = AgencyWork(rules)
        self.whole = Whole(self._names, rules, gazetteer)

    def find(self, plain: str, places: Sequence[PlaceName]) -> list[AgencyName]:
        """Find the names of organisations in a text, sorted by their start."""
        return self._names.find(plain, places)

    def scope(self, plain: str, article: Article, names: Sequence[AgencyName]) -> AgencyScope:
        """Read what an article says of organisations.

        Args:
            plain: The text.
            article: An article in it.
            names: All that `find` gave for the text.
        """
        cast = Cast(plain, article, names, self.roles, self.whole, self._gazetteer)
        return AgencyScope(plain, article, cast, self)


class AgencyScope:
    """What one article says of organisations; `Agencies.scope` makes it."""

    def __init__(self, plain: str, article: Article, cast: Cast, agencies: Agencies) -> None:
        self._plain = plain
        self._sentences = article.sentences
        self._cast = cast
        self._roles = agencies.roles
        self._whole = agencies.whole
        self._work = agencies.work

    def at(self, draft: Draft, sentence_index: int, region_code: str | None) -> Agency:
        """Give the organisation that a draft's number belongs to.

        Args:
            draft: The number with its metric.
            sentence_index: The sentence that it stands in.
            region_code: The division that it belongs to, where it has one.
        """
        if not self._cast.seen or draft.mention.kind == "date":
            return _nobody("no organisation in the article")
        work = self._read(draft, sentence_index)
        if _hopeless(draft, work):
            return _nobody("nobody's work")
        actor = self._actor(draft, sentence_index, work)
        if actor.index is not None and self._idles(actor.index, draft, work):
            actor = Actor() if self._cast.type in work.own else actor  # 法院改判29件,发出检察建议68份
        if actor.index is not None and not self._apart(draft, actor):
            return self._named(actor.index, draft, work, region_code)
        if actor.stranger:
            return _nobody("somebody else acts")
        work = self._of_cases(draft, sentence_index, work)
        idle = work.none and not work.own and self._cast.type is None
        if idle or not (work.own or work.some) or self._apart(draft, actor):
            return _nobody("nobody's work")
        return self._taken_over(draft, sentence_index, work, region_code)

    @property
    def about(self) -> tuple[str | None, str | None]:
        """The organisation that the article is about, and the system."""
        return self._cast.main, self._cast.type

    def antecedent(self, start: int) -> int | None:
        """Give the offset of the name that a word such as 该局, at an offset, goes back to."""
        return self._cast.antecedent(start)

    def _read(self, draft: Draft, sentence: int) -> Work:
        """Read the metric; where it tells nothing, the words around it or the sentence before it do."""
        words = self._work.read(draft.metric or "")
        mention = draft.mention
        if words.none and _SERVES.search(self._plain, max(0, mention.start - 3), mention.start):
            return Work(words.own, some=True, sure=words.sure)
        if words.own or words.none:
            return words
        first = max(draft.clause[0], mention.start - _BEFORE)
        around = self._work.read(self._plain[first : min(draft.clause[1], mention.end + _BEHIND)])
        some = words.some or around.some or bool(around.own)
        if not some:
            some = self._work.does(self._plain[self._sentences[sentence].start : mention.start])
        return Work(around.own, some, words.none, words.led)

    def _of_cases(self, draft: Draft, sentence: int, work: Work) -> Work:
        """Take the accused and their crimes for the article's own work, unless another system acts."""
        type_ = self._cast.type
        if type_ is None or type_ in work.own or (work.none and not work.own):
            return work
        here = self._sentences[sentence]
        told = work.own
        if not told or draft.mention.kind == "percent":
            told |= self._work.read(self._plain[here.start : here.end]).own
        if type_ not in told and not (type_ in _JUSTICE and told & _JUSTICE):
            return work
        seen = self._cast.within(self._paragraph_start(sentence), draft.mention.start)
        others = any(
            self._cast.seen[index].role == ACTS and self._cast.type_of(index) not in (type_, "")
            for index in seen
        )
        return work if others else work._replace(own=frozenset((type_,)), sure=True)

    def _actor(self, draft: Draft, sentence: int, work: Work) -> Actor:
        """Find who acts at the number: the last that began to act before it, else one behind it."""
        mention = draft.mention
        start = at = self._sentences[sentence].start
        named: int | None = None
        for index in self._cast.within(start, mention.start):
            one = self._cast.seen[index]
            if one.role != ACTS or one.name.end > mention.start or not self._begins(one.name, at, start):
                continue
            if named is None or self._fits(index, work) or not self._fits(named, work):
                named, at = index, one.name.end
        actor = Actor(named)
        for turn in self._roles.turns(self._plain, at, mention.start):
            if turn.type and actor.stranger:
                ours = named is not None and turn.type == self._cast.type_of(named)
                actor = Actor(named if ours else None)
            elif not turn.type and not self._work.does(self._plain[turn.start : turn.at]):
                actor = Actor(stranger=True)
        if actor.index is None:
            behind = self._behind(draft)
            actor = actor if behind is None else Actor(behind)
        return actor

    def _begins(self, name: AgencyName, last: int, start: int) -> bool:
        """Tell whether a name begins its clause: behind a verb, or behind another name, it is no subject."""
        clause = max(start, 1 + max(self._plain.rfind(sign, start, name.start) for sign in _CLAUSE_SIGNS))
        if start < last and clause <= last:
            return False
        return not self._work.does(self._plain[clause : name.start])

    def _behind(self, draft: Draft) -> int | None:
        """Give a name behind the number that it belongs to: 20人案在某法院开庭, 4位市局领导."""
        mention = draft.mention
        for index in self._cast.within(mention.end, draft.clause[1]):
            name = self._cast.seen[index].name
            after = self._plain[name.end : name.end + 8]
            if self._plain[name.start - 1] in "在由" and name.type in self._work.read(after).own:
                return index
            close = name.start - mention.end <= 2
            if close and next(self._roles.people(self._plain, name.end, name.end + 6), None):
                return index
            if close and after.startswith(("领导", "干部", "队员")):
                return index
        return None

    def _idles(self, index: int, draft: Draft, work: Work) -> bool:
        """Tell whether a name before a number is of another system than the number's own words."""
        before = self._cast.seen[index].name.end <= draft.mention.start
        return before and work.sure and not self._fits(index, work)

    def _fits(self, index: int, work: Work) -> bool:
        return not work.own or self._cast.type_of(index) in work.own

    def _apart(self, draft: Draft, actor: Actor) -> bool:
        """Tell whether the number counts people or bodies that something is said of, as in 等12人涉嫌…."""
        if not _APART.match(self._plain, draft.mention.end):
            return False
        return actor.index is None or self._cast.seen[actor.index].name.end < draft.mention.start

    def _named(self, index: int, draft: Draft, work: Work, region: str | None) -> Agency:
        """Give the organisation that the sentence names, where the number is its work."""
        type_ = self._cast.type_of(index)
        between = self._plain[self._cast.seen[index].name.end : draft.mention.start]
        if work.none and type_ not in work.own and not work.led:
            return _nobody("nobody's work")
        acts = self._whole.acts(type_) or type_ == self._cast.type
        said = work.sure or self._work.does(draft.metric or "")
        if _DISPOSES.search(between):
            said = said or self._work.does(self._plain[draft.mention.end : draft.clause[1]])
        if draft.mention.kind != "percent":
            said = said or work.some or bool(work.own) or self._work.does(between)
        if not (acts or said):
            return _nobody("not its work")
        return _found(self._cast.spell(index, region), type_, "named", self._cast.seen[index].name.start)

    def _taken_over(self, draft: Draft, sentence: int, work: Work, region: str | None) -> Agency:
        """Give the organisation that the paragraph or the article is about."""
        index = self._paragraph(sentence, draft.mention.start, work)
        if index is not None and not self._moved(index, draft, sentence, region):
            name = self._cast.spell(index, region)
            if name:
                at = self._cast.seen[index].name.start
                return Agency(name, self._cast.type_of(index), "paragraph", at)
        type_ = self._cast.type
        if type_ is None or (work.own and type_ not in work.own):
            quoted = self._quoted(sentence, draft.mention.start, work, region)
            return quoted if quoted.name else self._spoken_of(work, region)
        return self._article(type_, draft, sentence, work, region)

    def _paragraph(self, sentence: int, position: int, work: Work) -> int | None:
        """Give the last name that acted before in the paragraph, where the number may be its work."""
        here = self._sentences[sentence]
        doing = self._work.read(self._plain[here.start : position]).own
        for index in reversed(self._cast.within(self._paragraph_start(sentence), here.start)):
            one = self._cast.seen[index]
            if one.role != ACTS:
                continue
            type_ = self._cast.type_of(index)
            just_before = work.some and one.sentence == sentence - 1
            just_before = just_before and (self._whole.acts(type_) or type_ in doing)
            just_before = just_before and (type_ == self._cast.type or not self._in_passing(one))
            if type_ in work.own if work.own else type_ == self._cast.type or just_before:
                return index
        return None

    def _in_passing(self, one: Seen) -> bool:
        """Tell whether a word for a body alone opens a later clause of another's report: ，法院已改判3件."""
        if self._cast.type is None or one.name.form != "bare" or one.name.place is not None:
            return False
        start = self._sentences[one.sentence].start
        return re.search("[，,；;]", self._plain[start : one.name.start]) is not None

    def _paragraph_start(self, sentence: int) -> int:
        """Give where the paragraph of a sentence starts."""
        first = sentence
        while first > 0 and self._sentences[first - 1].paragraph == self._sentences[sentence].paragraph:
            first -= 1
        return self._sentences[first].start

    def _moved(self, index: int, draft: Draft, sentence: int, region: str | None) -> bool:
        """Tell whether a sentence has left a name before it for another place, or for the whole place."""
        one = self._cast.seen[index]
        if not touches(one.code, region):
            return True
        start = self._sentences[sentence].start
        if one.name.form != "collective" and _ALL.search(self._plain, start, draft.mention.start):
            return True
        code = self._cast.code(index, region)
        return region is not None and code != region and self._says(self._sentences[sentence][:2], region)

    def _article(self, type_: str, draft: Draft, sentence: int, work: Work, region: str | None) -> Agency:
        """Give the organisation that the article is about, or the same body of the number's own place."""
        name, home = self._cast.main, self._cast.home
        if name is None and home is None:
            name = self._cast.level_name(type_, region) or (region and self._whole.body(type_, region))
        start = self._sentences[sentence].start
        if type_ == HOUSES and _ALL.search(self._plain, start, draft.mention.start):
            return _nobody("all of a place, and not one house")
        if region is None or home is None or region == home:
            return _found(name, type_, "article")
        if contains(region, home):
            other = draft.mention.kind != "rank" and self._says(draft.clause, region)
            body = self._whole.body(type_, region) if other and work.own else None
        else:
            other = not contains(home, region) or self._says(self._sentences[sentence][:2], region)
            general = other and home != NATION and name is not None and self._whole.general(name, type_)
            body = self._whole.body(type_, region, collective=False) if general else None
        return _found(body, type_, "place") if other else _found(name, type_, "article")

    def _spoken_of(self, work: Work, region: str | None) -> Agency:
        """Give the organisation of the number's own system that the article speaks of, if it is one."""
        own = [(name, type_) for type_ in work.own if (name := self._cast.of_type(type_, region))]
        if not work.sure or len(own) != 1:
            return _nobody("no organisation named")
        return Agency(*own[0], "article")

    def _says(self, bounds: tuple[int, int], region: str) -> bool:
        """Tell whether a stretch names a division, by the beginning of its name."""
        return self._plain.find(self._whole.region(region)[:2], *bounds) >= 0

    def _quoted(self, sentence: int, at_number: int, work: Work, region: str | None) -> Agency:
        """Give the body whose kind of work it is, where the text only quotes it: 记者从最高检获悉,起诉…."""
        here = self._sentences[sentence]
        doing = self._work.read(self._plain[here.start : at_number])
        for index in reversed(self._cast.within(self._sentences[max(0, sentence - 1)].start, here.end)):
            name, at, role, code = self._cast.seen[index]
            own = work.sure and name.type in work.own
            own = own or (at == sentence - 1 and work.some and not work.own and name.type in doing.own)
            told = at == sentence and work.led and not (work.own or work.none) and code != NATION
            if role != SOURCE or not (own or told) or not touches(code, region):
                continue
            if code != NATION or not self._whole.general(name.name or "", name.type):
                return _found(self._cast.spell(index, region), name.type, "source", name.start)
            return _found(self._whole.body(name.type, region or NATION), name.type, "place", name.start)
        return _nobody("no organisation named")


def _hopeless(draft: Draft, work: Work) -> bool:
    """Tell whether a number is nobody's work, whoever is named beside it."""
    if draft.mention.unit == "岁":
        return True
    if work.none and not work.own and not work.led:
        return True
    measured = draft.mention.kind == "measure" and draft.mention.unit not in _TIMES
    return measured and not (work.own or work.some)


def _found(name: str | None, type_: str, source: str, at: int | None = None) -> Agency:
    return Agency(name, type_, source, at) if name else _nobody("its place is not known")


def _nobody(why: str) -> Agency:
    return Agency(None, None, why)
