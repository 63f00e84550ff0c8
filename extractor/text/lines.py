"""What a single line of a page is: a byline, the opening of a report, a credit, furniture, or text.

Newspapers and their websites mark the same things in the same few ways. Everything here looks at
one line alone, in normalised spelling; what follows from lines standing together is for `split`.
"""

from __future__ import annotations

import re

LONGEST_BYLINE = 60
"""Bylines and furniture are short; a longer line is text whatever it begins with."""

ENDS = "。！？!?…；;"
"""What ends a line of text."""

CLOSERS = "”’」』）)】］]"
"""What may still follow the end of a sentence."""

_NAME = r"(?:[\u4e00-\u9fff]{1,4}(?:[·•][\u4e00-\u9fff]{1,6}){0,2})"
_NAMES = rf"{_NAME}(?:[ 、,，/]+{_NAME}){{0,11}}"
_WRITER = r"(?:记者|通讯员|实习生|特派员|撰稿人|评论员)"
_OUTLET = r"[\u4e00-\u9fffA-Za-z]{0,16}"
_WRITERS = rf"{_OUTLET}{_WRITER}[ :：]{{0,2}}{_NAMES}(?:[ ]{_OUTLET}{_WRITER}[ :：]{{0,2}}{_NAMES})*"
_SPACED_WRITERS = rf"{_OUTLET}{_WRITER}[ :：]{{1,2}}{_NAMES}(?:[ ]{_OUTLET}{_WRITER}[ :：]{{0,2}}{_NAMES})*"

BYLINE = re.compile(
    rf"""
      [□■☐◎●◆▲][ ]?{_WRITERS}                                        # □ 本报记者 王某
    | □[ ]?[\u4e00-\u9fff]{{2,3}}(?:[ ][\u4e00-\u9fff]{{2,3}}){{0,3}}  # □ 王某某 李某
    | {_SPACED_WRITERS}(?:[ ]*(?:文/?图?|图/文|(?:综合|摄影)?报道|整理))?
    | {_OUTLET}(?:客户端|频道|[日晚]报)[\u4e00-\u9fff]{{0,6}}(?:[ ][\u4e00-\u9fff]{{2,3}}){{1,4}}
    | [(（]{_WRITERS}[)）]
    | (?:文|图|文图|文/图|作者)[/:：|][ ]?(?:{_WRITERS}|{_NAMES})
    """,
    re.VERBOSE,
)
"""A line that names who wrote a report and says nothing else."""

OPENER = re.compile(
    r"""[【\[(（]?(?:据)?(?:
        本[报刊网台社站](?:综合)?(?:讯|消息|电)(?=[ (（:：】]|$)
      | (?:本[报刊网台社]|[\u4e00-\u9fffA-Za-z]{1,10}(?:网|社|报|台|频道|客户端|新闻))
        [\u4e00-\u9fff]{0,8}(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:综合)?(?:电|讯|消息)
      | [\u4e00-\u9fff]{0,8}(?:网|报|社|台|新闻|融媒体?|客户端)(?:讯|消息)(?=[ (（:：】])
    )[】\])）]?(?P<after>[ ]*(?:[(（][^()（）]{1,40}[)）])?[ ]*[:：]?)""",
    re.VERBOSE,
)
"""How a report opens: 本报讯, 新华社武汉3月5日电, 央视网消息(新闻联播):."""

CREDIT = re.compile(r"(?:(?<!拍)摄|供图|摄影报道|图源[^。]{0,12})[ ]?[)）]?$")
"""The end of a caption: who took the picture."""

REPORTER_CREDIT = re.compile(r"(?:记者|通讯员|实习生)[^。！？]{0,40}(?:摄|供图|摄影报道)[ ]?[)）]?$")
"""The same with a reporter's name: such a picture is a report of its own."""

EDITORIAL = re.compile(
    r"[【(（]?(?:编者按|编者的话|核心提示|核心阅读|内容提要|阅读提示|开栏语|开栏的话|导读|题记)"
)
"""What stands between the headline and the report."""

COLUMN = re.compile(r"(?:快讯|简讯|短讯|简明新闻|新闻速览|要闻速览|要闻回顾|一句话新闻|新闻集锦)[】)）]?$")
"""The title of a column of short items."""

_CHINESE_DAY = r"[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
_DAY = r"\d{4}[年/.-]\d{1,2}[月/.-]\d{1,2}日?"
_CLOCK = r"(?:[ T]*\d{1,2}[:时]\d{1,2}(?:[:分]\d{0,2}秒?)?)?"

_SOURCE = r"[\u4e00-\u9fff]{1,10}(?:报|网|社|台|新闻|客户端|公众号)"

_LABEL = r"""(?:信息来源|文章来源|来源|发布时间|发布日期|发表时间|发表日期|更新时间|成文日期|生成日期|公开日期
    |日期|时间|发布机构|发布单位|作者|责任编辑|编辑|字体|字号|浏览次数|浏览量|浏览|点击数|点击|阅读量|阅读|索引号|文号)"""

PAGE_DATE = re.compile(
    rf"""
      (?=[^。！？]*{_DAY})
        (?:{_LABEL}[ ]*[:：][^:：。！？]{{0,40}}?(?:{_DAY}{_CLOCK})?[^:：。！？\d]{{0,20}}?[ |\[(【]*){{2,8}}
    | (?:发布时间|发布日期|发表时间|发表日期|更新时间|日期|时间|来源[:：][^\d]{{1,20}})[ :：]*{_DAY}{_CLOCK}
        [ |]*(?:(?:来源|作者|编辑|浏览次数|浏览|点击|字号)[:：]?[^。！？]*)?
    | {_DAY}{_CLOCK}[ ]*[|丨]?[ ]*(?:来源|作者|编辑|浏览|点击|字号|打印)[^。！？]*
    | (?:{_SOURCE}[ |]+)?{_DAY}[ T]*\d{{1,2}}:\d{{2}}(?::\d{{2}})?[ |]*(?:{_SOURCE})?
    | {_SOURCE}[ |]+{_DAY} | {_DAY}[ |]*{_SOURCE}
    | {_DAY}[ ]*(?:星期|周)[一二三四五六日天][ ]*(?:第?\d{{1,2}}版[^。]{{0,10}}|[^。\d]{{0,10}}版)
    """,
    re.VERBOSE,
)
"""A line that dates the page."""

DAY = re.compile(r"(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})")
"""Year, month and day."""

BARE_DATE = re.compile(rf"[(（]?(?:{_DAY}|{_CHINESE_DAY})[)）]?(?:[ ]*(?:星期|周)[一二三四五六日天])?")

SIGNATURE = re.compile(
    rf"""[^。，,、；;:：\d]{{2,40}}(?:局|厅|部|委|院|室|队|会|处|科|政府|中心|集团|公司|学校|大学|医院|社|站|所|署)
        [ ]+(?:{_DAY}|{_CHINESE_DAY})""",
    re.VERBOSE,
)
"""Who issued a report and when, in the head of a bulletin or at the foot of a notice."""

FURNITURE = re.compile(
    r"""
      [(（\[【]?(?:
          责编|责任编辑|编辑|见习编辑|值班编辑|主编|副主编|总编|校对|校审|审核|复审|终审|初审|审签
        | 一审|二审|三审|监制|总监制|制片人|策划|总策划|本期统筹|统筹|出品|出品人|制作|文字作者
        | 文字|作者|供稿|撰稿|美编|设计|版式|摄像|剪辑|配音|脚本|视频[\u4e00-\u9fff]{2}
        | 图片来源|图源|来源|稿源|信息来源|原标题|本文来源|关键词|标签|分享到?|字号|字体|扫码
      )[ ]*[:：][^。！？0-9]*
    | [(（\[【]?(?:
          投稿邮箱|投稿|邮箱|电子邮箱|编辑邮箱|联系电话|传真|邮编|网址|地址|新闻热线|热线电话|爆料热线
        | 浏览次数|阅读次数|点击次数|点击量|阅读量
      )[ ]*[:：][^。！？]*
    | (?:报|送|发|抄报|抄送|主送|主报|分送)[:：][^。]{4,80}
    | (?:小|中|大|正常)字号|字号[ ]?[大中小 ]*|(?:\[?[大中小]\]?[ ]?){3}
    | 打印(?:本页)?|关闭(?:窗口|本页)?|收藏(?:本文|本页)?|纠错|复制链接
    | 分享让更多人看到|分享到?|分享至[^。]{0,20}|返回(?:顶部|首页|列表|上页)|回到顶部
    | 点击(?:查看|进入|阅读)(?:更多|全文|专题)?|展开全文|阅读全文|加载更多
    | (?:欢迎使用)?手机(?:浏览|版|看新闻)
    | 扫(?:一扫|码)(?:关注|下载|阅读|查看|观看|进入|了解|添加|加入)?[^。0-9]{0,20}
    | 下载客户端|打开APP[^。]{0,20}
    | 热门推荐|相关(?:阅读|新闻|链接|报道|推荐)[:：]?
    | (?:上|下)一[篇页条](?:[ :：][^。]*)?|当前位置[:：]?[^。]*|您(?:现在|当前)?(?:所在)?的?位置[:：]?[^。]*
    | 首页(?:[ ]*[>|»·-][^。]*|[ ][^。，,]*)
    | [^。，,>]{1,20}(?:[ ]*(?:>>|»)[ ]*[^。，,>]{1,30}){1,8}
    | [^。，,>]{1,20}(?:[ ]*>[ ]*[^。，,>]{1,30}){2,8}
    | (?:(?:关于我们|联系我们|网站地图|用户调查|网站声明|版权声明|隐私政策|法律声明|诚聘英才|招聘信息|广告服务
        | 设为首页|加入收藏|网站首页|友情链接|意见反馈|帮助中心|免责声明|服务条款|English)[ |·-]*)+
    | [^。，,]{0,60}(?:版权所有|ICP[备证]|公网安备|(?i:Copyright|All[ ]Rights[ ]Reserved)|©)[^。]*
    | [^。，,]{0,30}许可证(?:编?号)?[:：(（ ]*[\u4e00-\u9fff]?[)）]?[0-9A-Z-]{8,}[^。]*
    | (?:违法和)?不良信息举报(?:电话|热线|中心|邮箱)[^。]*
    | [(（]?更新时间戳[:：][^。]*|[-—_=*＊·~ ]{2,}|[(（](?:完|本文完|全文完)[)）]
    | (?:人民|新华|央视|光明|中国|央广|法治|共产党员|中国新闻|中国日报|中国经济)网|中新网|国际在线
    """,
    re.VERBOSE,
)
"""Lines that belong to the page and not to a report: menus, credits, dates, shares, registrations."""
