"""Inputs become records; what is broken becomes a problem in its place and nothing else is lost."""

import gzip
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import Problem
from extractor.text.read import checked_date, find_sources, form_of, read_records, read_source
from extractor.types import Record


def jsonl(*records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def read(*inputs, **options):
    return list(read_records([str(item) for item in inputs], **options))


def test_a_text_file_is_one_record_with_its_lines_as_they_end(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("第一行\r\n第二行\n".encode())
    assert read(path) == [Record(str(path), "第一行\r\n第二行\n")]


def test_a_date_holds_for_what_brings_none(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(jsonl({"id": "x", "text": "甲", "date": "2021-03-04"}, {"id": "y", "text": "乙"}))
    assert [record.date for record in read(path, date="2022-01-01")] == ["2021-03-04", "2022-01-01"]


def test_a_folder_is_read_in_order_of_names_without_what_is_no_input(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b/c.txt", "a.txt", "z.pdf", ".hidden/d.txt", ".e.txt", "a.gold.jsonl"):
        (tmp_path / name).write_text(name, "utf-8")
    (tmp_path / "k.txt.gz").write_bytes(gzip.compress(b"k.txt.gz"))
    (tmp_path / "l.jsonl").write_bytes(jsonl({"id": 7, "text": "l.jsonl"}))
    assert [(item.doc.removeprefix(f"{tmp_path}/"), item.text) for item in read(tmp_path)] == [
        ("a.txt", "a.txt"),
        ("k.txt.gz", "k.txt.gz"),
        ("7", "l.jsonl"),
        ("b/c.txt", "b/c.txt"),
    ]


def test_gzip_is_known_by_its_first_bytes(tmp_path):
    path = tmp_path / "misnamed.txt"
    path.write_bytes(gzip.compress("压缩".encode()))
    assert read(path) == [Record(str(path), "压缩")]
    assert read("-", stdin=io.BytesIO(path.read_bytes())) == [Record("-", "压缩")]


@pytest.mark.parametrize(
    ("form", "data", "expected"),
    [
        (None, "甲 1".encode(), [Record("-", "甲 1")]),
        ("jsonl", jsonl({"id": "x", "text": "甲"}), [Record("x", "甲")]),
        ("jsonl", b"\xef\xbb\xbf" + jsonl({"id": "x", "text": "甲"}), [Record("x", "甲")]),
        ("jsonl", b"\n \n", []),
        (None, b"", [Record("-", "")]),
        (None, b'\n{"id": "a", "text": "8"}\n{"text": "9"}\n', [Record("a", "8"), Record("-:3", "9")]),
        (None, b'{"name": "a"}\n', [Record("-", '{"name": "a"}\n')]),
        ("text", b'{"text": "8"}', [Record("-", '{"text": "8"}')]),
    ],
)
def test_standard_input_is_text_or_records(form, data, expected):
    assert read("-", form=form, stdin=io.BytesIO(data)) == expected


def test_a_byte_order_mark_is_kept_so_that_offsets_count_what_the_file_holds(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff甲".encode())
    assert read(path) == [Record(str(path), "\ufeff甲")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"id": "x", "text": }', ":2:21: not JSON"),
        (b"[1]", ":2:1: a record is an object"),
        (b'{"id": "x"}', ":2: the record has no text"),
        (b'{"id": "x", "text": 5}', ":2: text is not a string"),
        (b'{"id": true, "text": "t"}', ":2: id is neither"),
        (b'{"id": "x", "text": "t", "date": "2022-02-30"}', ":2: date: '2022-02-30' is not a day"),
        (b'{"id": "x", "text": "\\ud800"}', ":2:2"),  # versions of orjson see it at either end
        ('{"text": "中文"}'.encode("gb18030"), ":2: the text is not UTF-8"),
    ],
)
def test_a_bad_line_is_named_and_its_neighbours_are_read(tmp_path, line, message):
    path = tmp_path / "a.jsonl"
    path.write_bytes(jsonl({"id": "a", "text": "甲"}) + line + b"\n" + jsonl({"id": "b", "text": "乙"}))
    first, problem, last = read(path)
    assert (first.doc, last.doc) == ("a", "b")
    assert isinstance(problem, Problem)
    assert str(problem).startswith(f"{path}{message}")


def test_a_record_without_an_id_is_called_by_its_place(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(jsonl({"text": "甲", "extra": [1]}))
    assert read(path) == [Record(f"{path}:1", "甲")]


@pytest.mark.parametrize(
    ("data", "encoding", "hint"),
    [
        ("汉字".encode("gb18030"), "utf-8", "--encoding gb18030"),
        ("汉字".encode("utf-16"), "utf-8", "--encoding utf-16"),
        ("汉".encode(), "gb18030", "another"),
    ],
)
def test_a_wrong_encoding_says_which_to_try(tmp_path, data, encoding, hint):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    [problem] = read(path, encoding=encoding)
    assert hint in problem.hint


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-16", "utf-8-sig"])
def test_other_encodings_are_read(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes("汉字".encode(encoding))
    assert read(path, encoding=encoding) == [Record(str(path), "汉字")]


def test_what_is_missing_or_damaged_loses_nothing_of_the_rest(tmp_path):
    whole = gzip.compress(jsonl(*({"id": str(i), "text": f"第{i}篇" * 500} for i in range(200))), mtime=0)
    (tmp_path / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "good.txt").write_text("好", "utf-8")
    (tmp_path / "empty").mkdir()
    *records, cut, empty, missing, good = read(
        tmp_path / "cut.jsonl.gz", tmp_path / "empty", tmp_path / "none.txt", tmp_path / "good.txt"
    )
    assert all(isinstance(record, Record) for record in records)
    assert "the gzipped data is damaged" in str(cut)
    assert "holds no .txt or .jsonl" in str(empty)
    assert str(missing) == f"{tmp_path}/none.txt: there is no such file or folder"
    assert good.text == "好"


def test_progress_adds_up_to_the_size_of_the_file(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(jsonl(*({"id": str(i), "text": "字" * i} for i in range(300)))))
    [source] = find_sources([str(path)])
    steps = []
    assert sum(1 for _ in read_source(source, on_read=steps.append)) == 300
    assert sum(steps) == source.size == path.stat().st_size


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.txt", "text"),
        ("a.txt.gz", "text"),
        ("a.jsonl.gz", "jsonl"),
        ("a.gold.jsonl", None),
        ("a.json", None),
        ("txt", None),
    ],
)
def test_a_folder_takes_files_by_their_endings(name, form):
    assert form_of(name) == form


@pytest.mark.parametrize("text", ["2022", "2022-13-01", "2022-1-1", "20220101", "", "2022-01-01x", "昨天"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match="is not a d"):
        checked_date(text)


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("utf-7", b"+2AA-"),
        ("utf-7", b"12+3AA-\n"),
        ("punycode", b"\xff-"),
        ("undefined", b"a"),
        ("idna", b"\xff"),
    ],
)
def test_bytes_that_are_no_text_are_refused_in_any_encoding(encoding, data):
    [problem] = read("-", encoding=encoding, stdin=io.BytesIO(data))
    assert problem.message == f"the text is not {encoding}"


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_comes_through_as_it_is(text):
    assert read("-", stdin=io.BytesIO(text.encode())) == [Record("-", text)]
    record = jsonl({"id": "x", "text": text})
    assert read("-", form="jsonl", stdin=io.BytesIO(record)) == [Record("x", text)]
