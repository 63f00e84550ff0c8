"""Parquet and DuckDB, read back: typed, exact, in row groups, and clear where the library is missing."""

import io
import sys
from decimal import Decimal

import pytest
from samples import LONG, run

duckdb = pytest.importorskip("duckdb")
pq = pytest.importorskip("pyarrow.parquet")

from extractor import emit  # noqa: E402  only where both are installed
from extractor.emit import arrow  # noqa: E402
from extractor.emit import duckdb as to_duckdb  # noqa: E402
from extractor.emit import parquet as to_parquet  # noqa: E402
from extractor.types import FACT_FIELDS, NamedFact  # noqa: E402


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("咸宁公安办结案件12起。\n占3.50%。", "utf-8")
    return path


def test_parquet_is_typed_and_exact(facts, tmp_path):
    path = tmp_path / "facts.parquet"
    with path.open("wb") as out:
        assert to_parquet.write(iter(facts), out) == 4
    rows = pq.read_table(path).to_pylist()
    assert [row["value"] for row in rows] == [359, LONG, None, Decimal("47.3")]
    assert rows[2]["value_text"] == "2022-05"
    assert rows[1]["of"] == "a"


def test_parquet_has_row_groups_and_may_be_empty(fact, tmp_path, monkeypatch):
    monkeypatch.setitem(arrow.batches.__kwdefaults__, "rows", 2)
    monkeypatch.setattr(to_parquet, "BATCHES", 2)
    path = tmp_path / "facts.parquet"
    for number, groups in ((9, 3), (8, 2), (0, 0)):
        with path.open("wb") as out:
            assert to_parquet.write([fact] * number, out) == number
        assert pq.ParquetFile(path).num_row_groups == groups


def test_both_may_have_the_indicators(facts, tmp_path):
    named = [NamedFact(**fact.as_dict(), metric_id="x" if fact.metric else None) for fact in facts]
    with (tmp_path / "facts.parquet").open("wb") as out:
        to_parquet.write(named, out, metric_id=True)
    assert pq.read_table(tmp_path / "facts.parquet")["metric_id"].to_pylist() == ["x", "x", None, "x"]
    to_duckdb.write(named, tmp_path / "facts.duckdb", metric_id=True)
    with duckdb.connect(tmp_path / "facts.duckdb", read_only=True) as base:
        assert base.execute("SELECT count(metric_id) FROM facts").fetchone() == (3,)


def test_a_database_has_its_tables_and_exact_numbers(facts, tmp_path):
    path = tmp_path / "facts.duckdb"
    regions = (("code", "name", "parent"), [("420000", "湖北省", ""), ("421224", "通山县", "421200")])
    assert to_duckdb.write(facts, path, dates={"b.txt": "2022-07-20"}, regions=regions) == 4
    with duckdb.connect(path, read_only=True) as base:
        asked = "SELECT f.value, r.name, d.date FROM facts f JOIN documents d USING (doc) "
        asked += "JOIN regions r ON r.code = f.region_code ORDER BY f.id"
        assert base.execute(asked).fetchall() == [
            (359, "通山县", None),
            (LONG, "通山县", None),
            (None, "通山县", "2022-07-20"),
            (Decimal("47.3"), "通山县", "2022-07-20"),
        ]
        assert base.execute("SELECT typeof(value) FROM facts LIMIT 1").fetchone() == ("DECIMAL(38,12)",)
        assert base.execute("SELECT parent FROM regions WHERE code = '420000'").fetchone() == (None,)
        comments = base.execute("SELECT comment FROM duckdb_columns() WHERE table_name = 'facts'").fetchall()
        assert len(comments) == len(FACT_FIELDS) + 1
        assert all(comment for (comment,) in comments)


def test_a_file_says_its_format_by_its_ending(engine, report, tmp_path):
    assert run("extract", report, "-o", tmp_path / "a.parquet").exit_code == 0
    assert (tmp_path / "a.parquet").read_bytes()[:4] == b"PAR1"
    assert run("extract", report, "-o", tmp_path / "a.duckdb").exit_code == 0
    assert (tmp_path / "a.duckdb").read_bytes()[8:12] == b"DUCK"


def test_parquet_goes_through_a_pipe(engine, report):
    result = run("extract", report, "--format", "parquet")
    assert pq.read_table(io.BytesIO(result.stdout_bytes)).num_rows == 2


def test_a_database_replaces_one_that_is_there(engine, report, tmp_path):
    path = tmp_path / "a.duckdb"
    for _ in range(2):
        assert run("extract", report, "-o", path).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.duckdb", "report.txt"]
    assert run("extract", report, "--format", "duckdb", "-o", tmp_path).exit_code == 2


@pytest.mark.parametrize(("library", "name"), [("pyarrow", "parquet"), ("duckdb", "duckdb")])
def test_a_library_that_is_missing_is_named_with_what_brings_it(
    engine, report, tmp_path, monkeypatch, library, name
):
    monkeypatch.delitem(sys.modules, f"extractor.emit.{name}")
    monkeypatch.delattr(emit, name)
    monkeypatch.delitem(sys.modules, "extractor.emit.arrow")
    for module in [module for module in sys.modules if module.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, library, None)
    result = run("extract", report, "--format", name, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert f"{library} is not installed" in result.stderr
    assert f"pip install 'zhstat[{name}]'" in result.stderr
