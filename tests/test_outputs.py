"""Whatever facts say, each format holds all of it: what was written is what is read, by us or by others."""

import csv as stdlib_csv
import io
import json as stdlib_json
import re
import tempfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import WORDS, any_fact

from extractor.emit import csv, datapackage, sdmx_csv, table
from extractor.emit.csv import FORMULA_STARTS, UNSEEN
from extractor.emit.number import plain
from extractor.facts import read_facts
from extractor.report.page import page
from extractor.report.view import Document
from extractor.types import FACT_FIELDS, Record

FACTS = st.lists(any_fact(), max_size=3)
PERIODS = st.sampled_from(
    ["2022", "2022-05", "2022-01/2022-06", "2022-01/..", "../2022-06-15", "XXXX-02", None]
)


def rows_of(data):
    return list(stdlib_csv.reader(io.StringIO(data.decode(), newline=""), strict=True))


def fits(number):
    whole, _, places = plain(number.copy_abs()).partition(".")
    return len(whole) <= 26 and len(places) <= 12


def typed(fact):
    """Give what a table with typed columns holds of a fact."""
    row = {name: cell for name, cell in fact.as_dict().items() if name not in ("value", "low", "high")}
    for name in ("value", "low", "high"):
        number = getattr(fact, name)
        row[name] = number if isinstance(number, Decimal) and fits(number) else None
    row["value_text"] = plain(fact.value) if isinstance(fact.value, Decimal) else fact.value
    return row


def keyed(items):
    """Give each fact an id of its own, as facts that are extracted have."""
    return [replace(fact, id=f"{number}{fact.id}") for number, fact in enumerate(items)]


@settings(max_examples=200, deadline=None)
@given(FACTS)
def test_disarmed_csv_runs_nothing_and_says_the_same(items):
    out = io.BytesIO()
    csv.write(items, out, safe=True)
    head, *rows = rows_of(out.getvalue())
    assert tuple(head) == FACT_FIELDS
    for row, fact in zip(rows, items, strict=True):
        for cell, value in zip(row, fact.as_dict().values(), strict=True):
            if isinstance(value, Decimal):
                assert cell == plain(value)  # a number stays one, below zero too
                continue
            text = "" if value is None else str(value)
            assert cell == ("'" if text.lstrip(UNSEEN).startswith(FORMULA_STARTS) else "") + text
            assert not cell.lstrip(UNSEEN).startswith(FORMULA_STARTS)


@settings(max_examples=200, deadline=None)
@given(FACTS)
def test_sdmx_csv_holds_every_fact_that_it_has_a_place_for(items):
    facts = keyed([replace(fact, period="2022") for fact in items])
    out, left_out = io.BytesIO(), Counter()
    count = sdmx_csv.write(facts, out, left_out=left_out)
    head, *rows = rows_of(out.getvalue())
    assert count == len(rows) == len(facts) - left_out.total()
    by_id = {fact.id: fact for fact in facts}
    for row in rows:
        cells = dict(zip(head, row, strict=True))
        fact = by_id[cells["FACT_ID"]]
        assert Decimal(cells["OBS_VALUE"]).copy_abs() == fact.value.copy_abs()
        assert cells["INDICATOR"] == fact.metric
        assert cells["COMMENT"].startswith(fact.doc)
        assert cells["COMMENT"].endswith(fact.sentence)


@settings(max_examples=100, deadline=None)
@given(FACTS, PERIODS)
def test_parquet_holds_every_fact_with_all_digits_or_none(items, period):
    pq = pytest.importorskip("pyarrow.parquet")
    from extractor.emit import parquet  # noqa: PLC0415  only where it is installed

    facts = [replace(fact, period=period) for fact in items]
    out = io.BytesIO()
    parquet.write(facts, out)
    assert pq.read_table(io.BytesIO(out.getvalue())).to_pylist() == [typed(fact) for fact in facts]


@settings(max_examples=20, deadline=None)
@given(FACTS)
def test_duckdb_holds_every_fact_with_all_digits_or_none(items):
    duckdb = pytest.importorskip("duckdb")
    from extractor.emit import duckdb as database  # noqa: PLC0415  as above

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "facts.duckdb")
        database.write(items, path)
        with duckdb.connect(path, read_only=True) as base:
            found = base.execute("SELECT * FROM facts")
            names = [column[0] for column in found.description]
            rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    assert rows == [typed(fact) for fact in items]


@settings(max_examples=50, deadline=None)
@given(FACTS, st.sampled_from([None, "2022-07-20"]))
def test_a_data_package_holds_every_fact_and_document(items, day):
    facts = keyed(items)
    with tempfile.TemporaryDirectory() as folder:
        datapackage.write(facts, Path(folder), dates={fact.doc: day for fact in facts})
        data = {name: Path(folder, name).read_bytes() for name in datapackage.FILES}
    back = read_facts(io.StringIO(data[datapackage.FACTS].decode(), newline="\n"), "facts", "csv")
    assert list(back) == facts
    head, *documents = rows_of(data[datapackage.DOCUMENTS])
    assert head == ["doc", "date", "facts"]
    counts = Counter(fact.doc for fact in facts)
    assert documents == [[doc, day or "", str(count)] for doc, count in counts.items()]
    assert stdlib_json.loads(data[datapackage.DESCRIPTOR])["resources"]


@settings(max_examples=50, deadline=None)
@given(FACTS, st.integers(60, 200))
def test_the_table_holds_no_sign_that_is_not_to_be_seen(items, width):
    out = io.BytesIO()
    assert table.write(items, out, width=width) == len(items)
    assert all(sign.isprintable() for line in out.getvalue().decode().split("\n") for sign in line)


@settings(max_examples=50, deadline=None)
@given(WORDS, WORDS, WORDS, any_fact())
def test_the_page_says_what_was_said_and_runs_none_of_it(title, doc, text, fact):
    html = page([Document(Record(doc, text), (replace(fact, doc=doc),))], {}, title or None)
    bare = page([], {})
    assert html.lower().count("<script") == bare.lower().count("<script")
    [data] = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    [document] = stdlib_json.loads(data)["documents"]
    assert (document["name"], document["text"]) == (doc, text)
    assert fact.metric in document["facts"][0]
