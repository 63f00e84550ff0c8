"""Files: records, facts, gold and settings are read or refused by name, and nothing beside them is lost."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import re
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from in_texts import engine

from extractor.cli import group
from extractor.cli.settings import SETTINGS, default_map, read_settings
from extractor.emit import csv, json, jsonl
from extractor.errors import Problem, ZhstatError
from extractor.facts import read_facts, read_facts_or_records
from extractor.score.agreement import agreement
from extractor.score.compare import score
from extractor.score.gold import Gold, read_gold
from extractor.score.page import page
from extractor.score.summary import as_data, as_text, summary
from extractor.text.read import BYTE_ORDER_MARK, Form, Source, read_source
from extractor.types import Fact, Record

if TYPE_CHECKING:
    import click

_FORMS: dict[str, Form | None] = {"jsonl": "jsonl", "text": "text", "auto": None}
_ENCODINGS = (
    *("utf-8", "gb18030", "utf-16", "utf-16-le", "utf-32", "utf-7", "big5", "gbk", "latin-1", "cp1252"),
    *("shift_jis", "utf-8-sig", "punycode", "unicode_escape"),
)
_HEAD = re.compile(rf"({'|'.join(map(re.escape, _ENCODINGS))}) (jsonl|text|auto)\n".encode())

SAMPLE = "全县建成学校126所，在校生约30万人，截至5月底又增加3所。"
"""The text that gold of this target is about."""


def problem_of(problem: Problem, lines: Iterable[str] = ()) -> None:
    """A problem says something, and points at a place that there is."""
    assert problem.message
    assert str(problem)
    assert problem.line is None or problem.line >= 1
    assert problem.column is None or problem.column >= 1
    if problem.source is not None and problem.column is not None:
        assert problem.column <= len(problem.source) + 1, "the caret stands behind the line"
    all_lines = list(lines)
    if all_lines and problem.line is not None:
        assert problem.line <= len(all_lines) + 1, "the place is behind the end of the file"


def records(data: bytes) -> None:
    """Bytes become records or problems, zipped or not, and a record of JSON Lines is what JSON says.

    The input is a file; its first line may say how it is to be read: ``gb18030 jsonl``.
    """
    head = _HEAD.match(data)
    encoding, form = (head[1].decode(), _FORMS[head[2].decode()]) if head else ("utf-8", None)
    body = data[head.end() :] if head else data
    items = _records(body, form, encoding)
    assert items == _records(body, form, encoding)
    if not body.startswith(b"\x1f\x8b"):
        assert _records(gzip.compress(body, 1), form, encoding) == items, "zipped it is another"
    for item in items:
        if isinstance(item, Problem):
            problem_of(item)
        else:
            item.doc.encode()  # what cannot be written fails here
            item.text.encode()
    if encoding == "utf-8" and form == "jsonl" and not body.startswith(b"\x1f\x8b"):
        _as_json_says(body, items)


def _records(body: bytes, form: Form | None, encoding: str) -> list[Record | Problem]:
    source = Source("-", None, form)
    return list(read_source(source, encoding=encoding, date="2022-07-20", stdin=io.BytesIO(body)))


def _as_json_says(body: bytes, items: list[Record | Problem]) -> None:
    """Each line that is not blank gives one item, and those that are objects with a text give that text."""
    lines = [line for line in io.BytesIO(body) if not _is_blank(line)]
    assert len(lines) == len(items), f"{len(lines)} lines give {len(items)} items"
    for line, item in zip(lines, items, strict=True):
        if isinstance(item, Record):
            assert orjson.loads(line.removeprefix(BYTE_ORDER_MARK.encode()))["text"] == item.text


def _is_blank(line: bytes) -> bool:
    try:
        return not line.decode().removeprefix(BYTE_ORDER_MARK).strip()
    except UnicodeDecodeError:
        return False


def facts(data: bytes) -> None:
    """Facts are read or refused, and those that are read come back equal from each format."""
    source = Source("-", None, None)
    items = list(read_facts_or_records(source, stdin=io.BytesIO(data)))
    for item in items:
        if isinstance(item, Problem):
            problem_of(item)
    found = [item for item in items if isinstance(item, Fact)]
    for module, form in ((jsonl, "jsonl"), (json, "json"), (csv, "csv")):
        out = io.BytesIO()
        assert module.write(found, out) == len(found)
        back = list(read_facts(io.StringIO(out.getvalue().decode(), newline="\n"), "-", form))
        # In CSV an empty cell is null, so that an empty word is too.
        assert back == ([_emptied(fact) for fact in found] if form == "csv" else found), (
            f"{form} loses something"
        )


def _emptied(fact: Fact) -> Fact:
    words = fact.as_dict()
    required = ("id", "doc", "kind", "qualifier", "text", "sentence", "rule")
    return Fact(**{key: None if cell == "" and key not in required else cell for key, cell in words.items()})


@cache
def folder() -> Path:
    """Give a folder for files that are read by their path; it goes with the process."""
    made = tempfile.TemporaryDirectory(prefix="fuzz", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)  # noqa: PTH112, S108
    _KEPT.append(made)
    return Path(made.name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


@cache
def _found() -> tuple[Fact, ...]:
    return tuple(engine().extract(SAMPLE, "2022-07-20", "a.txt"))


def gold(data: bytes) -> None:
    """A gold file is read or refused with all that is wrong, and what is read can be scored and shown."""
    path = folder() / "a.gold.jsonl"
    path.write_bytes(data)
    try:
        read = read_gold(path, {"a": SAMPLE})
    except ZhstatError as error:
        assert error.problems
        for problem in error.problems:
            problem_of(problem)
        return
    assert all(0 <= fact.start <= fact.end <= len(read.text) for fact in read.facts), (
        "offsets outside the text"
    )
    _scored(read)


def _scored(read: Gold) -> None:
    given = _found() if read.text == SAMPLE else ()
    scored = score(read, given)
    for failure in scored.failures:
        for problem in failure.problems():
            problem_of(problem)
    groups = summary([(read, scored)], rounds=2, seed=0)
    assert as_text(groups)
    assert orjson.dumps(as_data(groups))
    assert page(groups, scored.failures)
    assert agreement([(read, read)], rounds=2, seed=0) is not None


def settings(data: bytes) -> None:
    """A file of settings is read or refused with all that is wrong, and says what options take."""
    work = folder() / "work"
    work.mkdir(exist_ok=True)
    named = "pyproject.toml" if b"tool" in data else "zhstat.toml"
    (work / named).write_bytes(data)
    before = Path.cwd()
    os.environ["XDG_CONFIG_HOME"] = str(work)
    try:
        os.chdir(work)
        found = read_settings(_config)
    except ZhstatError as error:
        assert error.problems
        for problem in error.problems:
            problem_of(problem, data.decode("utf-8", "replace").splitlines())
        return
    finally:
        os.chdir(before)
        with contextlib.suppress(OSError):
            (work / named).unlink()
    assert set(found.values) <= set(SETTINGS)
    assert default_map(_config(), found) is not None


@cache
def _config() -> click.Command:
    command = group.get_command(group.make_context("zhstat", ["config"], resilient_parsing=True), "config")
    assert command is not None
    return command
