"""An explanation as JSON: a line a document, every key always there."""

from __future__ import annotations

import orjson

from extractor.emit.number import as_json

from .notes import Explanation


def line(explanation: Explanation) -> bytes:
    """Give an explanation as one line of JSON, its end included."""
    return orjson.dumps(explanation, as_json, orjson.OPT_APPEND_NEWLINE)
