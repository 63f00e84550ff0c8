"""Several places and several numbers: which number belongs to which place, and what all of them come to.

安丘、昌邑分别收购8200吨、6500吨 gives each place its own number, 三市合计占39% speaks of the three
together, and 其余各地共2.8万人 of what the places named so far lie in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.resolve.place.codes import NATION
from extractor.resolve.place.gazetteer import Gazetteer
from extractor.resolve.place.standing import Standing

_EACH = re.compile(r"分别|分列|分居|分获|依次|各(?=占|有|为|达|增|降|下降|\d)")
_AMOUNT = re.compile(r"\d[\d.,]*|(?<![\d.])[一二三四五六七八九十百千万亿两]+(?=[个名起件人家条项次吨户和、])")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+")
_UNIT = r"[万亿]*(?:个百分点|[\u4e00-\u9fff%℃‰]{0,2}?)"
_PARALLEL = re.compile(
    rf"(?:\d[\d.]*{_UNIT}[、，])*\d[\d.]*{_UNIT}(?:和|及|与|、)\d[\d.]*{_UNIT}(?=[，。；、！\s]|$)"
)
_CLAUSE = re.compile(r"[，。；！？：\n;]|,(?!\d)")
_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
_TOGETHER = re.compile(
    r"(?P<count>[两二三四五六七八九])(?:个?[省市县区州地]|省份|地市|县区)(?:合计|共计|总计|一共|共|总共)"
)
_REST = re.compile(r"其余(?!的?[一二两三\d])|其他(?:各地|地区|[省市县区州])|其它(?:各地|地区|[省市县区州])")


def member_of(plain: str, standing: Standing, position: int) -> str | None:
    """Give the place in a list that a number belongs to, or what the list comes to.

    Args:
        plain: The text.
        standing: The list, which stands before the number.
        position: Offset of the number.
    """
    members = standing.members
    if len(members) < 2:
        return standing.code
    each = _EACH.search(plain, standing.end, position)
    if each is not None:
        before = _ORDINAL if plain.startswith("第", position) else _AMOUNT
        index = len(before.findall(plain, each.end(), position))
    else:
        index = _parallel(plain, standing.end, position, len(members))
    member = members[index] if 0 <= index < len(members) else standing.code
    return standing.code if member is not None and member.startswith("@") else member


def _parallel(plain: str, begin: int, position: int, count: int) -> int:
    """Give the place of a number in a list of as many numbers as there are places, or -1."""
    end = _CLAUSE.search(plain, begin)
    found = _PARALLEL.search(plain, begin, end.start() + 1 if end else len(plain))
    if found is None or not found.start() <= position < found.end():
        return -1
    amounts = list(_AMOUNT.finditer(plain, found.start(), found.end()))
    if len(amounts) != count:
        return -1
    return next((index for index, amount in enumerate(amounts) if amount.start() == position), -1)


def together(
    plain: str, begin: int, position: int, named: Sequence[Standing], gazetteer: Gazetteer
) -> tuple[str | None] | None:
    """Give the place of several, or of the rest, that a clause speaks of; ``None`` where it does neither.

    Args:
        plain: The text.
        begin: Where the clause begins.
        position: Offset of the number.
        named: What its sentence has named before.
        gazetteer: The divisions.
    """
    codes = [
        code
        for standing in named
        for code in standing.members
        if code is not None and not code.startswith("@")
    ]
    if not codes:
        return None
    all_of = _TOGETHER.search(plain, begin, position)
    if all_of is not None:
        codes = codes[-_NUMERALS[all_of["count"]] :]
    elif not _REST.search(plain, begin, position):
        return None
    common = gazetteer.common(codes) if len(set(codes)) > 1 else gazetteer.parent(codes[0])
    return (None if common == NATION else common,)
