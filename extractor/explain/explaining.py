"""Put together how the facts of a text came about.

Nothing is worked out a second time: `Extractor.steps` goes the way that `extract` goes and keeps what it
saw, and here that is only put into words. So the facts are those that `extract` gives.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from extractor.pipeline import Extractor, Steps, Told
from extractor.rules.model import Rule
from extractor.types import Article, Draft, Fact, Mention, Sentence

from .matches import Matches, quote_of
from .notes import ArticleNote, ChangeNote, Explanation, FactNote, Number, Quote, WayNote
from .origins import Origins
from .spelling import respelled

_QUANTITIES = frozenset({"count", "measure", "money", "percent", "rank"})

_HAN = re.compile("[\u3400-\u9fff]{1,2}")

_WHY_NOT: Mapping[str, str] = MappingProxyType({
    "ordinal": "an ordinal or a level, which ranks nothing",
    "number": "a bare number that counts nothing which the text names",
    "measure": "a length of time that tells of nothing, or only dates",
})  # fmt: skip
"""Why numbers of a kind are no facts."""


class _Made(NamedTuple):
    """A draft with the fact that came of it."""

    told: Told
    draft: Draft
    fact: Fact | None


def explain(extractor: Extractor, text: str, date: str | None = None, doc: str = "-") -> Explanation:
    """Say how each fact of a text came about, and what became of the other numbers.

    Args:
        extractor: The engine with its rules.
        text: A report, or a page of several.
        date: The day it was published, ``YYYY-MM-DD``.
        doc: The name that the facts carry.
    """
    steps = extractor.steps(text, date, doc)
    return Explanation(doc, date, tuple(respelled(steps.page.text)), *_Explainer(steps, extractor).told())


class _Explainer:
    """What there is to know of one text."""

    def __init__(self, steps: Steps, extractor: Extractor) -> None:
        self._steps = steps
        self._text = steps.page.text
        self._matches = Matches(self._text, extractor.rules)
        self._origins = {told.article.number: Origins(steps, told) for told, _ in steps.articles}
        self._made: defaultdict[int, list[_Made]] = defaultdict(list)
        for told, facts in steps.articles:
            for draft, fact in zip(told.drafts, facts, strict=True):
                self._made[draft.mention.start].append(_Made(told, draft, fact))
        self._dated = self._count_dated()
        self._ends = {mention.end: mention for mention in steps.page.mentions}

    def told(self) -> tuple[tuple[ArticleNote, ...], tuple[Number, ...]]:
        """Give the articles and the numbers."""
        notes = tuple(origins.article() for origins in self._origins.values())
        return notes, tuple(self._number(mention) for mention in self._steps.page.mentions)

    def _count_dated(self) -> Mapping[int, int]:
        """Count, for each date and period, the facts that it dates."""
        return Counter(
            period.at
            for made in self._made.values()
            for told, draft, fact in made
            if fact is not None and (period := told.origins(draft)[2]) is not None and period.at is not None
        )

    def _number(self, mention: Mention) -> Number:
        """Say what became of a number."""
        winner = self._matches.winner(mention)
        article = next((a for a in self._steps.page.articles if a.start <= mention.start < a.end), None)
        sentence = _sentence_of(article, mention) if article else None
        rule = winner.trial.rule if winner else None
        facts = tuple(self._fact(made, made.fact) for made in self._made[mention.start] if made.fact)
        return Number(
            quote=quote_of(self._text, mention.start, mention.end),
            article=article.number if article else None,
            sentence=quote_of(self._text, sentence.start, sentence.end) if sentence else None,
            plain=self._text.plain[sentence.start : sentence.end] if sentence else None,
            kind=mention.kind,
            rule=self._matches.rule(mention),
            groups=winner.groups() if winner else {},
            constants=rule.constants if rule else {},
            value=mention.value,
            low=mention.low,
            high=mention.high,
            unit=mention.unit,
            qualifier=mention.qualifier,
            exactness=tuple(self._matches.exactness(mention, winner)) if winner else (),
            lost=tuple(self._matches.losers(mention, winner)) if winner else (),
            facts=facts,
            dropped=None if facts else self._why_none(mention, rule, placed=sentence is not None),
        )

    def _fact(self, made: _Made, fact: Fact) -> FactNote:
        """Say how a fact came about."""
        told, draft = made.told, made.draft
        origins, trace = self._origins[told.article.number], self._steps.trace
        place, owner, period = told.origins(draft)
        ways = trace.ways.get(draft.mention.start, ())
        spans = trace.words.get((draft.mention.start, draft.metric), ())
        frame = next((way.change.frame for way in ways if way.change and way.change.frame), None)
        changes = draft.direction or draft.basis or draft.role or frame
        whole = told.drafts[draft.whole].mention if draft.whole is not None else None
        return FactNote(
            fact=fact,
            ways=tuple(WayNote(way.name, way.doc) for way in ways),
            words=tuple(quote_of(self._text, start, end) for start, end in spans),
            taken_from=None if spans else self._taken_from(told, draft),
            change=ChangeNote(fact.direction, fact.basis, fact.role, self._matches.frame(frame))
            if changes
            else None,
            whole=quote_of(self._text, whole.start, whole.end) if whole else None,
            region=origins.region(place),
            agency=origins.agency(owner),
            period=origins.day(draft.mention, str(fact.value))
            if fact.kind == "date"
            else origins.period(period),
        )

    def _taken_from(self, told: Told, draft: Draft) -> Quote | None:
        """Give the last number before that has the metric of one whose own words do not spell it out."""
        before = [
            other.mention
            for other in told.drafts
            if other.mention.start < draft.mention.start and other.metric == draft.metric
        ]
        if draft.metric is None or not before:
            return None
        return quote_of(self._text, before[-1].start, before[-1].end)

    def _why_none(self, mention: Mention, rule: Rule | None, *, placed: bool) -> str:
        """Say why no fact came of a number."""
        if mention.kind == "stop":
            return self._matches.rule(mention).doc
        if not placed:
            return "it stands in no sentence: the furniture of a page, or cut in two by the end of one"
        if mention.kind in ("date", "period"):
            return self._why_no_date(mention)
        return self._why_no_number(mention, rule)

    def _why_no_number(self, mention: Mention, rule: Rule | None) -> str:
        """Say why a number of a sentence counts nothing."""
        if mention.parts.get("article"):
            return "一 is an indefinite article here"
        if mention.kind == "number" and rule is not None and rule.gives in _QUANTITIES:
            return "counts and measures of a story are told in passing"
        if mention.kind == "number" and (word := _HAN.match(self._text.plain, mention.end)):
            return f"a bare number: no rule knows a classifier or unit at {word[0]} behind it"
        return _WHY_NOT.get(mention.kind, "no way leads from it to something that it counts")

    def _why_no_date(self, mention: Mention) -> str:
        """Say what a date or period is good for that is no fact."""
        count = self._dated.get(mention.start, 0)
        dates = f"it dates {count} fact{'s' * (count != 1)}" if count else "it dates no number"
        before = self._ends.get(mention.start)
        if not count and self._is_compared_with(mention):
            dates = "a change is measured against it"
        elif not count and before is not None and self._dated.get(before.start):
            dates = f"it belongs to {self._text.plain[before.start : before.end]} before it"
        if mention.kind == "period":
            return f"a period is no fact of its own; {dates}"
        values = [told.times.dates.get(mention.start) for told, _, _ in self._made[mention.start]]
        if any(value is not None for value in values):
            return f"a time of day without its day is no fact; {dates}"
        return f"no day can be read from it; {dates}"

    def _is_compared_with(self, mention: Mention) -> bool:
        """Say whether a change of its sentence is measured against a date or period."""
        plain = self._text.plain
        for made in self._made.values():
            for told, draft, _ in made:
                sentence = told.article.sentences[draft.sentence]
                if draft.basis and sentence.start <= mention.start < sentence.end:
                    at = plain.find(draft.basis, sentence.start, sentence.end)
                    if at >= 0 and at <= mention.start and mention.end <= at + len(draft.basis):
                        return True
        return False


def _sentence_of(article: Article, mention: Mention) -> Sentence | None:
    """Give the sentence that holds a mention as a whole."""
    sentences: Sequence[Sentence] = article.sentences
    index = bisect_right(sentences, mention.start, key=lambda sentence: sentence.start) - 1
    inside = index >= 0 and mention.end <= sentences[index].end
    return sentences[index] if inside else None


def around(explanation: Explanation, offset: int) -> Explanation:
    """Give of an explanation the numbers that stand at an offset of the source."""
    numbers = tuple(n for n in explanation.numbers if n.quote.start <= offset < n.quote.end)
    articles = tuple(a for a in explanation.articles if a.start <= offset < a.end)
    spelling = tuple(
        one
        for one in explanation.spelling
        if any(n.sentence and n.sentence.start <= one.quote.start < n.sentence.end for n in numbers)
    )
    return Explanation(explanation.doc, explanation.date, spelling, articles, numbers)
