"""Findings written out: as text for a person, each with its quotes, and as JSON Lines."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import orjson

from extractor.audit.finding import Finding
from extractor.audit.words import number
from extractor.emit.number import as_json
from extractor.types import Fact

QUOTE = 60
"""Characters of a sentence that are shown on each side of a number."""
PLACES = 4
_NUMERAL = "[0-9０-９.．一二三四五六七八九十百千万亿两]"
FACT_KEYS = (
    "id", "doc", "article", "metric", "value", "low", "high", "unit", "qualifier",
    "region", "region_code", "agency", "period", "text", "start", "end", "sentence",
)  # fmt: skip


def text(finding: Finding) -> str:
    """Write a finding on some lines: what, by how much and how sure, and each quote at its place."""
    mark = "holds" if finding.holds else finding.level
    lines = [f"{finding.facts[0].doc}: {finding.check}, {mark}: {finding.message}"]
    because = [] if finding.by is None else [f"by {_amount(finding.by)}{_unit(finding)} at the least"]
    lines.append("    " + "; ".join([*because, finding.reason]))
    lines += [f"    {fact.doc}:{fact.start}-{fact.end}  {_quote(fact)}" for fact in finding.facts]
    if finding.copies:
        lines.append(f"    printed in {', '.join(finding.copies)} too")
    return "\n".join(lines) + "\n"


def line(finding: Finding) -> bytes:
    """Give a finding as one line of JSON, its end included."""
    data: dict[str, Any] = {
        "check": finding.check,
        "holds": finding.holds,
        "level": finding.level,
        "message": finding.message,
        "reason": finding.reason,
        "by": None if finding.by is None else _rounded(finding.by),
        "by_unit": _unit(finding).strip() or None,
        "copies": finding.copies,
        "facts": [{key: getattr(fact, key) for key in FACT_KEYS} for fact in finding.facts],
    }
    return orjson.dumps(data, as_json, orjson.OPT_APPEND_NEWLINE)


def _quote(fact: Fact) -> str:
    """Give the words around a number, with the number between brackets."""
    # 3例 stands in 43例 too, and is not meant there.
    found = re.search(rf"(?<!{_NUMERAL}){re.escape(fact.text)}", fact.sentence)
    if found is None:
        return _one_line(fact.sentence[: 2 * QUOTE])
    at, end = found.span()
    before, behind = fact.sentence[max(at - QUOTE, 0) : at], fact.sentence[end : end + QUOTE]
    dots = ("…" if at > QUOTE else "", "…" if end + QUOTE < len(fact.sentence) else "")
    return f"{dots[0]}{_one_line(before)}【{_one_line(fact.text)}】{_one_line(behind)}{dots[1]}"


def _one_line(words: str) -> str:
    # A quote may be wrapped in its source, and a control character would steer the terminal.
    return "".join(c if c.isprintable() else " " for c in words)


def _unit(finding: Finding) -> str:
    """Give the unit of what two numbers differ by: shares differ by points."""
    unit = finding.facts[0].unit
    if unit == "%":
        return " points"
    return f" {unit}" if unit else ""


def _rounded(value: Decimal) -> Decimal:
    return Decimal(number(value, PLACES))


def _amount(value: Decimal) -> str:
    return f"{_rounded(value):,f}"
