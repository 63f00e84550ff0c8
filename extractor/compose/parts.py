"""Which numbers are parts of another: 其中, 包括, and breakdowns that follow them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.types import Draft

_PART = regex.compile(r"其中|(?<!不)(?:包括|包含)(?![^，。；]{0,40}在内)")
_OUT_OF = regex.compile(r"^[\p{Han}]{1,10}中[，,]?(?:已经?|共|还|仍)?有$")
DUE = regex.compile("应(?:出席|到|参会|参加)")
PRESENT = ("出席", "实到", "缺席", "到会", "请假", "列席")
_ENDING = regex.compile("最终|最后|另有|另外|此外")
_STAGE = regex.compile(r"立案|破案|结案|审结|刑事拘留|逮捕|移送|起诉|抓获")


def link_parts(plain: str, drafts: Sequence[Draft], sentences: Sequence[tuple[int, int]]) -> list[Draft]:
    """Point each part at its whole.

    A whole is the last level stated before 其中 or 包括; what follows in the same sentence is part of it until
    the kind of thing changes (another unit, a later stage of the work).

    Args:
        plain: The normalised text.
        drafts: The drafts of one article, in order.
        sentences: Start and end of the article's sentences.

    Returns:
        The drafts, `Draft.whole` set where they are parts.
    """
    linked = list(drafts)
    whole: int | None = None
    unit: str | None = None
    sentence = -1
    end = -1
    for index, draft in enumerate(linked):
        mention = draft.mention
        if mention.kind in ("date", "rank"):
            continue
        if draft.sentence != sentence:
            sentence = draft.sentence
            end = sentences[sentence][0]
            whole = None
        between = plain[max(end, sentences[sentence][0]) : mention.start]
        opening = None
        for opening in _PART.finditer(between):
            pass
        if _OUT_OF.search(between) and index and linked[index - 1].mention.kind == "count":
            whole, unit = index - 1, None
        elif (absent := _attendance(linked, index)) is not None:
            linked[index] = replace(draft, whole=absent)
            end = mention.end
            continue
        elif opening is not None:
            inside = "（" in between[: opening.start()] or "(" in between[: opening.start()]
            whole = _whole(linked, index, sentence, top=not inside)
            unit = None
        elif whole is not None and _STAGE.search(between) and unit != mention.unit:
            whole = None
        end = mention.end
        if whole is not None and "；" in between and linked[whole].mention.kind == "percent":
            whole = None
        if draft.metric and draft.metric.endswith(("顺差", "逆差", "差额", "率")):
            continue
        if whole is not None and _ENDING.search(between):
            whole = None
        if whole is None or draft.direction is not None or draft.role is not None:
            continue
        if unit is None:
            unit = mention.unit
        elif unit != mention.unit and not (mention.unit == "%" or unit == "%"):
            whole = None
            continue
        if linked[whole].mention.kind == "percent" and mention.kind != "percent":
            continue
        linked[index] = replace(draft, whole=whole)
    return linked


def _attendance(drafts: Sequence[Draft], index: int) -> int | None:
    """Find who should be there, for those who are or are not: 应到150人，实到147人，缺席3人."""
    draft = drafts[index]
    if not draft.metric or not draft.metric.startswith(PRESENT):
        return None
    for at in range(index - 1, max(index - 4, -1), -1):
        other = drafts[at]
        if (
            other.metric
            and other.mention.unit == draft.mention.unit
            and "应" in other.metric[:6]
            and DUE.search(other.metric)
        ):
            return at
    return None


def _whole(drafts: Sequence[Draft], index: int, sentence: int, *, top: bool) -> int | None:
    """Find the last level before a part, in its sentence or at the end of the one before.

    What stands in brackets behind a part is a part of that; otherwise the part's own whole counts.
    """
    for at in range(index - 1, -1, -1):
        draft = drafts[at]
        if draft.sentence < sentence - 1:
            return None
        if draft.mention.kind in ("date", "rank") or (draft.direction is not None and draft.role is None):
            continue
        if draft.mention.kind == "percent" and drafts[index].mention.kind != "percent":
            continue
        return draft.whole if top and draft.whole is not None else at
    return None
