"""How the names of an article stand, lists of them as one, and what each comes to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from extractor.resolve.place.codes import NATION
from extractor.resolve.place.gazetteer import Gazetteer
from extractor.resolve.place.standing import (
    Role,
    Standing,
    among_others,
    among_sites,
    begins_line,
    between_nations,
    clause_starts,
    ends_line,
    joined_by_line,
    on_line,
    role_of,
    runs,
)
from extractor.types import Article, PlaceName

_PART = re.compile(r"其中[，,：:]?[^，。；]{0,4}$")
_PART_REACH = 8
PART_END = re.compile(r"[；;。！？\n]")
"""Where a breakdown over places ends: 其中甲市3例；累计90例."""

_CARRIED = 6
"""How far behind the subject of its clause a name may stand and still be it: 公安部组织|江西."""

_PROVINCES = re.compile(r"[两三四五六七八九]省(?![级道会直管长内外])")
"""Behind a list of provinces, what makes it what its clause is about: 向甲、乙|两省 supply is of neither."""

_EVERY = frozenset(("全国", "全国各地", "全国各级", "全国范围", "举国"))
_WORLD = "全球"
_FOR = ("为", "比", "是")
_LEADS_ON = ("在", "位于", "于", "组织", "指导", "部署", "安排", "的", "（", "联合", "和")
_LOCAL = re.compile(
    r"(?:[^，。；、\s]{0,10}分局)?(?P<local>[\u4e00-\u9fff]{2,5}?(?:派出所|街道|社区|(?<!乡)[镇乡](?![村镇])|村(?![镇级民庄])))"
)
_LOCAL_GAP = 12
_VILLAGE = 3
"""How long the names of villages are, without what stands before them: 郭家桥|新塘村."""


def _sentence_at(article: Article, position: int) -> int:
    index = bisect_right(article.sentences, (position, position + 1 << 40, 0)) - 1
    return max(index, 0)


def standings_of(
    plain: str, article: Article, names: Sequence[PlaceName], gazetteer: Gazetteer
) -> list[Standing]:
    """Say how each name stands; words such as 全市 are still open and have the code ``@`` and their level.

    Args:
        plain: The text.
        article: The article.
        names: Its names of places, in order.
        gazetteer: The divisions.
    """
    names = _without_attached(names)
    if not names:
        return []
    clauses = clause_starts(plain, article.start, names[-1].start)
    sentences = [_sentence_at(article, name.start) for name in names]
    begins = [
        max(clauses[bisect_right(clauses, name.start) - 1], article.sentences[sentence].start)
        for name, sentence in zip(names, sentences, strict=True)
    ]
    roles = _roles(plain, names, begins, gazetteer)
    made: list[Standing] = []
    for first, behind in runs(plain, names):
        group = names[first:behind]
        codes = tuple(_code(plain, name, gazetteer) for name in group)
        code = _meaning(plain, group, codes, gazetteer)
        part = bool(_PART.search(plain, max(0, begins[first] - _PART_REACH), group[0].start))
        end = group[-1].end
        if first and on_line(plain, names[first - 1], group[0]):
            zone = between_nations(plain, names[first - 1], group[0])
            role = Role.ASIDE if zone else max(made[-1].role, Role.WEAK)
            made[-1] = made[-1]._replace(end=end, code=None, members=(), role=role)
        else:
            part = part or (
                bool(made) and made[-1].part and not PART_END.search(plain, made[-1].end, group[0].start)
            )
            form = _form(plain, group[-1], gazetteer)
            role = roles[first]
            if role == Role.WEAK and len(group) > 1 and code is None and _PROVINCES.match(plain, end):
                role = Role.INNER
            members = () if _is_end_of_line(plain, group) else codes
            made.append(Standing(group[0].start, end, code, role, sentences[first], members, part, form))
    return made


def _form(plain: str, name: PlaceName, gazetteer: Gazetteer) -> str:
    """Give the form of a name as a `Standing` has it."""
    word = plain[name.start : name.end]
    if name.form == "nation":
        return "organ" if word in gazetteer.organs else "each" if word in _EVERY else "nation"
    if word == _WORLD:
        return "world"
    return "part" if word in gazetteer.parts else name.form


def _meaning(
    plain: str, group: Sequence[PlaceName], codes: Sequence[str | None], gazetteer: Gazetteer
) -> str | None:
    """Give what a list of names, or one name, comes to."""
    if _is_end_of_line(plain, group) or (len(group) > 1 and joined_by_line(plain, group[0])):
        return None
    if len(group) > 1:
        return _together(codes, gazetteer)
    code = codes[0]
    if among_sites(plain, group[0]):
        return None
    if code is None or code.startswith("@") or not among_others(plain, group[0]):
        return code
    around = gazetteer.parent(code)
    return None if around == NATION else around


def _is_end_of_line(plain: str, group: Sequence[PlaceName]) -> bool:
    """Say whether a list of names, or one name, is an end of a line whose other end need not be known."""
    return begins_line(plain, group[-1]) or ends_line(plain, group[0])


def _without_attached(names: Sequence[PlaceName]) -> list[PlaceName]:
    """Leave out villages of unknown place, and rivers and the like right behind their division: 湖北|长江."""
    kept: list[PlaceName] = []
    for name in names:
        attached = name.form == "wide" and kept and name.start - kept[-1].end <= 1 and kept[-1].codes
        if not (attached and kept[-1].form != "nation") and (name.codes or name.form != "local"):
            kept.append(name)
    return kept


def _roles(plain: str, names: Sequence[PlaceName], begins: Sequence[int], gazetteer: Gazetteer) -> list[Role]:
    roles: list[Role] = []
    for index, name in enumerate(names):
        last = names[index - 1] if index else None
        carried = (
            last is not None
            and last.start >= begins[index]
            and _is_carried(plain, last, name)
            and roles[-1] == Role.SUBJECT
        )
        roles.append(role_of(plain, name, begins[index], _kind(plain, name, gazetteer), carried))
    return roles


def _is_carried(plain: str, last: PlaceName, name: PlaceName) -> bool:
    """Say whether a name leads on to the one behind it, so that both are what the clause is about."""
    gap = plain[last.end : name.start]
    if gap in _FOR:
        return False
    reach = _CARRIED if name.codes or name.form == "anaphor" else 1
    return len(gap) <= min(1, reach) or (len(gap) <= reach and gap.endswith(_LEADS_ON))


def _kind(plain: str, name: PlaceName, gazetteer: Gazetteer) -> str:
    if name.form != "nation":
        return "place"
    return "organ" if plain[name.start : name.end] in gazetteer.organs else "nation"


def _code(plain: str, name: PlaceName, gazetteer: Gazetteer) -> str | None:
    """Give the code of a name; for an anaphor ``@`` and its level."""
    if name.form == "anaphor":
        level, _kind_of_word = gazetteer.anaphors[plain[name.start : name.end].replace("\n", "")]
        return f"@{level}"
    if len(name.codes) > 1:
        return _together(name.codes, gazetteer)
    return name.codes[0] if name.codes else None


def _together(codes: Sequence[str | None], gazetteer: Gazetteer) -> str | None:
    """Give what several places lie in together; several provinces have no division."""
    known = [code for code in codes if code is not None]
    if len(known) < len(codes):
        return None
    if any(code.startswith("@") for code in known):
        return known[-1]
    common = gazetteer.common(known)
    return None if common == NATION and set(known) != {NATION} else common


def with_locals(plain: str, article: Article, standings: Sequence[Standing]) -> list[Standing]:
    """Add the later mentions of stations, streets and villages that the article has said the place of.

    Args:
        plain: The text.
        article: The article.
        standings: Its names.
    """
    homes: dict[str, tuple[str, int]] = {}
    for standing in standings:
        local = _LOCAL.match(plain, standing.end)
        while local and standing.code is not None and standing.code != NATION:
            word = local["local"]
            for part in {word, word[-_VILLAGE:]}:
                homes.setdefault(part, (standing.code, local.end()))
            local = _LOCAL.match(plain, local.end())
    if not homes:
        return list(standings)
    taken = [(standing.start, standing.end) for standing in standings]
    added: list[Standing] = []
    for word, (code, known) in homes.items():
        at = plain.find(word, known, article.end)
        while at >= 0:
            if not _near_before(taken, at):
                added.append(
                    Standing(at, at + len(word), code, Role.INNER, _sentence_at(article, at), (code,), False)
                )
            at = plain.find(word, at + len(word), article.end)
    return sorted([*standings, *added])


def _near_before(taken: Sequence[tuple[int, int]], position: int) -> bool:
    """Say whether a name stands right before a position, so that it leads on to what is there."""
    index = bisect_right(taken, (position, position)) - 1
    return index >= 0 and position - taken[index][1] <= _LOCAL_GAP
