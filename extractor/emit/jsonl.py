"""JSON Lines: a fact a line, every key in every line, text as it is and not as escapes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import orjson

from extractor.emit.number import as_json
from extractor.types import Fact


def line(fact: Fact) -> bytes:
    """Give a fact as one line of JSON, its end included."""
    return orjson.dumps(fact, as_json, orjson.OPT_APPEND_NEWLINE)


def write(facts: Iterable[Fact], out: BinaryIO) -> int:
    """Write the facts, a line each, and return how many they were."""
    return write_lines(map(line, facts), out)


def write_lines(lines: Iterable[bytes], out: BinaryIO) -> int:
    """Write facts that are lines already, and return how many they were."""
    count = 0
    for text in lines:
        out.write(text)
        count += 1
    return count
