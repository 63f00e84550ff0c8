"""What a change is measured against: 同比, 较上年末, 与2020年相比, 是1965年的121倍.

A date in such words is no period. The number belongs to another time, and that date says only
what it is compared with.
"""

from __future__ import annotations

import re

from extractor.resolve.period.calendar import edtf_of
from extractor.resolve.period.days import read_day, write_day
from extractor.types import Mention

YOY = "yoy"
MOM = "mom"

_THAN = re.compile(
    r"(?:[比较]|比起|相比于?|相较于?|较之|对比|超过?|超出|高于|低于|多于|少于|不及|高出|好于|优于)"
    r"(?:[\u4e00-\u9fff]{0,4}?的|全国|本市|历史)?(?:\d{4}年|[去上前]年|年初)?$"
)
_THAN_BOTH = re.compile(r"[比较][^，。；,;]{2,10}[、和]$")
"""Between 比 and the second of two times: 比上年同期、上年全年分别加快."""

_NOT_THAN = ("比较", "不超过")
_WITH = re.compile(r"[与同和跟](?:\d{4}年|[去上前]年)?$")
_COMPARED = re.compile(r"[^，。；,;]{0,8}?(?:相比|相较|比较|对比|持平|相当|基本一致|同比)")
_MEASURED = re.compile(r"(?:是|为|占|相当于|达到?|恢复[至到]|达到了)$")
_TIMES = re.compile(
    r"[^，。；,;\d]{0,8}?的[^，。；,;]{0,8}?(?:约|近)?[\d.一二两三四五六七八九十百千万]+[多余]?(?:倍|成|%|％|‰)"
)
_RECORD = re.compile(
    r"以?来[^，。；,;]{0,12}?(?:新[高低]|最[高低大小多少快慢好长早晚强热冷]|首次|第[一二三]|同期|之最|峰值)"
)
_BEST = re.compile(
    r"(?:以?来|中|内)?的?[^，。；,;\d]{0,6}?(?:最[高低大小多少快慢好长早晚强热冷]|新[高低]|首次|同期|平均)"
)
_RECORD_OF = re.compile(
    r"[^，。；,;]{0,10}?(?:最[高低大小多少快慢长早晚强热冷][^，。；,;\d]{0,2}?(?:纪录|水平|值)|新[高低]|纪录)"
)
_SETS_RECORD = re.compile(r"(?:[刷更]新|打破|创[下造]?|超过?)了?(?:历年来?|历史|同期|影史)?$")
_YOY = re.compile(r"同比|[上去前]一?年同|同[期月]")
_MOM = re.compile(r"环比")
_YEAR = re.compile(r"(?<!\d)((?:1[0-9]|20)\d\d)(?!\d)")
_YEAR_WORD = re.compile(r"[上去前今本]一?个?年|年初")
_MONTH_WORD = re.compile(r"上一?个?月")
_MONTHS = re.compile(r"(?<!\d)(1[0-2]|[1-9])月?(?:[至到~～–-]|—{1,2})(1[0-2]|[1-9])月")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月")
_PART = re.compile(r"(?:年|月)?([初底末])")
_HALF = re.compile(r"[上下]半年")
_QUARTER = re.compile(r"(?:第?[一二三四]|上一?个?)季度")


def is_basis(plain: str, mention: Mention) -> bool:
    """Tell whether a date or period is only what something is compared with.

    So it is behind 比 or 较, between 与 and 相比, in 是1965年的121倍, and where it tells how rare
    something is: 1979年以来新高, 近9年最多.

    Args:
        plain: The text.
        mention: A date or period in it.
    """
    before = plain[max(0, mention.start - 10) : mention.start]
    if _THAN_BOTH.search(before):
        return True
    if _THAN.search(before) and not before.endswith(_NOT_THAN):
        return True
    if _WITH.search(before) and _COMPARED.match(plain, mention.end):
        return True
    if _SETS_RECORD.search(before) and _RECORD_OF.match(plain, mention.end):
        return True  # 创历年来1月最高纪录
    if _RECORD.match(plain, mention.end) or ("unit" in mention.parts and _BEST.match(plain, mention.end)):
        return True
    return _MEASURED.search(before) is not None and _TIMES.match(plain, mention.end) is not None


def basis_edtf(words: str, period: str | None, doc_date: str | None) -> str | None:
    """Give the ``basis`` of a change: ``yoy``, ``mom``, or the EDTF of the time compared with.

    Args:
        words: What is compared with: 上年同期, 上年末, 2020年, 1—4月份.
        period: The period of the changed number, in EDTF; 上年 is the year before it.
        doc_date: The document's date, which stands in where there is no period.

    Returns:
        ``None`` where the words name no time.

    >>> basis_edtf("比上年", "2024", "2025-02-28")
    '2023'
    >>> basis_edtf("较上半年", "2024-01/2024-07", "2024-08-09")
    '2024-01/2024-06'
    >>> basis_edtf("较上年同期", None, None)
    'yoy'
    """
    if _MOM.search(words):
        return MOM
    if _YOY.search(words) and not _YEAR.search(words):
        return YOY
    parts = _parts(words)
    if parts.keys() <= {"part"} and "年初" not in words:
        return None
    return edtf_of(parts, _reference(period) or doc_date)


def _reference(period: str | None) -> str | None:
    """Give the last day of a period, or its first where it is open."""
    first, _, last = (period or "").partition("/")
    day = read_day(last if last and last != ".." else first)
    return write_day(day) if day and day.year is not None else None


def _parts(words: str) -> dict[str, str]:
    """Read the words of a comparison as a rule would."""
    parts: dict[str, str] = {}
    if year := _YEAR.search(words):
        parts["year"] = year.group(1)
    elif word := _YEAR_WORD.search(words):
        parts["relative"] = "今年" if word.group() == "年初" else word.group()
    elif word := _MONTH_WORD.search(words):
        parts["relative"] = word.group()
    if months := _MONTHS.search(words):
        return parts | {"month": months.group(1), "to_month": months.group(2)}
    if half := _HALF.search(words):
        return parts | {"half": half.group()}
    if quarter := _QUARTER.search(words):
        return parts | {"quarter": quarter.group()}
    if month := _MONTH.search(words):
        parts["month"] = month.group(1)
    if (part := _PART.search(words)) and parts:
        parts["part"] = part.group(1)
    return parts
