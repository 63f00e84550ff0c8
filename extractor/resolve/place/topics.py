"""What each sentence of an article leaves the next one about, and where its events take place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from extractor.resolve.place.codes import NATION
from extractor.resolve.place.gazetteer import Gazetteer
from extractor.resolve.place.standing import Role, Standing

_WHERE = ("在", "位于", "于")
_EXAMPLE = re.compile(r"的?(?:一[家名个位起处条户]|某)")
_TAKES_PLACE = re.compile(
    r"[^，。；、]{0,8}?(?:举[行办]|召开|开[幕赛展]|闭幕|落幕|揭幕|启动|拉开[帷大序]幕|启幕|圆满结束)"
)
_BEGINS = ("启动", "实施", "推进", "开展", "建设", "开工", "建成", "启动了", "实施了", "开展了")
_WORKS = re.compile(r"[^，。；、\d]{1,12}?(?:工程|项目|行动|计划|治理|保护)")
"""Before and behind a place, works there that what follows is about: 西藏启动拉萨市绿化工程."""

_NUMBERED = re.compile(r"第[一二三四五六七八九十\d]+届")
_STRETCH = 4
"""How far behind a river or a line the place of its stretch stands."""


class Topic(NamedTuple):
    """What a sentence leaves the next one about; an example (甲市一家企业) only for as long as it is told."""

    code: str | None
    example: bool
    at: int


def topics_of(plain: str, standings: Sequence[Standing], gazetteer: Gazetteer) -> dict[int, Topic]:
    """Give what each sentence leaves the next one about, where it names a place.

    Args:
        plain: The text.
        standings: The names of an article.
        gazetteer: The divisions.
    """
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
        return venue_of(plain, subject, named) or subject
    for standing in named:
        if standing.start <= subject.end:
            continue
        works = plain.endswith(_BEGINS, 0, standing.start) and _WORKS.match(plain, standing.end)
        located = works or plain.endswith(_WHERE, 0, standing.start)
        inside = standing.code and subject.code in tuple(gazetteer.ancestors(standing.code))
        if located and standing.code and (inside or _NUMBERED.match(plain, subject.end)):
            return standing
    return subject


def venue_of(plain: str, subject: Standing, named: Sequence[Standing]) -> Standing | None:
    """Give where an event is held that is named for an area or a country: 长三角论坛在甲市举行."""
    if subject.form not in ("wide", "foreign"):
        return None
    for standing in named:
        located = standing.start > subject.end and plain.endswith(_WHERE, 0, standing.start)
        if located and standing.code and _TAKES_PLACE.match(plain, standing.end):
            return standing
    return None


def stretch_of(plain: str, subject: Standing, named: Sequence[Standing]) -> Standing | None:
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
