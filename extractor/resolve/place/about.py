"""What an article is about: the smallest division that most of what it names lies in.

A headline weighs more than the text below it. The nation is what an article is about only where
a word for it, or an organ of the centre, says so; places abroad and areas of several provinces
are no division, and an article mostly about them is about none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from extractor.resolve.place.codes import NATION
from extractor.resolve.place.gazetteer import Gazetteer
from extractor.resolve.place.standing import Role, Standing
from extractor.types import Article

_SHARE = 0.55
"""How much of what a division names must lie in one part of it for the article to be about that part."""

_HEAD = 2
_OFTEN = 3
_OFTEN_SHARE = 0.2
_SPREAD = 0.5
_MOSTLY = 0.75
"""How much of the sentences that name a place must name one that is not named at the head of an article."""
_HEADLINE_WEIGHT = 3.0
_OPENING_WEIGHT = 2.0
_HALF = 0.5
_QUARTER = 0.25

_ABROAD = 2
"""How much more the nation must be named than places abroad for an article to be about it."""


def about(
    standings: Sequence[Standing], article: Article, gazetteer: Gazetteer, sentences: range
) -> str | None:
    """Give the smallest division that most of what some sentences name lies in."""
    weights: dict[str | None, float] = defaultdict(float)
    named: dict[str, set[int]] = defaultdict(set)
    placed: set[int] = set()
    for standing in standings:
        if standing.role < Role.INNER or standing.sentence not in sentences:
            continue
        placed.add(standing.sentence)
        if standing.form == "wide" and len(standing.members) > 1:
            continue  # 京津冀、长三角、珠三角 side by side are parts of what the article is about
        for member in standing.members or (None,):
            word = member is not None and member.startswith("@")
            code = standing.code if word else member
            if code is not None and not code.startswith("@"):
                for at in gazetteer.ancestors(code):
                    named[at].add(standing.sentence)
            if not word:
                weights[code] += _weight(standing, article, sentences)
    main = _descend(weights, gazetteer)
    return main if main is not None and _carries(named[main], placed, article, sentences) else None


def _carries(named: set[int], placed: set[int], article: Article, sentences: range) -> bool:
    """Say whether a place is named at the head of an article, or often enough, to be what it is about."""
    head = sentences.start + (article.headlines if sentences.start == 0 else 1) + _HEAD
    if min(named) < head:
        return True
    wide = max(named) - min(named) >= len(sentences) * _SPREAD
    often = len(named) >= len(sentences) * _OFTEN_SHARE or (wide and len(named) >= len(placed) * _MOSTLY)
    return often and len(named) >= _OFTEN


def _weight(standing: Standing, article: Article, sentences: range) -> float:
    place = standing.sentence - sentences.start
    heads = article.headlines if sentences.start == 0 else 1
    weight = _HEADLINE_WEIGHT if place < heads else _OPENING_WEIGHT if place == heads else 1.0
    if standing.form in ("wide", "world") and standing.role < Role.SUBJECT:
        return weight * _QUARTER
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
