"""Facts as others read them: each format is read back by a library that is not ours."""

import csv as stdlib_csv
import io
import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import LONG, run

from extractor.emit import csv, datapackage, sdmx_csv
from extractor.emit.sdmx_time import time_period
from extractor.errors import ZhstatError
from extractor.types import FACT_FIELDS, NamedFact

ROOT = Path(__file__).parents[1]


def observations(facts, **options):
    out = io.BytesIO()
    count = sdmx_csv.write(iter(facts), out, **options)
    rows = list(stdlib_csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))
    assert len(rows) == count
    return rows


# SDMX


@pytest.mark.parametrize(
    ("edtf", "until", "expected"),
    [
        ("2022", None, "2022"),
        ("2022-05", None, "2022-05"),
        ("2022-05-01", None, "2022-05-01"),
        ("2022-04-28T12:46", None, "2022-04-28T12:46:00"),
        ("2022-01/2022-03", None, "2022-Q1"),
        ("2022-10/2022-12", None, "2022-Q4"),
        ("2022-10-01/2022-12-31", None, "2022-Q4"),
        ("2022-01/2022-06", None, "2022-S1"),
        ("2022-07/2022-12", None, "2022-S2"),
        ("2022-01/2022-12", None, "2022"),
        ("2022-02/2022-04", None, "2022-02-01/P3M"),
        ("2022-01/2022-08", None, "2022-01-01/P8M"),
        ("2018/2020", None, "2018-01-01/P3Y"),
        ("2021-07/2022-06", None, "2021-07-01/P1Y"),
        ("2020-02/2020-02", None, "2020-02"),
        ("2020-03-28/2020-04-25", None, "2020-03-28/P29D"),
        ("2020-03-28/2020-03-28", None, "2020-03-28"),
        ("2019-06-01T08:00/2019-06-02T20:30", None, "2019-06-01T08:00:00/P1DT12H30M"),
        ("2019-06-01T08:00/2019-06-02", None, "2019-06-01T08:00:00/P1DT16H"),
        ("../2022-06-15", None, "2022-06-15"),
        ("../2022-06-15T10:00", None, "2022-06-15T10:00:00"),
        ("2022-01/..", "2022-06-30", "2022-S1"),
        ("2022-01/..", "2022-07-20T08:30", "2022-01-01/P201D"),
        ("2022-01/..", None, None),
        ("2022-01/..", "2021-12-31", None),
        ("XXXX-02-23", "2022-01-01", None),
        ("XXXX-01/XXXX-06", None, None),
        ("2022-02-30", None, None),
        ("2022-06/2022-01", None, None),
        ("9999-12", None, None),
        ("0000", None, None),
    ],
)
def test_a_period_has_the_form_that_sdmx_has_for_it(edtf, until, expected):
    assert time_period(edtf, until) == expected


@given(st.dates(), st.dates())
def test_a_range_of_days_ends_where_the_period_does(one, other):
    first, last = sorted((one, other))
    period = time_period(f"{first}/{last}")
    if last.year == 9999:
        return
    assert period is not None
    assert period.startswith(f"{first.year:04d}")
    if period.endswith("D"):
        assert int(period.rpartition("P")[2][:-1]) == (last - first).days + 1


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {"REF_AREA": "421224", "TIME_PERIOD": "2022", "INDICATOR": "发放补贴", "TRANSFORMATION": "N"}),
        ({}, {"OBS_VALUE": "14000000", "UNIT_MEASURE": "元", "UNIT_MULT": "0", "OBS_STATUS": "E"}),
        ({}, {"COMMENT": "report.txt; over 14000000…14999999; 今年以来发放补贴1400余万元。"}),
        ({"qualifier": "exact"}, {"OBS_STATUS": "A", "COMMENT": "report.txt; 今年以来发放补贴1400余万元。"}),
        ({"region_code": None}, {"REF_AREA": "_X"}),
        ({"unit": None}, {"UNIT_MEASURE": ""}),
        (
            {"direction": "up", "basis": "yoy", "unit": "%"},
            {"TRANSFORMATION": "G1Y", "OBS_VALUE": "14000000"},
        ),
        (
            {"direction": "down", "basis": "mom", "unit": "起"},
            {"TRANSFORMATION": "D1", "OBS_VALUE": "-14000000"},
        ),
        ({"direction": "down", "basis": "2020", "unit": "倍"}, {"TRANSFORMATION": "G"}),
        ({"direction": "down", "role": "to"}, {"TRANSFORMATION": "N", "OBS_VALUE": "14000000"}),
        ({"period": "../2022-06-15"}, {"TIME_PERIOD": "2022-06-15"}),
    ],
)
def test_an_observation_says_what_the_fact_says(fact, change, expected):
    [row] = observations([replace(fact, **({"period": "2022"} | change))])
    assert {name: row[name] for name in expected} == expected


def test_an_observation_of_an_indicator_has_its_id(fact):
    known = NamedFact(**replace(fact, period="2022").as_dict(), metric_id="welfare.grant")
    assert [row["INDICATOR"] for row in observations([known, replace(known, metric_id=None)])] == [
        "welfare.grant",
        "发放补贴",
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": "date", "value": "2022-05"}, "dates"),
        ({"metric": None}, "without a metric"),
        ({"value": None}, "without one value"),
        ({"period": None}, "without a period"),
        ({"period": "XXXX-05"}, "of an open period or an unknown year"),
        ({"role": "from", "direction": "up"}, "of another time than their period"),
        ({"basis": "1965"}, "of another time than their period"),
    ],
)
def test_what_has_no_place_in_sdmx_is_counted_by_its_reason(fact, change, reason):
    left_out = Counter()
    given = [fact, replace(fact, **({"period": "2022"} | change))]
    assert len(observations(given, dates={"report.txt": "2022-06-30"}, left_out=left_out)) == 1
    assert left_out == {reason: 1}
    assert sdmx_csv.line(given[1]) == b""


def test_an_open_period_ends_on_the_day_of_its_document(fact):
    [row] = observations([fact], dates={"report.txt": "2022-06-30"})
    assert row["TIME_PERIOD"] == "2022-S1"
    assert "; 2022-01/..; " in row["COMMENT"]


def test_a_reader_of_sdmx_reads_the_observations(facts, tmp_path):
    sdmx = pytest.importorskip("pysdmx.io")
    pytest.importorskip("pandas")
    path = tmp_path / "facts.csv"
    with path.open("wb") as out:
        assert sdmx_csv.write(facts, out) == 3
    [dataset] = sdmx.read_sdmx(path).data
    assert dataset.structure == "DataStructure=ZHSTAT:FACTS(1.0.0)"
    assert tuple(dataset.data.columns) == sdmx_csv.COLUMNS[3:]
    assert list(dataset.data["TIME_PERIOD"]) == ["2022-S1"] * 3
    assert [float(value) for value in dataset.data["OBS_VALUE"]] == [359, float(LONG), -47.3]


def test_the_structure_is_that_of_the_columns_and_a_reader_joins_the_two(facts, tmp_path):
    sdmx = pytest.importorskip("pysdmx.io")
    done = subprocess.run(
        [sys.executable, "-m", "extractor.emit.sdmx_structure"], cwd=ROOT, capture_output=True, check=True
    )
    (tmp_path / "structure.json").write_bytes(done.stdout)
    with (tmp_path / "facts.csv").open("wb") as out:
        sdmx_csv.write(facts, out)
    # Reading validates the structure by the schema of SDMX-JSON.
    [dataset] = sdmx.get_datasets(tmp_path / "facts.csv", tmp_path / "structure.json")
    components = {component.id for component in dataset.structure.components}
    assert components == set(sdmx_csv.COLUMNS[3:])
    assert dataset.structure.id == "FACTS"


# Data Package


def test_a_package_is_valid_and_its_keys_join(facts, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    assert datapackage.write(facts, tmp_path, dates={"c.txt": "2022-07-20"}) == 4
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    package = frictionless.Package(str(tmp_path / "datapackage.json"))
    rows = package.get_resource("facts").read_rows()
    assert [row["id"] for row in rows] == ["a", "b", "c", "d"]
    assert rows[1]["value"] == str(LONG)
    assert rows[1]["of"] == "a"
    assert [list(row.values()) for row in package.get_resource("documents").read_rows()] == [
        ["c.txt", "2022-07-20", 0],
        ["report.txt", None, 2],
        ["b.txt", None, 2],
    ]


def test_a_package_may_have_the_indicators(facts, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    named = [NamedFact(**fact.as_dict(), metric_id="x" if fact.metric else None) for fact in facts]
    datapackage.write(named, tmp_path, metric_id=True)
    path = str(tmp_path / "datapackage.json")
    assert frictionless.validate(path).valid
    rows = frictionless.Package(path).get_resource("facts").read_rows()
    assert [row["metric_id"] for row in rows] == ["x", "x", None, "x"]


def test_a_package_holds_the_csv_that_csv_writes(facts, tmp_path):
    datapackage.write(facts, tmp_path)
    out = io.BytesIO()
    csv.write(facts, out)
    assert (tmp_path / "facts.csv").read_bytes() == out.getvalue()
    descriptor = json.loads((tmp_path / "datapackage.json").read_bytes())
    assert [field["name"] for field in descriptor["resources"][0]["schema"]["fields"]] == list(FACT_FIELDS)
    assert {path.name for path in tmp_path.iterdir()} == datapackage.FILES


def test_what_breaks_a_key_makes_a_package_invalid(facts, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    datapackage.write(facts, tmp_path)
    table = tmp_path / "facts.csv"
    table.write_text(table.read_text("utf-8").replace(",a,通山县,", ",z,通山县,"), "utf-8")
    found = frictionless.validate(str(tmp_path / "datapackage.json")).flatten(["type"])
    assert ["foreign-key"] in found
    assert ["hash-count"] in found


def test_a_part_without_its_whole_is_counted_and_the_key_not_declared(facts, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    left_out = Counter()
    assert datapackage.write(facts[1:], tmp_path, left_out=left_out) == 3
    assert left_out.total() == 1
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
    assert "of" in (tmp_path / "facts.csv").read_text("utf-8")


def test_two_facts_with_one_id_are_no_package(facts, tmp_path):
    with pytest.raises(ZhstatError, match="two facts have the id a"):
        datapackage.write([*facts, facts[0]], tmp_path)


# What a spreadsheet would run


@pytest.mark.parametrize("start", csv.FORMULA_STARTS)
def test_a_formula_is_disarmed_on_request_and_only_then(fact, start):
    armed = replace(fact, sentence=f"{start}cmd|' /C calc'!A0")
    for safe in (False, True):
        out = io.BytesIO()
        csv.write([armed], out, safe=safe)
        _, row = stdlib_csv.reader(io.StringIO(out.getvalue().decode(), newline=""))
        assert row[FACT_FIELDS.index("sentence")] == ("'" if safe else "") + armed.sentence


def test_a_negative_number_is_no_formula(fact):
    out = io.BytesIO()
    csv.write([replace(fact, value=Decimal(-30), text="-30℃")], out, safe=True)
    assert ",-30," in out.getvalue().decode()
    assert ",'-30℃," in out.getvalue().decode()


# The command


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("咸宁公安办结案件12起。\n占3.50%。", "utf-8")
    return path


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "duckdb"], "duckdb cannot be written to standard output: name -o facts.duckdb"),
        (["--format", "datapackage"], "name -o a folder"),
        (["--csv-safe"], "--csv-safe goes with --format csv"),
        (["--format", "sdmx-csv", "--bom"], "--bom goes with --format csv"),
    ],
)
def test_what_cannot_be_written_so_is_said(engine, report, arguments, message):
    result = run("extract", *arguments, report)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_what_sdmx_leaves_out_is_said_and_quiet_does_not_say_it(engine, report):
    result = run("extract", "--format", "sdmx-csv", report)
    assert result.exit_code == 0
    assert result.stderr == "2 facts have no place in SDMX: 2 without a period\n"
    assert run("extract", "--format", "sdmx-csv", "-q", report).stderr == ""
    assert run("extract", "--format", "sdmx-csv", "--date", "2022-05-01", report).stderr == ""


def test_facts_that_were_written_are_published(engine, report, tmp_path):
    written = tmp_path / "facts.jsonl"
    run("extract", report, "-o", written)
    for name in ("a.csv", "b.csv"):
        source = report if name == "a.csv" else written
        assert run("extract", source, "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_a_package_replaces_one_that_is_there_and_nothing_else(engine, report, tmp_path):
    folder = tmp_path / "facts"
    command = ("extract", report, "--format", "datapackage", "-o", folder)
    for _ in range(2):
        assert run(*command).exit_code == 0
        assert {path.name for path in folder.iterdir()} == datapackage.FILES
    (folder / "notes.txt").write_text("mine")
    result = run(*command)
    assert (result.exit_code, "holds other things: notes.txt" in result.stderr) == (2, True)
    assert run("extract", report, "--format", "datapackage", "-o", report).exit_code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["facts", "report.txt"]


def test_a_package_that_fails_leaves_the_old_one(engine, report, tmp_path):
    folder = tmp_path / "facts"
    assert run("extract", report, "--format", "datapackage", "-o", folder).exit_code == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    twice = run("extract", report, report, "--format", "datapackage", "-o", folder)
    assert (twice.exit_code, "two facts have the id" in twice.stderr) == (2, True)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["facts", "report.txt"]
