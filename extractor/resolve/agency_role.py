"""What part a name plays in its sentence: does it act, or is it only asked, quoted or named.

据海关统计 and 市公安局介绍 give the source of a number; 向警方求助 and 移送检察院 give the other
side. Neither makes the number theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from ..types import AgencyName

ACTS = "acts"
SOURCE = "source"
OTHER = "other"

_SAYS = regex.compile(
    r"^[^，。；！？\n]{0,18}?(?:介绍|表示|获悉|了解到|透露|指出|统计|数据|显示|消息|预计|预测|预报|监测|调度|通报|公告|认为"
    r"|强调|告诉|坦言|(?<![宣])称(?!号|为)|说(?!明|服|法)|(?:发布|公布)(?:的|，|最新|数据|消息|了?最新|[^，。；]{0,12}(?:数据|显示|报告|指数|结果|情况|统计)))"
)
_ASKED = regex.compile(
    r"(?:据|向|给|与|和|同|跟|对|被|经|会同|协同|联合|移送|移交|转交|报请|受|获|报|配合|协助|从|来自|到|前往|来到|走进|记者从|加入|成为|进|入驻|通过|依托)$"
)
_UNDER = regex.compile(r"^[^，。；！？\n]{0,14}(?:领导|部署|支持|指导|帮助|协助|配合|要求|指挥|统筹|批准|关心)下")
_OF = regex.compile(
    r"^[^，。；！？\n]{0,6}(?:交办|部署|下达|批准|批复|授予|颁发|认定|发布|印发|出台|主办|举办|评为|命名|公布)的"
)
_DOES_OF = regex.compile(r"^(?:的)?[^，。；！？\n]{0,4}努力下")
_CLAUSE = r"(?:^|(?<=[，。；：！？\n“”]))"
_WHO = (
    r"公司|集团|企业(?!家|民警)|酒店|宾馆|银行|商场|超市|工厂|学校|大学|中学|小学|学院|医院|协会|基金会|合作社|农场|电站|项目(?!警官)|工程|平台"
    r"|女子|男子|老人|儿童|孕妇|群众|居民|村民|市民|网友|游客|旅客|乘客|司机|学生|家长|老板|店主|先生|女士|患者|受害人|嫌疑人|被告人"
    r"|不法分子|骗子|团伙|农民|工人|员工|志愿者|记者|幼儿|婴儿|运动员|[李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗][某×]+"
)
_STRANGER = regex.compile(
    _CLAUSE + r"(?:(?!为|对|向|把|将|被|给|与|和|帮|在|走访|排查|检查|护送|接待|服务|组织|联系|抓获|深入|避免|[0-9])[^，。；：！？、\n]){0,18}?(?:"
    + _WHO
    + r")(?=[^，。；：！？、”》\n的率数])"
)
_PEOPLE = regex.compile(
    r"(?P<公安>民辅警|民警|辅警|警察|警方|干警|刑警|交警|特警|警力|专案组|专班)|(?P<消防>消防员|消防指战员|指战员)|(?P<法院>法官|合议庭)"
    r"|(?P<检察>检察官|公诉人)|(?P<海关>关员)"
)


class Turn(NamedTuple):
    """A place in a sentence from which somebody else acts: ``type`` is empty for a stranger."""

    at: int
    type: str


def role(plain: str, name: AgencyName, start: int) -> str:
    """Tell the part that ``name`` plays in its sentence.

    Args:
        plain: The text.
        name: A name in it.
        start: Where its sentence starts.
    """
    before = plain[max(start, name.start - 6) : name.start]
    after = plain[name.end : name.end + 36]
    if plain.rfind("《", start, name.start) > plain.rfind("》", start, name.start):
        return OTHER
    if _DOES_OF.match(after):
        return ACTS
    if _UNDER.match(after) or _OF.match(after):
        return OTHER
    if _SAYS.match(after):
        return SOURCE
    return OTHER if _ASKED.search(before) else ACTS


def turns(plain: str, start: int, end: int) -> Iterator[Turn]:
    """Give where, between two offsets of a sentence, strangers or an organisation's people begin to act."""
    for found in _STRANGER.finditer(plain, start, end):
        yield Turn(found.end(), "")
    for found in _PEOPLE.finditer(plain, start, end):
        yield Turn(found.end(), str(found.lastgroup))


def people(plain: str, start: int, end: int) -> Iterator[str]:
    """Give the systems whose people are named between two offsets, once for every time."""
    for found in _PEOPLE.finditer(plain, start, end):
        yield str(found.lastgroup)
