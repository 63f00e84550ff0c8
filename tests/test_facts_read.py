"""Facts that were written are read back as they were, and what is no fact is named in its place."""

import gzip
import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import FACT, any_fact

from extractor.cli.inputs import facts_of
from extractor.cli.messages import Messages
from extractor.cli.options import Given, Patterns
from extractor.cli.output import STDOUT
from extractor.emit import csv, jsonl
from extractor.emit import json as json_array
from extractor.errors import Problem
from extractor.facts import form_of, read_facts, read_facts_or_records
from extractor.text.read import Source
from extractor.types import FACT_FIELDS, Record


def written(module, items):
    out = io.BytesIO()
    module.write(items, out)
    return out.getvalue()


def read(data, form):
    return list(read_facts(io.TextIOWrapper(io.BytesIO(data), "utf-8", newline="\n"), "facts", form))


@settings(max_examples=200)
@given(st.lists(any_fact(), max_size=3))
def test_json_lines_come_back_equal(items):
    assert read(written(jsonl, items), "jsonl") == items


@settings(max_examples=100)
@given(st.lists(any_fact(), max_size=3))
def test_a_json_array_comes_back_equal(items):
    data = written(json_array, items)
    assert form_of(data.decode().splitlines()[0]) == "json"
    assert read(data, "json") == items


@settings(max_examples=200)
@given(st.lists(any_fact(), max_size=3))
def test_csv_comes_back_equal(items):
    assert read(written(csv, items), "csv") == items


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_numbers_keep_every_digit(fact, form):
    exact = replace(fact, value=Decimal("12345678901234567890.123456789"), low=Decimal("-0.1"))
    [back] = read(written({"jsonl": jsonl, "csv": csv}[form], [exact]), form)
    assert (back.value, back.low) == (Decimal("12345678901234567890.123456789"), Decimal("-0.1"))


@pytest.mark.parametrize("module", [jsonl, json_array, csv])
def test_a_sentence_of_any_length_comes_back(module):
    long = replace(FACT, sentence="长" * 200_000)
    assert read(written(module, [long]), module.__name__.rpartition(".")[2]) == [long]


@pytest.mark.parametrize(
    ("line", "form"),
    [
        (jsonl.line(FACT).decode(), "jsonl"),
        ("\ufeff" + jsonl.line(FACT).decode(), "jsonl"),
        (",".join(FACT_FIELDS), "csv"),
        ("\ufeff" + ",".join(reversed(FACT_FIELDS)) + ",metric_id\r\n", "csv"),
        ('{"id": "a", "text": "咸宁公安办结12起"}', None),
        ('{"context": "办结12起", "text": "12起", "kind": "count", "metric": "办结"}', None),
        ("咸宁公安办结案件12起。", None),
        ('{"id": "a", ', None),
        ("云溪县办结12起。\r石桥县办结3起。", None),
        ("", None),
        ("长" * 200_000, None),
    ],
)
def test_the_first_line_tells_what_a_file_holds(line, form):
    assert form_of(line) == form


def changed(**fields):
    return json.dumps({**json.loads(jsonl.line(FACT)), **fields}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        ('{"id": "a" "b"}', 12, "not JSON"),
        ("[1]", 1, "not an object"),
        (changed(kind="amount"), None, "kind: 'amount' is none of count, money"),
        (changed(kind=[]), None, "kind: [] is no string"),
        (changed(qualifier=None), None, "qualifier: null is no string"),
        (changed(value="1400万"), None, 'value: "1400万" is no number'),
        (changed(kind="date", value=2022), None, "value: 2022 is no string"),
        (changed(start=1.5), None, "start: 1.5 is no count from 0"),
        (changed(start=0).replace('"start": 0', '"start": 1e500'), None, "start: 1E+500 is no count from 0"),
        (changed(article=2**31), None, "article: 2147483648 is no count from 0"),
        (changed(end=-1), None, "end: -1 is no count from 0"),
        (changed(article="1"), None, 'article: "1" is no number'),
        (changed(low=True), None, "low: true is no number"),
        (changed(region=7), None, "region: 7 is no string"),
        (changed(direction="north"), None, "direction: 'north' is none of up, down, flat"),
        (
            changed(high=0).replace('"high": 0', '"high": 1e999999999'),
            None,
            "high: 1E+999999999 is out of all bounds",
        ),
        (changed(low=0).replace('"low": 0', '"low": NaN'), None, "NaN is no number"),
        (changed(low=0).replace('"low": 0', '"low": 1e99999999999999999999'), None, "is out of all bounds"),
        (changed(text=0).replace('"text": 0', r'"text": "\ud800"'), None, "half of a surrogate pair"),
        ('{"id": "a", "kind": "count"}', None, "the fact has no doc, article, metric"),
    ],
)
def test_a_line_that_is_no_fact_is_named_and_the_rest_is_read(line, column, message):
    good = jsonl.line(FACT).decode()
    first, problem, last = read_facts([good, line + "\n", good], "facts.jsonl", "jsonl")
    assert (first, last) == (FACT, FACT)
    assert isinstance(problem, Problem)
    assert (problem.file, problem.line) == ("facts.jsonl", 2)
    assert message in problem.message
    if column:
        assert problem.column == column


def test_a_problem_in_json_points_at_the_value():
    line = changed(value="viele")
    [problem] = read_facts([line], "facts.jsonl", "jsonl")
    assert line[problem.column - 1 :][: problem.length] == '"viele"'


def test_a_problem_in_csv_points_at_the_cell_even_behind_a_line_break():
    bad = written(csv, [replace(FACT, doc='a\n"b",c')]).decode().replace("14999999", "viele")
    first, problem, last = read_facts(
        io.StringIO(
            written(csv, [FACT]).decode() + bad.partition("\n")[2] + csv.line(FACT).decode(), newline=""
        ),
        "facts.csv",
        "csv",
    )
    assert (first, last) == (FACT, FACT)
    assert (problem.line, problem.message) == (4, 'high: "viele" is no number')
    assert problem.source[problem.column - 1 :][: problem.length] == "viele"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,doc\n", "the columns article, kind, metric"),
        (",".join(FACT_FIELDS) + "\na,b\n", f"2 cells under {len(FACT_FIELDS)} columns"),
        (",".join(FACT_FIELDS) + '\n"a\n', "not CSV"),
    ],
)
def test_csv_that_holds_no_facts_says_so(text, message):
    [problem] = read_facts(io.StringIO(text, newline=""), "facts.csv", "csv")
    assert message in problem.message


def test_columns_may_stand_in_another_order_with_others_beside_them():
    data = {"metric_id": "x", **dict(reversed(json.loads(jsonl.line(FACT)).items()))}
    assert list(read_facts([json.dumps(data)], "facts", "jsonl")) == [FACT]


def test_a_source_holds_facts_or_documents(tmp_path):
    inputs = {
        "facts.jsonl.gz": gzip.compress(written(jsonl, [FACT])),
        "facts.csv": csv.BYTE_ORDER_MARK + written(csv, [FACT]),
        "records.jsonl": '{"id": "a", "text": "12起"}\n'.encode(),
        "report.txt": "咸宁公安办结案件12起。".encode(),
    }
    found = {}
    for name, data in inputs.items():
        path = tmp_path / name
        path.write_bytes(data)
        form = "jsonl" if "jsonl" in name else "text"
        found[name] = list(read_facts_or_records(Source(name, path, form)))
    assert found == {
        "facts.jsonl.gz": [FACT],
        "facts.csv": [FACT],
        "records.jsonl": [Record("a", "12起")],
        "report.txt": [Record("report.txt", "咸宁公安办结案件12起。")],
    }


def test_facts_in_another_encoding_say_which_to_try(tmp_path):
    path = tmp_path / "facts.csv"
    path.write_bytes(written(csv, [FACT]).decode().encode("gb18030"))
    [problem] = read_facts_or_records(Source("facts.csv", path, "text"))
    assert (problem.line, problem.message) == (2, "the text is not UTF-8")
    assert list(read_facts_or_records(Source("facts.csv", path, "text"), encoding="gb18030")) == [FACT]


def test_commands_take_facts_and_documents_alike(engine, tmp_path):
    (tmp_path / "facts.jsonl").write_bytes(written(jsonl, [FACT]))
    (tmp_path / "report.txt").write_text("咸宁公安办结案件12起。", "utf-8")
    inputs = tuple(str(tmp_path / name) for name in ("facts.jsonl", "report.txt"))
    assert [fact.value for fact in facts_of(Given(inputs), Patterns(), Messages(), output=STDOUT)] == [
        FACT.value,
        Decimal(12),
    ]


def test_facts_are_read_back_without_rules(monkeypatch, tmp_path):
    (tmp_path / "facts.jsonl").write_bytes(written(jsonl, [FACT]))
    monkeypatch.setattr("extractor.cli.inputs.rules_of", None)
    given = Given((str(tmp_path / "facts.jsonl"),))
    assert list(facts_of(given, Patterns(), Messages(), output=STDOUT)) == [FACT]
