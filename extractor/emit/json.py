"""JSON: one array of facts, a fact a line, so that a person and ``diff`` can read it too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import orjson

from extractor.emit.number import as_json
from extractor.types import Fact


def line(fact: Fact) -> bytes:
    """Give a fact as an object, without the comma that may stand behind it."""
    return orjson.dumps(fact, as_json)


def write(facts: Iterable[Fact], out: BinaryIO) -> int:
    """Write the facts as one array and return how many they were."""
    return write_lines(map(line, facts), out)


def write_lines(lines: Iterable[bytes], out: BinaryIO) -> int:
    """Write facts that are objects of JSON already as one array, and return how many they were."""
    count = 0
    for text in lines:
        out.write(b",\n" if count else b"[\n")
        out.write(text)
        count += 1
    out.write(b"\n]\n" if count else b"[]\n")
    return count
