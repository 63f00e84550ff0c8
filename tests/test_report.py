"""The page of ``zhstat report`` as a file: whole, safe, exact."""

import json
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from extractor.cli import group
from extractor.report.page import page
from extractor.report.view import SENT_FIELDS, Document
from extractor.types import Record

REGIONS = {"100000": "全国", "420000": "湖北省", "421200": "咸宁市", "421224": "通山县"}
VOID = {"meta", "link", "input", "img", "br", "hr"}


class Reader(HTMLParser):
    """Reads a page and objects to an element that is not closed where it should be."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.elements = []
        self.texts = {}

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if self.open:
            tag, attributes = self.open[-1]
            key = attributes.get("id") or tag
            self.texts[key] = self.texts.get(key, "") + data


def read(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def data_of(html):
    return json.loads(read(html).texts["data"])


def document(fact, text, **changes):
    record = Record(changes.pop("doc", "report.txt"), text, "2022-06-01")
    start = text.index(fact.text)
    fact = replace(fact, doc=record.doc, start=start, end=start + len(fact.text), **changes)
    return Document(record, (fact,))


@pytest.fixture
def one(fact):
    return document(fact, f"前言。{fact.sentence}尾声。")


def test_a_page_is_well_formed_and_the_same_each_time(one):
    html = page([one], REGIONS, "上半年")
    reader = read(html)
    assert reader.texts["title"] == "上半年"
    assert page([one], REGIONS, "上半年") == html
    names = [attributes["id"] for _, attributes in reader.elements if "id" in attributes]
    assert len(names) == len(set(names))


def test_the_policy_allows_this_script_and_this_style_and_nothing_else(one):
    reader = read(page([one], REGIONS))
    [policy] = [
        a["content"] for tag, a in reader.elements if a.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    for name, element in (("script-src", "script"), ("style-src", "style")):
        digest = b64encode(sha256(reader.texts[element].encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in policy


def test_a_page_names_no_address_and_has_no_attribute_that_runs(one):
    html = page([one], REGIONS)
    for tag, attributes in read(html).elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        if tag != "link":
            assert not {"src", "href"} & attributes.keys()
    # Names of XML namespaces are no addresses; nothing fetches them.
    assert set(re.findall(r"https?://[^\s'\"]+", html)) <= {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize(
    "words",
    [
        "</script><script>alert(1)</script>",
        "<!-- <script> --> <img src=x onerror=alert(1)>",
        "line\u2028separator\u2029and &lt;entity&amp; \x00 \x1b[31m",
        "{{ 7 * 7 }} {% raw %} ${7*7} `x` \\u003c \\",
        "𠮷野家😀",
    ],
)
def test_what_a_document_says_is_text(fact, words):
    sentence = f"{words}今年以来发放补贴1400余万元。"
    source = document(fact, sentence, doc=words, sentence=sentence, metric=words, agency=words)
    html = page([source], {**REGIONS, "421224": words}, words)
    [read_back] = data_of(html)["documents"]
    assert (read_back["text"], read_back["name"]) == (sentence, words)
    assert dict(zip(SENT_FIELDS, read_back["facts"][0], strict=False))["metric"] == words
    plain = read(page([document(fact, fact.sentence)], REGIONS, "t"))
    hostile = read(html)
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in plain.elements]
    assert hostile.texts["script"] == plain.texts["script"]
    assert not set("<>&\u2028\u2029") & set(hostile.texts["data"])


def test_numbers_keep_every_digit(fact):
    big = Decimal("12345678901234567890.123456789")
    source = document(fact, fact.sentence, value=big, low=Decimal("1.4E+7"), high=None)
    row = dict(zip(SENT_FIELDS, data_of(page([source], REGIONS))["documents"][0]["facts"][0], strict=False))
    assert (row["value"], row["low"], row["high"]) == ("12345678901234567890.123456789", "14000000", None)


def test_a_sentence_is_given_by_its_place_though_it_stands_twice(fact):
    sentence = "发放补贴1400余万元。"
    text = sentence * 3
    start = text.index(fact.text, len(sentence))
    second = replace(fact, sentence=sentence, start=start, end=start + len(fact.text))
    html = page([Document(Record("a", text), (second,))], REGIONS)
    begin, end = data_of(html)["documents"][0]["facts"][0][-2:]
    assert (begin, end) == (len(sentence), 2 * len(sentence))


def test_neither_script_nor_style_ends_its_own_element(one):
    reader = read(page([one], REGIONS))
    assert [tag for tag, _ in reader.elements].count("script") == 2
    assert reader.texts["script"].rstrip().endswith("})();")
    assert "<!--" not in reader.texts["script"] + reader.texts["style"]


def test_the_script_says_everything_in_both_languages(one):
    script = read(page([one], REGIONS)).texts["script"]
    words = script[script.index("const WORDS") : script.index("let language")]
    names = re.findall(r'(?:^|[\s,])(\w+): \[\s*"', words)
    assert len(names) == len(set(names)) == words.count(": [")
    html = page([one], REGIONS)
    used = set(re.findall(r'data-(?:say|label|hint)="(\w+)"', html)) | set(
        re.findall(r'\bsay\("(\w+)"\)', script)
    )
    assert used <= set(names)


# --- The command


def run(*arguments, text=None):
    return CliRunner().invoke(group, ["report", *map(str, arguments)], input=text)


def test_the_command_writes_a_page(engine, tmp_path):
    (tmp_path / "a.txt").write_text("咸宁有12个县。", "utf-8")
    (tmp_path / "b.jsonl").write_text('{"id": "b", "text": "共3个", "date": "2022"}\n', "utf-8")
    target = tmp_path / "report.html"
    done = run(tmp_path, "-o", target, "--title", "咸宁")
    assert (done.exit_code, done.output) == (0, "")
    documents = data_of(target.read_text("utf-8"))["documents"]
    assert [(item["name"].rpartition("/")[2], item["date"], len(item["facts"])) for item in documents] == [
        ("a.txt", None, 1),
        ("b", "2022-12-31", 1),
    ]


def test_a_page_goes_to_a_pipe(engine):
    done = run("-", text="共3个")
    assert done.exit_code == 0
    assert data_of(done.output)["documents"][0]["text"] == "共3个"


def test_a_terminal_is_no_place_for_a_page(engine, monkeypatch):
    terminal = SimpleNamespace(stdout=SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("extractor.cli.report.sys", terminal)
    done = run("-", text="共3个")
    assert done.exit_code == 2
    assert "name a file, as in -o report.html" in done.stderr


def test_what_cannot_be_read_is_named_and_the_rest_is_shown(engine, tmp_path):
    (tmp_path / "a.txt").write_text("共3个", "utf-8")
    target = tmp_path / "report.html"
    done = run(tmp_path / "none.txt", tmp_path / "a.txt", "-o", target, "-v")
    assert done.exit_code == 1
    assert "none.txt: there is no such file or folder" in done.stderr
    assert "a.txt: 1 facts" in done.stderr
    assert len(data_of(target.read_text("utf-8"))["documents"]) == 1


def test_a_page_that_cannot_be_written_says_so(engine, tmp_path):
    done = run("-", "-o", tmp_path / "none" / "report.html", text="共3个")
    assert done.exit_code == 2
    assert "cannot be written" in str(done.stderr)


def test_real_documents_give_names_of_all_divisions(tmp_path):
    (tmp_path / "a.txt").write_text("今年以来，罗田县公安局追回被骗资金1300余万元。", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "extractor", "report", "a.txt", "-o", "a.html"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    data = data_of((tmp_path / "a.html").read_text("utf-8"))
    assert data["regions"]["421123"] == "罗田县"
    assert len(data["regions"]) > 3000


def test_facts_that_were_written_before_are_shown_in_their_texts(engine, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("咸宁有12个县，23所学校。", "utf-8")
    (tmp_path / "b.txt").write_text("共3个", "utf-8")
    written = CliRunner().invoke(group, ["extract", "a.txt", "-o", "facts.jsonl"])
    assert written.exit_code == 0
    kept = (tmp_path / "facts.jsonl").read_text("utf-8").splitlines(keepends=True)[1:]
    (tmp_path / "facts.jsonl").write_text("".join(kept), "utf-8")
    done = run("facts.jsonl", "a.txt", "b.txt", "-o", "report.html")
    assert (done.exit_code, done.output) == (0, "")
    documents = data_of((tmp_path / "report.html").read_text("utf-8"))["documents"]
    assert [len(document["facts"]) for document in documents] == [1, 1]


def test_facts_without_their_text_or_of_another_are_reported(engine, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("咸宁有12个县。", "utf-8")
    (tmp_path / "b.txt").write_text("咸宁有12个县。", "utf-8")
    CliRunner().invoke(group, ["extract", "a.txt", "b.txt", "-o", "facts.jsonl"])
    (tmp_path / "a.txt").write_text("今年咸宁有13个县。", "utf-8")
    done = run("facts.jsonl", "a.txt", "-o", "report.html")
    assert done.exit_code == 1
    assert "a.txt: the facts given are not of this text: '12' does not stand at 3" in done.stderr
    assert "b.txt: 1 facts are given and not the text that they stand in" in done.stderr
    [document] = data_of((tmp_path / "report.html").read_text("utf-8"))["documents"]
    assert len(document["facts"]) == 1
