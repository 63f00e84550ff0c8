"""What strangers send on purpose: it is stopped, named or harmless, and costs the others nothing."""

import csv
import gzip
import io
import json
import os
import re
import time
import zlib

import pytest
from samples import run

from extractor import Extractor
from extractor.emit.csv import FORMULA_STARTS
from extractor.errors import RuleError, ZhstatError
from extractor.rules.load import load_rules

RULE = """
[[rule]]
id    = "count.bomb"
gives = "count"
doc   = "A test."
{at}
regex = '''{regex}'''

[rule.yes]
"有<3个>" = {{ value = 3, unit = "个" }}

[rule.no]
"三心二意" = "an idiom"
"""
SOUND = (
    RULE.replace("count.bomb", "count.sound")
    .replace('"个"', '"起"')
    .replace("3个", "3起")
    .format(at="", regex="(?P<number>[0-9]+)(?P<unit>起)")
)
BOMBED = "破案2起，有3" + "个" * 200 + "。破案5起。终"
NUMBER = "(?P<number>[0-9]+)(?P<unit>个)"
BOMBS = {
    "alternatives that share": f"{NUMBER}(?:个|个个|个个个)*终|{NUMBER}$",
    "alternatives in a look ahead": f"{NUMBER}(?=(?:个|个个|个个个)*终)|{NUMBER}$",
    "alternatives in a look behind": f"{NUMBER}个*(?<=终(?:个|个个|个个个)*)|{NUMBER}$",
    "a reference": rf"{NUMBER}(个*)(个*)(个*)(个*)(个*)(个*)\3终|{NUMBER}$",
    "a count of counts": f"{NUMBER}(?:(?:个|个个){{1,9}}){{1,99}}终|{NUMBER}$",
}


def pack(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Stop what is to be stopped after a fifth of the time."""
    for module in ("extractor.rules.model", "extractor.find_matches", "extractor.find"):
        monkeypatch.setattr(f"{module}.SECONDS", 0.2)


@pytest.mark.parametrize("at", ["", 'at = "numeral"'])
@pytest.mark.parametrize("regex", BOMBS.values(), ids=BOMBS)
def test_a_regex_that_never_ends_is_named_and_left_out(regex, at, tmp_path):
    numeral = "[pattern]\nnumeral = '[0-9]+'\n"
    folder = pack(tmp_path, words=numeral, count=RULE.format(at=at, regex=regex) + SOUND)
    engine = Extractor(load_rules(folder, builtin=False, cache=None))
    problems = []
    began = time.process_time()
    facts = list(engine.extract(BOMBED, report=problems.append))
    assert time.process_time() - began < 5
    assert [fact.text for fact in facts] == ["2起", "5起"]
    assert [(problem.file, problem.line) for problem in problems] == [(str(folder / "count.toml"), 2)]
    assert "count.bomb was stopped" in problems[0].message
    assert [fact.text for fact in engine.extract("有3个", report=problems.append)] == ["3个"]
    with pytest.warns(RuntimeWarning, match=r"count\.bomb was stopped"):
        assert len(list(engine.extract(BOMBED))) == 2


def test_the_command_names_it_with_the_document(tmp_path):
    folder = tmp_path / "rules"
    folder.mkdir()
    pack(folder, count=RULE.format(at="", regex=BOMBS["alternatives that share"]) + SOUND)
    (tmp_path / "a.txt").write_text(BOMBED, "utf-8")
    (tmp_path / "b.txt").write_text("破案7起。", "utf-8")
    found = run("extract", "--only-patterns", folder, "--format", "csv", tmp_path)
    assert found.exit_code == 1
    assert found.stdout.count("\n") == 4
    assert "count.bomb was stopped" in found.stderr
    assert "a.txt, and was left out there" in found.stderr


@pytest.mark.parametrize(
    "words",
    [
        "numeral = '[0-9](?:个|个个|个个个)*终|[0-9]+'",
        "digits = '[0-9](?:个|个个|个个个)*终|[0-9]+'\nnumeral = '{digits}'",
    ],
)
def test_a_sub_pattern_that_never_ends_is_named(words, tmp_path):
    rule = RULE.format(at='at = "numeral"', regex="(?P<number>{numeral})(?P<unit>个)")
    folder = pack(tmp_path, words=f"[pattern]\n{words}\n", count=rule)
    engine = Extractor(load_rules(folder, builtin=False, cache=None))
    with pytest.raises(ZhstatError, match="numeral was stopped"):
        list(engine.extract("有3" + "个" * 60))
    assert [fact.text for fact in engine.extract("有3个")] == ["3个"]


def test_a_rule_of_the_package_with_a_sub_pattern_of_ones_own_is_timed(tmp_path):
    folder = pack(tmp_path, words="[pattern]\nnumeral = '[0-9]+'\n")
    rules = load_rules(folder, cache=None, fast=False)
    timed = {rule.id for rule in rules if rule.timeout}
    assert timed
    assert timed < {rule.id for rule in rules}
    assert not any(rule.timeout for rule in load_rules())


def test_a_bound_that_never_ends_is_named(tmp_path):
    bound = RULE.format(at='side = "after"\nset = { qualifier = "over" }', regex="(?:多|多多|多多多)*终|余")
    bound = bound.replace("count.bomb", "bound.bomb").replace('gives = "count"', 'gives = "bound"')
    bound = bound.replace('"有<3个>" = { value = 3, unit = "个" }', '"3起<余>" = { qualifier = "over" }')
    folder = pack(tmp_path, bounds=bound, count=SOUND)
    engine = Extractor(load_rules(folder, builtin=False, cache=None))
    with pytest.raises(ZhstatError, match=r"stopped.*bound\.bomb"):
        list(engine.extract("破案2起" + "多" * 60))


def test_a_frame_that_never_ends_is_named(tmp_path):
    frame = """
[[frame]]
id = "change.moved"
doc = "A test."
regex = '''(?:增|增增|增增增)*终(?P<verb>长)|(?P<verb>增长)'''

[frame.yes]
"案件<增长>" = { verb = "增长" }

[frame.no]
"案件" = "no change"
"""
    folder = pack(tmp_path, frames=frame, count=SOUND)
    engine = Extractor(load_rules(folder, builtin=False, cache=None))
    with pytest.raises(ZhstatError, match=r"change\.moved was stopped"):
        list(engine.extract("案件" + "增" * 60 + "2起。"))


def test_brackets_in_brackets_have_an_end(tmp_path):
    regex = f"(?P<number>[0-9]+)(?P<unit>{'(?:' * 5000}个{')' * 5000})"
    with pytest.raises(RuleError, match="too many brackets in brackets"):
        load_rules(pack(tmp_path, count=RULE.format(at="", regex=regex)), builtin=False, cache=None)


def linked(path, folder):
    (folder / "secret.toml").write_text("password = 1\n", "utf-8")
    path.symlink_to(folder / "secret.toml")


def endless(path, _folder):
    path.symlink_to("/dev/zero")


def round_and_round(path, _folder):
    path.symlink_to(path)


def large(path, _folder):
    with path.open("wb") as out:
        out.truncate(20_000_000)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (linked, "is a link to a file outside its folder"),
        (endless, "is a link to a file outside its folder"),
        (lambda path, _: os.mkfifo(path), "is no regular file"),
        (lambda path, _: path.mkdir(), "is no regular file"),
        (round_and_round, "cannot be read"),
        (large, "has more than 16 MB"),
    ],
    ids=["a link out", "a device", "a pipe", "a folder", "a link to itself", "a large file"],
)
@pytest.mark.parametrize("name", ["count.toml", "lexicon/unit.tsv"])
def test_what_is_no_file_of_the_pack_is_not_read(make, message, name, tmp_path):
    folder = tmp_path / "rules"
    (folder / "lexicon").mkdir(parents=True)
    pack(folder, sound=SOUND)
    make(folder / name, tmp_path)
    for command in ("list", "lint"):
        found = run("rules", command, "--only-patterns", folder)
        assert (found.exit_code, found.stdout) == (2, "")
        assert f"{name}: {message}" in found.stderr
        assert "password" not in found.stderr


MEGABYTE = 1_000_000


def zeros(size, wrapped=(b"", b"")):
    """Compress so many characters that a thousandth is left of them."""
    packer = zlib.compressobj(9, wbits=31)
    pieces = [packer.compress(wrapped[0])]
    pieces += [packer.compress(b" " * MEGABYTE) for _ in range(size // MEGABYTE)]
    return b"".join((*pieces, packer.compress(wrapped[1]), packer.flush()))


def test_a_text_that_unzips_to_more_than_a_document_may_have_is_refused(tmp_path, engine):
    (tmp_path / "a.txt.gz").write_bytes(zeros(70 * MEGABYTE))
    (tmp_path / "b.txt").write_text("破案7起。", "utf-8")
    found = run("extract", "--jobs", 1, tmp_path)
    assert found.exit_code == 1
    assert found.stdout.count("\n") == 1
    assert "a.txt.gz: the document has more than 64 MB, and was not read" in found.stderr
    assert "--max-document" in found.stderr
    assert run("extract", "--jobs", 1, "--max-document", 80, tmp_path / "a.txt.gz").exit_code == 0


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_a_record_that_is_too_large_costs_the_others_nothing(name, tmp_path, engine):
    lines = [
        json.dumps({"id": str(number), "text": text}).encode() + b"\n"
        for number, text in enumerate(["破案3起。", "破案4起。" + " " * 2_000_000, "破案5起。"])
    ]
    data = b"".join(lines)
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    found = run("extract", "--jobs", 1, "--max-document", 1, tmp_path / name)
    assert found.exit_code == 1
    assert [json.loads(line)["value"] for line in found.stdout.splitlines()] == [3, 5]
    assert f"{name}:2: the document has more than 1 MB" in found.stderr
    assert found.stderr.count("\n") == 2
    whole = run("extract", "--jobs", 1, tmp_path / name)
    assert (whole.exit_code, whole.stdout.count("\n")) == (0, 3)


def test_a_run_names_a_record_that_is_too_large_and_goes_on(tmp_path):
    texts = ["破案3起。", "破案4起。" + "好" * 20_000, "破案5起。"]
    lines = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    options = ("--max-document", 0.05, "--shard-size", 0.00001, "--jobs", 1)
    found = run("run", tmp_path / "a.jsonl", "--out", tmp_path / "out", *options)
    assert found.exit_code == 1
    assert ":2: the document has more than 0.05 MB" in found.stderr
    shards = sorted((tmp_path / "out").glob("facts-*.jsonl"))
    rows = [json.loads(line) for path in shards for line in path.read_text("utf-8").splitlines()]
    assert [row["value"] for row in rows] == [3, 5]


def test_a_line_that_never_ends_is_not_read_to_its_end(tmp_path, engine):
    (tmp_path / "a.jsonl.gz").write_bytes(zeros(8 * MEGABYTE, (b'{"text": "', b'"}\n{"text": "3"}\n')))
    found = run("extract", "--jobs", 1, "--max-document", 0.1, tmp_path / "a.jsonl.gz")
    assert (found.exit_code, found.stdout) == (1, "")
    assert (
        "a.jsonl.gz:1: the document has more than 0.1 MB, and was not read, nor what follows" in found.stderr
    )


def test_facts_with_a_line_that_is_too_long_are_read_up_to_it(tmp_path, engine):
    (tmp_path / "a.txt").write_text("破案3起。", "utf-8")
    written = run("extract", "--format", "jsonl", tmp_path / "a.txt").stdout
    long = written.replace("破案3起。", "破" * 500_000)
    (tmp_path / "facts.jsonl").write_text(written + long, "utf-8")
    found = run("extract", "--max-document", 1, tmp_path / "facts.jsonl")
    assert (found.exit_code, found.stdout) == (1, written)
    assert "facts.jsonl:2: the document has more than 1 MB" in found.stderr


DEEP = 1_000_000
BAD_RECORDS = {
    "nested a million deep": b'{"text": ' + b"[" * DEEP + b"]" * DEEP + b"}",
    "objects a million deep": b'{"text":' * DEEP + b"1" + b"}" * DEEP,
    "half a surrogate pair": b'{"text": "\\ud800"}',
    "raw surrogates": b'{"text": "\xed\xa0\x80"}',
    "no end": b'{"text": "3',
    "a number as text": b'{"text": 3}',
    "a number of many digits": b'{"text": ' + b"9" * 100_000 + b"}",
    "a constant": b'{"text": NaN}',
    "a list": b"[1]",
    "an id that is an object": b'{"id": {}, "text": "3"}',
    "a date that is none": b'{"date": "2022-02-30", "text": "3"}',
    "a raw NUL": b'{"text": "\x00"}',
}


@pytest.mark.parametrize("record", BAD_RECORDS.values(), ids=BAD_RECORDS)
def test_a_record_that_is_none_is_named_and_the_others_are_read(record, tmp_path, engine):
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "3"}\n' + record + b'\n{"text": "5"}\n')
    found = run("extract", "--jobs", 1, "--format", "jsonl", tmp_path / "a.jsonl")
    assert [json.loads(line)["value"] for line in found.stdout.splitlines()] == [3, 5]
    assert found.exit_code == 1
    assert "a.jsonl:2" in found.stderr
    assert len(found.stderr) < 2000


IDS = [
    "../../x",
    "/etc/x",
    "a\0b",
    "x" * 100_000,
    "..",
    "",
    "C:\\x",
    "\u202e",
    "\u2028",
    "a/b\nc",
    "con",
    "=1+1",
]


@pytest.mark.parametrize("form", ["jsonl", "csv", "json", "datapackage", "parquet", "duckdb", "sdmx-csv"])
def test_no_name_of_a_document_decides_where_something_is_written(form, tmp_path):
    records = tmp_path / "in" / "a.jsonl"
    records.parent.mkdir()
    lines = [json.dumps({"id": name, "text": "咸宁市破案3起。", "date": "2022-01-02"}) for name in IDS]
    records.write_text("\n".join(lines), "utf-8")
    out = tmp_path / "out" / "deep"
    out.mkdir(parents=True)
    found = run("extract", "--jobs", 1, "--format", form, "-o", out / "facts", records)
    assert (found.exit_code, "Traceback" in found.stderr) == (0, False)
    assert [path.name for path in out.iterdir()] == ["facts"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]
    assert [path.name for path in out.parent.iterdir()] == ["deep"]


def test_no_name_of_a_record_decides_where_a_run_writes(tmp_path):
    records = tmp_path / "a.jsonl"
    records.write_text("\n".join(json.dumps({"id": name, "text": "破案3起。"}) for name in IDS), "utf-8")
    before = {path.name for path in tmp_path.iterdir()}
    found = run("run", records, "--out", tmp_path / "out", "--jobs", 1)
    assert found.exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} - before == {"out"}
    assert all(path.name.startswith(("facts-", "manifest", ".")) for path in (tmp_path / "out").iterdir())
    text = (tmp_path / "out" / "facts-00000.jsonl").read_text("utf-8")
    assert [json.loads(line)["doc"] for line in text.split("\n")[:-1]] == [name or "" for name in IDS]


@pytest.mark.parametrize("start", [*FORMULA_STARTS, " =", "\u200b=", '"=', "\ufeff="])
def test_no_cell_of_a_safe_csv_begins_as_a_formula(start, tmp_path):
    text = f"{start}咸宁市公安局破案3起，{start}抓获5人。\n"
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": f"{start}cmd", "text": text}), "utf-8")
    for form in ("csv", "datapackage"):
        out = tmp_path / form
        found = run("extract", "--jobs", 1, "--csv-safe", "--format", form, "-o", out, tmp_path / "a.jsonl")
        assert found.exit_code == 0
        for path in [out] if out.is_file() else sorted(out.glob("*.csv")):
            rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
            assert len(rows) > 1
            for cell in (cell for row in rows for cell in row):
                shown = cell.lstrip("\ufeff\u200b ")
                number = cell.lstrip("-").replace(".", "").isdigit()
                assert number or not shown.startswith(FORMULA_STARTS), cell


@pytest.fixture(scope="module")
def whole():
    return Extractor()


PRIVATE = "".join(map(chr, (0xE000, 0xE001, 0xE0FF, 0xF8FF, 0xF0000, 0x10FFFD)))
ODD_TEXTS = {
    "NUL": "破案\0003起。\0抓获\0005人。",
    "half pairs": "破案3起\ud800。\udfff抓获5人。",
    "bidi controls": "破案\u202e3起\u202c。\u2066抓获\u20695人。",
    "combining characters": "破\u0301案3起\u20e3。" + "抓\u0300" * 500 + "获5人。",
    "no width": "破\u200b案\u200d3\ufeff起。抓\u2060获5\u00ad人。",
    "private use": f"{PRIVATE}破案3起{PRIVATE}。{PRIVATE * 50}抓获5人。",
    "tags": "破案3起\U000e0001\U000e0041。抓获5人。",
}


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_characters_cost_no_fact_and_invent_none(text, whole):
    facts = list(whole.extract(text))
    assert [str(fact.value) for fact in facts] == ["3", "5"]
    assert all(text[fact.start : fact.end] == fact.text for fact in facts)


LARGE = {
    "a number of ten thousand digits": "破案" + "9" * 10_000 + "起。",
    "ten thousand digits behind a point": "增长3." + "1" * 10_000 + "%。",
    "ten thousand Chinese digits": "破案" + "九" * 10_000 + "起。",
    "ten billion 亿": "破案100" + "亿" * 10_000 + "起。",
    "万亿 without end": "投资3" + "万亿" * 5_000 + "元。",
    "brackets in brackets": "（" * 20_000 + "破案3起" + "）" * 20_000,
    "half-width brackets": "(" * 20_000 + "破案3起" + ")" * 20_000,
    "quotes in quotes": "“" * 20_000 + "破案3起" + "”" * 20_000,
    "a thousand small articles": "本报讯 破案3起。\n\n" * 1_000,
    "ten thousand lines": "破案3起\n" * 10_000,
    "numbers without end": "3起" * 10_000,
    "negations without end": "负" * 20_000 + "3℃",
    "percentages of percentages": "百分之" * 10_000 + "三",
    "dates without end": "至3月" * 10_000,
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_what_grows_without_end_takes_time_in_proportion(text, whole):
    began = time.process_time()
    facts = list(whole.extract(text, "2022-01-02"))
    assert time.process_time() - began < 10
    for fact in facts:
        assert text[fact.start : fact.end] == fact.text
        for number in (fact.value, fact.low, fact.high):
            assert number is None or isinstance(number, str) or abs(number.adjusted()) < 100


EVIL = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u2028\u202e<!--"


def test_no_page_carries_what_a_document_says_as_markup(tmp_path):
    text = f"{EVIL}\n\n{EVIL}咸宁市公安局破案3起，{EVIL}抓获5人。"
    records = tmp_path / "a.jsonl"
    records.write_text(json.dumps({"id": EVIL, "text": text, "date": "2022-01-02"}), "utf-8")
    found = run("report", records, "--title", EVIL, "-o", tmp_path / "page.html")
    assert found.exit_code == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    plain = tmp_path / "b.txt"
    plain.write_text("咸宁市公安局破案3起，抓获5人。", "utf-8")
    run("report", plain, "--title", "样例", "-o", tmp_path / "plain.html")
    harmless = (tmp_path / "plain.html").read_text("utf-8")
    for tag in ("<script", "</script", "<img", "<!--"):
        assert page.count(tag) == harmless.count(tag)
    scripts = re.findall("<script.*?</script>", page, re.DOTALL)
    assert len(scripts) == page.count("<script")
    assert not any("\u2028" in script for script in scripts)
