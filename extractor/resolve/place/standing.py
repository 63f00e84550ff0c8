"""How a name of a place stands in its clause: as what the clause is about, in passing, or aside.

湖南省公安机关投入… is about 湖南; 支援天台, 来自山东的孔先生 and 位居全省前列 name a place that the
number beside them does not belong to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from extractor.resolve.place.codes import stem
from extractor.resolve.place.far import WORLD, is_far_off, is_passing, is_zone
from extractor.types import PlaceName


class Role(IntEnum):
    """How a name stands, from what decides nothing to what decides most."""

    ASIDE = 0
    WEAK = 1
    INNER = 2
    SUBJECT = 3


class Standing(NamedTuple):
    """One name of the article: where it stands, how, and what it comes to.

    A list (山南、日喀则) is one of these; ``members`` are the codes of its names. ``form`` is that of a
    `PlaceName`, ``organ`` for an organ of the centre, ``world`` for 全球, ``each`` for 全国 and the like,
    which abroad stand for the country that is spoken of, and ``part`` for a part of a division (陕北).
    """

    start: int
    end: int
    code: str | None
    role: Role
    sentence: int
    members: tuple[str | None, ...]
    part: bool
    form: str = ""


CLAUSE_END = re.compile(r"[，。；！？：\n;!?]|(?<!\d),|,(?!\d)|:(?!\d)")

_LOOK_BACK = 14
_LOOK_AHEAD = 24

_ASIDE_BEFORE = re.compile(
    r"(?:前往|赶赴|远赴|奔赴|奔向|开赴|飞赴|[^奔]赴|飞往|开往|驶往|驶向|发往|运往|运抵|销往|远销|返回|途经|往返|支援|驰援|增援|援助|"
    r"流向|输往|寄往|送往|毗邻|紧邻|邻近|靠近|距离?|高于|低于|高出|超过|快于|慢于|好于|优于|位居|位列|名列|列|居|排名|排在?|跻身|"
    r"占[到了据]?|相当于|[^同环]比|个|(?:开通|增加|新增|加密|新开|恢复|执飞|直飞)了?(?:到|至|往|飞往)|原籍|户籍|籍贯|老家|援|赴)$|^赴$|(?:不只|不仅|不光)是?$"
)
_AGENT_BEFORE = re.compile(
    r"(?:(?:被|获|获得|荣获|荣立|入选|列入|作为|成为|批准|获批|经|受|报|向|是|为|授予|评为|获评|对接|按照|根据)[“《]?|“)$"
)
_BY_WAY_OF = re.compile(
    r"(?:经|经由|沿|沿着|通过|搭乘|借助|依托|围绕|聚焦|推动|推进|服务|融入|适应|适合|面向|针对|辐射)$"
)
_FROM = re.compile(r"来自[^，。；]{0,12}$")
_FROM_AFTER = re.compile(r"(?:[^，。；的、]{0,3}、?)?[^，。；的]{0,12}的")
_WEAK_BEFORE = re.compile(
    r"(?:对|向|给|与|同|跟|抵达|抵|到达|落户|进入|走向|进驻|和|分布在|地处|横跨|涉及|覆盖|遍布|辐射|扎根于?|坚守在?|驻守在?|走遍)$"
)
_ASIDE_AFTER = re.compile(
    r"籍|率先|前列|领先|首位|首个|首家|首创|首例|首条|首批|首次|唯一|之首|之最|"
    r"第[一二三四五六七八九十\d]+(?:[，。；、,;)）”！\s位名的和与及并个家条座例]|大(?!道)|$)|并列|排[名在第位]|平均水平|均值|"
    r"最[大早长先快](?!降)|接壤|交界|人(?![民口均大社力才次数员们])|[一-龥]{0,6}(?:前列|首位|先进|前茅)|这[片座个方块条]"
)
_SUPERLATIVE = re.compile(
    r"[^，。；、]{0,10}?(?:最[大高长快多早先深重强低小优好]|首[个条座款台例批艘]|第[一二三四五\d]|领先|名列|位居|位列|前列|前茅|主要经济体)"
)
_SHARE_BEFORE = re.compile(
    r"(?:分布|拥有|集中|聚集|汇集|汇聚|承载|养育|贡献|创造|承担|生产|提供|保存|支撑|保有)[着了有]{0,2}$"
)
_SHARE_AFTER = re.compile(
    r"(?:约|近|超过?|逾)?(?:\d[\d.]*%|[一二两三四五六七八九]成|[一二三四五六七八九十百]+分之)"
)
"""分布着全国三成的湿地 says how much of the nation's there is here."""

_OF_NATION = re.compile(
    r"最[东南西北]|(?:在建)?(?:(?!全球|世界|亚洲|创新高)[^，。；、\d了是有成为在将]){1,8}?最[大高长快多早深重强低小优好]的|"
    r"[^，。；、\d了是有成为在将]{1,14}?之一(?:的|——)|"
    r"各[省地][^，。；]{0,24}(?:参展|参会|参赛|参加|参与|齐聚|前来|角逐|亮相)"
)
"""Behind a word for the country, what only ranks something in it, or tells where guests come from."""

_RECORD_BEFORE = re.compile(r"(?:创下?造?|刷新|打破|填补)了?$")
_RECORD_AFTER = re.compile(r"[^，。；]{0,24}?(?:纪录|之最|新高|空白)")
_THEME = 40
"""How long the theme of an event may be on either side of a name in it."""

_THEME_BEFORE = re.compile(r"主题[为是]?$")
_THEME_AFTER = re.compile(r"(?:为|的)[^，。；]{0,4}主题")
_METAPHOR_AFTER = "，。！；\n”"
_COUNTS_AFTER = re.compile(r"[约近超逾]?\d")
"""Behind 是我国, a number that is the country's, and no rank in it: 是我国5岁以上儿童的主要病因."""

_BROUGHT_AFTER = re.compile(
    r"(?:等(?:地|省份?|市|国家?))?[^，。；、\d]{0,6}?(?:引进|引入|调[入来运]|抽调|购[入进买]|采购|招[聘引]|收购|运来|迁[入来]|转入|聘请|取水|取[^，。]{1,3}水|引水|调水)"
)
"""Behind 从 and a place, what was brought from it: 从甲省等地引进收割机."""

_WHOSE_BEFORE = re.compile(r"\d[万千百]?[余多]?[名位]$")
"""Before 全国各地的, how many came from everywhere to where they are: 300多名全国各地的学生."""

_MANY_AFTER = re.compile("(?:的)?[约近超]?[0-9一二三四五六七八九十百]+[余多]?个(?:国家|地区|省)")
_TRAVEL_BEFORE = re.compile(r"(?:自|从|由)$")
_TRAVEL_AFTER = re.compile(
    r"[^，。；、\d]{0,8}?(?:返|来|归|乘|驾|自驾|出发|输入|回(?:到|家|乡|国)|抵达|入境)"
)
_HISTORY_AFTER = re.compile(
    r"(?:等地)?的?(?:旅居|旅行|居住|接触|暴露|输入|疫区|往来)(?:史|病例|人员|者|者?居住史)?"
)
"""Behind a place where somebody has been, which does not make him of it: 自甲市返乡, 乙市旅居史."""

_EVENT_BEFORE = re.compile(r"(?:第[一二三四五六七八九十百\d]+届|首届)(?:全国|中国)?[（(]?$")
_INSTITUTION_BEFORE = re.compile(r"国家[^，。；、]{2,8}$")
_INSTITUTION_AFTER = re.compile(r"(?:分?中心|基地|实验室|研究院|分院|观测站)")
_DATELINE_BEFORE = re.compile(r"(?:本报|新华社|中新社|中新网|人民网|光明网|央广网|中国网)$")
_HERE = "在京"
"""Where most bodies of the whole country meet, and so not what a report is about."""

_DATELINE_AFTER = re.compile(r"[^，。；]{0,16}?(?:电|讯)[\s（(]")
_SOURCE_BEFORE = re.compile(r"(?:^|记者)(?:从|据)$")
_SOURCE_AFTER = re.compile(r"[^，。；]{0,16}?(?:获悉|了解到|介绍|统计|消息|通报|公布|发布)")
_QUOTED_AFTER = re.compile(r"[^，。；“”]{1,10}”")
_EVENT_AFTER = re.compile(
    r"[一-龥]{0,6}(?:运动会|锦标赛|大会|冠军|会议|博览会|展览会|示范|试点|最美|榜样|模范)"
)
_FESTIVAL_AFTER = re.compile(
    r"[^，。；、将在举办开已共有的]{0,14}(?:博览会|交易会|论坛|文化节|艺术节|电影节|旅游节|公开赛|大奖赛|峰会|年会)"
)
_COLLEGE_AFTER = re.compile(r"[一-龥]{0,4}(?:研究院|研究生院|分校|校区|医院|学院|附属)")
_SETTING_AFTER = re.compile(
    r"[^，。；]{0,30}(?:行动|工作|战役|活动|考评|排名|评比|竞赛|比赛|大赛|会议|过程|考核|测评|评估|评选|检查|调查)中"
)
_LEAD = re.compile(
    r"[\d年月日号上下半季度末底初中旬至—～~\-到以来前截今去同期间近日目昨天其同时此外据悉而并且但在从由是地区是其实"
    r"记者了解获“”\"'《（(\s【】□■●◆—·、眼下当现如又也]*$"
)


def role_of(plain: str, name: PlaceName, clause: int, words: str, carried: bool) -> Role:
    """Say how a name stands.

    Args:
        plain: The text.
        name: The name.
        clause: Where its clause begins.
        words: What it is made of: ``nation`` for one of the whole country, ``organ`` for an
            organ of the centre, or ``place``.
        carried: Whether the name before it in the clause is its subject and leads on to this one.
    """
    before = plain[max(clause, name.start - _LOOK_BACK) : name.start]
    after = plain[name.end : name.end + _LOOK_AHEAD]
    if _is_aside(plain, name, words, before, after):
        return Role.ASIDE
    if plain.startswith(_HERE, name.start) or (
        _DATELINE_BEFORE.search(before) and _DATELINE_AFTER.match(after)
    ):
        return Role.WEAK
    wide = name.form == "wide" or plain[name.start : name.end] in WORLD
    by_way = wide and _BY_WAY_OF.search(before)
    if by_way or _WEAK_BEFORE.search(before) or is_passing(plain, name, before):
        return Role.WEAK
    if _SOURCE_BEFORE.search(before) and _SOURCE_AFTER.match(after):
        return Role.INNER
    if carried or (name.start - clause <= _LOOK_BACK and _LEAD.match(before)):
        return Role.SUBJECT
    return Role.INNER


def _is_aside(plain: str, name: PlaceName, words: str, before: str, after: str) -> bool:
    """Say whether a name is only passed, compared with, or part of a title."""
    if _ASIDE_BEFORE.search(before) or _is_passed(before, after):
        return True
    if _is_in_title(plain, name, before, after) or _is_in_institution(name, before, after):
        return True
    if words == "organ":
        return bool(_AGENT_BEFORE.search(before))
    if _ASIDE_AFTER.match(after) or is_far_off(plain, name, before, after):
        return True
    if words == "nation" and _is_nation_aside(plain, name, before, after):
        return True
    setting = words == "nation" or name.form == "anaphor"
    return setting and before.endswith("在") and bool(_SETTING_AFTER.match(after))


def _is_passed(before: str, after: str) -> bool:
    """Say whether somebody only comes from a place or has been there: 来自甲市的, 自乙市返乡, 丙市旅居史."""
    if _HISTORY_AFTER.match(after) or (_FROM.search(before) and _FROM_AFTER.match(after)):
        return True
    if before.endswith("来自") and _MANY_AFTER.match(after):
        return True
    came = _TRAVEL_AFTER.match(after) or _BROUGHT_AFTER.match(after)
    return bool(_TRAVEL_BEFORE.search(before) and came)


def _is_nation_aside(plain: str, name: PlaceName, before: str, after: str) -> bool:
    """Say whether a word for the country is part of a title or an event, or only ranks something."""
    counted = before.endswith("是") and _COUNTS_AFTER.match(after)
    if (_AGENT_BEFORE.search(before) and not counted) or _is_event(plain, name, after):
        return True
    return _only_ranks(plain, name, before, after)


def _only_ranks(plain: str, name: PlaceName, before: str, after: str) -> bool:
    """Say whether a word for the country only tells how much of it or how far: 全国四成的, 中国最北."""
    if _RECORD_BEFORE.search(before) and _RECORD_AFTER.match(after):
        return True
    if _OF_NATION.match(after) or (_SHARE_BEFORE.search(before) and _SHARE_AFTER.match(after)):
        return True
    if after.startswith("的") and _WHOSE_BEFORE.search(before):
        return True
    metaphor = before.endswith("的") and plain[name.start : name.end] == "中国"
    return metaphor and after[:1] in _METAPHOR_AFTER


def _is_event(plain: str, name: PlaceName, after: str) -> bool:
    """Say whether a word for the country is part of the name of an event: 中国国际园林博览会."""
    if _EVENT_AFTER.match(after):
        return True
    return plain.startswith("中国", name.start) and bool(_FESTIVAL_AFTER.match(after))


def _is_in_title(plain: str, name: PlaceName, before: str, after: str) -> bool:
    """Say whether a name is a part of the title of a work, an event or an honour."""
    if before.rfind("《") > before.rfind("》") or (before.endswith("“") and _QUOTED_AFTER.match(after)):
        return True
    if name.form in ("nation", "foreign", "wide") and (
        _EVENT_BEFORE.search(before) or _is_in_theme(plain, name)
    ):
        return True
    return plain[name.start : name.end] in WORLD and bool(_SUPERLATIVE.match(after))


def _is_in_theme(plain: str, name: PlaceName) -> bool:
    """Say whether a name stands in the theme of an event: 以“我们的世界”为主题."""
    opened = plain.rfind("“", max(0, name.start - _THEME), name.start)
    if opened < 0 or plain.find("”", opened, name.start) >= 0:
        return False
    closed = plain.find("”", name.end, name.end + _THEME)
    if closed < 0:
        return False
    return bool(
        _THEME_AFTER.match(plain, closed + 1) or _THEME_BEFORE.search(plain, max(0, opened - 4), opened)
    )


def _is_in_institution(name: PlaceName, before: str, after: str) -> bool:
    """Say whether a name is a part of the name of an institution, or of the source of what is told."""
    if after.startswith("地震台网"):
        return True  # 据中国地震台网测定
    if name.form == "wide" and _SOURCE_BEFORE.search(before) and _SOURCE_AFTER.match(after):
        return True
    if before.endswith("大学") and _COLLEGE_AFTER.match(after):
        return True
    return bool(_INSTITUTION_BEFORE.search(before) and _INSTITUTION_AFTER.match(after))


_AND = re.compile(r"[、和及与，]|以及|[^，。；：\s\d一二三四五六七八九十百千万亿两]{0,8}、")
_LINE = re.compile(r"(?:市|站|[东西南北]站?|[东西南北中]部)?(?:至|到|—{1,2}|－|-|–|~|～)")


_LINE_AHEAD = re.compile(
    r"(?:至|到|—{1,2}|－|-|–)[一-龥]{2,4}?(?:市|站)?(?:的[一-龥]{1,4}?)?(?:高速|高铁|铁路|城际|公路|航线|班列|客运|新建|的?(?:车程|距离|里程|航程|行程|路程|用时|运行时间))"
)
_CITIES = "京津沪渝冀豫辽黑湘皖鲁苏浙赣鄂桂甘晋陕吉闽贵粤川琼广深杭汉蓉穗甬"
_LINE_BACK = re.compile(rf"[{_CITIES}]{{2}}[往至到]$")
_QUOTED_BACK = re.compile(r"“[\u4e00-\u9fff]{2,6}(?:—{1,2}|－|-|–|至)$")
_QUOTED_AHEAD = re.compile(
    r"(?:(?:—{1,2}|－|-|–|至)[\u4e00-\u9fff]{2,6})?”[^，。；\d]{0,6}?(?:航线|班列|列车|专列|航班)"
)
"""A line called by its two ends, of which one need not be known: “甲市—某港”海运航线."""

_LINE_KIND = re.compile(r"的?(?:直达|跨境|直通)?(?:高铁|动车|列车|车次|航班|航线|班列|车票)")
"""Behind the last end of a line whose first ends are told by one character each: 广深往香港的列车."""

_AMONG = re.compile(
    r"等(?:地|国|[\d一二三四五六七八九十两多]+余?个?(?:省|市|州|县|区|城市|地区|地市|国家|自治))"
)


def begins_line(plain: str, name: PlaceName) -> bool:
    """Say whether a name is the first end of a line whose other end need not be known: 甲地至乙地高速铁路."""
    if _LINE_AHEAD.match(plain, name.end):
        return True
    return plain.endswith("“", 0, name.start) and bool(_QUOTED_AHEAD.match(plain, name.end))


def ends_line(plain: str, name: PlaceName) -> bool:
    """Say whether a name is the last end of a line from several cities: 广深往|香港的列车."""
    before = plain[max(0, name.start - 3) : name.start]
    if _LINE_BACK.search(before) and _LINE_KIND.match(plain, name.end):
        return True
    before = plain[max(0, name.start - _LOOK_BACK) : name.start]
    return bool(_QUOTED_BACK.search(before) and _QUOTED_AHEAD.match(plain, name.end))


def among_others(plain: str, name: PlaceName) -> bool:
    """Say whether a name stands for several places: 湖北等地, 通山等4个县."""
    return bool(_AMONG.match(plain, name.end))


_SITES = re.compile(
    r"[^，。；、\d的在将有等]{0,6}(?:、[^，。；、\d]{1,12})*等[约近超]?\d+[余多]?(?:处|座|条|个|项|所)(?!省|市|县|区|州|国|城|地|部|方)"
)


def among_sites(plain: str, name: PlaceName) -> bool:
    """Say whether a province, named with a place in it, is only one of many: 支持安徽江巷等13处灌区."""
    province = bool(name.codes) and (name.codes[0].endswith("0000") or name.form == "chain")
    return (
        province
        and bool(_SUPPORTS.search(plain[max(0, name.start - 6) : name.start]))
        and bool(_SITES.match(plain, name.end))
    )


_SUPPORTS = re.compile(r"(?:支持|实施|推进|包括|建设|开工|建成|完成|改造|推动|安排)了?$")
_JOINS = ("连接", "贯通", "往返于", "衔接", "横跨")


def joined_by_line(plain: str, first: PlaceName) -> bool:
    """Say whether a list of names is what a line joins: 连接甲市和乙市."""
    return plain.endswith(_JOINS, 0, first.start)


def in_list(plain: str, first: PlaceName, second: PlaceName) -> bool:
    """Say whether a name goes on a list that the one before it began: 山南、日喀则, 河北天津.

    What a comma parts is none where the second place lies in the first: 在桂林，象山区….
    """
    if first.end == second.start:
        return _is_division(first) and _is_division(second) and not _lies_in(second, first)
    if plain[first.end : second.start] == "，" and (
        bool(first.codes) != bool(second.codes) or _lies_in(second, first) or second.form == "nation"
    ):
        return False
    return second.start - first.end <= 9 and bool(_AND.fullmatch(plain, first.end, second.start))


def _is_division(name: PlaceName) -> bool:
    return name.form in ("full", "short", "chain") and bool(name.codes)


def _lies_in(inner: PlaceName, outer: PlaceName) -> bool:
    """Say whether a place lies in another one, or is the same, as their codes tell."""
    return any(one.startswith(stem(all_of)) for one in inner.codes for all_of in outer.codes)


def between_nations(plain: str, first: PlaceName, second: PlaceName) -> bool:
    """Say whether what looks like a line is the name of a zone or event: 中国—东盟合作示范区."""
    return "nation" in (first.form, second.form) and is_zone(plain, second.end)


def on_line(plain: str, first: PlaceName, second: PlaceName) -> bool:
    """Say whether two names are the ends of a line: 北京至上海."""
    gap = plain[first.end : second.start]
    if gap in ("向", "往") and plain[first.start - 1 : first.start] in ("从", "由", "自"):
        return True  # 从甲省向乙省输送
    return 0 < len(gap) <= 3 and bool(_LINE.fullmatch(gap))


def clause_starts(plain: str, begin: int, end: int) -> list[int]:
    """Give where each clause of a stretch of text begins."""
    return [begin, *(match.end() for match in CLAUSE_END.finditer(plain, begin, end))]


def runs(plain: str, names: Sequence[PlaceName]) -> list[tuple[int, int]]:
    """Give the lists of names as index ranges; a name alone is a range of one."""
    found: list[tuple[int, int]] = []
    for index, name in enumerate(names):
        if found and in_list(plain, names[index - 1], name):
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return found
