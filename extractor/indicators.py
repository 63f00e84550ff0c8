"""Metrics that meet: the indicator that a fact's metric is, whatever words its report has for it.

打掉涉黑涉恶犯罪团伙 and 打掉黑恶势力团伙 are one indicator. ``lexicon/indicator.tsv`` lists them. A wrong
meeting is worse than none: unit and kind must fit, a change meets only the growth of its level, and means,
plans and parts that the words around a number speak of keep it from the indicator of the whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from extractor.errors import Problem, RuleError
from extractor.paths import patterns_folder
from extractor.rules.lexicon import merged, read_lexicon
from extractor.types import Fact, NamedFact

FILE = Path("lexicon", "indicator.tsv")
GROWTH = "growth"
TRADE = "customs.trade"
ONE_UNIT = {"名": "人", "位": "人", "宗": "件"}

COLUMNS = ("id", "name", "system", "kind", "unit", "parent", "owner", "synonyms", "pattern", "source")
"""The columns of the list."""

_SPELLING = re.compile(r"[“”\"‘’'《》\s]|\([^)]*\)")
_PREFIX = re.compile(
    r"(?:\d+|共计|共有|共|累计|先后|已|总计|合计|全部|均|实现|完成|达到|[全我本](?:国|省|市|县|区|州)|目前)(?=..)"
)
_SUFFIX = re.compile(r"(?:总数|数量|(?<!案)件数|起数|人数|(?<![指倍系基参])数|达|为)$")
_MEAN = re.compile(
    r"日均|月均|年均(?!浓度)|户均|人均(?!可支配|消费|地区|国内|生产|预期)|平均(?!浓度|空气|失业)|单日|单月|当日|每天|每月|最高|最多|峰值"
)
_PLAN = re.compile(
    r"预计|计划|目标|力争|有望|预期|规划|将达|将超|将(?:实现|完成|新增)|到20[23]\d年底?前?|确保"
)
_PART = re.compile(
    r"分[^，,]{1,8}看|从(?:行业|产业|区域|地区|主体|类型|领域|结构)[^，,]{0,4}看|等$|目标|预计|预期|力争|设定|规划|有望|到20[2-9]\d年|按照.*计划|今年[^，,]{0,4}将"
)
_BARE_TRADE = re.compile(r"(?:外贸|货物)?(?:进出口|出口|进口)(?:总值|总额|值|额)?")
_PARTNER = re.compile(
    r"中[\u4e00-\u9fff]{1,4}贸易|贸易伙伴|东盟|欧盟|[对与同自从向和][^，,。；;]{1,20}(?:进出口|出口|进口|贸易)|企业|一般贸易|加工贸易|保税|边境|跨境|产品|汽车|"
    r"[服农]务?业?贸?|地区|经济带|自贸|港|合作区|双边"
)
_HARMLESS = re.compile(
    r"【[^】]*】|31个省\(?（?(?:自治区|区)、(?:直辖市|市)\)?）?和新疆生产建设兵团|[\u4e00-\u9fff]{2,4}[省市](?=$)|"
    r"[全我本该](?:国|省|市|县|区|州|盟|旗|院|局)(?:各地)?|中国|各地|各级|(?:公安|检察|司法)机关|公安|法院|检察院|"
    r"今年|去年|上年|当年|全年|目前|当前|截至|截止|以来|上半年|下半年|近[两三几\d]?年来?|[\d.]+年?[-—~至到]?|"
    r"[年月日末底初]份?|[前第]?[一二三四]?季度|前?[两\d]+个月|期间|假期|春节|国庆|五一|端午|清明|元旦|中秋|节|"
    r"初步|核算|测算|统计|数据|显示|报告|此外|另外|同时|其中|包括|合计|总计|累计|共计|一共|现有|连续|首次|历史|"
    r"达到|超过|突破|已经|分别|平均|整体|主要|"
    r"[的经据从看来在由至到和及与、共现已达约近为是了有均也又还再就其,()（）“”\"—-]"
)
_LISTED = re.compile(r".*\d[^、]{0,6}、(?=[^、]*$)")
_FULL_NAME = re.compile(
    r"(?:壮族|回族|维吾尔|[\u4e00-\u9fff]{1,4}族)?(?:自治区|特别行政区|自治州|地区|新区|[省市县区盟州旗])$"
)
_CLAUSE = re.compile(r"[，,。；;！!？?：:\n]")


class Indicator(NamedTuple):
    """One indicator.

    Attributes:
        id: Its lasting name, such as ``police.gang.mafia-evil``.
        name: What it is called in Chinese.
        system: The system whose statistics it belongs to.
        kind: ``count``, ``money``, ``percent`` or ``measure`` of a level; ``growth`` of a change.
        units: The units that it comes in.
        parent: The indicator that it is a part of, or the level that it is the growth of.
        owner: The system that a fact's agency must be of; empty where any may hold it.
        synonyms: Other words for it.
        pattern: A regex for more of them.
        source: Where its name comes from.
    """

    id: str
    name: str
    system: str
    kind: str
    units: tuple[str, ...]
    parent: str
    owner: str
    synonyms: tuple[str, ...]
    pattern: str
    source: str


class Indicators:
    """The indicators, and which of them a fact's metric is.

    Args:
        rows: The indicators.

    Raises:
        RuleError: A pattern is no regex.
    """

    def __init__(self, rows: Iterable[Indicator]) -> None:
        self.rows = tuple(rows)
        self.by_id: Mapping[str, Indicator] = {row.id: row for row in self.rows}
        self._growth = {row.parent: row for row in self.rows if row.kind == GROWTH and row.parent}
        self._exact: dict[str, list[Indicator]] = {}
        for row in self.rows:
            for phrase in (row.name, *row.synonyms):
                found = self._exact.setdefault(bare(phrase), [])
                if row not in found:
                    found.append(row)
        self._patterns = [(_compiled(row), row) for row in self.rows if row.pattern]
        self._phrase = lru_cache(maxsize=1 << 16)(self._by_phrase)

    @classmethod
    def load(cls, *folders: Path) -> Indicators:
        """Read the indicators that come with the package, and those of more pattern folders.

        Args:
            folders: Folders of rules, each with or without a ``lexicon/indicator.tsv``.

        Raises:
            RuleError: A file is broken.
        """
        problems: list[Problem] = []
        lexicon = None
        for folder in (patterns_folder(), *folders):
            path = folder / FILE
            if path.is_file():
                read = read_lexicon("indicator", str(path), path.read_text("utf-8"), problems)
                if read.columns != COLUMNS and not problems:
                    problems.append(Problem(f"its columns must be {', '.join(COLUMNS)}", str(path)))
                    break
                lexicon = read if lexicon is None else merged(lexicon, read)
        if problems or lexicon is None:
            raise RuleError(problems or Problem("there is no list of indicators", str(FILE)))
        rows = [dict(zip(lexicon.columns, row, strict=True)) for row in lexicon.rows]
        return cls(_indicator(row) for row in rows)

    def of(self, fact: Fact) -> str | None:
        """Give the id of the indicator that a fact's metric is, as far as the fact alone tells.

        A bare 出口 may be of one partner or one good that an earlier sentence names; `assign`, which
        knows the facts around it, is surer.
        """
        row = self._row(fact)
        return row.id if row else None

    def assign(self, facts: Sequence[Fact]) -> dict[str, str]:
        """Give the indicators of facts by the facts' ids; those that have none are left out.

        Args:
            facts: The facts of whole documents.
        """
        wholes = {fact.id: fact for fact in facts}
        given = {fact.id: row.id for fact in facts if (row := self._row(fact, in_context=True))}
        parts = {(fact.doc, fact.sentence, fact.metric): wholes.get(fact.of) for fact in facts if fact.of}
        for fact in facts:
            if fact.id in given and _BARE_TRADE.fullmatch(bare(fact.metric or "")):
                whole = parts.get((fact.doc, fact.sentence, fact.metric))
                of_all = whole is not None and given.get(whole.id) == TRADE
                if not (of_all or (whole is None and not fact.sentence.lstrip().startswith("其中"))):
                    del given[fact.id]
        return given

    def identified(self, facts: Iterable[Fact]) -> Iterator[NamedFact]:
        """Give facts with their indicators, a document at a time.

        Args:
            facts: The facts, those of a document together.
        """
        for _, group in groupby(facts, key=attrgetter("doc")):
            inside = list(group)
            ids = self.assign(inside)
            for fact in inside:
                yield NamedFact(**fact.as_dict(), metric_id=ids.get(fact.id))

    def named(self, words: str) -> list[Indicator]:
        """Give the indicators that words name: an id, a name or a phrase."""
        if words in self.by_id:
            return [self.by_id[words]]
        return list(self._phrase(words))

    def _row(self, fact: Fact, *, in_context: bool = False) -> Indicator | None:
        if not fact.metric or fact.kind in ("date", "rank"):
            return None
        rows = self._phrase(fact.metric)
        if not rows:
            return None
        if fact.direction and fact.role is None:
            grown = [self._growth.get(row.id, row) for row in rows] if fact.basis == "yoy" else []
            rows = tuple(row for row in grown if row.kind == GROWTH)
        fits = [row for row in rows if _fits(row, fact)]
        return fits[0] if len(fits) == 1 and _is_plain(fits[0], fact, in_context) else None

    def _by_phrase(self, phrase: str) -> tuple[Indicator, ...]:
        name = bare(phrase)
        found = list(self._exact.get(name, ()))
        spelled = _spelled(phrase)
        found += [
            row
            for regex, row in self._patterns
            if row not in found and (regex.fullmatch(name) or regex.fullmatch(spelled))
        ]
        return tuple(found)


@lru_cache(maxsize=1 << 16)
def bare(phrase: str) -> str:
    """Take out of a metric what says nothing of what is measured.

    >>> bare("共破获“电诈”案件数"), bare("完成固定资产投资（不含农户）"), bare("居民消费价格指数")
    ('破获电诈案件', '固定资产投资', '居民消费价格指数')
    """
    words = _spelled(phrase)
    while True:
        less = _SUFFIX.sub("", _PREFIX.sub("", words, count=1) if _PREFIX.match(words) else words)
        if less == words or len(less) < 2:
            return words
        words = less


def _spelled(phrase: str) -> str:
    return _SPELLING.sub("", unicodedata.normalize("NFKC", phrase))


def _fits(row: Indicator, fact: Fact) -> bool:
    kind = "percent" if row.kind == GROWTH else row.kind
    return (
        fact.kind == kind
        and ONE_UNIT.get(fact.unit or "", fact.unit) in row.units
        and (not row.owner or fact.agency_type == row.owner)
    )


def _is_plain(row: Indicator, fact: Fact, in_context: bool) -> bool:
    """Say whether the words before a number leave it the number of all, and of what was."""
    at = fact.sentence.find(fact.text)
    while at >= 0:
        head = fact.sentence[:at]
        clause = _LISTED.sub("", _CLAUSE.split(head)[-1])
        if (
            _MEAN.search(clause + fact.text[:2])
            or _PLAN.search(clause + fact.text[:2])
            or _PART.search(head)
            or _is_narrowed(row, head, fact)
        ):
            return False
        if _BARE_TRADE.fullmatch(bare(fact.metric or "")) and (
            _PARTNER.search(head) or (not in_context and "其中" in head)
        ):
            return False
        at = fact.sentence.find(fact.text, at + 1)
    return True


def _is_narrowed(row: Indicator, head: str, fact: Fact) -> bool:
    """Say whether something stands before the metric that makes it less: 海洋 before 生产总值."""
    before, found, _ = head.rpartition(fact.metric or "")
    before = _LISTED.sub("", _CLAUSE.split(before)[-1])
    if not found or before.endswith("、"):
        return False
    known = {bare(name) for name in (row.name, *row.synonyms)}
    longer = next((k for k in range(len(before), 0, -1) if bare(before[-k:] + found) in known), 0)
    before = before[: len(before) - longer]
    region = fact.region or ""
    for name in (fact.period_text, fact.agency, region, _FULL_NAME.sub("", region)):
        before = before.replace(name, "") if name else before
    return bool(_HARMLESS.sub("", before).strip())


def cells(row: Indicator) -> tuple[str, ...]:
    """Give an indicator as a row of the list."""
    return tuple(" ".join(cell) if isinstance(cell, tuple) else cell for cell in row)


def _indicator(row: Mapping[str, str]) -> Indicator:
    return Indicator(
        row["id"],
        row["name"],
        row["system"],
        row["kind"],
        tuple(row["unit"].split()),
        row["parent"],
        row["owner"],
        tuple(row["synonyms"].split()),
        row["pattern"],
        row["source"],
    )


def _compiled(row: Indicator) -> re.Pattern[str]:
    try:
        return re.compile(row.pattern)
    except re.error as error:
        raise RuleError(Problem(f"{row.id}: {error}", str(FILE), hint="mend the cell pattern")) from None
