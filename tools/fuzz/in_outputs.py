"""Outputs: whatever facts hold, they are written in every format, and come back from those that are read."""

from __future__ import annotations

import csv as stdlib_csv
import io
import json as stdlib_json
import re
import shutil
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import cache

import duckdb
import pyarrow.parquet as pq
from in_files import folder

from extractor.audit import audit, written
from extractor.emit import arrow, csv, datapackage, json, jsonl, parquet, sdmx_csv, table
from extractor.emit import duckdb as database
from extractor.emit.csv import FORMULA_STARTS, UNSEEN
from extractor.emit.number import plain
from extractor.facts import MOST_DIGITS, read_facts
from extractor.indicators import Indicators
from extractor.pivot import DIMENSIONS, pivot
from extractor.pivot.written import FORMATS as PIVOTS
from extractor.report.page import page
from extractor.report.view import Document
from extractor.types import FACT_FIELDS, KINDS, QUALIFIERS, Fact, Record

FACTS, FIELDS = "\x1e", "\x1f"
"""What stands between facts of an input, and between the fields of a fact."""

ORDER = (
    *("metric", "value", "low", "high", "unit", "qualifier", "direction", "basis", "role", "region"),
    *("region_code", "agency", "agency_type", "period", "period_text", "text", "doc", "kind", "sentence"),
    *("id", "of", "rule"),
)
NUMBERS = ("value", "low", "high")
WORDS = ("id", "doc", "kind", "qualifier", "text", "sentence", "rule")
BLANK = Fact(
    **dict.fromkeys(FACT_FIELDS, None)  # type: ignore[arg-type]  what has a value always is set below
    | {
        "id": "",
        "doc": "",
        "article": 1,
        "kind": "count",
        "qualifier": "exact",
        "text": "",
        "start": 0,
        "end": 0,
    }
    | {"sentence": "", "rule": ""}
)


def facts_of(data: bytes) -> list[Fact]:
    """Make facts of anything: cells in `ORDER`, as far as they are there."""
    text = data.decode("utf-8", "replace")
    return [_fact(part.split(FIELDS), number) for number, part in enumerate(text.split(FACTS)[:8])]


def _fact(cells: list[str], number: int) -> Fact:
    said = {name: cell for name, cell in zip(ORDER, cells, strict=False) if cell or name in WORDS}
    kind = said.pop("kind", "count")
    fact = replace(BLANK, kind=kind if kind in KINDS else "count", article=number + 1)
    for name, cell in said.items():
        if name in NUMBERS:
            value = cell if name == "value" and fact.kind == "date" else _decimal(cell)
            fact = replace(fact, **{name: value})
        elif name == "qualifier":
            fact = replace(fact, qualifier=cell if cell in QUALIFIERS else "exact")
        elif name == "direction":
            fact = replace(fact, direction=cell if cell in ("up", "down", "flat") else None)
        elif name == "role":
            fact = replace(fact, role=cell if cell in ("from", "to") else None)
        else:
            fact = replace(fact, **{name: cell})
    start = len(fact.metric or "")
    return replace(fact, id=f"{number}{fact.id}", start=start, end=start + len(fact.text))


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= MOST_DIGITS else None


def lines(data: bytes) -> None:
    """JSON Lines, JSON and CSV come back equal, and the others are written whole."""
    facts = facts_of(data)
    for module, form in ((jsonl, "jsonl"), (json, "json"), (csv, "csv")):
        out = io.BytesIO()
        assert module.write(facts, out) == len(facts)
        back = read_facts(io.StringIO(out.getvalue().decode(), newline="\n"), "-", form)
        assert list(back) == facts, f"{form} does not come back"
    _disarmed(facts)
    wide = 60 + zlib.crc32(data) % 100
    out = io.BytesIO()
    assert table.write(facts, out, width=wide, color=bool(wide % 2)) == len(facts)
    shown = re.sub("\x1b\\[[0-9;]*m", "", out.getvalue().decode())
    assert all(c.isprintable() or c == "\n" for c in shown), "the table steers a terminal"
    _observed(facts)


def _disarmed(facts: list[Fact]) -> None:
    """No cell begins as a formula, and but for the apostrophe all of them are what they were."""
    out = io.BytesIO()
    csv.write(facts, out, safe=True)
    head, *rows = stdlib_csv.reader(io.StringIO(out.getvalue().decode(), newline=""), strict=True)
    assert tuple(head) == FACT_FIELDS
    assert len(rows) == len(facts)
    for row, fact in zip(rows, facts, strict=True):
        for cell, value in zip(row, fact.as_dict().values(), strict=True):
            if isinstance(value, Decimal):
                assert cell == plain(value)
            else:
                was = "" if value is None else str(value)
                assert not cell.lstrip(UNSEEN).startswith(FORMULA_STARTS), f"{cell!r} runs"
                assert cell == (f"'{was}" if was.lstrip(UNSEEN).startswith(FORMULA_STARTS) else was)


def _observed(facts: list[Fact]) -> None:
    left_out: Counter[str] = Counter()
    out = io.BytesIO()
    count = sdmx_csv.write(facts, out, dates={"": "2022-07-20"}, left_out=left_out)
    rows = list(stdlib_csv.reader(io.StringIO(out.getvalue().decode(), newline=""), strict=True))
    assert count + left_out.total() == len(facts), "an observation is lost"
    assert len(rows) == count + 1
    assert {len(row) for row in rows} == {len(sdmx_csv.COLUMNS)}
    values = {fact.id: fact.value for fact in facts}
    for row in rows[1:]:
        cells = dict(zip(sdmx_csv.COLUMNS, row, strict=True))
        value = values[cells["FACT_ID"]]
        assert isinstance(value, Decimal)
        assert Decimal(cells["OBS_VALUE"]).copy_abs() == value.copy_abs(), "a value is another"


def tables(data: bytes) -> None:
    """Parquet, DuckDB and a Data Package hold every fact, with every digit or none."""
    facts = facts_of(data)
    expected = [_as_row(fact) for fact in facts]
    out = io.BytesIO()
    assert parquet.write(facts, out) == len(facts)
    assert pq.read_table(io.BytesIO(out.getvalue())).to_pylist() == expected, "Parquet holds other facts"
    made = folder() / "package"
    made.mkdir()
    try:
        assert datapackage.write(facts, made) == len(facts)
        back = read_facts(
            io.StringIO((made / datapackage.FACTS).read_bytes().decode(), newline="\n"), "-", "csv"
        )
        assert list(back) == facts, "the package holds other facts"
        assert stdlib_json.loads((made / datapackage.DESCRIPTOR).read_bytes())
        if zlib.crc32(data) % 16 == 0:  # it takes twenty times as long as the others
            path = made / "facts.duckdb"
            assert database.write(facts, path) == len(facts)
            with duckdb.connect(path, read_only=True) as base:
                rows = base.execute("SELECT * FROM facts ORDER BY article").fetchall()
            names = arrow.SCHEMA.names
            assert [dict(zip(names, row, strict=True)) for row in rows] == expected, (
                "DuckDB holds other facts"
            )
    finally:
        shutil.rmtree(made)


def _as_row(fact: Fact) -> dict[str, object]:
    said = fact.as_dict()
    row: dict[str, object] = {}
    for name in arrow.SCHEMA.names:
        if name == arrow.VALUE_TEXT:
            row[name] = plain(fact.value) if isinstance(fact.value, Decimal) else fact.value
        elif name in NUMBERS:
            row[name] = said[name] if isinstance(said[name], Decimal) and _fits(said[name]) else None
        else:
            row[name] = said[name]
    return row


def _fits(number: Decimal) -> bool:
    whole, _, rest = format(number.copy_abs(), "f").partition(".")
    return len(whole) <= arrow.PRECISION - arrow.SCALE and len(rest.rstrip("0")) <= arrow.SCALE


def analyses(data: bytes) -> None:
    """What is worked out of facts: findings, tables of them, and the page, in which nothing they say runs."""
    facts = facts_of(data)
    ids = _indicators().assign(facts)
    findings = list(audit(facts, lambda fact: ids.get(fact.id)))
    for finding in findings:
        assert written.text(finding)
        assert stdlib_json.loads(written.line(finding))
    counted = [fact for fact in facts if isinstance(fact.value, Decimal)]
    rows, columns = _dimensions(data)
    found = pivot(counted, rows, columns, ids)
    for write in PIVOTS.values():
        assert write(found, "a title", 80).decode()
    _shown(facts, findings)


@cache
def _indicators() -> Indicators:
    return Indicators.load()


def _dimensions(data: bytes) -> tuple[str, str]:
    pairs = [(one, other) for one in DIMENSIONS for other in DIMENSIONS if one != other]
    return pairs[zlib.crc32(data) % len(pairs)]


def _shown(facts: list[Fact], findings: list[object]) -> None:
    documents = list(_documents(facts))
    title = documents[0].record.doc
    html = page(documents, {"421224": "通山县"}, title, findings=findings)  # type: ignore[arg-type]
    assert html.count("<script") == _plain_page().count("<script"), "the page has a script of a document's"
    assert html.count("</script") == _plain_page().count("</script")
    found = re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert found
    texts = [document["text"] for document in stdlib_json.loads(found[1])["documents"]]
    assert texts == [document.record.text for document in documents], "the page shows another text"


def _documents(facts: list[Fact]) -> Iterator[Document]:
    for doc in dict.fromkeys(fact.doc for fact in facts):
        own = tuple(fact for fact in facts if fact.doc == doc)
        text = "".join(f"{fact.metric or ''}{fact.text}{fact.sentence}" for fact in own)
        yield Document(Record(doc, text), own)


@cache
def _plain_page() -> str:
    return page([], {})
