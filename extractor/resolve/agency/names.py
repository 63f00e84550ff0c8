"""Find the names of organisations in a text.

A name is a head that says what it is (公安局, 法院, 边检站), with what stands before it: its
place (咸宁市公安局, 赤壁法院), its level (市公安局), its parent (市公安局交警支队), its own
name (桂花坪派出所). One automaton finds all heads in one pass; only the few characters before
a head are looked at again.

Words that hold a head and are no name (消防车, 公安县) are entries of the same lexicon: the
longest match wins, so they hide it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import ahocorasick_rs
import regex
from msgspec.structs import replace

from extractor.rules.model import Ruleset
from extractor.types import AgencyName, PlaceName

LEVELS = "省市县区州旗盟"
"""The level before a head: 市公安局 is the bureau of the city that the text is about."""

_NO_LEVEL = frozenset("城都街超菜夜股集地园小社老新特")
"""Characters that make a word of their own with 市, 区, 县 …: 城市, 街区, 地区."""
WIDE = regex.compile(
    r"(?:全国(?:各[级地])?|各[级地]|各省市|各[市区]县|各市州|当地|属地|辖区|上级|基层)(?:人民)?"
)
"""Before a head, all bodies of its kind: 各级, 全国."""
_WIDE_BEFORE = regex.compile(f"{WIDE.pattern}$")
_LINKS = "的了在到对向由从与和及各该是为被使把将等"
"""Characters that no name holds."""
_OWN = regex.compile(
    rf"[^\P{{Han}}{_LINKS}后前往至进入去找见问请让令归属率据给跟并而个家名位年月日时称说这那其]{{1,6}}$"
)
_GAP = regex.compile(rf"[^\P{{Han}}{_LINKS}]{{1,5}}")
_ABROAD = frozenset("俄乌美韩英德印伊朝")
_TOWNS = frozenset("镇乡村")
_TOWN = regex.compile(r"[^\P{Han}的在和与对由于县区市]{1,3}[镇乡村]$")
_LOOSE = ("中心", "站", "指挥部", "协会", "大厅", "学校", "管委会")
"""How heads end that many other things are called by too."""
_NO_OWN = regex.compile(
    r"(?:规范|指导|督促|推动|组织|全市|全省|全县|各个|基层|农村|城区|乡镇|社区|公安|所属|下辖|智慧|数字化|标准化?|试点|优秀|示范"
    r"|附近|就近|每个|两个|多个|有关|一级|所在|联合|负责|枫桥式|中心|加强|建设|打造|依托|完善|增设|新建|区域|全部|其他|实习|当前)$"
)
_TIMES = regex.compile(r"^(?:今天|昨天|近日|目前|日前|其中|当天|今年|去年|此外|同时|随后|近期|最近)")


class Head(NamedTuple):
    """One entry of the lexicon ``agency``; what its columns mean stands at the top of the file."""

    word: str
    type: str
    kind: str
    whole: str
    parent: str


class AgencyNames:
    """Finds names of organisations; made once, used for every text.

    Args:
        rules: The rules; of their lexicons ``agency`` is read.
    """

    def __init__(self, rules: Ruleset) -> None:
        self._heads = tuple(Head(*row) for row in rules.rows("agency"))
        self._automaton = ahocorasick_rs.AhoCorasick(
            [head.word for head in self._heads], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )
        self.heads: Mapping[str, Head] = {head.word: head for head in self._heads}

    def find(self, plain: str, places: Sequence[PlaceName]) -> list[AgencyName]:
        """Find all names in ``plain``, sorted by their start.

        Names of other countries' bodies (美国财政部) are left out.

        Args:
            plain: A text in one spelling.
            places: The names of places in it.
        """
        ends: dict[int, PlaceName] = {}
        for place in places:
            if place.end not in ends or place.start < ends[place.end].start:
                ends[place.end] = place
        starts = {place.start: place for place in places}
        names: list[AgencyName] = []
        for index, start, end in self._automaton.find_matches_as_indexes(plain):
            head = self._heads[index]
            if head.kind == "no":
                continue
            before = names[-1] if names else None
            chained = self._chain(plain, head, start, end, before)
            if chained is not None:
                names[-1] = chained
                continue
            name = _single(plain, head, start, end, ends, starts)
            if name is None:
                continue
            if before is not None and _is_branch(before, name, self.heads):
                names[-1] = replace(name, start=before.start)
            elif before is None or name.start >= before.end:
                names.append(name)
        return names

    def _chain(
        self, plain: str, head: Head, start: int, end: int, before: AgencyName | None
    ) -> AgencyName | None:
        """Join a head to the name that stands just before it: 市公安局 + 交警支队."""
        if before is None or head.kind not in ("unit", "local", "tail", "part", "subcommittee"):
            return None
        gap = plain[before.end : start]
        if len(gap) > 5 or not _related(self.heads[before.head], head):
            return None
        if gap and (head.kind not in ("local", "tail", "part") or not _GAP.fullmatch(gap)):
            return None
        return AgencyName(
            before.start,
            end,
            before.type or head.type,
            head.word,
            before.form if before.form in ("full", "bare") else ("full" if before.place else "bare"),
            before.place,
        )


def _is_branch(before: AgencyName, name: AgencyName, heads: Mapping[str, Head]) -> bool:
    """Tell whether a central body stands before its local one: 国家税务总局|黑龙江省税务局."""
    if before.end != name.start or before.type != name.type or name.place is None:
        return False
    return heads[before.head].kind == "central"


def _related(parent: Head, head: Head) -> bool:
    """Tell whether ``head`` may be a part of the body that ``parent`` ends."""
    if parent.kind == "anaphor":
        return head.kind in ("unit", "part", "local")
    if parent.kind in ("committee", "collective") and head.kind in ("local", "tail"):
        return False
    if head.kind == "subcommittee" or head.parent == "委":
        return parent.kind == "committee"
    return head.type in ("", parent.type)


def _single(
    plain: str,
    head: Head,
    start: int,
    end: int,
    ends: Mapping[int, PlaceName],
    starts: Mapping[int, PlaceName],
) -> AgencyName | None:
    """Make a name of a head and of its place, level or own name."""
    place = ends.get(start)
    if place is None and head.kind == "committee" and start + 1 in ends:
        place = ends[start + 1]  # 咸宁市 and 市委 share a character
    if _abroad(plain, head, start, place):
        return None
    if head.kind == "central":
        return AgencyName(start, end, head.type, head.word, "full", None, head.whole)
    if head.kind == "anaphor":
        return AgencyName(start, end, head.type, head.word, "anaphor")
    if place is not None and place.form != "local":
        return _placed(plain, head, end, place)
    if head.kind in ("named", "local"):
        return _own(plain, head, start, end, starts)
    return _town(plain, head, start, end, ends) or _bare(plain, head, start, end, ends)


def _bare(plain: str, head: Head, start: int, end: int, ends: Mapping[int, PlaceName]) -> AgencyName | None:
    """Make a name of a head that has no place beside it, or just its level: 市公安局."""
    if head.kind in ("tail", "part"):
        return None
    first = start if head.kind == "committee" else _level_start(plain, start)
    form = "collective" if head.kind == "collective" else "bare"
    place = ends.get(first) if first < start else None
    if place is not None and place.codes:  # 北京市各级人社部门
        return AgencyName(place.start, end, head.type, head.word, form, place)
    if first == start and (head.kind in ("placed", "subcommittee") or _has_own_name(plain, head, start)):
        return None
    return AgencyName(first, end, head.type, head.word, form)


def _has_own_name(plain: str, head: Head, start: int) -> bool:
    """Tell whether what stands before a head makes it something else: 白茶产业大数据中心."""
    before = plain[start - 1 : start]
    return head.word.endswith(_LOOSE) and regex.match(r"\p{Han}", before) is not None and before not in _LINKS


def _town(plain: str, head: Head, start: int, end: int, ends: Mapping[int, PlaceName]) -> AgencyName | None:
    """Make a name of a head with a town before it: 云山镇禁毒办, 镇禁毒办."""
    if head.kind != "body" or plain[start - 1 : start] not in _TOWNS:
        return None
    for first in range(start - 1, max(start - 6, 0), -1):
        place = ends.get(first)
        if place is not None and place.codes:
            return AgencyName(place.start, end, head.type, head.word, "full", place)
    found = _TOWN.search(plain[max(0, start - 4) : start])
    first = start - (len(found.group()) if found else 1)
    return AgencyName(first, end, head.type, head.word, "bare")


def _abroad(plain: str, head: Head, start: int, place: PlaceName | None) -> bool:
    """Tell whether a name is that of another country's body: 美国财政部, 俄国防部."""
    central = head.kind == "central"
    if place is not None:
        return place.form == "foreign" or (central and place.form == "wide")
    return central and start > 0 and plain[start - 1] in _ABROAD


def _level_start(plain: str, start: int) -> int:
    """Give the start of the level or width (市, 全市, 各级) that ends at ``start``."""
    wide = _WIDE_BEFORE.search(plain[max(0, start - 6) : start])
    if wide is not None:
        return start - len(wide.group())
    if start == 0 or plain[start - 1] not in LEVELS:
        return start
    if plain[max(0, start - 3) : start] in ("自治区", "自治州", "自治县"):
        return start - 3
    if start > 1 and plain[start - 2] in _NO_LEVEL:
        return start
    return start - 2 if start > 1 and plain[start - 2] in "全我本该各" else start - 1


def _placed(plain: str, head: Head, end: int, place: PlaceName) -> AgencyName | None:
    """Make a name of a head with the place just before it."""
    if place.form == "wide" or head.kind in ("tail", "part"):
        return None
    form = "collective" if head.kind == "collective" else "full" if place.codes else "bare"
    whole = plain[place.start : end] if head.kind == "named" else None
    return AgencyName(place.start, end, head.type, head.word, form, place, whole)


def _own(plain: str, head: Head, start: int, end: int, starts: Mapping[int, PlaceName]) -> AgencyName | None:
    """Make a name of a head with an own name that is no place: 桂花坪派出所."""
    found = _OWN.search(plain[max(0, start - 6) : start])
    if found is None or (head.kind == "local" and _NO_OWN.search(found.group())):
        if head.kind == "named":
            return AgencyName(start, end, head.type, head.word, "bare")
        return None
    first = start - len(found.group())
    first += len(cut.group()) if (cut := _TIMES.match(plain[first:start])) else 0
    inside = (starts[at] for at in range(first, start) if at in starts)
    place = next((one for one in inside if one.codes and one.end <= start), None)
    if place is not None:
        form = "full" if head.kind == "named" else "bare"
        whole = plain[place.start : end] if head.kind == "named" else None
        return AgencyName(place.start, end, head.type, head.word, form, place, whole)
    if plain[first - 1 : first] in ("“", "「") and head.kind == "local":
        return None  # “板凳法庭” is no court
    if not 2 <= start - first <= 4:
        return AgencyName(start, end, head.type, head.word, "bare") if head.kind == "named" else None
    whole = plain[first:end] if head.kind == "named" else None
    return AgencyName(first, end, head.type, head.word, "full" if whole else "bare", None, whole)
