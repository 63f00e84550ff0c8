"""How a name of no division of ours stands: a country, the world, a river, an area of several provinces.

Such a name takes the place of a number away only where the number is of there. It does not where it tells
whose people or goods came (来自日本等7国的展商), where a train goes (中亚班列), what
something is a part of (是三北防护林的组成部分) or what something is called (黄河保护法).
"""

from __future__ import annotations

import re

from extractor.types import PlaceName

WORLD = ("全球", "亚洲", "世界各国")

_GUESTS = re.compile(
    r"(?:籍|地区)?(?:等地?)?(?:的)?(?:居民|旅客|游客|同胞|青年|学生|学者|留学生|投资者|客商|客户|嘉宾|企业|商户|公民|专家|选手|人士|合作伙伴"
    r"|商(?:投资|独资|合资|控股)|投资(?:企业|经济)|资企业|(?:代表)?队(?!伍))"
)
"""Behind a place that is not ours, those who come from there: 港澳居民, 德国企业, 日本队."""

_OF_MANY = re.compile(
    r"(?:、[^，。；、\d]{1,6})*等[约近超]?[\d一二三四五六七八九十百]+[余多]?个国家(?:和地区)?的?"
)
"""Behind a country, how many countries those who came are from: 美国、德国等近20个国家."""

_COUNTRIES = re.compile(r"的?[约近超]?[\d一二三四五六七八九十百多各]+[余多]?个?(?:国家|地区|国(?!际))")
"""Behind 吸引了全球, how many countries guests came from; what reaches 30 countries is not at home."""

_ZONE_AFTER = re.compile(r"(?:国家)?[^，。；、的\d]{0,10}(?:示范区|合作区|产业园|工业园|博览会|合作论坛)")
_ROUTE = re.compile(
    r"[）)]?(?:[（(][^）)]{1,4}[）)])?(?:、[^，。；、\d]{1,5})*(?:等(?:地|国家?)?)?(?:方向)?的?"
    r"(?:[约近超]?\d+[余多]?[条趟列班个]|[一二两三四五六七八九十]+[条趟列班个])?"
    r"(?:国际|货运|客运|集装箱|跨境电商|公铁|铁海|海铁|联运|包机|定期|直飞|往返|全货机|洲际)*"
    r"(?:班列|专列|航线|航班|包机|班机|班轮|线路|(?:城际|高铁|动车|旅客)列车)"
)
"""Behind a place, the trains and flights that go there: 中亚班列, 南非、地中海等7条航线."""

_NAMED_FOR = re.compile(r"(?:保护|防洪|管理)(?:法|条例)|(?:高铁|铁路|高速)?(?:特?大桥|铁路桥|隧道)|舰")
"""Behind a river or a line, what is called after it and is elsewhere: 黄河保护法, 京九铁路桥, 太湖舰."""

_MADE_OF = re.compile(r"(?:(?<![不只仅就正])是|作为|成为|属于)[“\"]?$")
_GATHERED = re.compile(r"(?:吸引|汇[聚集]|[聚云]集|集聚|迎来|接待|邀请)了?$")
_RANKED = re.compile(
    r"[^，。；、\d了是有成为在将]{0,10}?(?:最[大高长快多早深重强低]|首[个条座款台例批])[^，。；、\d]{0,12}?的|"
    r"[^，。；、\d]{1,18}?—{1,2}(?=[\u4e00-\u9fff])(?<!至—)"
)
"""Behind a river or an area, what only ranks something in it: 黄河流域海拔最高的电站, 长三角的枢纽——甲站."""

_LEADS = re.compile(r"(?:领跑|领先|享誉|闻名|惠及)(?:于|了)?$")
"""Before 全球, what leads the world and is counted at home: 中国造船领跑全球."""

_EVENT = re.compile(r"[^，。；、\d在将举办开已共有的]{1,12}(?:博览会|交易会|峰会|大会|总决赛|论坛)")
_BOUND_FOR = re.compile(r"(?:销[往售]到?|出口到?|运往|发往|远销)[^，。；\d]{1,10}$")
_SENT = re.compile(
    r"的?[约近超]?[\d一二三四五六七八九十百]+[余多]?个?(?:国家|地区)[^，。；]{0,14}?"
    r"(?:代表|嘉宾|展商|企业|选手|运动员|学者|客商|青年|市长|观众|影片|作品)"
)
"""Behind 全球, who came from how many countries, wherever that stands in its clause."""

_OF_THERE = re.compile(r"(?:影片|电影|作品|展商|品牌|艺术家|歌唱家|演员|球员|运动员|乐团)")
"""Behind a country, what came from it to where it is shown or plays."""

_FOUGHT = re.compile(r"(?:毙伤|歼灭|击毙|抗击|俘虏?|击退|击溃|痛击|重创|消灭|牵制|与)$")
_FROM = re.compile(r"来自(?:[^，。；的]{1,10}、)*$")
_BESIDE = re.compile(
    r"(?:[东西南北中]?[岸麓坡侧缘]|[湖海江河]?[畔边]|沿[岸线海]|之[滨畔]|脚下|深处|腹地|边缘|上游|中游|下游)"
)
"""Behind a river, a bay or a desert, that something lies at it, whatever division it lies in."""

_FROM_LIST = re.compile(r"来自$")
_LISTED = re.compile(
    r"(?:、[^，。；、的\d]{1,8})+(?:等|和[^，。；、的\d]{1,8}?)?[约近超]?[\d一二三四五六七八九十百多]+[余多]?个?(?:国家|地区|国(?!际)|省|市)"
)
_ATTENDS = re.compile(
    r"(?:前)?(?:总统|总理|首相|国王|王储|外长|议长|联邦主席)[^。；\n]{0,200}?以及来自[^。；\n]{0,40}?(?:出席|与会|参会|列席)"
)
"""Behind a country, who of it came with many others: 甲国总统某某，以及来自80个国家的代表出席."""

_GAMES = re.compile(r"(?:[夏冬青残]季?)?残?(?:奥会|奥运|亚运|世界杯|世博会|世锦赛)")


def is_far_off(plain: str, name: PlaceName, before: str, after: str) -> bool:
    """Say whether a name of no division of ours only tells whose, how far, or what something is called.

    Args:
        plain: The text.
        name: The name.
        before: What stands before it in its clause.
        after: What stands behind it.
    """
    if _FROM_LIST.search(before) and _LISTED.match(after):
        return True  # 来自中国、日本等7个国家的
    if name.form not in ("foreign", "wide"):
        return False
    if _BOUND_FOR.search(before):
        return True
    if _GUESTS.match(after) or _OF_MANY.match(after) or _ROUTE.match(after):
        return True
    if name.form == "wide":
        return bool(_MADE_OF.search(before) or _NAMED_FOR.match(after) or _RANKED.match(after))
    return bool(_ZONE_AFTER.match(after)) or (
        plain[name.start : name.end] in WORLD and _is_of_world(before, after)
    )


def _is_of_world(before: str, after: str) -> bool:
    """Say whether 全球 tells only where guests came from, what something ranks in or an event is called."""
    if _MADE_OF.search(before) or _LEADS.search(before) or _EVENT.match(after) or _SENT.match(after):
        return True
    return bool(_GATHERED.search(before) and _COUNTRIES.match(after))


def is_passing(plain: str, name: PlaceName, before: str) -> bool:
    """Say whether a country is named only for its guests, its army in a war at home, or past games."""
    if name.form != "foreign":
        return False
    if _FROM.search(before) or _ATTENDS.match(plain, name.end) or _OF_THERE.match(plain, name.end):
        return True
    if plain[name.end - 1] == "军":
        return bool(_FOUGHT.search(before))
    return not before.endswith("在") and bool(before) and bool(_GAMES.match(plain, name.end))


def is_beside(plain: str, end: int) -> bool:
    """Say whether a river, a bay or a desert that ends at an offset tells only what something lies at."""
    return bool(_BESIDE.match(plain, end))


def is_zone(plain: str, end: int) -> bool:
    """Say whether what ends at an offset names a zone or an event: 中国—东盟|合作示范区."""
    return bool(_ZONE_AFTER.match(plain, end))
