"""Where something sets out, which is not where it belongs: a ship that is launched, a canal that is begun.

A ship, a rocket or a train that is launched at a place says nothing of that place. A canal, a railway or a
pipeline that is begun in one county serves all that it was named for: 广东…调水工程在茂名开工 is about 广东.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.resolve.place.codes import NATION
from extractor.resolve.place.gazetteer import Gazetteer
from extractor.resolve.place.standing import Role, Standing
from extractor.types import Article

_BEFORE = re.compile(r"(?:在|于)(?:我国)?$")
_LAUNCHED = re.compile(
    r"[^，。；]{0,14}?(?:下水|出坞|首航|命名|首飞|试飞|起飞|升空|转运|(?:点火|成功)?发射(?!场|中心|基地)|交付)"
)
_BEGUN = re.compile(r"[^，。；]{0,6}?(?:开工|动工|启动建设|启动|奠基)")
_SHIP = re.compile(r"[船舰艇轮]|火箭|卫星|客机|飞机|空间站|遥[一二三四五六七八九十]")
_WORKS = re.compile(
    r"[调引输供]水|水网|引[\u4e00-\u9fff]{1,2}[济入]|铁路|高铁|高速|管[道线]|输电|特高压|运河|航道"
)
_REACH = 40
_SENTENCES_BACK = 2
"""How far back what the works are named for may stand: in the heading or the sentence before."""


def without_launches(
    plain: str, article: Article, standings: Sequence[Standing], gazetteer: Gazetteer
) -> list[Standing]:
    """Give the standings with the places put aside where something only sets out or is begun.

    Args:
        plain: The text.
        article: The article.
        standings: Its names.
        gazetteer: The divisions.
    """
    done: list[Standing] = []
    for index, standing in enumerate(standings):
        role = standing.role
        start = article.sentences[standing.sentence].start
        if (
            role > Role.ASIDE
            and standing.code
            and _BEFORE.search(plain, max(start, standing.start - 4), standing.start)
        ):
            behind = standing.end, standing.end + _REACH
            if _LAUNCHED.match(plain, *behind) and _SHIP.search(plain, start, standing.start):
                role = Role.ASIDE
            elif _BEGUN.match(plain, *behind) and _WORKS.search(plain, start, standing.start):
                role = Role.WEAK if _is_named_for_more(standing, standings[:index], gazetteer) else role
        done.append(standing if role is standing.role else standing._replace(role=role))
    return done


def _is_named_for_more(standing: Standing, before: Sequence[Standing], gazetteer: Gazetteer) -> bool:
    """Say whether what lies around a place has been named just before it."""
    around = tuple(gazetteer.ancestors(standing.code or NATION))[1:]
    for other in reversed(before):
        if standing.sentence - other.sentence > _SENTENCES_BACK:
            return False
        if other.role >= Role.INNER and other.code in around and other.code != NATION:
            return True
    return False
