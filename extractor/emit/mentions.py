"""The layer below the facts: a line a document with every number and date that the rules read in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from extractor.emit.number import as_json


def line(doc: str, mentions: Sequence[dict[str, Any]]) -> bytes:
    """Give the mentions of one document as one line of JSON, its end included.

    >>> from decimal import Decimal
    >>> line("a.txt", [{"text": "三成", "value": Decimal("30")}]).decode()
    '{"id":"a.txt","mentions":[{"text":"三成","value":30}]}\\n'
    """
    return orjson.dumps({"id": doc, "mentions": mentions}, as_json, orjson.OPT_APPEND_NEWLINE)
