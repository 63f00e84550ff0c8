"""Facts as Arrow rows: typed, exact, and no field lost."""

from dataclasses import replace
from decimal import Decimal

import pytest

pa = pytest.importorskip("pyarrow")

from extractor.emit.arrow import SCHEMA, VALUE_TEXT, batch  # noqa: E402  only where pyarrow is installed
from extractor.types import FACT_FIELDS  # noqa: E402


def test_the_columns_are_the_fields_in_their_order_and_the_value_as_text():
    assert [name for name in SCHEMA.names if name != VALUE_TEXT] == list(FACT_FIELDS)
    assert SCHEMA.names.index(VALUE_TEXT) == SCHEMA.names.index("value") + 1
    assert all(field.metadata[b"description"] for field in SCHEMA)


def test_a_row_holds_what_the_fact_holds(fact):
    [row] = batch([fact]).to_pylist()
    assert row.pop(VALUE_TEXT) == "14000000"
    assert row == fact.as_dict()


def test_no_facts_are_a_batch_of_no_rows():
    assert batch([]).num_rows == 0
    assert batch([]).schema == SCHEMA


@pytest.mark.parametrize(
    ("value", "held", "text"),
    [
        (Decimal("2.112089E+9"), Decimal(2112089000), "2112089000"),
        (Decimal("33.330"), Decimal("33.33"), "33.33"),
        (Decimal("-0.5"), Decimal("-0.5"), "-0.5"),
        (Decimal("9" * 26 + "." + "9" * 12), Decimal("9" * 26 + "." + "9" * 12), "9" * 26 + "." + "9" * 12),
        (Decimal("9" * 27), None, "9" * 27),
        (Decimal("0." + "1" * 13), None, "0." + "1" * 13),
        ("2022-05", None, "2022-05"),
        (None, None, None),
    ],
)
def test_a_value_is_exact_or_null_and_whole_in_its_text(fact, value, held, text):
    [row] = batch([replace(fact, value=value)]).to_pylist()
    assert (row["value"], row[VALUE_TEXT]) == (held, text)
