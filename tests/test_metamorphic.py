"""What says the same gives the same facts: relations over the samples, of texts and of ways to read them."""

import gzip
import json
import sys
from importlib import import_module
from pathlib import Path

import pytest
from samples import run

from extractor import Extractor
from extractor.text.read import read_records

ROOT = Path(__file__).parents[1]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
DAY = "2022-06-01"

sys.path.insert(0, str(ROOT / "tools"))
metamorphic = import_module("metamorphic")
sys.path.remove(str(ROOT / "tools"))


@pytest.fixture(scope="module")
def extractor():
    return Extractor()


@pytest.fixture(scope="module")
def samples(extractor):
    records = list(read_records(map(str, SEEDS), date=DAY))
    return [
        (record, metamorphic.canonical(list(extractor.extract(record.text, record.date)), record.text))
        for record in records
    ]


def breaking(samples, relation):
    return {
        Path(record.doc).name: faults for record, wanted in samples if (faults := relation(record, wanted))
    }


@pytest.mark.parametrize("name", metamorphic.RELATIONS)
def test_facts_stay_where(name, extractor, samples):
    relation = metamorphic.RELATIONS[name]
    if "Traditional" in name:
        pytest.importorskip("opencc")
    assert breaking(samples, lambda *sample: metamorphic.broken(extractor, relation, *sample)) == {}


@pytest.mark.parametrize("name", metamorphic.PAGES)
def test_facts_of_an_article_stay_where(name, extractor, samples):
    relation = metamorphic.PAGES[name]
    assert breaking(samples, lambda *sample: relation(extractor, *sample)) == {}
    assert any(relation(extractor, *sample) is not None for sample in samples)


def test_a_relation_that_is_broken_is_seen(extractor, samples):
    relation = metamorphic.spelled("1", "2")
    assert breaking(samples, lambda *sample: metamorphic.broken(extractor, relation, *sample))


@pytest.fixture(scope="module")
def records():
    return [{"id": path.stem, "text": path.read_text("utf-8"), "date": DAY} for path in SEEDS]


@pytest.fixture(scope="module")
def facts(records, tmp_path_factory):
    return extracted(tmp_path_factory.mktemp("plain"), lines_of(records))


def lines_of(records, end=b"\n"):
    return b"".join(json.dumps(record, ensure_ascii=False).encode() + end for record in records)


def extracted(folder, data, *options, name="reports.jsonl"):
    (folder / name).write_bytes(data)
    result = run("extract", *options, "--format", "jsonl", folder / name)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.splitlines()


def test_the_order_of_documents_changes_nothing(tmp_path, records, facts):
    found = extracted(tmp_path, lines_of(records[::-1]))
    assert found != facts
    assert sorted(found) == sorted(facts)


def test_the_number_of_processes_changes_nothing(tmp_path, records, facts):
    for jobs in (1, 2, 5):
        assert extracted(tmp_path, lines_of(records), "--jobs", jobs) == facts


def test_what_is_read_together_changes_nothing(tmp_path, records, facts):
    found = [extracted(tmp_path, lines_of([record])) for record in records]
    assert [line for lines in found for line in lines] == facts
    assert extracted(tmp_path, lines_of(records * 2)) == facts * 2


@pytest.mark.parametrize(
    ("name", "data"),
    {
        "gzip": gzip.compress,
        "two members of gzip": lambda data: gzip.compress(data[:5000]) + gzip.compress(data[5000:]),
        "a byte-order mark": lambda data: b"\xef\xbb\xbf" + data,
        "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
        "spaces behind the records": lambda data: data.replace(b"}\n", b"} \t\n"),
        "blank lines": lambda data: b"\n\n" + data.replace(b"}\n", b"}\n \n"),
        "no end of the last line": lambda data: data.rstrip(),
    }.items(),
)
def test_the_form_of_a_file_of_records_changes_nothing(name, data, tmp_path, records, facts):
    assert extracted(tmp_path, data(lines_of(records))) == facts


def test_a_text_says_the_same_as_a_file_a_record_and_from_a_pipe(tmp_path, records):
    def without_names(lines):
        return [
            {key: value for key, value in json.loads(line).items() if key not in ("id", "doc", "of")}
            for line in lines
        ]

    for record in records[:5]:
        text = record["text"].encode()
        wanted = without_names(extracted(tmp_path, lines_of([record])))
        for name, data in (("a.txt", text), ("a.txt.gz", gzip.compress(text))):
            assert without_names(extracted(tmp_path, data, "--date", DAY, name=name)) == wanted
            piped = run("extract", "--date", DAY, "--format", "jsonl", stdin=data)
            assert without_names(piped.stdout.splitlines()) == wanted
        for encoding in ("gb18030", "utf-16"):
            data = record["text"].encode(encoding)
            coded = extracted(tmp_path, data, "--date", DAY, "--encoding", encoding, name="b.txt")
            assert without_names(coded) == wanted
