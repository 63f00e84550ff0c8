"""From words that could be names of places to the places that a text names.

Three things decide. What stands right beside a name may show that it is part of another one
(南京路, 湖南大学) or not a name at all (海口市|场). Names that follow each other, each in the one
before, are one name (湖北省咸宁市咸安区) and settle which of several 鼓楼区 is meant. And what an
article names in full, or the prefecture that it speaks of, bears out its short names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from extractor.resolve.place.codes import depth
from extractor.resolve.place.seams import begins_word
from extractor.types import PlaceName

Bound = tuple[int, int]


class Candidate(NamedTuple):
    """What a name may be.

    Attributes:
        form: A form of `PlaceName`, or ``stop``.
        codes: The divisions that it may stand for.
        grade: How far it may be trusted alone, as in `region_short.tsv`; ``pair`` for a full name of two
            characters; for an anaphor its kind.
    """

    form: str
    codes: tuple[str, ...]
    grade: str


class Names(NamedTuple):
    """What there is to know of names: who lies in whom, which types they are, and what may follow them."""

    parents: Mapping[str, str]
    types: Mapping[str, str]
    shorts: Mapping[str, Candidate]
    tails: Mapping[str, str]
    cut: Callable[[str], list[str]]


class _Name(NamedTuple):
    """A name on its way to a `PlaceName`."""

    start: int
    end: int
    codes: tuple[str, ...]
    form: str
    grade: str


_NEAR = 40
"""How close by its prefecture must be named for a short name that is a common word."""

_BRIEF = 2
"""A name of two characters (代县, 克州, 呼市) may be the end of another name."""

_BUREAU = 12
"""How far a bureau's own name may stand between a city and its district: 市公安局治安支队河东大队."""

_NO_SUFFIX = {"市": "场", "区": "域间别块位分", "县": "域级", "州": "际", "旗": "下舰号帜"}
"""What behind a full name takes its last character away: 海口市|场, 和平区|域."""

_FIRM = re.compile(
    r"[^\W\d_的在是有等和与将对为了已就向从被及各一]{0,18}?(?:有限公司|有限责任公司|股份公司|(?<!犯罪)(?<!恶势力)集团(?![军的化犯])|公司)"
)
_PORT_FIRM = re.compile(r"(?:国际)?港(?:口|务)*(?:集团|股份|公司)|机场集团")
"""Behind a division, the firm that runs its port or airports, and so works there: 天津|港集团."""

_SCHOOL = re.compile(r"[^\W\d_的在有与和及各名所家等]{0,6}?(?:大学(?![生城])|学院)")
_STREET = re.compile(
    r"(?:[0-9一二三四五六七八九十东西南北中城]{1,2}(?:路|街)(?!区|道)|路(?![网段径线况面上政边灯])|街(?![道头区舞])|桥(?!梁))"
)
_FEATURE = re.compile(
    r"江(?![苏西宁门北东津])|河(?![南北东西源池间])|湖(?![北南州])|山(?![区城地体火林东西南北村水洪顶])|[寺峰岭](?!南)|湾(?!区)|堤(?!防)"
)
_LINES = ("高铁", "铁路", "高速", "城际")
_INSIDE = re.compile(r"[镇乡](?![村镇])|村(?![镇级落])")
_BUREAU_TAIL = re.compile(r"(?:分局|大队|区?法院|区?检察院|警方|公安|交警)")
_BUREAU_LINK = re.compile(r"(?:市)?(?:公安|中级|人民|中院|公安局|交警)[^，。；、\s]{0,8}$")
_SUFFIXED_ANAPHOR = {"市": "场", "区": "域间别块位", "州": "际", "旗": "舰"}
_NO_ANAPHOR_BEFORE = {
    "全": frozenset("安完健齐保周成"),
    "市": frozenset("城都上股门楼夜花超菜县省两三各本全我该集区闹"),
    "县": frozenset("两三各本全我该省市区"),
    "区": frozenset(
        "城社园景小辖地山灾校库牧林特战军片街厂郊新老疫市县两三各本全我该控发术济易护范能易业民营"
    ),
    "省": frozenset("节各两三反本全我该跨外"),
    "州": frozenset("加得福亚"),
    "该": frozenset("应本活"),
    "本": frozenset("日资成基根版样原书"),
}
_PERSON_BEFORE = re.compile(
    r"(?:民警|辅警|警官|队员|队长|所长|局长|院长|书记|主任|主席|记者|通讯员|选手|教练|教授|医生|护士|同志|青年|女子|男子|老人|嫌疑人|被告人|居民|村民|农户|市民)$"
)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦付方白邹孟熊秦邱"
    "江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_COUNTRIES = frozenset("俄美英法德日韩朝印巴以伊乌叙土埃澳加意西古泰越缅菲欧")
"""Characters that stand for a country, right before one of its ministries."""

_ORGAN = 4

_TAIL_OF_LOCAL = re.compile(r"[\u4e00-\u9fff](?<![在于从到赴和与及为是往对抵经])$")


def join(
    plain: str, found: Sequence[tuple[Candidate, int, int]], bounds: Sequence[Bound], rules: Names
) -> list[PlaceName]:
    """Make place names of what was found.

    Args:
        plain: The text.
        found: What may be a name, from the left, without overlaps.
        bounds: Where its articles begin and end.
        rules: What there is to know of names.
    """
    names = _chained(plain, found, rules)
    places: list[PlaceName] = []
    starts = [bound[0] for bound in bounds]
    groups: dict[int, list[_Name]] = {}
    for name in names:
        groups.setdefault(bisect_right(starts, name.start), []).append(name)
    for group in groups.values():
        places += _settled(plain, group, rules)
    return places


def _chained(plain: str, found: Sequence[tuple[Candidate, int, int]], rules: Names) -> list[_Name]:
    """Drop what is no name by what stands beside it, and join names that follow each other."""
    names: list[_Name] = []
    starts = [start for _, start, _ in found]
    for (candidate, start, end), following in zip(found, [*starts[1:], len(plain)], strict=False):
        behind = bool(names) and names[-1].end == start
        name = _seen(plain, candidate, start, end, rules, behind)
        if name is None:
            continue
        if name.end > following:  # 汉中|镇巴县: what looked like a town begins another name
            name = _Name(start, end, candidate.codes, candidate.form, candidate.grade)
        if _is_inside(plain, name, names[-1] if names else None, rules):
            continue
        if names and _is_misread(names[-1], name, rules):
            continue
        if name.form == "nation" and names and names[-1].form == "foreign" and names[-1].end == name.start:
            continue  # 秘鲁|财政部 is no ministry of ours
        joined = _joined(names[-1], name, rules) if names else None
        if joined is not None:
            names[-1] = joined
            continue
        names.append(name)
    return names


def _is_misread(last: _Name, name: _Name, rules: Names) -> bool:
    """Say whether a name right behind a larger place that it does not lie in is no name: 广州|港南|沙.

    Two provinces or two cities side by side are a list: 河北天津.
    """
    divisions = ("full", "short", "chain")
    if last.end != name.start or last.form not in divisions or name.form not in divisions:
        return False
    if not last.codes or not name.codes or any(_lies_in(code, last.codes, rules) for code in name.codes):
        return False
    city = rules.types.get(last.codes[0]) == "直辖市"
    return all(depth(code) > (2 if city else depth(last.codes[0])) or depth(code) > 2 for code in name.codes)


def _is_inside(plain: str, name: _Name, last: _Name | None, rules: Names) -> bool:
    """Say whether a place of its own name is only called so elsewhere: 雄安新区|中关村科技园, 陆家嘴|论坛."""
    if name.form != "local" or not name.codes:
        return False
    if plain.startswith("论坛", name.end):
        return True
    if last is None or last.end != name.start or not last.codes or last.form == "nation":
        return False
    return last.codes[0] != name.codes[0] and not _lies_in(name.codes[0], last.codes, rules)


def _joined(last: _Name, name: _Name, rules: Names) -> _Name | None:
    """Make one name of two that follow each other, where the second lies in the first.

    四川|南部 is no 四川省南部县: a word that is hardly ever a place is not joined.
    """
    if (
        last.end != name.start
        or name.form not in ("full", "short")
        or last.form not in ("full", "short", "chain")
    ):
        return None
    if name.grade == "never" or last.grade == "never":
        return None
    inner = _top(tuple(code for code in name.codes if _lies_in(code, last.codes, rules)), rules)
    return _Name(last.start, name.end, inner, "chain", "") if inner else None


def _lies_in(code: str, outer: Sequence[str], rules: Names) -> bool:
    parent = rules.parents.get(code, "")
    return bool(parent) and (parent in outer or rules.parents.get(parent, "") in outer)


def _seen(plain: str, candidate: Candidate, start: int, end: int, rules: Names, behind: bool) -> _Name | None:
    """Look at what stands beside a name; ``behind`` says that another name ends where it starts."""
    form, codes, grade = candidate
    following = plain[end : end + 1]
    if _is_no_name(plain, form, start, end):
        return None
    if form == "full" and following and following in _NO_SUFFIX.get(plain[end - 1], ""):
        short = rules.shorts.get(plain[start : end - 1])
        if short is None:
            return None
        form, codes, grade = short
        end -= 1
    name = _Name(start, end, codes, form, grade)
    if form not in ("full", "short"):
        return name
    if _FIRM.match(plain, end) and not _PORT_FIRM.match(plain, end):
        return None
    if form == "full":
        return name
    cut = end - start == _BRIEF and not behind and not begins_word(plain, start, rules.cut)
    return None if cut else _short(plain, name, rules)


def _is_no_name(plain: str, form: str, start: int, end: int) -> bool:
    """Say whether what looks like an organ, a place abroad or an anaphor is part of another word."""
    if form == "nation":
        return plain.startswith("部门", end - 1) or _of_another(plain, start, end)
    if form == "foreign":
        return end - start == _BRIEF and _is_given_name(plain, start)
    return form == "anaphor" and _no_anaphor(plain, start, end)


def _short(plain: str, name: _Name, rules: Names) -> _Name | None:
    end = name.end
    province = name.codes[0].endswith("0000")
    if not province and _other_word(plain, name):
        return None
    tail = next((word for n in (3, 2, 1) if (word := plain[end : end + n]) in rules.tails), "")
    if _STREET.match(plain, end):
        return None
    if not province:
        if _INSIDE.match(plain, end) or (rules.tails.get(tail) == "inside" and not _of_city(name, tail)):
            return _Name(name.start, end + max(len(tail), 1), (), "local", "")
        if _FEATURE.match(plain, end) or (end - name.start == _BRIEF and plain.startswith(_LINES, end)):
            return None
    if (tail and rules.tails[tail] != "inside") or _SCHOOL.match(plain, end):
        return None
    return name


def _of_city(name: _Name, tail: str) -> bool:
    """Say whether 社区 and the like behind a city are those of the city rather than one of that name."""
    return (
        len(tail) > 1 and tail != "派出所" and name.grade in ("", "shared") and name.codes[0].endswith("00")
    )


def _other_word(plain: str, name: _Name) -> bool:
    """Say whether a short name is a people's, a person's, or half another's: 东乡|族, 石桥|镇海|拔."""
    if plain.startswith("族", name.end):
        return True
    before = plain[max(0, name.start - 4) : name.start]
    if plain[name.start] in "镇乡村" and _TAIL_OF_LOCAL.search(before):
        return True
    return not name.codes[0].endswith("00") and bool(_PERSON_BEFORE.search(before))


def _no_anaphor(plain: str, start: int, end: int) -> bool:
    before = plain[start - 1 : start]
    if before and before in _NO_ANAPHOR_BEFORE.get(plain[start], frozenset()):
        return True
    following = plain[end : end + 1]
    return bool(following) and following in _SUFFIXED_ANAPHOR.get(plain[end - 1], "")


def _settled(plain: str, names: Sequence[_Name], rules: Names) -> list[PlaceName]:
    """Settle which division each name of one article stands for, and drop those that stand for none."""
    strong = _strong(names, rules)
    near = [
        (name.end, set(name.codes))
        for name in names
        if name.form in ("full", "chain", "short") and name.codes
    ]
    places = []
    for name in names:
        codes = name.codes
        if name.form in ("full", "short", "chain"):
            codes = _meant(name, strong, rules)
            if not codes or (
                name.form == "short" and not _borne_out(plain, name, codes, strong, near, rules)
            ):
                continue
            if name.form == "full" and name.grade and not _full_enough(name, codes[0], strong, rules):
                continue
        places.append(PlaceName(name.start, name.end, codes, name.form))
    return places


def _full_enough(name: _Name, code: str, strong: frozenset[str], rules: Names) -> bool:
    """Say whether a full name that is short stands for a place: 代县, 克州; the others do."""
    if name.grade == "former" or name.end - name.start > _BRIEF:
        return True
    return code in strong or _parent_in(code, strong, rules)


def _strong(names: Sequence[_Name], rules: Names) -> frozenset[str]:
    """Give the divisions that an article names beyond doubt."""
    strong: set[str] = set()
    for name in names:
        if name.form == "chain" and len(name.codes) == 1:
            code = name.codes[0]
            strong.add(code)
            strong.add(rules.parents[code])
        elif (
            name.form == "full"
            and len(name.codes) == 1
            and (not name.grade or name.end - name.start > _BRIEF)
        ):
            strong.add(name.codes[0])
        elif name.form == "short" and name.grade in ("", "shared"):
            codes = _top(name.codes, rules)
            if len(codes) == 1:
                strong.add(codes[0])
    strong.discard("")
    return frozenset(strong)


def _top(codes: tuple[str, ...], rules: Names) -> tuple[str, ...]:
    """Leave out divisions that lie in another of them: 荆州 is the city before its district."""
    if len(codes) < 2:
        return codes
    return tuple(
        code for code in codes if not _lies_in(code, [other for other in codes if other != code], rules)
    )


def _meant(name: _Name, strong: frozenset[str], rules: Names) -> tuple[str, ...]:
    """Give the divisions that a name may stand for here, best first."""
    codes = _top(name.codes, rules) if name.form == "short" else name.codes
    if len(codes) < 2:
        return codes
    named = tuple(code for code in codes if code in strong)
    city = tuple(code for code in codes if code.endswith("00"))
    province = tuple(code for code in codes if code.endswith("0000"))
    if province and not named:
        return province
    if len(named) == 1:
        return named
    inside = tuple(code for code in codes if _parent_in(code, strong, rules))
    if len(inside) != 1:
        inside = tuple(code for code in codes if _parent_in(rules.parents.get(code, ""), strong, rules))
    if len(inside) == 1:
        return inside
    if name.form == "short":
        return city if len(city) == 1 and name.grade == "shared" else ()
    return codes


def _parent_in(code: str, strong: frozenset[str], rules: Names) -> bool:
    """Say whether the prefecture of a county is named, or the province of a prefecture."""
    return rules.parents.get(code, "") in strong


def _borne_out(
    plain: str,
    name: _Name,
    codes: tuple[str, ...],
    strong: frozenset[str],
    near: Sequence[tuple[int, set[str]]],
    rules: Names,
) -> bool:
    """Say whether the article bears out a short name."""
    code, parent = codes[0], rules.parents.get(codes[0], "")
    if plain.startswith("分局", name.end) and rules.types[code] in ("县", "县级市", "自治县"):
        return False
    if name.grade in ("", "shared"):
        county = not code.endswith("00")
        lone = county and code not in strong and parent not in strong
        return not (lone and _is_given_name(plain, name.start))
    if name.grade == "never":
        return False
    close = [at for at, named in near if parent in named and abs(at - name.start) <= _NEAR]
    if any(0 <= name.start - at <= _BUREAU and _bureau(plain, at, name) for at in close):
        return True
    if name.grade == "rare" or code in strong:
        return code in strong
    return bool(close) if name.grade == "word" else parent in strong


def _is_given_name(plain: str, start: int) -> bool:
    """Say whether a surname stands before a short name, and nothing that it could belong to before that."""
    if start < 1 or plain[start - 1] not in _SURNAMES:
        return False
    return start < 2 or not plain[start - 2].isalpha()


def _of_another(plain: str, start: int, end: int) -> bool:
    """Say whether an organ is one of another country: 俄|国防部, 韩|外交部."""
    return plain[start - 1 : start] in _COUNTRIES and plain[end - 1] in "部行院" and end - start <= _ORGAN


def _bureau(plain: str, city_end: int, name: _Name) -> bool:
    """Say whether a name is that of a district's branch: 长沙市公安局|芙蓉|分局."""
    return bool(_BUREAU_TAIL.match(plain, name.end) and _BUREAU_LINK.match(plain[city_end : name.start]))
