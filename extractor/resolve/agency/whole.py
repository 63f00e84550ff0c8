"""Make the name of an organisation whole: 市公安局 → 咸宁市公安局, 赤壁法院 → 赤壁市人民法院.

What is made whole is the name's place, the body that a unit belongs to, and short spellings
of its head. What the text spells out stays as it is.
"""

from __future__ import annotations

from extractor.resolve.agency.names import LEVELS, WIDE, AgencyNames, Head
from extractor.resolve.place.codes import NATION, NATION_NAME, depth
from extractor.resolve.place.gazetteer import Gazetteer
from extractor.rules.model import Ruleset
from extractor.types import AgencyName

MUNICIPALITIES = ("11", "12", "31", "50")


_BRANCHES = ("分局", "公安分局")
"""The police of a district, which belong to their city's."""

_TOGETHER = ("法院", "人民法院", "海关")
"""Bodies that are also a word for all of them: 全国法院."""


def level_of(code: str) -> str:
    """Give ``nation``, ``province``, ``prefecture`` or ``county`` for a division code."""
    return "nation" if code == NATION else ("province", "prefecture", "county")[depth(code) - 1]


def climb(code: str, level: str, gazetteer: Gazetteer) -> str | None:
    """Give the division of ``level`` that ``code`` is or lies in, or ``None`` where it is wider than that.

    A level is one of `LEVELS` or a word of `level_of`; an empty one is any. The 市 of a county is its
    prefecture; in a municipality it is the municipality.
    """
    if not level:
        return code
    own = level_of(code)
    if own == "nation":
        return None
    if level in ("省", "province"):
        return gazetteer.province_of(code)
    if level in ("市", "州", "盟", "prefecture"):
        municipal = code[:2] in MUNICIPALITIES
        return gazetteer.prefecture_of(code) if own != "province" or municipal else None
    if own == "province":
        return code if level == "区" and gazetteer.type(code) == "自治区" else None
    return code if own == "county" else None


class Whole:
    """Makes names whole.

    Args:
        names: Finds names; lends its heads.
        rules: The rules; of their lexicons ``agency_system`` is read.
        gazetteer: Gives the names of divisions.
    """

    def __init__(self, names: AgencyNames, rules: Ruleset, gazetteer: Gazetteer) -> None:
        self._heads = names.heads
        self._longest = max(map(len, self._heads), default=0)
        self._gazetteer = gazetteer
        self._systems = {row[0]: row[1:] for row in rules.rows("agency_system")}

    def region(self, code: str) -> str:
        """Give the name of a division, without those above it."""
        return self._gazetteer.code_name(code) or ""

    def spell(self, plain: str, name: AgencyName, code: str | None) -> str | None:
        """Give the whole name, or ``None`` where its place is not known.

        Args:
            plain: The text that the name stands in.
            name: The name.
            code: The division that it belongs to.
        """
        if name.name is not None:
            return name.name
        head = self._heads[name.head]
        if code is None or (head.kind == "named" and name.place is None and code != NATION):
            return None
        tail = self.tail(plain, name)
        if code == NATION:
            together = name.form == "collective" or tail in _TOGETHER
            return NATION_NAME + self._plain_tail(tail) if together else None
        if tail == "法院" and plain[name.start] in "全各":
            return self.region(code) + tail  # all of a city's courts, not the one that bears its name
        parts = self._split(tail)
        own = self._own(plain, name, parts, code) if name.place is not None and parts else None
        return own or (self._joined(self.region(code), parts, head, code) if parts else None)

    def _own(self, plain: str, name: AgencyName, parts: list[str], code: str) -> str | None:
        """Give the name of a body that is not called by the whole name of its place, or ``None``."""
        first = self._heads.get(parts[0])
        if first is not None and first.kind == "named":
            return plain[name.start : name.end]
        if name.place is not None and parts[0] in _BRANCHES and level_of(code) == "county":
            return self._branch(plain[name.place.start : name.place.end], parts, code)
        return None

    def _branch(self, place: str, parts: list[str], code: str) -> str | None:
        """Give the branch of a city's police in one of its districts: 某某区 + 分局 → 某市公安局某某分局."""
        over = climb(code, "市", self._gazetteer)
        own = place if len(place) < 3 else place.removesuffix("区")
        return over and f"{self.region(over)}公安局{own}分局" + "".join(
            self._spelling(part, code) for part in parts[1:]
        )

    def _joined(self, region: str, parts: list[str], last: Head, code: str) -> str:
        """Join the name of a place and the parts of a name, each spelled whole."""
        first = self._heads.get(parts[0])
        if first is None:  # its own name comes first: 桂花坪派出所
            parent = self._parent(region, last, code) if last.kind == "local" else region
            return parent + "".join(parts)
        spelled = [self._spelling(part, code) for part in parts]
        if first.kind == "committee":
            return _committee(region, spelled[0]) + "".join(spelled[1:])
        if first.kind == "subcommittee":
            return _committee(region, "委") + "".join(spelled)
        if first.kind in ("unit", "local"):
            region = self._parent(region, first, code)
        return region + "".join(spelled)

    def respelled(self, tail: str) -> str:
        """Give a tail with its heads made whole."""
        parts = (self._heads.get(part) for part in self._split(tail))
        return "".join(
            part if head is None or "/" in head.whole else head.whole
            for part, head in zip(self._split(tail), parts, strict=True)
        )

    def anaphor(self, text: str) -> str | None:
        """Give the word that a name begins with for a body named before: 该局 of 该局刑侦支队."""
        head = self._head_at(text)
        return head.word if head is not None and head.kind == "anaphor" else None

    def tail(self, plain: str, name: AgencyName) -> str:
        """Give a name's text without its place or level, in the spelling of the text."""
        start = name.start
        if name.place is not None and name.place.end < name.end:
            start = name.place.end
            if self._heads[name.head].kind == "committee":
                start = min(start, name.end - len(name.head))
        text = plain[start : name.end]
        wide = WIDE.match(text)
        if wide is not None and wide.end() < len(text):
            return text[wide.end() :]
        if start > name.start:
            return text
        if self._head_at(text) is not None:
            return text
        for word in ("自治区", "自治州", "自治县"):
            text = text.removeprefix(word)
        if text[:1] in "全我本该各" and text[1:2] in LEVELS:
            return text[2:]
        return text[1:] if text[:1] in LEVELS and self._head_at(text[1:]) is not None else text

    def body(self, type_: str, code: str, collective: bool = True) -> str | None:
        """Give what a place's organisations of a system are called: 430100 and 公安 → 长沙市公安机关."""
        system = self._systems.get(type_)
        if system is None:
            return None
        level = level_of(code)
        if level == "nation":
            return NATION_NAME + system[0]
        if collective:
            return self.region(code) + system[0]
        column = {"province": 1, "prefecture": 2, "county": 3}[level]
        return self.region(code) + system[column]

    def general(self, name: str, type_: str) -> bool:
        """Tell whether a whole name is that of a system's body itself, not of a unit or a special one."""
        system = self._systems.get(type_)
        return system is not None and name.endswith((*system[:4], "警方", "公安部", "检察院", "法院"))

    def may_be_titled(self, type_: str) -> bool:
        """Tell whether an article whose headline names a system is about its work."""
        system = self._systems.get(type_)
        return system is not None and system[4] in ("yes", "titled")

    def acts(self, type_: str) -> bool:
        """Tell whether a system works on cases and people itself, so that an article is about its work."""
        system = self._systems.get(type_)
        return system is not None and system[4] == "yes"

    def _plain_tail(self, tail: str) -> str:
        head = self._head_at(tail)
        if head is None:
            return tail
        if head.word == "警方":
            return self._systems[head.type][0]
        whole = head.whole if "/" not in head.whole else head.word
        return (tail[: len(head.word)] if head.word in ("法院", "检察院") else whole) + tail[len(head.word) :]

    def _parent(self, region: str, head: Head, code: str) -> str:
        """Give the body that a unit belongs to, with its place."""
        parent = head.parent
        if head.type == "公安" and (not parent or parent.startswith("公安")):
            province = level_of(code) == "province" and code[:2] not in MUNICIPALITIES
            parent = "公安厅" if province else "公安局"
        return region + parent

    def _spelling(self, word: str, code: str) -> str:
        head = self._heads.get(word)
        if head is None:
            return word
        if "/" not in head.whole:
            return head.whole
        province, prefecture, county = head.whole.split("/")
        spelled = {"province": province, "prefecture": prefecture}.get(level_of(code), county)
        return spelled.replace("公安厅", "公安局") if code[:2] in MUNICIPALITIES else spelled

    def _head_at(self, text: str) -> Head | None:
        """Give the longest head that ``text`` begins with."""
        for size in range(min(self._longest, len(text)), 0, -1):
            head = self._heads.get(text[:size])
            if head is not None and head.kind != "no":
                return head
        return None

    def _split(self, tail: str) -> list[str]:
        """Cut a tail into its heads and the own names between them."""
        parts: list[str] = []
        loose = ""
        while tail:
            head = self._head_at(tail)
            if head is None:
                loose, tail = loose + tail[0], tail[1:]
                continue
            parts += [loose, head.word] if loose else [head.word]
            loose, tail = "", tail[len(head.word) :]
        return [*parts, loose] if loose else parts


def _committee(region: str, head: str) -> str:
    """Join a place and its committee: 咸宁市 + 市委 → 咸宁市委, 阿勒泰地区 + 地委 → 阿勒泰地委."""
    if head.startswith("团"):
        return region.rstrip("省市县区") + head if len(region) > 2 else region + head
    if region.endswith("地区"):
        return region[:-2] + "地委" + head[2:] if head[:1] in ("地", "委") else region + head
    if head.startswith("委"):
        return region + head
    return region + head[1:] if region.endswith((head[0], "区")) else region + head
