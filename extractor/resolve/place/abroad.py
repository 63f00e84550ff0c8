"""What is told of other countries, and what is told of home with other countries in it.

In a report from abroad 全国 is that country, and its 外交部 is none of ours. In a report from home
another country is often only the one that is traded with: 东盟为最大贸易伙伴，外贸额3.6万亿元.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.resolve.place.codes import NATION
from extractor.resolve.place.gazetteer import Gazetteer
from extractor.resolve.place.standing import Role, Standing
from extractor.types import Article

_TRADE = re.compile(
    r"进出口|贸易伙伴|外贸|双边贸易|出口|进口|对我国投资|对华投资|吸收外资|引进外资|实际使用外资"
)
_ANY_COUNTRY = re.compile(r"(?!国家|国务|国新|国资|中|全国|新华|最高)[一-龥]{2,4}(?<=[部行])")
"""Organs that many countries have: 外交部, 财政部, 央行."""


def spoken_of(plain: str, standings: Sequence[Standing], mains: Sequence[str | None]) -> list[Standing]:
    """Give the standings with words such as 全国 and 外交部 abroad where they stand for another country.

    Args:
        plain: The text.
        standings: The names of an article.
        mains: What it is about, for each sentence.
    """
    abroad = False
    done: list[Standing] = []
    for standing in standings:
        theirs = False
        if standing.form == "foreign":
            abroad = abroad or standing.role >= Role.WEAK
        elif standing.form == "each" or _is_of_any_country(plain, standing):
            theirs = abroad and mains[standing.sentence] is None
        elif standing.code is not None and standing.role >= Role.INNER:
            abroad = False
        done.append(standing._replace(code=None, members=(None,)) if theirs else standing)
    return done


def _is_of_any_country(plain: str, standing: Standing) -> bool:
    """Say whether an organ is one that many countries have."""
    return standing.form == "organ" and bool(_ANY_COUNTRY.fullmatch(plain, standing.start, standing.end))


def begins_at_home(standings: Sequence[Standing]) -> bool:
    """Say whether the first that an article speaks of is a place of ours."""
    return next((standing.code is not None for standing in standings if standing.role == Role.SUBJECT), False)


def without_partners(plain: str, article: Article, standings: Sequence[Standing]) -> list[Standing]:
    """Give the standings without the countries that are traded with."""
    return [standing for standing in standings if not _is_partner(plain, article, standing)]


def at_home(
    plain: str,
    article: Article,
    standings: Sequence[Standing],
    mains: Sequence[str | None],
    gazetteer: Gazetteer,
) -> list[Standing]:
    """Give the standings of an article about a place with what is named only beside that place put aside.

    Args:
        plain: The text.
        article: The article.
        standings: Its names.
        mains: What it is about, for each sentence.
        gazetteer: The divisions.
    """
    done: list[Standing] = []
    for standing in standings:
        main = mains[standing.sentence]
        beside = main is not None and (
            _is_partner(plain, article, standing) or _is_around(standing, main, gazetteer)
        )
        ours = NATION in standing.members and (beside or _is_partner(plain, article, standing))
        if ours:
            done.append(standing._replace(code=NATION, members=(NATION,)))  # 中国与甲国贸易额
            continue
        done.append(standing._replace(role=Role.ASIDE) if beside else standing)
    return done


def _is_partner(plain: str, article: Article, standing: Standing) -> bool:
    """Say whether a country is named as one that is traded with."""
    sentence = article.sentences[standing.sentence]
    return standing.form in ("foreign", "world") and bool(_TRADE.search(plain, sentence.start, sentence.end))


def _is_around(standing: Standing, main: str, gazetteer: Gazetteer) -> bool:
    """Say whether a name is only the part of the country (皖北) that what an article is about lies in."""
    return standing.form == "part" and main != NATION and standing.code in tuple(gazetteer.ancestors(main))
