"""Facts come out exact, whole and in order, in every format."""

import csv as stdlib_csv
import io
import json as stdlib_json
import unicodedata
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.emit import csv, json, jsonl, table
from extractor.emit.mentions import line as mentions_line
from extractor.emit.number import plain
from extractor.types import FACT_FIELDS


def written(module, facts, **options):
    out = io.BytesIO()
    count = module.write(iter(facts), out, **options)
    return count, out.getvalue().decode()


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("2.112089E+9", "2112089000"),
        ("2112089000.0", "2112089000"),
        ("33.33", "33.33"),
        ("33.07E12", "33070000000000"),
        ("5.20", "5.2"),
        ("100", "100"),
        ("0.00", "0"),
        ("-0.0", "0"),
        ("-30", "-30"),
        ("1E-7", "0.0000001"),
        ("123456789012345678901234567890.123456789", "123456789012345678901234567890.123456789"),
    ],
)
def test_numbers_are_written_with_their_digits(number, expected):
    assert plain(Decimal(number)) == expected


@settings(max_examples=100)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_a_written_number_is_the_number(number):
    text = plain(number)
    assert Decimal(text) == number
    assert "e" not in text.lower()
    assert not text.endswith(".0")


def test_a_json_line_has_all_fields_in_order_and_no_escapes(fact):
    [line] = jsonl.line(fact).splitlines()
    assert list(stdlib_json.loads(line)) == list(FACT_FIELDS)
    assert '"value":14000000,' in line.decode()
    assert '"text":"1400余万元"' in line.decode()


def test_json_lines_keep_every_digit(fact):
    exact = replace(fact, value=Decimal("12345678901234567890.12"), low=None)
    data = stdlib_json.loads(jsonl.line(exact), parse_float=Decimal)
    assert (data["value"], data["low"]) == (Decimal("12345678901234567890.12"), None)


def test_a_date_is_a_string(fact):
    assert stdlib_json.loads(jsonl.line(replace(fact, kind="date", value="2022-05")))["value"] == "2022-05"


@pytest.mark.parametrize("count", [0, 1, 3])
def test_every_format_holds_every_fact(fact, count):
    facts = [replace(fact, id=str(i)) for i in range(count)]
    expected = [(str(i), "1400余万元") for i in range(count)]
    assert written(jsonl, facts)[0] == written(json, facts)[0] == written(csv, facts)[0] == count
    lines = [stdlib_json.loads(line) for line in written(jsonl, facts)[1].splitlines()]
    array = stdlib_json.loads(written(json, facts)[1])
    rows = list(stdlib_csv.DictReader(io.StringIO(written(csv, facts)[1])))
    for data in (lines, array, rows):
        assert [(item["id"], item["text"]) for item in data] == expected


def test_csv_has_all_columns_and_nothing_for_null(fact):
    text = written(csv, [replace(fact, sentence='他说:"1,5"\n万元')])[1]
    head, row = stdlib_csv.reader(io.StringIO(text, newline=""))
    assert head == list(FACT_FIELDS)
    cells = dict(zip(head, row, strict=True))
    assert (cells["value"], cells["direction"], cells["region_code"]) == ("14000000", "", "421224")
    assert cells["sentence"] == '他说:"1,5"\n万元'


def test_mentions_are_written_exactly():
    line = mentions_line("a.txt", [{"text": "三成半", "value": Decimal("35.0"), "low": None}])
    assert line.decode() == '{"id":"a.txt","mentions":[{"text":"三成半","value":35,"low":null}]}\n'


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"qualifier": "exact", "value": Decimal(3012)}, "3,012"),
        ({"qualifier": "exact", "value": Decimal("-30.5")}, "-30.5"),
        ({"qualifier": "exact", "value": Decimal("-0.5")}, "-0.5"),
        ({"qualifier": "over", "value": Decimal(900), "low": Decimal(900), "high": Decimal(999)}, "900…999"),
        ({"qualifier": "over", "value": Decimal(3), "low": Decimal(3), "high": None}, "3…"),
        ({"qualifier": "under", "value": Decimal(30000), "low": None, "high": Decimal(30000)}, "…30,000"),
        ({"qualifier": "about", "value": Decimal(40), "low": None, "high": None}, "≈40"),
        ({"qualifier": "range", "value": None, "low": Decimal(3), "high": Decimal(5)}, "3…5"),
        ({"kind": "date", "value": "2022-05-01"}, "2022-05-01"),
    ],
)
def test_the_table_shows_what_the_words_leave_open(fact, fields, expected):
    bare = replace(fact, value=None, low=None, high=None)
    assert table.amount(replace(bare, **fields)) == expected


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_the_table_fits_its_width_and_loses_no_character(fact, width):
    count, text = written(table, [fact, replace(fact, doc="other.txt")], width=width)
    assert count == 2
    cells = [
        sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in text.splitlines()
    ]
    assert max(cells) <= width
    assert "report.txt" in text
    assert "other.txt" in text
    assert text.count("贴") == 2  # of the metric, however it is folded
    assert text.count("民") == (2 if width >= 90 else 0)  # of the agency, which is left out first


def test_the_table_does_not_pass_on_what_steers_a_terminal(fact):
    _, text = written(table, [replace(fact, text="[red]1\x1b[2J\n元", doc="\x1b]0;x")])
    assert "\x1b" not in text
    assert "[red]" in text.replace("\n", "")


def test_colours_are_written_only_when_asked_for(fact):
    assert "\x1b[" not in written(table, [fact])[1]
    assert "\x1b[" in written(table, [fact], color=True)[1]


def test_a_table_row_can_stand_alone(fact):
    assert table.line(fact).decode().startswith("money | 发放补贴 | 14,000,000… 14,999,999 | 元 | ")
