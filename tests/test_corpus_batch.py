"""Documents in a batch of Arrow to facts in a batch of Arrow."""

import logging
from decimal import Decimal

import pytest

pa = pytest.importorskip("pyarrow")

from extractor import Extractor, extract, extract_batch  # noqa: E402  only where pyarrow is installed
from extractor.emit.arrow import SCHEMA  # noqa: E402

REPORTS = pa.table(
    {
        "id": ["a", "b", "c"],
        "text": ["今年全县建成农家书屋126个，投资211208.9万元。", None, "藏书约30万册。"],
        "date": ["2022-06-01", "2022-06-02", None],
    }
)


def test_the_facts_are_those_of_extract():
    rows = extract_batch(REPORTS.to_batches()[0]).to_pylist()
    expected = [
        fact
        for row in REPORTS.to_pylist()
        if row["text"]
        for fact in extract(row["text"], date=row["date"], doc=row["id"])
    ]
    assert [{key: row[key] for key in row if key != "value_text"} for row in rows] == [
        fact.as_dict() for fact in expected
    ]
    assert rows[1]["value"] == Decimal(2112089000)
    assert rows[0]["period"] == "2022"


def test_it_maps_an_iterator_of_batches_as_spark_asks():
    def mapped(batches):
        for batch in batches:
            yield extract_batch(batch)

    batches = list(mapped(iter(REPORTS.to_batches(max_chunksize=1))))
    assert [batch.num_rows for batch in batches] == [2, 0, 1]
    assert all(batch.schema == SCHEMA for batch in batches)


def test_it_maps_a_data_frame_as_dask_asks():
    pytest.importorskip("pandas")
    frame = REPORTS.to_pandas()
    facts = extract_batch(pa.RecordBatch.from_pandas(frame)).to_pandas()
    assert list(facts.columns) == list(SCHEMA.empty_table().to_pandas().columns)
    assert facts["value"].tolist() == [126, Decimal(2112089000), 300000]


@pytest.mark.parametrize(
    "kind", [pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())]
)
def test_texts_of_every_arrow_type_are_read(kind):
    batch = pa.record_batch([pa.array(["共12人。"]).cast(kind)], ["body"])
    [row] = extract_batch(batch, text_column="body").to_pylist()
    assert (row["doc"], row["text"]) == ("row:0", "12人")


def test_no_documents_have_no_facts():
    batch = pa.record_batch([pa.array([], pa.string())], ["text"])
    assert extract_batch(batch).num_rows == 0


def test_a_bad_row_is_told_and_costs_no_other(caplog):
    batch = pa.record_batch({"text": ["共12人。", "共13人。"], "date": ["someday", "2022-06-01"]})
    told = []
    assert extract_batch(batch, report=told.append).num_rows == 1
    assert "someday" in str(told[0])
    with caplog.at_level(logging.WARNING, "zhstat"):
        extract_batch(batch)
    assert "someday" in caplog.text


def test_an_engine_of_ones_own_is_used():
    batch = pa.record_batch({"text": ["共12人。"]})
    assert extract_batch(batch, extractor=Extractor()).num_rows == 1


def test_a_batch_without_texts_is_refused():
    with pytest.raises(KeyError, match="no column 'text', only body"):
        extract_batch(pa.record_batch({"body": ["共12人。"]}))
