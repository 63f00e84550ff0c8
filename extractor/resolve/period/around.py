"""The words around a date that tell what it does: 以来 opens its end, 截至 its start, 获悉 only reports.

Each pattern is named for what it finds. They are matched beside a date only, never searched for in a text.
"""

from __future__ import annotations

import re

REACH = 120
"""How many characters of a sentence its lead-in may take."""

LONGEST_NAME = 30
"""How many characters the name of an event before 期间 may have."""

NEAR_FUTURE = 183
"""How many days ahead a day without a year may lie where the sentence speaks of what is to come."""

A_MONTH = 31
"""The same for 自6月28日开始, which looks back as often as ahead."""

TWO_MONTHS = 61
"""The same where the days of a holiday or an exam are given: 五一假期为5月1日至5日."""

NOT_AHEAD = 0
"""The same where nothing is said: the latest day that is not after the document."""

WHOLE_YEAR = 366
"""The same where 定于 or 将于 stands right before the day."""

STOPS = frozenset('，。；！？,;!?：:、\n\r\u3000 （()）“”"')
AHEAD = re.compile(
    r"冲刺|预报|力争|有望|预计|即将|拟于|定于|计划于|届时|起(?:正式)?(?:施行|实施|执行)|"
    r"将(?:[于在从自会有是要达赴]|出现|迎来|成为|进行|启动|实施|陆续|正式|全面|继续|进一步|举行|举办|召开|开[始展幕放通工]|推出|"
    r"播出|发射|对外|面向|组织|重点|分[批期])"
)
DUE = re.compile(
    r"(?:[定将拟]于|将[在从自]|预计(?:[于在到])?|计划[于在])(?:[当北]\w{1,2}时间)?(?:今年|明年)?$|"
    r"(?:[今明][天日]|即日|现在)起?[至到]$"
)
FROM_TODAY = re.compile(
    r"(?P<word>今[天日晚夜]|明[天日晚]|即日|今)(?:夜间|晚间|白天|凌晨)?(?:开始|起)?[至到]$"
)
"""Before a day, that what ends on it begins today: 今晚开始至9日."""

EVENT_OF_YEAR = re.compile(
    r"(?:度|中国|全国|世界)?(?:第[一二三四五六七八九十百\d]+[届期批次轮]|[^，。；、\d在将于发公印举召]{0,14}?"
    r"(?:大会|论坛|博览会|交易会|运动会|锦标赛|公开赛|峰会|年会|[电影艺术文化音乐]{2}节|马拉松|专项行动|春风行动|行动(?=启动)|"
    r"行动计划|行动方案|实施方案|目录|白皮书|蓝皮书|挑战赛|世界杯|[文旅][化游]节))"
)
"""Behind a year, the event that it is the name of: 2025年世界园艺博览会."""

BEGINNING = re.compile(r"[自从]$")
BEGINS = re.compile(r"(?:正式|陆续)?(?:开始|启动|施行|实施)")
TODAY = re.compile(r"[今昨][天日晚晨][（(]$")
STARTING = re.compile(r"(?:\d+[时点])?起(?!来|飞|步|伏|诉|草|码|义|重|源|火|降)")
SINCE = re.compile(
    r"(?:份)?(?:以来|至今|到现在|起(?!来|到(?!\d)|飞|步|伏|诉|草|码|义|重|源|火|降)|开始|(?:或|及|以及)?(?:以后|之后)|"
    r"后(?![期续台方面勤备者顾果裔天]))"
)
UNTIL = re.compile(
    r"(?:份)?(?:或|及|以及)?(?:之前|以前|前(?![后往夕来十\d一二三四五六七八九两几提列途沿进瞻期端]))"
)
BY = re.compile(
    r"截[至止]到?(?:(?:当地|北京|[美欧][东中西]部?|格林尼治)时间)?(?:[今昨][天日][（(]|[当天日])?$"
)
BY_CLOCK = re.compile(
    r"截[至止]到?(?:(?:当地|北京)时间|[今当][天日])?(?:[凌清早]晨|[早晚]上?|[上中下]午|傍晚|夜间)?$"
)
"""Before a time of day, that figures were counted up to it."""

BORN = re.compile(
    r"(?:始创|始建|创[办立建]|初建|[修兴建]建|成立|诞生|设立|创刊|建[校厂站成]?|开[办业馆])于(?:公元)?$"
)
"""Before a year, when something began that the sentence tells more of."""

SAME_TIME_BEFORE = re.compile(r"同期(?:水平|数)?(?![，,])")
YEARS_IN_BRACKETS = re.compile(
    r"[（(](?P<first>(?:19|20)\d\d)年?[—–~～至-]{1,2}(?P<last>(?:19|20)\d\d)年?[）)]"
)
BEGAN_AND = re.compile(r"(?:正式)?(?:开始|启动|起)?[，,]?(?:将|预计)?(?:[于至到]|持续到)?(?:今年|当年)?")
BEGAN_ON = re.compile(r"[日号](?:正式)?(?:开始|启动|起)[，,]?(?:将|预计)?(?:[于至到]|持续到)?(?:今年|当年)?$")
ENDS = re.compile(r"(?:正式)?(?:结束|止|落幕)")
"""Between the first day of a time and its last, the same with the 日 of the first, and behind the last."""

HOLIDAY_IS = re.compile(
    r"(?:假期|假日|放假|春运|暑运|高考|中考|考试)(?:时间|安排|期间)?(?:定?[为于在从自是]|[（(：:])$"
)
HOLIDAYS = re.compile(r"中秋|国庆|双节|春节|元旦|清明|五一|劳动节|端午|元宵|春运|暑运")
NAMED_HOLIDAY = re.compile(
    r"(?:(?:\d{4}年|[今去前明本]年|上一?年)的?)?(?:整个|这个)?[“\"]?"
    r"(?:(?:中秋|国庆|双节|春节|元旦|清明|五一|劳动节|端午|元宵|春运|暑运)节?[、和及]?)+[”\"]?(?:小?长)?$"
)
"""Before 假期 or 期间, the name of the holiday, whatever stands before it: 滑雪门票较去年春节假期."""

BEFORE_EVENT = re.compile(
    r".*(?:预计[在于]?|将[在于]|(?<=[建立生办])于|(?<![占配性对比])[比较](?![赛武拼重例如亚利为对较量]))|^[在于]"
)
"""Before the name of an event, what tells of it: 这个港口始建于, 客流较."""

THAN_IT = re.compile(r"(?:[比较]|超过|[高低多好]于)$")
"""Right before the words of an event, that something is only compared with it."""

OF_A_HOLIDAY = re.compile(r"的?[“\"]?(?:中秋|国庆|双节|春节|元旦|清明|五一|劳动节|端午|元宵|春运|暑运)")
ANOTHER_YEAR = re.compile(r"[去前往明上][年届]|\d{4}")
BEFORE_HOLIDAY = re.compile(r"^(?:预计|整个|全部|[今本]年|本次|此次|这个|在|于)+")

BY_THEN = re.compile(r"(?:^|[，。；：,;\n]|计划|预计|力争|争取)到$")
ENDS_OF_TIME = ("底", "末", "年底", "年末", "月底", "月末")
BEGAN = re.compile(
    r"[,，]?(?P<event>[^，,。；;！？\n\d]{2,24}?)(?:正式|全面|大幕|帷幕|序幕)*"
    r"(?:启动|拉开|打响|开幕|开展|开始|部署|施行|实施|上线|开通|投用)"
)
EVER_SINCE = re.compile(r"自从$")
TO_NOW = re.compile(r"[,，]?[^，,。；;！？\n\d是]{1,16}?(?=至今)")
"""Behind 从2009年, what was done then and 至今: 从2009年建成至今."""

TO_SINCE = re.compile(r"[,，]?(?P<event>[^，,。；;！？\n是]{0,40}?)以来")
FROM = re.compile(r"[自从]")
LEAD = re.compile(
    r"(?:[\s　]*(?:本报|新华社|中新[社网])[^，。（(\d]{0,12}?[讯电])?[\s　]*(?:[（(][^）)\d]{0,30}[）)])?"
    r"(?:[\s　]*【[^】\n]{1,12}】)?(?:[\s　]*(?:记者|通讯员)[\s　]?[\u4e00-\u9fff]{2,4}[\s　]+){0,3}"
    r"[\s“”\"‘’（(【】）)□■●—·一二三四五六七八九十\d.、]*"
    r"(?:[^，。；：\d\n]{1,16}[，,])?(?:(?:据|从)[^，。]{0,24}[，,]|"
    r"[^，。]{0,48}(?:显示|了解到|获悉|介绍|表示|指出|通报|公布|发布|宣布|统计)[，,：:]|[^，。：:]{0,20}[：:]|"
    r"截[至止]到?|自|从|在|到|刚刚过去的|而|仅|就在|早在|尤其是|特别是)*"
)
REPORTED = re.compile(
    r"(?:[)）]|[（(][^）)]{2,8}[)）])?[,，]?(?:[早午晚凌][上间晨]|[上下]午)?[^，。；,;\n]{0,28}?"
    r"(?:了解到|获悉|(?:公布|发布|通报)(?=[，：,:])|发表(?:声明|讲话|谈话|公报|文章|报告)|介绍|表示|[称说](?=[，：:,“])|宣布|报道|指出|强调|数据显示|发布会|"
    r"(?:发布|公布|通报)[^，。；,;\d]{0,12}?(?:数据|消息|公报|报告|信息|统计|声明|通报|显示|结果|情况|预警|名单|指数|公告)|通报[，,])"
)
FOUNDED = re.compile(
    r"[^，。；,;、\n]{0,10}?(?:成立|投产|推出|出台|发布|印发|施行|实施|启动|开工|开建|建成|签署|签订|召开|举办|出版|上映|上市|毕业|出生|"
    r"入职|提出|设立|创办|创立|注册|开业|开通|发现|购买)[^，。；,;\n]{0,6}?的"
)
HALF = re.compile(r"[；;]")
OF_THE_START = re.compile(r"(?:同期|年?[底末初])?(?:的|时)[^，。；,;\d]{0,6}[\d近约不一二两三四五六七八九十]")
TO = re.compile(r"[至到为成]")
TURNED = re.compile(r"[^，。；,;]{0,14}?转(?=为|入|正|负|[升降涨跌]|变)")
"""Behind 由11月份, that what it was then has turned: 由11月份同比下降转为增长5%."""

LAST_DAY = re.compile(r"(?:的)?(?:最后|首|第[一二三四五六七八])[一两]?[天日]")
VERBS_OF_EVENTS = re.compile(r"(?:工作|行动)?(?:开展|启动|实施|开始|部署|打响|以来|持续|深入|全面|自|从)+")
COMPARED = re.compile(r"[^，。；,;]{0,8}?(?:相比|相较|持平|相当)")
NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,2}[）)]|【)[^。，；]*$",
    re.MULTILINE,
)
LAST_YEAR = ("上年", "上一年", "上一个年", "上年度", "上一年度")
BARE_HOLIDAY = ("", "节日", "节假日", "假日", "长假", "小长假")
THAN = re.compile(r"(?:环比|同比|比(?!赛|武|拼)|较)")

LONGEST_SLOGAN = 18
"""How many characters a slogan, name or programme in quotation marks has at most."""

OPENING_QUOTE = re.compile(r"[“‘「\"][^”’」\"，。；：！？\n]*$")
CLOSING_QUOTE = re.compile(r"[^“‘「”’」\"，。；：！？\n]*[”’」\"]")
NAME_BEHIND = re.compile(r"(?:度|全国|中国|世界)?[“《第]")
SAID = re.compile(r"(?:说|道|坦言|告诉记者|感慨|笑着)[，：:,]")
SAME_TIME = ("同期", "同一时期")
NOWADAYS = ("今天", "今日")
AT_THAT_TIME = ("那时", "其时")
THAT_QUARTER = "当季"
FIRST_DAY = "首日"
LAST_MONTH = ("上月", "上个月", "上一个月")
"""A month that dates what is told of it, but not what stands in the next sentence."""

FOUNDED_AND_GOES_ON = re.compile(
    r"(?:[^，。；,;\n的]{4,30}?开始[,，]?(?:就|便)?(?:已经?|累计|至今|连续|一直|先后)|[^，。；,;\n\d的]{0,10}?(?:启动|开始|成立|创[办立刊]|设立|建[成立馆]|开[馆园通放播业]|投[运产用]|运[行营]|实施|上线|举办|首发|首航|"
    r"通车|挂牌|推[行出]|诞生)[^，。；,;\n\d的]{0,6}?[,，]?(?:已经?|累计|至今|迄今|共))"
)
"""Behind 自2005年, what was founded then and goes on: 自2005年设立已评选13届."""

BROADCAST = re.compile(
    r"(?:[（(][^）)]{2,10}[)）]|[)）])?(?:的|[^，。；\n\d]{0,8}?推出的?)[^，。；\n]{0,20}?(?:[》”]|走基层|栏目|节目|系列|专题)(?:栏目|节目|报道)?[，,：:]|"
    r"(?:[（(][^）)]{2,10}[)）]|[)）])?[，,]?(?:我们|让我们)[^，。；\n\d]{0,10}?(?:来看|去看|看看|关注|认识)"
)
"""Behind a day, what is only shown on it: 今天（1月7日）的《新春走基层》，…."""

RECORD = re.compile(
    r"的?(?:单[日月周季])?(?:最[高低大小多少快慢好长早晚强热冷]|新[高低]|首次|历史|之最)[^，。；\d]{0,8}?(?:[，。；]|纪录|水平)"
)
"""Behind 以来, how rare something is; it dates nothing: 创开园以来最快纪录."""

AMONG = re.compile(r"其中[^。；]*$")
DONE_PART = re.compile(r"(?:就|便)?(?:已经?|全[线面]|正式)?(?:建成|开通|通车|投[产运用]|完[工成]|启用|贯通)")
"""Behind a time, that a part was done then; the time does not reach what is told of the whole."""

EACH = re.compile(r"[^。；;\n]{0,30}?(?:分别|依次|各(?!地|类|项|种|界|方|级|国|省|市)|[每两]个?月均)")
"""Behind two months, that each has numbers of its own."""

FIGURES_OF_MONTHS = re.compile(r"同比|环比|指数|终值|增速|涨幅|降幅|[上下][涨升降跌]|回落")
"""In a sentence, that it reports on a month, whose 上月 is the one before."""

COMMA = re.compile(r"[，,；;]")
