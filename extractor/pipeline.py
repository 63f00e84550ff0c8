"""The straight line from a text to its facts; the only place that knows the order of the steps."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from hashlib import blake2b
from operator import attrgetter
from typing import Any, TypeVar

from extractor.compose import compose
from extractor.find import find
from extractor.resolve.agency import Agencies, AgencyScope
from extractor.resolve.basis import basis_edtf
from extractor.resolve.gazetteer import Gazetteer
from extractor.resolve.period import PeriodScope
from extractor.resolve.region import RegionScope
from extractor.rules.load import load_rules
from extractor.rules.model import Ruleset
from extractor.text.normalise import normalise, table_of
from extractor.text.split import split
from extractor.types import AgencyName, Article, Draft, Fact, Mention, PlaceName, Text

_NOT_PRINTED = frozenset({"stop", "bound", "change"})
_NAMED = frozenset({"full", "short", "chain"})
_Placed = TypeVar("_Placed", Mention, PlaceName, AgencyName)
_start = attrgetter("start")


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

    def extract(self, text: str, date: str | None = None, doc: str = "-") -> Iterator[Fact]:
        """Give the facts of a text in order of their place.

        Args:
            text: A report, or a page of several.
            date: The day it was published, ``YYYY-MM-DD``.
            doc: The name that the facts carry.

        Yields:
            Facts; ``text[fact.start:fact.end] == fact.text`` holds for each.
        """
        spelled = normalise(text, self._table)
        articles = split(spelled, date)
        mentions = find(spelled.plain, self._rules)
        if not mentions:
            return
        places = self._gazetteer.find(spelled.plain, articles)
        agencies = self._agencies.find(spelled.plain, places)
        for article in articles:
            yield from self._article(spelled, article, mentions, places, agencies, date, doc)

    def mentions(self, text: str, date: str | None = None) -> list[dict[str, Any]]:
        """Give every number, date and place that the rules read, before any fact is composed.

        Args:
            text: A text.
            date: The day it was published, ``YYYY-MM-DD``.

        Returns:
            For each, in order, its text, start, end, kind, value, low, high, unit and qualifier.
        """
        spelled = normalise(text, self._table)
        found = find(spelled.plain, self._rules)
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

    def _article(
        self,
        text: Text,
        article: Article,
        mentions: Sequence[Mention],
        places: Sequence[PlaceName],
        agencies: Sequence[AgencyName],
        date: str | None,
        doc: str,
    ) -> Iterator[Fact]:
        inside = _within(article, mentions)
        if not inside:
            return
        plain = text.plain
        local = _within(article, places)
        bodies = _within(article, agencies)
        both: list[PlaceName | AgencyName] = [*local, *bodies]
        names = sorted(both, key=lambda name: (name.start, -name.end))
        drafts = compose(plain, article, inside, names, self._rules)
        if not drafts:
            return
        regions = RegionScope.build(plain, article, local, self._gazetteer)
        owners = self._agencies.scope(plain, article, bodies)
        times = PeriodScope.build(plain, article, inside, date)
        facts: list[Fact] = []
        seen: Counter[tuple[int, int]] = Counter()
        for draft in drafts:
            span = text.origin(draft.mention.start, draft.mention.end)
            name = _digest(doc, *span, draft.mention.kind, seen[span])
            seen[span] += 1
            facts.append(_fact(text, article, draft, (name, doc), span, regions, owners, times, date))
        whole_of = {index: draft.whole for index, draft in enumerate(drafts) if draft.whole is not None}
        for index, fact in enumerate(facts):
            of = facts[whole_of[index]].id if index in whole_of else None
            if fact.kind != "date" or (fact.value is not None and not str(fact.value).startswith("T")):
                yield replace(fact, of=of) if of else fact


def _within(article: Article, found: Sequence[_Placed]) -> Sequence[_Placed]:
    """Give what starts in an article of things that are in order."""
    first = bisect_left(found, article.start, key=_start)
    return found[first : bisect_left(found, article.end, first, key=_start)]


def _fact(
    text: Text,
    article: Article,
    draft: Draft,
    names: tuple[str, str],
    span: tuple[int, int],
    regions: RegionScope,
    owners: AgencyScope,
    times: PeriodScope,
    date: str | None,
) -> Fact:
    mention = draft.mention
    sentence = article.sentences[draft.sentence]
    start, end = span
    place = regions.at(mention.start, draft.sentence, draft.clause)
    owner = owners.at(draft, draft.sentence, place.code)
    dated = mention.kind == "date"
    period = None if dated else times.at(mention.start, draft.sentence, draft.clause)
    basis = draft.basis
    if basis not in (None, "yoy", "mom"):
        basis = basis_edtf(basis, period.edtf if period else None, article.date or date)
    quote = slice(*text.origin(sentence.start, sentence.end))
    return Fact(
        id=names[0],
        doc=names[1],
        article=article.number,
        kind=mention.kind,
        metric=draft.metric,
        value=times.dates.get(mention.start) if dated else mention.value,
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
