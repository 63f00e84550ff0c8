"""Numbers that name no metric of their own, or only 增速 or 占比: it was said before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.compose.drafted import drafted
from extractor.compose.frames import Change
from extractor.compose.group import Group
from extractor.compose.line import AGENCY, PLACE, QUANTITY
from extractor.compose.memory import doer, inherited, of_what
from extractor.compose.reading import Reading
from extractor.compose.subject import without_subject
from extractor.compose.topic import topic_before
from extractor.compose.words import Words
from extractor.types import Draft

FORMER, LATTER = "前者", "后者"
THIS = re.compile(
    "这(?:一|个|项)?(?:数字|数据|比例|比重|速度|数值|指标|占比|增速|数量|价格)|局地|多地|部分地区"
)
"""Words that point to the figure told last, or only to a part of its place: 这一比例ⓠ, 局地ⓠ."""


def is_unnamed(told: str, words: Words) -> bool:
    """Whether the words before a number only point to what was said before: ，增速ⓠ."""
    points = told in (FORMER, LATTER) or THIS.fullmatch(told) is not None
    return not told or points or told in words.role.nothing or told in words.relative or told.startswith("占")


def unnamed(reading: Reading, group: Group, told: str) -> list[Draft]:
    """Compose numbers by what was said before, and by what little they say: 产值ⓠ，｜增速ⓠ."""
    words, change = reading.words, group.change
    if change is None and told in words.relative and not told.startswith("占"):
        direction = words.relative[told]
        moved = direction if direction in ("up", "down") else None
        change = Change(group.start, moved, reading.basis)
    if told in words.role.nothing:
        told = ""
    metrics = _said_before(reading, group, told)
    if told in (FORMER, LATTER) or THIS.fullmatch(told):
        told = ""
    drafts = []
    for offset, position in enumerate(group.positions):
        metric = _completed(metrics[min(offset, len(metrics) - 1)], told, words)
        if metric and not told and group.mention.unit == "%" and change is not None and change.moves:
            metric = of_what(metric, words)  # 运价降幅ⓠ，环比转为上涨ⓠ
        drafts += drafted(reading, position, [], change, metric)
    return drafts


def _completed(metric: str | None, told: str, words: Words) -> str | None:
    """Join what was said before with what a number says itself: 产值 and 增速 give 产值增速."""
    if not metric:
        return told or None
    if not told or told in metric:
        return metric
    return told + metric if words.relative.get(told) == "average" else of_what(metric, words) + told


def _said_before(reading: Reading, group: Group, told: str) -> list[str | None]:
    """Give what was said before and the numbers are about, one for all or one for each."""
    line, positions = reading.line, group.positions
    mention = line.mention(positions[0])
    if not told and reading.drafts and _restates(line.text, positions):
        return [reading.drafts[-1].metric]
    pointed = _pointed_at(reading, group, told)
    if pointed:
        return pointed
    end = group.change.start if group.change else positions[0]
    if not told and (who := doer(reading, group.start, end)):
        return [who]
    topic = without_subject(line, topic_before(reading, group.start), reading.words)
    named = reading.source(topic)
    if not topic or (reading.drafts and named in reading.words.relative):
        return inherited(reading, len(positions), mention)  # 进口ⓠ，规模创新高，增长ⓠ
    return [named]


def _pointed_at(reading: Reading, group: Group, told: str) -> list[str | None]:
    """Give what 后者 or 这一比例 points to; of a place's share nothing is left (某国为最大伙伴，占ⓠ)."""
    line, positions = reading.line, group.positions
    mention = line.mention(positions[0])
    if told in (FORMER, LATTER):
        levels = inherited(reading, 2, mention)
        return [levels[-1] if told == LATTER else levels[0]]
    if THIS.fullmatch(told):
        return inherited(reading, len(positions), mention)
    opened = group.start > 0 and line.text[0] in (PLACE, AGENCY)
    return [None] if opened and told.startswith("占") and not reading.drafts else []


def _restates(text: str, positions: Sequence[int]) -> bool:
    """Whether numbers alone in brackets say the one before in another unit: ⓠ里（ⓠ米）."""
    left = text[max(0, positions[0] - 2) : positions[0]]
    return left in (QUANTITY + "（", QUANTITY + "(") and text[positions[-1] + 1 :].startswith(("）", ")"))
