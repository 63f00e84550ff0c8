"""Facts in the table that people draw by hand: in order, nothing added up, what disagrees marked."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from samples import run

from extractor.errors import cells
from extractor.indicators import Indicators
from extractor.pivot import chosen, pivot
from extractor.pivot.written import amount
from extractor.pivot.written import csv as as_csv
from extractor.pivot.written import table as as_table


@pytest.fixture(scope="module")
def indicators():
    return Indicators.load()


def made(fact, **fields):
    """Vary a fact; its bounds are its value, and its words its number."""
    value = fields.get("value", 12)
    fields = {
        "kind": "count",
        "metric": "建成驿站",
        "unit": "个",
        "qualifier": "exact",
        "value": Decimal(value),
        "low": Decimal(value),
        "high": Decimal(value),
        "text": f"{value}个",
        "agency": None,
        "period": "2021",
    } | {key: each for key, each in fields.items() if key != "value"}
    return replace(fact, id=json.dumps([str(each) for each in fields.values()]), **fields)


def texts(result):
    return list(csv.reader(io.StringIO(as_csv(result, "").decode())))


def test_places_come_by_code_and_times_from_early_to_late(fact):
    facts = [
        made(fact, value=1, region="通山县", region_code="421224", period="2022-01/2022-06"),
        made(fact, value=2, region="湖北省", region_code="420000", period="2021"),
        made(fact, value=3, region=None, region_code=None, period="2022"),
        made(fact, value=4, region="北京市", region_code="110000", period="../2020-12-31"),
        made(fact, value=5, region="北京市", region_code="110000", period=None, period_text=None),
    ]
    result = pivot(facts, "region", "period", {})
    assert result.row_keys == ("北京市", "湖北省", "通山县", None)
    assert result.column_keys == ("../2020-12-31", "2021", "2022", "2022-01/2022-06", None)
    assert texts(result)[1] == ["北京市", "4", "", "", "", "5"]


def test_values_that_cannot_both_be_right_stand_side_by_side(fact):
    facts = [made(fact, value=12), made(fact, value=15)]
    result = pivot(facts, "region", "period", {})
    assert [cell.conflict for cell in result.cells.values()] == [True]
    assert texts(result)[1] == ["通山县", "12 ≠ 15"]


def test_values_of_different_times_are_no_conflict(fact):
    facts = [made(fact, value=12), made(fact, value=15, period="2022")]
    result = pivot(facts, "region", "metric", {})
    assert [cell.conflict for cell in result.cells.values()] == [False]
    assert texts(result)[1] == ["通山县", "12 / 15"]


def test_nothing_is_added_up_and_what_agrees_is_one(fact):
    facts = [
        made(fact, value=29800),
        made(fact, value=30000, low=None, high=Decimal(30000), qualifier="under", text="近3万个"),
        made(fact, value=29800, doc="other.txt"),
    ]
    [cell] = pivot(facts, "region", "period", {}).cells.values()
    assert [value.value for value in cell.values] == [29800]
    assert [len(group) for group in cell.support] == [3]


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"value": 359}, "359"),
        ({"value": 900, "qualifier": "over", "high": Decimal(999)}, "≥900"),
        ({"value": 30000, "qualifier": "under", "low": None}, "≤30,000"),
        ({"value": 40, "qualifier": "about"}, "≈40"),
        ({"value": 8, "kind": "percent", "direction": "down"}, "↓8"),
    ],
)
def test_words_of_exactness_are_kept(fact, fields, shown):
    assert amount(made(fact, **fields), grouped=True) == shown


def test_a_range_has_both_its_ends(fact):
    one = replace(made(fact), value=None, low=Decimal(3), high=Decimal(5), qualifier="range")
    assert amount(one, grouped=True) == "3–5"


@pytest.mark.parametrize("words", ["police.gang.mafia-evil", "打掉涉黑涉恶犯罪团伙", "打掉黑恶势力团伙"])
def test_a_metric_is_named_by_id_name_or_phrase(fact, indicators, words):
    facts = [
        made(fact, metric="打掉黑恶势力团伙", sentence="打掉黑恶势力团伙12个。"),
        made(fact, metric="打掉犯罪团伙", sentence="打掉犯罪团伙12个。"),
        made(fact, metric="建成驿站"),
    ]
    ids = indicators.assign(facts)
    assert chosen(facts, [words], ids, indicators, changes=False) == facts[:1]


def test_a_phrase_that_is_no_indicator_is_taken_as_it_stands(fact, indicators):
    facts = [made(fact), made(fact, metric="共建成驿站"), made(fact, metric="建成驿站", direction="up")]
    assert chosen(facts, ["建成驿站"], {}, indicators, changes=False) == facts[:2]
    assert chosen(facts, ["建成驿站"], {}, indicators, changes=True) == facts[2:]


def test_one_unit_under_two_names_is_one(fact):
    facts = [made(fact, unit="人"), made(fact, unit="名", period="2022")]
    result = pivot(facts, "region", "period", {})
    assert result.unit == "人"
    assert texts(result)[1] == ["通山县", "12", "12"]


def test_what_was_before_a_change_is_of_another_time(fact, indicators):
    facts = [made(fact, role="from", direction="up"), made(fact, value=41, role="to", direction="up")]
    assert chosen(facts, [], {}, indicators, changes=False) == facts[1:]


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(
        "今年上半年，通山县公安局破获刑事案件221起，同比上升5.2%。今年上半年，崇阳县公安局侦破刑事案件180余起。",
        "utf-8",
    )
    return path


def table(report, *options):
    return run("pivot", report, "--date", "2022-07-20", *options)


def test_the_command_gives_csv(report):
    result = table(report, "--metric", "破获刑事案件", "--format", "csv")
    assert result.stdout == "region,2022-01/2022-06\n崇阳县,≥180\n通山县,221\n"


def test_the_command_gives_markdown_with_the_unit_in_its_title(report):
    result = table(report, "--metric", "破获刑事案件", "-f", "md")
    assert result.stdout.splitlines() == [
        "破获刑事案件 (起)",
        "",
        "| region | 2022-01/2022-06 |",
        "| :-- | --: |",
        "| 崇阳县 | ≥180 |",
        "| 通山县 | 221 |",
    ]


def test_the_command_gives_json_with_the_facts_behind_each_value(report, tmp_path):
    out = tmp_path / "table.json"
    assert table(report, "--rows", "metric_id", "--columns", "region", "-o", out).exit_code == 0
    data = json.loads(out.read_text("utf-8"))
    assert data["rows"] == {"dimension": "metric_id", "keys": ["police.case.solved"]}
    [first, second] = data["cells"]
    assert (first["column"], first["conflict"], first["values"][0]["low"]) == ("崇阳县", False, 180)
    assert second["values"][0]["facts"][0]["text"] == "221起"


def test_the_command_gives_a_table(report):
    shown = table(report, "--metric", "破获刑事案件").stdout
    assert "破获刑事案件 (起)" in shown
    assert shown.index("崇阳县") < shown.index("通山县")


@pytest.mark.parametrize("width", [40, 60, 200])
def test_a_table_that_is_too_wide_goes_on_below_with_its_first_column(fact, width):
    facts = [made(fact, value=10**9 + year, period=str(year)) for year in range(2001, 2020)]
    lines = as_table(pivot(facts, "region", "period", {}), "驿站", width).decode().splitlines()
    assert max(map(cells, lines)) <= width
    assert [f"1,000,00{year}" in " ".join(lines) for year in ("2,001", "2,019")] == [True, True]
    assert sum("通山县" in line for line in lines) == sum("驿站" in line for line in lines)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["--rows", "region", "--columns", "region", "--metric", "a"],
            "--rows and --columns are both region",
        ),
        ([], "name a --metric"),
        (["--rows", "colour"], "'colour' is not one of"),
    ],
)
def test_misuse_says_what_to_do(report, options, message):
    result = table(report, *options)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_metric_that_nothing_has_is_named_with_what_is_near(report):
    result = table(report, "--metric", "破获刑事案")
    assert result.exit_code == 0
    assert "no fact is of 破获刑事案; did you mean 破获刑事案件" in result.stderr
