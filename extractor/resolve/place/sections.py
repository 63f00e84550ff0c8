"""What an article is about at each sentence: one thing, except where it holds sections of their own.

A digest is several reports in one, each under a heading. A column or a round-up has headings that name
a place (厦门：新能源公交占比提升), and what follows is about that place until the next heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.resolve.place.about import about
from extractor.resolve.place.codes import NATION
from extractor.resolve.place.gazetteer import Gazetteer
from extractor.resolve.place.standing import Role, Standing
from extractor.types import Article

_DIGEST = re.compile(r"\S{0,12}(?:快讯|简讯|短讯|速览|要闻|简报)\s*")
_HOME, _ABROAD = "国内", "国际"
_COLUMN_TITLE = re.compile(r"国[内际][^\n]{0,6}(?:快讯|简讯|短讯|要闻)")
_COLUMN_LENGTH = 20_000
"""In characters, how far back the title of a column is looked for."""
_SITE = re.compile(
    r"电站|核电|机场|港口|港区|高铁|铁路(?![客货发旅])|大桥|隧道|运河|油田|气田|管道|机组|灌区|景区|园区"
)
"""What lies somewhere, so that a section that names no place is not about the whole country."""

_HEADING_LENGTH = 40
_SENTENCE_END = "。！？；…!?”"
_MARK = re.compile(r"\s*[\u4e00-\u9fff·]{2,6}[：:]")
_OURS = ("我国", "全国")
_COLON = "：:"


def mains_of(
    plain: str,
    article: Article,
    standings: Sequence[Standing],
    gazetteer: Gazetteer,
    page_region: str | None,
) -> tuple[str | None, ...]:
    """Give for each sentence what the article is about there.

    Args:
        plain: The text of the page.
        article: The article.
        standings: Its names.
        gazetteer: The divisions.
        page_region: What the page is about, for an article or section that names no place.
    """
    count = len(article.sentences)
    if page_region is None and _is_in_home_column(plain, article):
        page_region = NATION
    named = {standing.sentence for standing in standings if standing.role >= Role.WEAK}
    whole = about(standings, article, gazetteer, range(count)) if named else page_region
    if not named and page_region == NATION and _SITE.search(plain, article.start, article.end):
        whole = None
    if whole is None and named and _is_headed_ours(plain, article, standings):
        whole = NATION
    headings = [i for i in range(count) if _is_heading(plain, article, i)]
    titles = [
        i
        for i, s in enumerate(article.sentences[: article.headlines])
        if _DIGEST.fullmatch(plain, s.start, s.end)
    ]
    # 甲市工作简报 is a report of one place, and no digest
    digest = bool(titles) and not any(one.sentence in titles and one.code != NATION for one in standings)
    placed = _placed(plain, article, standings, headings) | _marked(plain, article, headings)
    if not digest and not placed:
        return (whole,) * count
    cuts = headings or [0]
    mains: list[str | None] = [None if digest else whole] * count
    for begin, finish in zip(cuts, [*cuts[1:], count], strict=True):
        section = range(begin, finish)
        if digest and not named.intersection(section):
            last = article.sentences[finish - 1]
            sited = _SITE.search(plain, article.sentences[begin].start, last.end)
            main = None if page_region == NATION and sited else page_region
        elif digest or begin in placed:
            main = about(standings, article, gazetteer, section)
            inside = [one.code for one in standings if one.sentence in section and one.role > Role.ASIDE]
            if main is None and page_region == NATION and inside and set(inside) == {NATION}:
                main = NATION  # a home digest's section that names nothing smaller is the nation's
        else:
            main = whole
        mains[begin:finish] = [main] * (finish - begin)
    return tuple(mains)


def _is_in_home_column(plain: str, article: Article) -> bool:
    """Say whether the last title of a column before an article, or above it, is that of news from home."""
    home = _last_title(plain, _HOME, article)
    return home >= 0 and home > _last_title(plain, _ABROAD, article)


def _last_title(plain: str, word: str, article: Article) -> int:
    """Give where the last such title begins, or -1."""
    least = max(0, article.start - _COLUMN_LENGTH)
    at = plain.rfind(word, least, article.start + len(word))
    while at >= 0:
        begin = plain.rfind("\n", least, at) + 1
        if _COLUMN_TITLE.match(plain, at) and (begin or not least) and not plain[begin:at].strip():
            return at
        at = plain.rfind(word, least, at)
    return -1


def _is_headed_ours(plain: str, article: Article, standings: Sequence[Standing]) -> bool:
    """Say whether a headline speaks of 我国 or 全国 and of nowhere else."""
    headed = [one for one in standings if one.sentence < article.headlines and one.role > Role.WEAK]
    ours = any(plain.startswith(_OURS, one.start) for one in headed)
    return ours and all(one.code == NATION for one in headed)


def _is_heading(plain: str, article: Article, index: int) -> bool:
    """Say whether a sentence is a short line of its own that does not end like a sentence."""
    sentence = article.sentences[index]
    if plain[sentence.end - 1] in _SENTENCE_END:
        return False
    words = plain[sentence.start : sentence.end].strip()
    if not 0 < len(words) <= _HEADING_LENGTH or words[-1] in _SENTENCE_END:
        return False
    alone = (at for at in (index - 1, index + 1) if 0 <= at < len(article.sentences))
    return all(article.sentences[at].paragraph != sentence.paragraph for at in alone) or index == 0


def _marked(plain: str, article: Article, headings: Sequence[int]) -> frozenset[int]:
    """Give the headings that open with whom their section is about, where there are several: 老李：种好粮."""
    below = [at for at in headings if at >= article.headlines]
    marked = frozenset(at for at in below if _MARK.match(plain, article.sentences[at].start))
    return marked if len(marked) > 1 else frozenset()


def _placed(
    plain: str, article: Article, standings: Sequence[Standing], headings: Sequence[int]
) -> frozenset[int]:
    """Give the headings that begin with the place of their section, where there are such sections."""
    found: dict[int, bool] = {}
    for standing in standings:
        if standing.sentence in headings and standing.sentence not in found and standing.code is not None:
            start = article.sentences[standing.sentence].start
            if standing.role == Role.SUBJECT and not standing.code.startswith("@"):
                opens = not plain[start : standing.start].strip(" \u3000【■●◆▲·")
                found[standing.sentence] = opens and plain[standing.end : standing.end + 1] in _COLON
    below = {at for at in found if at >= article.headlines}
    marked = {at for at in below if found[at]}
    return frozenset(below if len(below) > 1 or marked else ())
