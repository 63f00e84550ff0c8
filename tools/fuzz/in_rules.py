"""Rules: a folder of anything is loaded or refused with all that is wrong, and what is loaded works."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from in_files import folder, problem_of
from in_texts import engine as package_engine

from extractor.authoring.docs import docs
from extractor.emit.number import plain
from extractor.errors import RuleError
from extractor.indicators import FILE as INDICATORS
from extractor.indicators import Indicators
from extractor.paths import patterns_folder
from extractor.pipeline import Extractor
from extractor.rules.build import build
from extractor.rules.lint import lint
from extractor.rules.load import builtin_lexicons
from extractor.rules.model import File

TEXT = "今年以来，通山县公安局来了3个人，超过12.5万元，同比增长8%。"
ROWS = 12
"""Rows of each lexicon of the package that stand for the whole: the whole takes a second to read."""


def _files(data: bytes, first: str) -> list[File]:
    """Take the input apart where a line says ``--- name``: a folder of files."""
    names, contents = [first], [b""]
    for line in data.splitlines(keepends=True):
        if line.startswith(b"--- "):
            names.append(line[4:].strip().decode("utf-8", "replace") or first)
            contents.append(b"")
        else:
            contents[-1] += line
    found = {}
    for name, content in zip(names, contents, strict=True):
        if name.endswith((".toml", ".tsv")) and content:
            found[f"mine/{name}"] = content
    return [File(1, True, name, content) for name, content in sorted(found.items())]


def _loaded(files: Sequence[File], base: Sequence[File] = ()) -> Extractor | None:
    """Make an engine of files; ``None`` if they are refused."""
    known = builtin_lexicons()
    names = {file.name for file in (*base, *files)}
    lines = {file.name: file.content.decode("utf-8", "replace").split("\n") for file in (*base, *files)}
    try:
        rules = build([*base, *files], "digest", fast=False)
    except RuleError as error:
        assert error.problems
        for problem in error.problems:
            assert problem.file in names, f"no file is called {problem.file}"
            problem_of(problem, lines[problem.file])
        return None
    for problem in lint([*base, *files], known):
        problem_of(problem)
    assert docs(rules, [*base, *files])
    return Extractor(rules)


def rules(data: bytes) -> None:
    """A folder of rules alone, as ``--only-patterns`` reads it.

    The input is ``count.toml``, and other files behind lines such as ``--- lexicon/classifier.tsv``.
    """
    _works(_loaded(_files(data, "count.toml")))


def lexicons(data: bytes) -> None:
    """Words added to those of the package, of which some rows stand for all.

    The input is ``lexicon/region.tsv``, and other lexicons behind lines such as ``--- traditional.tsv``.
    """
    files = [
        File(1, True, file.name.replace("mine/", "mine/lexicon/"), file.content)
        for file in _files(data, "region.tsv")
        if file.name.endswith(".tsv")
    ]
    _works(_loaded(files, _package()))


def _works(engine: Extractor | None) -> None:
    if engine is None:
        return
    for fact in engine.extract(TEXT, "2022-07-20"):
        assert TEXT[fact.start : fact.end] == fact.text
    for row in engine.mentions(TEXT, "2022-07-20"):
        assert TEXT[row["start"] : row["end"]] == row["text"]
        for key in ("value", "low", "high"):
            assert row[key] is None or isinstance(row[key], str) or len(plain(row[key])) < 1000


def indicators(data: bytes) -> None:
    """A list of indicators in a folder of one's own."""
    path = folder() / "pack" / INDICATORS
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    try:
        found = Indicators.load(folder() / "pack")
    except RuleError as error:
        assert error.problems
        for problem in error.problems:
            problem_of(problem)
        return
    assert found.assign(list(package_engine().extract(TEXT, "2022-07-20"))) is not None


@cache
def _package() -> tuple[File, ...]:
    """Give the lexicons of the package, cut short, so that what is added meets what it is added to."""
    files = []
    for path in sorted((patterns_folder() / "lexicon").glob("*.tsv")):
        lines = path.read_bytes().split(b"\n")
        head = next(number for number, line in enumerate(lines) if not line.startswith(b"#"))
        named = lines[head - 1].startswith(b"# columns:") if head else False
        rows = [line for line in lines[head + (not named) :] if line]
        if path.stem == "region":
            rows = [row for row in rows if row.startswith((b"42\t", b"4200", b"4212"))]
        kept = lines[: head + (not named)] + rows[:ROWS]
        content = b"\n".join(kept) + b"\n"
        files.append(File(0, False, f"patterns/lexicon/{path.name}", content))
    return tuple(files)
