"""Gold: the facts that a person found in a text.

Beside a sample ``NAME.txt`` lies ``NAME.gold.jsonl``. Its first line is ``{"doc", "date"}``, with a ``genre``
if one likes; each line behind it is a fact: ``context``, which occurs once in the sample, holds ``text``, the
mention. ``metric``, ``region``, ``agency``, ``period`` and others may be lists: any of their values is right.
``"optional": true`` marks what may be given or left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import Problem, ZhstatError
from extractor.facts import json_object, value_at
from extractor.text.read import checked_date

GOLD = ".gold.jsonl"
NO_TEXTS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class GoldFact:
    """One expected fact.

    Attributes:
        start: Where its mention begins in the sample.
        end: Where it ends.
        line: The line of the gold file that it stands in, counted from 1.
        source: That line.
        data: Its fields.
    """

    start: int
    end: int
    line: int
    source: str
    data: Mapping[str, Any]

    def any_of(self, name: str) -> list[Any]:
        """Give the values of a field that are right."""
        value = self.data.get(name)
        return value if isinstance(value, list) else [value]

    @property
    def optional(self) -> bool:
        """Whether it may be given or left out."""
        return bool(self.data.get("optional"))

    @property
    def group(self) -> str:
        """``date`` or ``mention``; the two are counted apart."""
        return "date" if self.data["kind"] == "date" else "mention"


@dataclass(frozen=True, slots=True)
class Gold:
    """A sample with its expected facts.

    Attributes:
        path: The gold file.
        sample: The sample's file.
        text: The sample's text.
        date: The date it is to be read by.
        facts: The expected facts.
        genre: What sort of text it is, where the file says so.
    """

    path: Path
    sample: Path
    text: str
    date: str | None
    facts: tuple[GoldFact, ...]
    genre: str | None = None


def document(name: str) -> str:
    """Give the name by which a text, its gold and its facts find each other: no folder, no ending.

    >>> document("reports/2021.txt.gz"), document("2021.gold.jsonl"), document("2021")
    ('2021', '2021', '2021')
    """
    return Path(name).name.removesuffix(".gz").removesuffix(".txt").removesuffix(GOLD)


def read_gold(path: Path, texts: Mapping[str, str] = NO_TEXTS) -> Gold:
    """Read a gold file with its sample.

    Args:
        path: The file.
        texts: Samples by their `document`; one that is not here lies beside the file.

    Raises:
        ZhstatError: It cannot be read, or lines are no gold facts whose context stands once in the sample.
    """
    problems: list[Problem] = []
    facts: list[GoldFact] = []
    head: dict[str, Any] = {}
    sample, text = path, ""
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        data = json_object(line.rstrip("\r"), str(path), number)
        if isinstance(data, Problem):
            problems.append(data)
        elif head:
            placed = _placed(data, text, path, number, line)
            if isinstance(placed, Problem):
                problems.append(placed)
            else:
                facts.append(placed)
        elif isinstance(data.get("doc"), str) and Path(data["doc"]).name:
            head = data
            problems += _wrong_head(head, path, number, line)
            sample = path.with_name(Path(data["doc"]).name)
            known = texts.get(document(data["doc"]))
            text = read_text(sample) if known is None else known
        else:
            break
    if not head:
        problems.append(Problem('the first line {"doc", "date"} is missing', str(path), 1))
    if problems:
        raise ZhstatError(problems)
    return Gold(path, sample, text, head.get("date"), tuple(facts), head.get("genre"))


def _wrong_head(head: Mapping[str, Any], path: Path, number: int, line: str) -> Iterator[Problem]:
    date, genre = head.get("date"), head.get("genre")
    try:
        checked_date("2000-01-01" if date is None else str(date))
    except ValueError as error:
        yield Problem(f"date: {error}", str(path), number, *value_at(line, "date"), source=line)
    if not isinstance(genre, str | None):
        yield Problem("genre is no string", str(path), number, *value_at(line, "genre"), source=line)


def read_text(path: Path) -> str:
    """Read a file of UTF-8.

    Raises:
        ZhstatError: It cannot be read.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ZhstatError(Problem(f"cannot be read: {error.strerror}", str(path))) from None
    except UnicodeDecodeError:
        raise ZhstatError(Problem("the text is not UTF-8", str(path))) from None


def _placed(data: Mapping[str, Any], text: str, path: Path, number: int, line: str) -> GoldFact | Problem:
    missing = [name for name in ("context", "text", "kind") if name not in data]
    if missing:
        return Problem(f"a gold fact needs {', '.join(missing)}", str(path), number)
    context, mention = data["context"], data["text"]
    if not (isinstance(context, str) and isinstance(mention, str)):
        return Problem("context and text are strings", str(path), number)
    at = text.find(context)
    if at < 0 or text.find(context, at + 1) >= 0:
        fault = "does not stand in the sample" if at < 0 else "stands more than once in the sample"
        return Problem(f"the context {fault}", str(path), number, *value_at(line, "context"), source=line)
    inside = context.find(mention)
    if inside < 0:
        return Problem(
            "the text does not stand in its context", str(path), number, *value_at(line, "text"), source=line
        )
    start = at + inside + int(data.get("text_offset", 0))
    return GoldFact(start, start + len(mention), number, line, data)
