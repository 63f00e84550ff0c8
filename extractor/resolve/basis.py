"""What a change is measured against: 同比, 较上年末, 与2020年相比, 是1965年的121倍.

A date in such words is no period. The number belongs to another time, and that date says only
what it is compared with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..types import Mention
from .calendar import edtf_of
from .days import Day, read_day, shift, write_day

YOY = "yoy"
MOM = "mom"

_BEFORE = re.compile(
    r"(?:[比较]|比起|相比于?|相较于?|较之|对比|超过?|超出|高于|低于|多于|少于|不及|高出|低于|好于|优于)"
    r"(?:[\u4e00-\u9fff]{0,4}?的|全国|本市|历史)?(?:\d{4}年|[去上前]年|年初)?$"
)
_TOGETHER = re.compile(r"[与同和跟](?:\d{4}年|[去上前]年)?$")
_COMPARED = re.compile(
    r"[^，。；,;]{0,8}?(?:相比|相较|比较|对比|持平|相当|基本一致|同比)"
)
_TIMES = re.compile(r"(?:的|全年的?|同期的?)?[^，。；,;]{0,4}?(?:的)?(?:约|近)?[\d.一二两三四五六七八九十百千万]+(?:[多余])?(?:倍|成|%|％|‰)")
_MEASURED = re.compile(r"(?:是|为|占|相当于|达到?|达)$")
_YOY = re.compile(r"同比|[上去前]一?年同[期月日季]|同[期月]|上年同")
_MOM = re.compile(r"环比")
_RECORD = re.compile(r"以来[^，。；,;]{0,12}?(?:新[高低]|最[高低大小多少快慢好长早晚]|首次|第[一二三]|同期|之最|峰值)")
_BEST = re.compile(r"(?:以?来|中|内)?(?:的)?[^，。；,;\d]{0,6}?(?:最[高低大小多少快慢好长早晚]|新[高低]|首次|同期|平均)")
_YEAR = re.compile(r"(?<!\d)((?:1[0-9]|20)\d\d)年?(?!\d)")
_LAST_BEST = re.compile(r"(?:以?来|中|内)?(?:的)?[^，。；,;\d]{0,6}?(?:最[高低大小多少快慢好长早晚]|新[高低]|首次|同期|平均)")
_YEAR = re.compile(r"[上去]一?个?年度?|前一年")
_YEAR_WORDS: Mapping[str, int] = {"前年": -2, "今年": 0, "本年": 0, "年初": 0}


def is_basis(plain: str, mention: Mention) -> bool:
    """Tell whether a date or period is only what something is compared with.

    Args:
        plain: The text.
        mention: A date or period in it.
    """
    words = plain[mention.start : mention.end]
    before = plain[max(0, mention.start - 10) : mention.start]
    if _BEFORE.search(before) and not before.endswith(("比较", "不超过")):
        return True
    if _TOGETHER.search(before) and _COMPARED.match(plain, mention.end):
        return True
    if words.endswith("同期") and _YOY.fullmatch(words) is not None and _COMPARED.match(plain, mention.end):
        return True
    if _RECORD.match(plain, mention.end) or ("unit" in mention.parts and _BEST.match(plain, mention.end)):
        return True
    return bool(_MEASURED.search(before) and plain[mention.end : mention.end + 1] == "的" and _TIMES.match(plain, mention.end))


def basis_edtf(words: str | Mention, period: str | None, doc_date: str | None, plain: str = "") -> str | None:
    """Give the ``basis`` of a change: ``yoy``, ``mom``, or the EDTF of the time compared with.

    Args:
        words: The words of the comparison (较上年同期, 比上年末), or the mention of its date.
        period: The period of the changed number, in EDTF; 上年 is the year before it.
        doc_date: The document's date, which stands in where there is no period.
        plain: The text, for a mention.

    Returns:
        ``None`` where the words name no time.

    >>> basis_edtf("比上年", "2024", "2025-02-28")
    '2023'
    >>> basis_edtf("较上年同期", None, None)
    'yoy'
    """
    reference = _end(period) or read_day(doc_date)
    written = write_day(reference) if reference and reference.year is not None else None
    if isinstance(words, Mention):
        around = plain[max(0, words.start - 1) : words.end + 2]
        named = named_basis(around)
        if named:
            return named
        return _coarse(edtf_of(_as_last(words.parts), written))
    named = named_basis(words)
    if named:
        return named
    return _coarse(edtf_of(_parts(words), written)) if _parts(words) else None


def named_basis(words: str) -> str | None:
    """Give ``yoy`` or ``mom`` for words that say so themselves; 较2020年同期 names its year instead."""
    if _MOM.search(words):
        return MOM
    if _YOY.search(words) and not _YEAR.search(words):
        return YOY
    return None


def _end(period: str | None) -> Day | None:
    """Give the last day of a period, or its first where it is open."""
    if not period:
        return None
    first, _, last = period.partition("/")
    return read_day(last if last and last != ".." else first)


def _as_last(parts: Mapping[str, str]) -> Mapping[str, str]:
    """Read 上年末 and the like from the period of the number."""
    return {name: value for name, value in parts.items() if not name.startswith("to_")}


def _parts(words: str) -> dict[str, str]:
    """Read the few words of a comparison that the composer hands over without a mention."""
    parts: dict[str, str] = {}
    if found := _YEAR.search(words):
        parts["year"] = found.group(1)
    elif _LAST_YEAR.search(words):
        parts["relative"] = "去年"
    else:
        parts |= {"relative": word for word in ("前年", "今年", "本年", "上月", "上个月") if word in words}
    if month := re.search(r"(1[0-2]|[1-9])月", words):
        parts["month"] = month.group(1)
    for part in ("年初", "年底", "年末", "月末", "月底"):
        if part in words or words.endswith(part[1]):
            parts["part"] = part
            break
    return parts


def _coarse(edtf: str | None) -> str | None:
    return edtf


__all__ = ["MOM", "YOY", "basis_edtf", "is_basis", "named_basis"]
_ = shift
