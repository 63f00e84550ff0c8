"""The straight line from a text to its facts; the only place that knows the order of the steps."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from extractor.compose import Trace, compose
from extractor.digests import blake2b
from extractor.find import find
from extractor.find_matches import Report, warn
from extractor.resolve.agency.scope import Agencies, Agency, AgencyScope
from extractor.resolve.period.basis import basis_edtf
from extractor.resolve.period.scope import Period, PeriodScope
from extractor.resolve.place.gazetteer import Gazetteer
from extractor.resolve.place.scope import Place, RegionScope
from extractor.rules.load import load_rules
from extractor.rules.model import Ruleset
from extractor.text.normalise import normalise, table_of
from extractor.text.split import split
from extractor.types import AgencyName, Article, Draft, Fact, Mention, PlaceName, Text

_NOT_PRINTED = frozenset({"stop", "bound", "change"})
_NAMED = frozenset({"full", "short", "chain"})
_Placed = TypeVar("_Placed", Mention, PlaceName, AgencyName)
_start = attrgetter("start")


class Page(NamedTuple):
    """A text with all that is found in it before its articles are read one by one.

    Attributes:
        text: The text, in one spelling.
        articles: Its articles.
        mentions: Its numbers, dates, periods and stops.
        places: Its names of places.
        agencies: Its names of organisations.
        date: The day it was published, where that is known.
    """

    text: Text
    articles: Sequence[Article]
    mentions: Sequence[Mention]
    places: Sequence[PlaceName]
    agencies: Sequence[AgencyName]
    date: str | None


class Told(NamedTuple):
    """One article, composed, with what gives its numbers a place, an agency and a period."""

    article: Article
    drafts: Sequence[Draft]
    regions: RegionScope
    owners: AgencyScope
    times: PeriodScope

    def origins(self, draft: Draft) -> tuple[Place, Agency, Period | None]:
        """Give the place, the organisation and the period of a number; a date has no period."""
        at = draft.mention.start
        place = self.regions.at(at, draft.sentence, draft.clause)
        owner = self.owners.at(draft, draft.sentence, place.code)
        dated = draft.mention.kind == "date"
        return place, owner, None if dated else self.times.at(at, draft.sentence, draft.clause)


class Steps(NamedTuple):
    """All that was seen on the way from a text to its facts.

    Attributes:
        page: The text and what is found in it.
        articles: The articles that state numbers, each with the fact of each of its drafts, or ``None``.
        trace: What the composer noted.
        gazetteer: The divisions.
    """

    page: Page
    articles: Sequence[tuple[Told, Sequence[Fact | None]]]
    trace: Trace
    gazetteer: Gazetteer


class Extractor:
    """Extracts facts by a set of rules; made once, used for every text.

    Args:
        rules: The rules; those that come with the package unless given.

    >>> facts = Extractor().extract("咸阳市公安局查处案件1200余起。")
    >>> [(fact.text, fact.metric, fact.qualifier) for fact in facts]
    [('1200余起', '查处案件', 'over')]
    """

    def __init__(self, rules: Ruleset | None = None) -> None:
        self._rules = rules if rules is not None else load_rules()
        self._gazetteer = Gazetteer.of(self._rules)
        self._agencies = Agencies(self._rules, self._gazetteer)
        spellings = self._rules.rows("traditional")
        self._table = table_of(spellings) if spellings else None

    @property
    def rules(self) -> Ruleset:
        """The rules."""
        return self._rules

    def extract(
        self, text: str, date: str | None = None, doc: str = "-", report: Report = warn
    ) -> Iterator[Fact]:
        """Give the facts of a text in order of their place.

        Args:
            text: A report, or a page of several.
            date: The day it was published, ``YYYY-MM-DD``.
            doc: The name that the facts carry.
            report: Is told which rule of your own takes too long and is left out; it warns unless given.

        Yields:
            Facts; ``text[fact.start:fact.end] == fact.text`` holds for each.
        """
        page = self._page(text, date, report)
        for article in page.articles:
            told = self._told(page, article)
            if told is not None:
                yield from (fact for fact in _facts(page, told, doc) if fact is not None)

    def steps(self, text: str, date: str | None = None, doc: str = "-") -> Steps:
        """Go through a text as `extract` does, and keep all that was seen on the way.

        Args:
            text: A report, or a page of several.
            date: The day it was published, ``YYYY-MM-DD``.
            doc: The name that the facts carry.
        """
        page = self._page(text, date)
        trace = Trace()
        told = [one for article in page.articles if (one := self._told(page, article, trace)) is not None]
        return Steps(
            page, tuple((one, tuple(_facts(page, one, doc))) for one in told), trace, self._gazetteer
        )

    def mentions(self, text: str, date: str | None = None, report: Report = warn) -> list[dict[str, Any]]:
        """Give every number, date and place that the rules read, before any fact is composed.

        Args:
            text: A text.
            date: The day it was published, ``YYYY-MM-DD``.
            report: Is told which rule of your own takes too long and is left out; it warns unless given.

        Returns:
            For each, in order, its text, start, end, kind, value, low, high, unit and qualifier.
        """
        spelled = normalise(text, self._table)
        found = find(spelled.plain, self._rules, report)
        articles = split(spelled, date)
        places = self._gazetteer.find(spelled.plain, articles)
        rows: list[dict[str, Any]] = []
        for article in articles:
            inside = _within(article, found)
            times = PeriodScope.build(spelled.plain, article, inside, date)
            for mention in inside:
                if mention.kind not in _NOT_PRINTED:
                    rows += _printed(spelled, mention, times)
            for place in _within(article, places):
                if place.codes and place.form in _NAMED:
                    start, end = spelled.origin(place.start, place.end)
                    rows.append(
                        _row(text, start, end, "region", value=self._gazetteer.code_name(place.codes[0]))
                    )
        return sorted(rows, key=lambda row: (row["start"], row["end"]))

    def _page(self, text: str, date: str | None, report: Report = warn) -> Page:
        spelled = normalise(text, self._table)
        articles = split(spelled, date)
        mentions = find(spelled.plain, self._rules, report)
        if not mentions:
            return Page(spelled, articles, (), (), (), date)
        places = self._gazetteer.find(spelled.plain, articles)
        agencies = self._agencies.find(spelled.plain, places)
        return Page(spelled, articles, mentions, places, agencies, date)

    def _told(self, page: Page, article: Article, trace: Trace | None = None) -> Told | None:
        """Read one article; ``None`` if it states no number."""
        inside = _within(article, page.mentions)
        if not inside:
            return None
        plain = page.text.plain
        local = _within(article, page.places)
        bodies = _within(article, page.agencies)
        both: list[PlaceName | AgencyName] = [*local, *bodies]
        names = sorted(both, key=lambda name: (name.start, -name.end))
        drafts = compose(plain, article, inside, names, self._rules, trace)
        if not drafts:
            return None
        return Told(
            article,
            drafts,
            RegionScope.build(plain, article, local, self._gazetteer),
            self._agencies.scope(plain, article, bodies),
            PeriodScope.build(plain, article, inside, page.date),
        )


def _facts(page: Page, told: Told, doc: str) -> Iterator[Fact | None]:
    """Give the fact of each draft; ``None`` for a date that is none, such as a time without a day."""
    facts: list[Fact] = []
    seen: Counter[tuple[int, int]] = Counter()
    for draft in told.drafts:
        span = page.text.origin(draft.mention.start, draft.mention.end)
        name = _digest(doc, *span, draft.mention.kind, seen[span])
        seen[span] += 1
        facts.append(_fact(page, told, draft, (name, doc), span))
    whole_of = {index: draft.whole for index, draft in enumerate(told.drafts) if draft.whole is not None}
    for index, fact in enumerate(facts):
        of = facts[whole_of[index]].id if index in whole_of else None
        if fact.kind != "date" or (fact.value is not None and not str(fact.value).startswith("T")):
            yield replace(fact, of=of) if of else fact
        else:
            yield None


def _within(article: Article, found: Sequence[_Placed]) -> Sequence[_Placed]:
    """Give what starts in an article of things that are in order."""
    first = bisect_left(found, article.start, key=_start)
    return found[first : bisect_left(found, article.end, first, key=_start)]


def _fact(page: Page, told: Told, draft: Draft, names: tuple[str, str], span: tuple[int, int]) -> Fact:
    text, article = page.text, told.article
    mention = draft.mention
    sentence = article.sentences[draft.sentence]
    start, end = span
    place, owner, period = told.origins(draft)
    dated = mention.kind == "date"
    basis = draft.basis
    if basis not in (None, "yoy", "mom"):
        basis = basis_edtf(basis, period.edtf if period else None, article.date or page.date)
    quote = slice(*text.origin(sentence.start, sentence.end))
    return Fact(
        id=names[0],
        doc=names[1],
        article=article.number,
        kind=mention.kind,
        metric=draft.metric,
        value=told.times.dates.get(mention.start) if dated else mention.value,
        low=mention.low,
        high=mention.high,
        unit=mention.unit,
        qualifier=mention.qualifier,
        direction=draft.direction,
        basis=basis,
        role=draft.role,
        of=None,
        region=place.name,
        region_code=place.code,
        agency=owner.name,
        agency_type=owner.type,
        period=period.edtf if period else None,
        period_text=period.text if period else None,
        text=text.source[start:end],
        start=start,
        end=end,
        sentence=text.source[quote],
        rule=mention.rule,
    )


def _digest(doc: str, start: int, end: int, kind: str, same: int) -> str:
    """Name a fact; several on one span differ by their order."""
    return blake2b(
        f"{doc}\0{start}\0{end}\0{kind}\0{same}".encode("utf-8", "surrogatepass"), digest_size=8
    ).hexdigest()


def _printed(text: Text, mention: Mention, times: PeriodScope) -> list[dict[str, Any]]:
    start, end = text.origin(mention.start, mention.end)
    if mention.kind in ("date", "period"):
        value = times.spans.get(mention.start)
        return [_row(text.source, start, end, "date", value=value)] if value is not None else []
    return [
        _row(
            text.source,
            start,
            end,
            mention.kind,
            value=mention.value,
            low=mention.low,
            high=mention.high,
            unit=mention.unit,
            qualifier=mention.qualifier,
        )
    ]


def _row(
    source: str,
    start: int,
    end: int,
    kind: str,
    *,
    value: Decimal | str | None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    unit: str | None = None,
    qualifier: str = "exact",
) -> dict[str, Any]:
    return {
        "text": source[start:end],
        "start": start,
        "end": end,
        "kind": kind,
        "value": value,
        "low": low,
        "high": high,
        "unit": unit,
        "qualifier": qualifier,
    }
